#include "merge/references/php.hpp"

#include <charconv>

namespace tributary::references {
namespace {

using Is = PhpValue::Is;

constexpr int most_levels = 500;
constexpr std::string_view blanks = " \t\r\n";

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

/// Thrown internally only: what is wrong with the text.
struct NotSerialised {
    char const *why;
};

class Reader {
public:
    Reader(std::string_view text, PhpValues &values) : m_text(text), m_values(values) {}

    std::string run()
    {
        try {
            value(0);
            if (m_text.find_first_not_of(blanks, m_at) != std::string_view::npos) {
                invalid();
            }
        } catch (NotSerialised const &mistake) {
            return mistake.why;
        }
        return {};
    }

private:
    [[noreturn]] static void invalid() { throw NotSerialised{"is not serialised by PHP"}; }

    char look() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void expect(std::string_view signs)
    {
        if (m_text.substr(m_at, signs.size()) != signs) {
            invalid();
        }
        m_at += signs.size();
    }

    /// Digits, of which the last is before `end`.
    std::size_t count(char end)
    {
        std::size_t result = 0;
        auto const *const last = m_text.data() + m_text.size();
        auto const [stop, error] = std::from_chars(m_text.data() + m_at, last, result);
        if (error != std::errc() || stop == last || *stop != end) {
            invalid();
        }
        m_at = static_cast<std::size_t>(stop - m_text.data()) + 1;
        return result;
    }

    /// Up to the semicolon.
    std::string_view word(std::string_view signs)
    {
        auto const end = m_text.find(';', m_at);
        auto const found = m_text.substr(m_at, end == std::string_view::npos ? 0 : end - m_at);
        if (found.empty() || found.find_first_not_of(signs) != std::string_view::npos) {
            invalid();
        }
        m_at = end + 1;
        return found;
    }

    std::string_view integer()
    {
        auto const digits = word("+-0123456789");
        if (!is_digit(digits.back()) || digits.find_first_of("+-", 1) != std::string_view::npos) {
            invalid();
        }
        return digits;
    }

    /// The bytes of a string, between quotes.
    std::string_view bytes()
    {
        auto const length = count(':');
        expect("\"");
        if (length > m_text.size() - m_at) {
            invalid();
        }
        auto const result = m_text.substr(m_at, length);
        m_at += length;
        expect("\"");
        return result;
    }

    /// The same, where bytes may be written as \2f.
    std::string_view escaped_bytes()
    {
        auto const length = count(':');
        expect("\"");
        m_unescaped.clear();
        while (m_unescaped.size() < length) {
            if (m_at >= m_text.size()) {
                invalid();
            }
            if (m_text[m_at] != '\\') {
                m_unescaped += m_text[m_at++];
                continue;
            }
            unsigned byte = 0;
            auto const digits = m_text.substr(m_at + 1, 2);
            auto const [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
            if (digits.size() < 2 || error != std::errc() || stop != digits.data() + digits.size()) {
                invalid();
            }
            m_unescaped += static_cast<char>(byte);
            m_at += 3;
        }
        expect("\"");
        return m_unescaped;
    }

    PhpValue begin(Is is, std::string_view signs)
    {
        PhpValue found;
        found.is = is;
        found.begin = m_at;
        expect(signs);
        return found;
    }

    PhpValue string()
    {
        auto const escaped = look() == 'S';
        auto found = begin(Is::string, escaped ? "S:" : "s:");
        found.text = escaped ? escaped_bytes() : bytes();
        expect(";");
        found.end = m_at;
        return found;
    }

    PhpValue number(Is is, std::string_view signs)
    {
        auto found = begin(is, signs);
        found.text = is == Is::decimal ? word("+-.0123456789eEINFA") : integer();
        found.end = m_at;
        return found;
    }

    PhpValue reference()
    {
        auto const counts = look() == 'r';
        auto found = begin(Is::reference, counts ? "r:" : "R:");
        auto const number = count(';');
        if (counts) {
            ++m_number;
        }
        if (number == 0 || (m_certain && number > m_number)) {
            invalid();
        }
        found.number = number;
        found.certain_number = m_certain;
        found.end = m_at;
        return found;
    }

    PhpValue opaque()
    {
        auto found = begin(Is::opaque, "C:");
        bytes();
        expect(":");
        auto const length = count(':');
        expect("{");
        if (length > m_text.size() - m_at) {
            invalid();
        }
        m_at += length;
        expect("}");
        found.end = m_at;
        return found;
    }

    PhpValue fixed(Is is, std::string_view signs)
    {
        auto found = begin(is, signs);
        found.end = m_at;
        return found;
    }

    PhpValue enumerated()
    {
        auto found = begin(Is::enumerated, "E:");
        found.text = bytes();
        expect(";");
        found.end = m_at;
        return found;
    }

    PhpValue scalar()
    {
        switch (look()) {
        case 'N': return fixed(Is::null, "N;");
        case 'b': return fixed(Is::boolean, m_text.substr(m_at, 4) == "b:1;" ? "b:1;" : "b:0;");
        case 'i': return number(Is::integer, "i:");
        case 'd': return number(Is::decimal, "d:");
        case 's':
        case 'S': return string();
        case 'E': return enumerated();
        case 'C': return opaque();
        default: invalid();
        }
    }

    void value(int depth)
    {
        auto const sign = look();
        if (sign == 'a' || sign == 'O') {
            entries(depth);
            return;
        }
        if (sign == 'r' || sign == 'R') {
            m_values.scalar(reference());
            return;
        }
        auto found = scalar();
        found.number = ++m_number;
        found.certain_number = m_certain;
        m_certain = m_certain && found.is != Is::opaque;
        m_values.scalar(found);
    }

    void entries(int depth)
    {
        if (depth >= most_levels) {
            throw NotSerialised{"is nested too deeply"};
        }
        auto const is_array = look() == 'a';
        auto found = begin(is_array ? Is::array : Is::object, is_array ? "a:" : "O:");
        if (!is_array) {
            bytes();
            expect(":");
        }
        auto const length = count(':');
        expect("{");
        found.end = m_at;
        found.number = ++m_number;
        found.certain_number = m_certain;
        m_values.open(found);
        for (std::size_t i = 0; i < length; ++i) {
            m_values.key(look() == 'i' ? number(Is::integer, "i:") : string());
            value(depth + 1);
        }
        expect("}");
        m_values.close();
    }

    std::string_view m_text;
    PhpValues &m_values;
    std::size_t m_at = 0;
    std::size_t m_number = 0;
    bool m_certain = true;
    std::string m_unescaped;
};

} // namespace

std::string read_php(std::string_view text, PhpValues &values) { return Reader(text, values).run(); }

bool looks_like_php(std::string_view text, bool scalars)
{
    auto const last = text.find_last_not_of(blanks);
    if (last == std::string_view::npos || last < 3 || text[1] != ':') {
        return false;
    }
    auto const sign = text[0];
    auto const end = text[last];
    if (sign == 'a' || sign == 'O' || sign == 'C') {
        return is_digit(text[2]) && end == '}';
    }
    auto const is_scalar = sign == 's' || sign == 'S' || (sign == 'i' && (text[2] == '-' || is_digit(text[2])));
    return scalars && is_scalar && end == ';' && (sign == 'i' || (is_digit(text[2]) && text[last - 1] == '"'));
}

std::string php_string(std::string_view text)
{
    return "s:" + std::to_string(text.size()) + ":\"" + std::string(text) + "\";";
}

std::string_view property_name(std::string_view key)
{
    return key.starts_with('\0') ? key.substr(key.rfind('\0') + 1) : key;
}

} // namespace tributary::references
