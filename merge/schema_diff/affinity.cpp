#include "merge/schema_diff/affinity.hpp"

#include "merge/model/affinity.hpp"
#include "merge/model/digits.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace tributary::schema_diff {
namespace {

/// What SQLite leaves as the text that it is.
bool keeps_texts(model::Column const &column)
{
    auto const affinity = model::affinity_of(column);
    return affinity == model::Affinity::text || affinity == model::Affinity::blob;
}

/// A number as SQLite reads it in a text: blanks around it, a sign, a point, an exponent.
bool is_number(std::string_view text)
{
    auto const blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    auto const before = model::digits_at(text, at);
    at += before;
    std::size_t behind = 0;
    if (at < text.size() && text[at] == '.') {
        behind = model::digits_at(text, at + 1);
        at += 1 + behind;
    }
    if (before + behind == 0) {
        return false;
    }
    if (at < text.size() && (text[at] | 0x20) == 'e') {
        ++at;
        at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
        auto const exponent = model::digits_at(text, at);
        return exponent > 0 && at + exponent == text.size();
    }
    return at == text.size();
}

} // namespace

bool turns_into_number(model::Column const &from, model::Column const &to)
{
    return keeps_texts(from) && !keeps_texts(to);
}

bool loses_digits(model::Column const &from, model::Column const &to)
{
    return model::affinity_of(to) == model::Affinity::real && from.kind == model::Kind::integer;
}

bool reads_back(std::string_view text, bool real)
{
    if (!is_number(text)) {
        return true; // it stays a text
    }
    constexpr std::size_t exact = 15; // digits that every binary number of 8 bytes keeps
    auto const sign = text.starts_with('-') ? std::size_t{1} : std::size_t{0};
    auto const before = model::digits_at(text, sign);
    if (before == 0 || (before > 1 && text[sign] == '0')) {
        return false;
    }
    if (sign + before == text.size()) {
        std::int64_t number = 0;
        auto const fits = std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc();
        return text != "-0" && (real ? before <= exact : fits);
    }
    auto const behind = model::digits_at(text, sign + before + 1);
    if (text[sign + before] != '.' || sign + before + 1 + behind != text.size() || before + behind > exact) {
        return false;
    }
    auto const zero = real && behind == 1 && text.back() == '0'; // 5.0
    return zero || (behind > 0 && text.back() != '0');
}

} // namespace tributary::schema_diff
