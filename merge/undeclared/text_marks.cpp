#include "merge/undeclared/text_marks.hpp"

#include "merge/model/characters.hpp"
#include "merge/undeclared/suspects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary::undeclared {
namespace {

using Is = TextMark::Is;

constexpr std::size_t most_digits_of_number = 18;
constexpr std::size_t longest_id = 64;
constexpr std::string_view decimal = "0123456789";
constexpr std::string_view no_word_before = "(?<![0-9A-Za-z_-])";
constexpr std::string_view no_word_behind = "(?![0-9A-Za-z_-])";

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_part(char c) { return model::is_letter_or_digit(c) || c == '_' || c == '-'; }
bool is_letter_of_any_script(char c) { return is_word_part(c) || static_cast<unsigned char>(c) >= 0x80U; }

std::size_t end_of_word(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_word_part(text[at])) {
        ++at;
    }
    return at;
}

/// Of words with dots between them, as names of users may have.
std::size_t end_of_dotted(std::string_view text, std::size_t at)
{
    while (at < text.size() && (is_letter_of_any_script(text[at]) ||
                                (text[at] == '.' && at + 1 < text.size() && is_letter_of_any_script(text[at + 1])))) {
        ++at;
    }
    return at;
}

std::string_view word_before(std::string_view text, std::size_t end)
{
    auto begin = end;
    while (begin > 0 && is_word_part(text[begin - 1])) {
        --begin;
    }
    return text.substr(begin, end - begin);
}

/// The name before a value: `user_id` of user_id="7" and of \"user_id\": 7, `post` of post #7.
std::string_view name_before(std::string_view text, std::size_t value)
{
    auto at = value;
    if (at > 0 && text[at - 1] == '#') {
        --at;
        while (at > 0 && text[at - 1] == ' ') {
            --at;
        }
        return word_before(text, at);
    }
    auto const skip = [&] {
        while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == '\'' || text[at - 1] == '\\')) {
            --at;
        }
    };
    skip();
    if (at == 0 || (text[at - 1] != '=' && text[at - 1] != ':')) {
        return {};
    }
    --at;
    while (at > 0 && text[at - 1] == ':') { // home::ann
        --at;
    }
    skip();
    return word_before(text, at);
}

/// What stands before a number, back to a blank, a digit or the beginning; empty if that is too far.
std::string_view anything_before(std::string_view text, std::size_t number)
{
    constexpr std::size_t longest = 24;
    auto at = number;
    while (at > 0 && static_cast<unsigned char>(text[at - 1]) > ' ' && !is_ascii_digit(text[at - 1])) {
        --at;
    }
    return number - at <= longest ? text.substr(at, number - at) : std::string_view();
}

bool is_shaped_like_uuid(std::string_view word)
{
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return std::equal(word.begin(), word.end(), shape.begin(), shape.end(), [](char c, char of) {
        auto const hexadecimal = is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        return of == '-' ? c == '-' : hexadecimal;
    });
}

/// Two numbers or more, with nothing but these and blanks between them.
bool has_only(std::string_view text, std::string_view separators)
{
    auto const is_only = [&](char c) {
        return is_ascii_digit(c) || c == ' ' || separators.find(c) != std::string_view::npos;
    };
    if (!std::all_of(text.begin(), text.end(), is_only)) { // nearly every text ends here, at its first letter
        return false;
    }
    auto const first = text.find_first_of(decimal);
    auto const between = text.find_first_of(separators, std::min(first, text.size()));
    return between != std::string_view::npos && text.find_first_of(decimal, between) != std::string_view::npos;
}

constexpr std::string_view list_separators = ",;| ";

/// Two short words or more, with a separator between each two, and no other signs.
bool is_list_of_words(std::string_view text)
{
    constexpr std::size_t longest = 512;
    auto const separator = text.find_first_of(",;|");
    if (separator == std::string_view::npos || separator == 0 || text.size() > longest) {
        return false; // nearly every text ends here
    }
    std::size_t words = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = end_of_dotted(text, at);
        if (end == at || end - at >= 2 * least_length_of_id || is_ascii_digit(text[at])) {
            return false;
        }
        ++words;
        at = std::min(text.find_first_not_of(list_separators, end), text.size());
        if (at < text.size() && text.substr(end, at - end).find_first_of(",;|") == std::string_view::npos) {
            return false;
        }
    }
    return words > 1;
}

/// Signs of which every mark has one, but for the words of a list. Most prose has none.
constexpr auto signs = [] {
    std::array<bool, 256> table{};
    for (char const c : std::string_view("0123456789@/=:,;|")) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

bool has_sign(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return signs[static_cast<unsigned char>(c)]; });
}

class Scan {
public:
    Scan(std::string_view text, std::function<void(TextMark const &)> const &sink) : m_text(text), m_sink(sink) {}

    void run()
    {
        if (!has_sign(m_text)) {
            return;
        }
        auto const is_list = is_list_of_numbers(m_text);
        if (!is_list && is_list_of_words(m_text)) {
            read_list_of_words();
            return;
        }
        read_words(is_list);
        if (!is_list) {
            read_numbers();
        }
    }

private:
    void read_words(bool is_list)
    {
        for (std::size_t at = 0; at < m_text.size();) {
            if (!is_word_part(m_text[at])) {
                if (m_text[at] == '@') {
                    mention(at);
                }
                ++at;
                continue;
            }
            auto const end = end_of_word(m_text, at);
            word(at, end, is_list);
            at = end;
        }
    }

    void read_list_of_words()
    {
        for (auto at = m_text.find_first_not_of(list_separators); at != std::string_view::npos;) {
            auto const end = std::min(m_text.find_first_of(list_separators, at), m_text.size());
            m_sink({Is::word_in_list, {}, {}, m_text.substr(at, end - at), at});
            at = m_text.find_first_not_of(list_separators, end);
        }
    }

    /// A uuid is one id; notification_17 is a word with another behind it.
    bool is_inside_long_word(std::size_t at, std::size_t end) const
    {
        auto const before = word_before(m_text, at);
        auto const end_of_all = end_of_word(m_text, end);
        return end_of_all - (at - before.size()) >= least_length_of_id &&
               (end_of_all > end || std::any_of(before.begin(), before.end(), is_ascii_digit));
    }

    /// 12:30 and 2024-05-17 are one thing each, and 30 is no number behind a colon.
    bool is_part_of_number(std::size_t at) const
    {
        if (at < 2 || std::string_view(":-.,+").find(m_text[at - 1]) == std::string_view::npos ||
            !is_ascii_digit(m_text[at - 2])) {
            return false;
        }
        auto begin = at - 2;
        while (begin > 0 && is_ascii_digit(m_text[begin - 1])) {
            --begin;
        }
        auto const is_time = begin > 1 && m_text[begin - 1] == 'T' && is_ascii_digit(m_text[begin - 2]);
        return begin == 0 || is_time || !is_letter_of_any_script(m_text[begin - 1]) || m_text[begin - 1] == '-';
    }

    /// Those with a name before them, too.
    void read_numbers()
    {
        constexpr std::size_t most = 32;
        std::size_t count = 0;
        for (std::size_t at = 0; at < m_text.size() && count < most;) {
            auto const end = end_of(at, true);
            auto const before = at == end ? std::string_view() : anything_before(m_text, at);
            auto const is_number = end - at <= most_digits_of_number && (m_text[at] != '0' || end - at == 1);
            if (!before.empty() && is_number && !is_part_of_number(at) && !is_inside_long_word(at, end)) {
                m_sink({Is::any_number, {}, before, m_text.substr(at, end - at), at});
                ++count;
            }
            at = end_of(end, false);
        }
    }

    /// The end of a run of digits, or of other characters. A plain loop: find_first_of() calls a function for each
    /// byte.
    std::size_t end_of(std::size_t at, bool digits) const
    {
        while (at < m_text.size() && is_ascii_digit(m_text[at]) == digits) {
            ++at;
        }
        return at;
    }

    void word(std::size_t at, std::size_t end, bool is_list)
    {
        auto const word = m_text.substr(at, end - at);
        auto const digits =
            static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_ascii_digit) - word.begin());
        auto const is_number = digits == word.size() && digits <= most_digits_of_number;
        if (is_number && is_list) {
            m_sink({Is::in_list, {}, {}, word, at});
            return;
        }
        if (word.size() >= least_length_of_id && std::any_of(word.begin(), word.end(), is_ascii_digit)) {
            long_word(at, word);
        }
        if (at > 0 && m_text[at - 1] == '/') {
            in_path(at, word, digits);
        } else if (at > 1 && m_text[at - 1] == '~' && m_text[at - 2] == '/' && !is_number) { // /~ann
            auto const home = m_text.substr(at - 1, 1);
            m_sink({Is::word, home, home, m_text.substr(at, end_of_dotted(m_text, at) - at), at});
        } else if (auto const name = name_before(m_text, at); !name.empty()) {
            behind_name(at, name, is_number ? word : std::string_view());
        }
    }

    /// `number`: empty if it is a word.
    void behind_name(std::size_t at, std::string_view name, std::string_view number)
    {
        auto const begin = static_cast<std::size_t>(name.data() - m_text.data());
        auto const before = m_text.substr(begin, at - begin);
        if (!number.empty()) {
            m_sink({Is::number, name, before, number, at});
        } else if (!is_ascii_digit(name[0]) && !before.ends_with('#')) {
            m_sink({Is::word, name, before, m_text.substr(at, end_of_dotted(m_text, at) - at), at});
        }
    }

    /// Also uuids between other words: avatar_7d9f….png.
    void long_word(std::size_t at, std::string_view word)
    {
        constexpr std::size_t uuid = 36;
        auto found = false;
        for (std::size_t from = 0; word.size() > uuid && from + uuid <= word.size();) {
            if (is_shaped_like_uuid(word.substr(from, uuid))) {
                m_sink({Is::long_word, {}, {}, word.substr(from, uuid), at + from});
                found = true;
                from += uuid;
            } else {
                ++from;
            }
        }
        if (!found && word.size() <= longest_id) {
            m_sink({Is::long_word, {}, {}, word, at});
        }
    }

    void in_path(std::size_t at, std::string_view word, std::size_t digits)
    {
        auto const name = word_before(m_text, at - 1);
        if (name.empty() || is_ascii_digit(name[0])) {
            return;
        }
        auto const before = m_text.substr(at - 1 - name.size(), name.size() + 1);
        auto const is_slug = digits < word.size() && word[digits] == '-' && digits + 1 < word.size() &&
                             !is_ascii_digit(word[digits + 1]);
        if (digits > 0 && digits <= most_digits_of_number && (digits == word.size() || is_slug)) {
            m_sink({Is::number_in_path, name, before, word.substr(0, digits), at});
            behind_slug(at, at - before.size(), word.substr(0, digits));
        }
        if (digits < word.size()) {
            m_sink({Is::word_in_path, name, before, m_text.substr(at, end_of_dotted(m_text, at) - at), at});
        }
    }

    /// `slug`: where the word between begins.
    void behind_slug(std::size_t at, std::size_t slug, std::string_view number)
    {
        if (slug == 0 || m_text[slug - 1] != '/') {
            return;
        }
        auto const name = word_before(m_text, slug - 1);
        if (!name.empty() && !is_ascii_digit(name[0])) {
            auto const before = m_text.substr(slug - 1 - name.size(), name.size() + 1);
            m_sink({Is::number_behind_slug, name, before, number, at});
        }
    }

    void mention(std::size_t at)
    {
        auto const begins = at == 0 || (!is_letter_of_any_script(m_text[at - 1]) &&
                                        std::string_view("@./").find(m_text[at - 1]) == std::string_view::npos);
        auto const end = end_of_dotted(m_text, at + 1);
        if (begins && end > at + 1 && m_text[at + 1] != '.') {
            m_sink({Is::mention, "@", "@", m_text.substr(at + 1, end - at - 1), at + 1});
        }
    }

    std::string_view m_text;
    std::function<void(TextMark const &)> const &m_sink;
};

} // namespace

std::string TextMark::regex() const
{
    constexpr std::string_view dotted = R"(([\w-]+(?:\.[\w-]+)*))";
    std::string literal;
    for (char const c : before) {
        if (std::string_view("\\.^$|()[]{}*+?#&").find(c) != std::string_view::npos) {
            literal += '\\';
        }
        literal += c;
    }
    auto const behind_name = std::string(no_word_before) + literal;
    switch (is) {
    case Is::number: return behind_name + "([0-9]+)" + std::string(no_word_behind);
    case Is::number_in_path: return behind_name + "([0-9]+)(?![0-9A-Za-z_]|-[0-9])";
    case Is::number_behind_slug: return behind_name + "[\\w-]+/([0-9]+)(?![0-9A-Za-z_]|-[0-9])";
    case Is::word:
    case Is::word_in_path: return behind_name + std::string(dotted);
    case Is::mention: return R"((?<![\w.@/-])@)" + std::string(dotted);
    case Is::word_in_list: return R"((?<![^,;|\s])([\w-]+(?:\.[\w-]+)*)(?![^,;|\s]))";
    case Is::in_list: return "(?<![0-9])([0-9]+)(?![0-9])";
    case Is::any_number: return "(?<![^\\s0-9])" + literal + "([0-9]+)(?![0-9])";
    case Is::long_word: break;
    }
    if (is_shaped_like_uuid(value)) {
        return "(?<![0-9A-Fa-f])([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Fa-f])";
    }
    return fmt::format("{}([0-9A-Za-z_-]{{{}}}){}", no_word_before, value.size(), no_word_behind);
}

bool is_list_of_numbers(std::string_view text)
{
    if (text.starts_with('{') && text.ends_with('}')) { // an array that is kept as a text
        text = text.substr(1, text.size() - 2);
    }
    return has_only(text, ",;|") || has_only(text, "/") || has_only(text, ".") || has_only(text, " \n\t");
}

void each_mark(std::string_view text, std::function<void(TextMark const &)> const &sink) { Scan(text, sink).run(); }

} // namespace tributary::undeclared
