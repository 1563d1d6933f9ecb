#include "merge/references/counted_strings.hpp"

#include "merge/references/json_text.hpp"
#include "merge/references/php.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace tributary::references {
namespace {

constexpr int most_escaped = 3;

/// The number that ends before `end`, and where it begins; `end` if no number ends there.
std::size_t number_before(std::string_view text, std::size_t end, std::size_t &number)
{
    constexpr std::size_t most_digits = 10;
    auto begin = end;
    while (begin > 0 && end - begin < most_digits && text[begin - 1] >= '0' && text[begin - 1] <= '9') {
        --begin;
    }
    std::from_chars(text.data() + begin, text.data() + end, number);
    return begin;
}

/// True if what an object writes itself, behind its class, is as long as it says: `:3:{abc}`.
bool is_counted_body(std::string_view text)
{
    std::size_t length = 0;
    if (!text.starts_with(':')) {
        return false;
    }
    auto const *const last = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data() + 1, last, length);
    auto const at = static_cast<std::size_t>(stop - text.data());
    return error == std::errc() && text.substr(at, 2) == ":{" && length < text.size() - at - 2 &&
           text[at + 2 + length] == '}';
}

std::size_t count(std::string_view text)
{
    std::size_t result = 0;
    for (auto at = text.find(":\""); at != std::string_view::npos; at = text.find(":\"", at + 1)) {
        std::size_t length = 0;
        auto const begin = number_before(text, at, length);
        auto const rest = text.substr(at + 2);
        if (begin == at || length >= rest.size() || rest[length] != '"') {
            continue;
        }
        ++result;
        auto const writes_itself = begin >= 2 && text.substr(begin - 2, 2) == "C:";
        result += writes_itself && is_counted_body(rest.substr(length + 1)) ? 1 : 0;
    }
    return result;
}

bool is_binary(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char sign) {
        auto const byte = static_cast<unsigned char>(sign);
        return byte < '\t' || (byte > '\r' && byte < ' ');
    });
}

/// The place behind `4:user`, or nothing.
std::optional<std::size_t> behind_counted(std::string_view text, std::size_t at)
{
    std::size_t length = 0;
    auto const *const last = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data() + at, last, length);
    auto const begin = static_cast<std::size_t>(stop - text.data()) + 1;
    auto const is_counted = error == std::errc() && stop != last && *stop == ':' && length <= text.size() - begin;
    return is_counted ? std::optional(begin + length) : std::nullopt;
}

bool are_netstrings(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        auto const end = behind_counted(text, at);
        if (!end || *end == text.size() || text[*end] != ',') {
            return false;
        }
        at = *end + 1;
    }
    return !text.empty();
}

/// A list or dictionary in Bencode, at whatever depth: its words are right and as many are closed as are opened.
bool is_bencode(std::string_view text)
{
    std::size_t open = 0;
    std::size_t at = 0;
    do {
        if (at >= text.size()) {
            return false;
        }
        auto const sign = text[at];
        if (sign == 'd' || sign == 'l') {
            ++open;
            ++at;
        } else if (sign == 'e' && open > 0) {
            --open;
            ++at;
        } else if (sign == 'i') {
            auto const end = text.find('e', at);
            auto const digits = text.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1);
            if (digits.empty() || digits.find_first_not_of("-0123456789") != std::string_view::npos) {
                return false;
            }
            at = end + 1;
        } else if (auto const end = behind_counted(text, at); end && open > 0) {
            at = *end;
        } else {
            return false;
        }
    } while (open > 0);
    return at == text.size() && text.size() > 2;
}

} // namespace

bool lengths_are_right(std::string_view before, std::string_view after)
{
    auto const count = counted_strings(before);
    if (counted_strings(after) != count || before.size() == after.size()) {
        return counted_strings(after) == count;
    }
    auto const all_counted = count > 0 && looks_like_php(before); // with the bytes of private properties
    return (!is_binary(before) || all_counted) && (!are_netstrings(before) || are_netstrings(after)) &&
           (!is_bencode(before) || is_bencode(after));
}

std::size_t counted_strings(std::string_view text)
{
    auto result = count(text);
    std::string meant;
    for (int i = 0; i < most_escaped && text.find("\\\"") != std::string_view::npos; ++i) {
        meant = without_json_escapes(text);
        text = meant;
        result += count(text);
    }
    return result;
}

} // namespace tributary::references
