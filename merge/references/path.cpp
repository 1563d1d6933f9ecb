#include "merge/references/path.hpp"

#include "merge/model/characters.hpp"
#include "merge/references/json_text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace tributary::references {
namespace {

Step in_brackets(std::string_view inside)
{
    if (inside == "*") {
        return {Step::Kind::every_element, {}, 0};
    }
    Step step{Step::Kind::element, {}, 0};
    auto const *const end = inside.data() + inside.size();
    auto const [stop, error] = std::from_chars(inside.data(), end, step.number);
    if (inside.empty() || error != std::errc() || stop != end) {
        throw std::invalid_argument("brackets must contain a number or *");
    }
    return step;
}

constexpr std::string_view hex_digits = "0123456789abcdef";

/// `\xff`: a byte that is not a character. False: the text there has another form.
bool read_byte(std::string_view text, std::size_t &at, std::string &name)
{
    unsigned byte = 0;
    auto const digits = text.substr(std::min(at + 1, text.size()), 2);
    auto const *const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, byte, 16);
    if (at >= text.size() || text[at] != 'x' || digits.size() != 2 || error != std::errc() || stop != end) {
        return false;
    }
    name += static_cast<char>(byte);
    at += 3;
    return true;
}

/// From behind the opening quote to behind the closing one.
std::string read_quoted_member(std::string_view text, std::size_t &at)
{
    std::string name;
    while (at < text.size() && text[at] != '"') {
        if (text[at++] != '\\') {
            name += text[at - 1];
        } else if (!read_byte(text, at, name) && !read_json_escape(text, at, name)) {
            throw std::invalid_argument("a quoted member has an invalid escape; a backslash is written twice");
        }
    }
    if (at++ >= text.size()) {
        throw std::invalid_argument("a quoted member is not closed");
    }
    return name;
}

/// True if a filter begins here, with blanks before it or not: ?(
bool begins_filter(std::string_view text)
{
    auto const sign = text.find_first_not_of(' ');
    auto const behind =
        sign == std::string_view::npos || text[sign] != '?' ? sign : text.find_first_not_of(' ', sign + 1);
    return behind != std::string_view::npos && text[sign] == '?' && text[behind] == '(';
}

/// A member behind `.`, in quotes or up to the next step.
Step read_member(std::string_view text, std::size_t &at)
{
    if (at < text.size() && text[at] == '"') {
        return {Step::Kind::member, read_quoted_member(text, ++at), 0};
    }
    auto end = at;
    while (end < text.size() && text[end] != '.' && text[end] != '[' && !begins_filter(text.substr(end))) {
        ++end;
    }
    auto name = std::string(text.substr(at, end - at));
    at = end;
    if (name.empty()) {
        throw std::invalid_argument("a step has no name");
    }
    return {name == "*" ? Step::Kind::every_member : Step::Kind::member, std::move(name), 0};
}

/// As JSON writes it: no plus, and no zero before other digits.
bool is_whole_number(std::string_view text)
{
    auto const digits = text.starts_with('-') ? text.substr(1) : text;
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos &&
           (digits[0] != '0' || digits.size() == 1);
}

/// From the question mark to behind the closing parenthesis.
Step read_filter(std::string_view text, std::size_t &at)
{
    auto const expect = [&](std::string_view sign) {
        at = std::min(text.find_first_not_of(' ', at), text.size());
        if (!text.substr(at).starts_with(sign)) {
            throw std::invalid_argument("a filter has the form ?(@.member == \"value\")");
        }
        at += sign.size();
    };
    Step step{Step::Kind::where, {}, 0};
    expect("?");
    expect("(");
    expect("@.");
    if (at < text.size() && text[at] == '"') {
        step.name = read_quoted_member(text, ++at);
    } else {
        auto const end = std::min(text.find_first_of(" =)", at), text.size());
        step.name = text.substr(at, end - at);
        at = end;
        if (step.name.empty() || step.name.find_first_of(".[*?\"") != std::string::npos) {
            throw std::invalid_argument("a filter is about one member of the object: write its name in quotes");
        }
    }
    expect("==");
    at = std::min(text.find_first_not_of(' ', at), text.size());
    step.value_is_text = at < text.size() && text[at] == '"';
    if (step.value_is_text) {
        step.value = read_quoted_member(text, ++at);
    } else {
        auto const end = std::min(text.find_first_of(" )", at), text.size());
        step.value = text.substr(at, end - at);
        at = end;
        if (!is_whole_number(step.value)) {
            throw std::invalid_argument("a filter compares with a text in quotes or with a whole number");
        }
    }
    expect(")");
    return step;
}

/// The length of the character in UTF-8 that the text begins with; 0: it begins with none.
std::size_t length_of_character(std::string_view text)
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const first = byte(0);
    auto const length = first < 0x80   ? 1U
                        : first < 0xc2 ? 0U
                        : first < 0xe0 ? 2U
                        : first < 0xf0 ? 3U
                        : first < 0xf5 ? 4U
                                       : 0U;
    if (length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        auto const least = i > 1 ? 0x80 : first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        auto const greatest = i > 1 ? 0xbf : first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (byte(i) < least || byte(i) > greatest) {
            return 0;
        }
    }
    return length;
}

bool leads_everywhere(Step const &wide, Step const &narrow, bool php)
{
    using Kind = Step::Kind;
    auto const of_list = narrow.kind == Kind::element || narrow.kind == Kind::every_element;
    switch (wide.kind) {
    case Kind::member: return narrow.kind == Kind::member && narrow.name == wide.name;
    case Kind::every_member:
        return narrow.kind == Kind::member || narrow.kind == Kind::every_member || (php && of_list);
    case Kind::element: return narrow.kind == Kind::element && narrow.number == wide.number;
    case Kind::every_element: return of_list;
    case Kind::where: return narrow == wide;
    case Kind::every_element_below: break;
    }
    return false;
}

/// In quotes, as read_quoted_member() reads it, whatever bytes the name has.
std::string quoted(std::string_view name)
{
    std::string step = "\"";
    while (!name.empty()) {
        auto const length = length_of_character(name);
        auto const byte = static_cast<unsigned char>(name[0]);
        if (length == 0 || byte < 0x20 || byte == 0x7f) {
            step += length == 0 ? "\\x" : "\\u00";
            step += hex_digits[byte >> 4U];
            step += hex_digits[byte & 0xfU];
        } else {
            step += name[0] == '"' || name[0] == '\\' ? "\\" : "";
            step += name.substr(0, length);
        }
        name.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return step + '"';
}

} // namespace

std::string member_step(std::string_view name)
{
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const plain = !name.empty() && !is_digit(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
        return model::is_letter_or_digit(c) || c == '_';
    });
    if (plain) {
        return "." + std::string(name);
    }
    return "." + quoted(name);
}

std::string where_step(std::string_view member, std::string_view value, bool is_text)
{
    return "?(@" + member_step(member) + " == " + (is_text ? quoted(value) : std::string(value)) + ")";
}

void check_path(std::string_view text, model::Format format, bool searches_texts)
{
    if (filter_in(read_path(text)) && (format == model::Format::php || searches_texts)) {
        throw std::invalid_argument("a filter is for JSON only, and goes without `regex`");
    }
}

std::optional<std::size_t> filter_in(std::span<Step const> path)
{
    auto const found =
        std::find_if(path.begin(), path.end(), [](Step const &step) { return step.kind == Step::Kind::where; });
    return found == path.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - path.begin()));
}

std::vector<Step> without_filters(std::span<Step const> path)
{
    std::vector<Step> result;
    std::copy_if(path.begin(), path.end(), std::back_inserter(result),
                 [](Step const &step) { return step.kind != Step::Kind::where; });
    return result;
}

bool leads_everywhere(std::span<Step const> wide, std::span<Step const> narrow, bool php)
{
    if (filter_in(narrow) && !filter_in(wide)) {
        return leads_everywhere(wide, without_filters(narrow), php);
    }
    return std::equal(wide.begin(), wide.end(), narrow.begin(), narrow.end(),
                      [&](Step const &one, Step const &other) { return leads_everywhere(one, other, php); });
}

std::vector<Step> read_path(std::string_view text)
{
    if (!text.starts_with('$')) {
        throw std::invalid_argument("a path must begin with $");
    }
    std::vector<Step> steps;
    std::size_t at = 1;
    while (at < text.size()) {
        if (text[at] == '[') {
            auto const end = text.find(']', at);
            if (end == std::string_view::npos) {
                throw std::invalid_argument("[ without a closing ]");
            }
            steps.push_back(in_brackets(text.substr(at + 1, end - at - 1)));
            at = end + 1;
            continue;
        }
        if (begins_filter(text.substr(at))) {
            if (filter_in(steps)) {
                throw std::invalid_argument("a path takes one filter");
            }
            steps.push_back(read_filter(text, at));
            continue;
        }
        if (text[at] != '.') {
            throw std::invalid_argument("a step must begin with . or [");
        }
        ++at;
        steps.push_back(read_member(text, at));
    }
    return steps;
}

} // namespace tributary::references
