#include "merge/references/json_ids.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace tributary::references {
namespace {

constexpr int greatest_depth = 500;

/// Thrown internally only: the text is not valid JSON, or what is at the path is not an id.
struct Unreadable {
    std::string why;
};

void append_utf8(std::string &out, std::uint32_t point)
{
    auto const tail = [&](int shift) { out += static_cast<char>(0x80U | ((point >> shift) & 0x3fU)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xc0U | (point >> 6U));
        tail(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xe0U | (point >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0U | (point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// One walk through a document, noting the ids on its way.
class Walk {
public:
    Walk(std::string_view json, std::vector<JsonStep> const &path, bool keys) : m_json(json), m_path(path), m_keys(keys)
    {
    }

    Spots run()
    {
        try {
            value(0, true);
            blanks();
            if (m_at != m_json.size()) {
                throw Unreadable{"is not valid JSON"};
            }
        } catch (Unreadable const &unreadable) {
            m_spots.problem = unreadable.why;
        }
        return std::move(m_spots);
    }

private:
    [[noreturn]] static void no_json() { throw Unreadable{"is not valid JSON"}; }

    char look() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }

    void blanks()
    {
        while (look() == ' ' || look() == '\t' || look() == '\n' || look() == '\r') {
            ++m_at;
        }
    }

    void expect(char sign)
    {
        if (m_at >= m_json.size() || m_json[m_at] != sign) {
            no_json();
        }
        ++m_at;
    }

    bool take(char sign)
    {
        blanks();
        if (look() != sign || m_at >= m_json.size()) {
            return false;
        }
        ++m_at;
        return true;
    }

    std::uint32_t hexadecimal()
    {
        auto const digits = m_json.substr(std::min(m_at, m_json.size()), 4);
        std::uint32_t unit = 0;
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
        if (digits.size() < 4 || error != std::errc() || end != digits.data() + digits.size()) {
            no_json();
        }
        m_at += 4;
        return unit;
    }

    void escape(std::string &out)
    {
        constexpr std::string_view signs = "\"\\/bfnrt";
        constexpr std::string_view means = "\"\\/\b\f\n\r\t";
        auto const sign = look();
        ++m_at;
        if (auto const known = signs.find(sign); known != std::string_view::npos && sign != '\0') {
            out += means[known];
            return;
        }
        if (sign != 'u') {
            no_json();
        }
        auto unit = hexadecimal();
        auto const pairs = unit >= 0xd800 && unit < 0xdc00 && m_json.substr(m_at, 2) == "\\u";
        if (pairs) {
            m_at += 2;
            auto const low = hexadecimal();
            if (low < 0xdc00 || low > 0xdfff) {
                no_json();
            }
            unit = 0x10000 + ((unit - 0xd800) << 10U) + (low - 0xdc00);
        }
        append_utf8(out, unit);
    }

    std::string string()
    {
        expect('"');
        std::string out;
        while (m_at < m_json.size() && m_json[m_at] != '"') {
            auto const sign = m_json[m_at++];
            if (static_cast<unsigned char>(sign) < 0x20) {
                no_json();
            }
            if (sign == '\\') {
                escape(out);
            } else {
                out += sign;
            }
        }
        expect('"');
        return out;
    }

    void digits()
    {
        if (std::isdigit(static_cast<unsigned char>(look())) == 0) {
            no_json();
        }
        while (std::isdigit(static_cast<unsigned char>(look())) != 0) {
            ++m_at;
        }
    }

    /// True if it is a whole number.
    bool number()
    {
        auto whole = true;
        m_at += look() == '-' ? 1 : 0;
        if (look() == '0') {
            ++m_at;
        } else {
            digits();
        }
        if (look() == '.') {
            ++m_at;
            digits();
            whole = false;
        }
        if (look() == 'e' || look() == 'E') {
            ++m_at;
            m_at += look() == '+' || look() == '-' ? 1 : 0;
            digits();
            whole = false;
        }
        return whole;
    }

    bool at_end_of_path(std::size_t depth, bool on_path) const { return on_path && depth == m_path.size(); }

    /// `depth`: how many steps of the path lead here, if `on_path`.
    void value(std::size_t depth, bool on_path)
    {
        if (++m_level > greatest_depth) {
            throw Unreadable{"is nested too deeply"};
        }
        blanks();
        auto const begin = m_at;
        auto const here = at_end_of_path(depth, on_path);
        auto const sign = look();
        if (sign == '{') {
            object(depth, on_path);
        } else if (sign == '[') {
            array(depth, on_path);
        } else if (sign == '"') {
            auto id = string();
            if (here && !m_keys) {
                m_spots.list.push_back({begin, m_at, std::move(id), false, false, 0});
            }
        } else if (sign == '-' || std::isdigit(static_cast<unsigned char>(sign)) != 0) {
            auto const whole = number();
            if (here && !m_keys) {
                if (!whole) {
                    throw Unreadable{"has a number that is not an id at the path"};
                }
                m_spots.list.push_back({begin, m_at, std::string(m_json.substr(begin, m_at - begin)), true, false, 0});
            }
        } else {
            auto const word = m_json.substr(begin, m_json.substr(begin, 5) == "false" ? 5 : 4);
            if (word != "null" && word != "true" && word != "false") {
                no_json();
            }
            m_at += word.size();
            if (here && !m_keys && word != "null") {
                throw Unreadable{"has a boolean at the path"};
            }
        }
        if (here && ((!m_keys && (sign == '{' || sign == '[')) || (m_keys && sign != '{' && sign != 'n'))) {
            throw Unreadable{m_keys ? "has no object at the path" : "has an object or a list at the path"};
        }
        --m_level;
    }

    JsonStep const *step(std::size_t depth, bool on_path) const
    {
        return on_path && depth < m_path.size() ? &m_path[depth] : nullptr;
    }

    void object(std::size_t depth, bool on_path)
    {
        auto const *const next = step(depth, on_path);
        auto const noted = at_end_of_path(depth, on_path) && m_keys;
        auto const number = noted ? m_objects++ : 0;
        expect('{');
        if (take('}')) {
            return;
        }
        do {
            blanks();
            auto const begin = m_at;
            auto name = string();
            auto const follows = next != nullptr && (next->kind == JsonStep::Kind::every_member ||
                                                     (next->kind == JsonStep::Kind::member && next->name == name));
            if (noted) {
                m_spots.list.push_back({begin, m_at, std::move(name), false, true, number});
            }
            blanks();
            expect(':');
            value(depth + 1, follows);
        } while (take(','));
        blanks();
        expect('}');
    }

    void array(std::size_t depth, bool on_path)
    {
        auto const *const next = step(depth, on_path);
        expect('[');
        if (take(']')) {
            return;
        }
        std::size_t number = 0;
        do {
            auto const below = next != nullptr && next->kind == JsonStep::Kind::every_element_below;
            auto const follows =
                below || (next != nullptr && (next->kind == JsonStep::Kind::every_element ||
                                              (next->kind == JsonStep::Kind::element && next->number == number)));
            blanks();
            value(below && look() == '[' ? depth : depth + 1, follows);
            ++number;
        } while (take(','));
        blanks();
        expect(']');
    }

    std::string_view m_json;
    std::vector<JsonStep> const &m_path;
    bool m_keys;
    std::size_t m_at = 0;
    int m_level = 0;
    std::size_t m_objects = 0;
    Spots m_spots;
};

JsonStep in_brackets(std::string_view inside)
{
    if (inside == "*") {
        return {JsonStep::Kind::every_element, {}, 0};
    }
    JsonStep step{JsonStep::Kind::element, {}, 0};
    auto const *const end = inside.data() + inside.size();
    auto const [stop, error] = std::from_chars(inside.data(), end, step.number);
    if (inside.empty() || error != std::errc() || stop != end) {
        throw std::invalid_argument("brackets must contain a number or *");
    }
    return step;
}

} // namespace

std::vector<JsonStep> json_path(std::string_view text)
{
    if (!text.starts_with('$')) {
        throw std::invalid_argument("a path must begin with $");
    }
    std::vector<JsonStep> steps;
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
        if (text[at] != '.') {
            throw std::invalid_argument("a step must begin with . or [");
        }
        ++at;
        auto const quoted = at < text.size() && text[at] == '"';
        auto const end = quoted ? text.find('"', at + 1) : std::min(text.find_first_of(".[", at), text.size());
        if (end == std::string_view::npos) {
            throw std::invalid_argument("a quoted member is not closed");
        }
        auto const name = quoted ? text.substr(at + 1, end - at - 1) : text.substr(at, end - at);
        if (name.empty() && !quoted) {
            throw std::invalid_argument("a step has no name");
        }
        auto const every = name == "*" && !quoted;
        steps.push_back({every ? JsonStep::Kind::every_member : JsonStep::Kind::member, std::string(name), 0});
        at = end + (quoted ? 1 : 0);
    }
    return steps;
}

Spots json_ids(std::string_view json, std::vector<JsonStep> const &path, bool keys)
{
    return Walk(json, path, keys).run();
}

std::string json_string(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\"";
    for (char const sign : text) {
        auto const byte = static_cast<unsigned char>(sign);
        if (sign == '"' || sign == '\\') {
            result += '\\';
            result += sign;
        } else if (byte < 0x20) {
            result += "\\u00";
            result += digits[byte >> 4U];
            result += digits[byte & 0xfU];
        } else {
            result += sign;
        }
    }
    return result + '"';
}

} // namespace tributary::references
