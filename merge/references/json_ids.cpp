#include "merge/references/json_ids.hpp"

#include "merge/references/json_text.hpp"
#include "merge/references/nested_ids.hpp"

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

/// One walk through a document, noting the ids on its way.
class Walk {
public:
    Walk(std::string_view json, std::span<Step const> path, bool keys, int nested)
        : m_json(json), m_path(path), m_keys(keys), m_nested(nested)
    {
    }

    Spots run()
    {
        try {
            value(0, true);
            blanks();
            if (m_at != m_json.size()) {
                throw Unreadable{not_json};
            }
        } catch (Unreadable const &unreadable) {
            m_spots.problem = unreadable.why;
        }
        return std::move(m_spots);
    }

private:
    [[noreturn]] static void no_json() { throw Unreadable{not_json}; }

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
                if (!read_json_escape(m_json, m_at, out)) {
                    no_json();
                }
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

    Spot spot_at(std::size_t begin, std::string id) const
    {
        Spot spot;
        spot.begin = begin;
        spot.end = m_at;
        spot.id = std::move(id);
        spot.written = Spot::Written::json;
        return spot;
    }

    /// True if the string holds a document in which the path goes on.
    bool enter(std::size_t begin, std::string const &text, std::size_t depth, bool on_path)
    {
        auto inside = on_path ? nested_ids(text, m_path.subspan(depth), m_keys, m_nested) : std::nullopt;
        if (!inside) {
            return false;
        }
        if (!inside->problem.empty()) {
            throw Unreadable{inside->problem};
        }
        if (!inside->list.empty()) {
            auto spot = spot_at(begin, text);
            spot.inside = std::move(inside->list);
            m_spots.list.push_back(std::move(spot));
        }
        return true;
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
        auto const sign = look();
        while (auto const *const filter = filter_at(depth, on_path)) {
            if (sign == '"') {
                break; // it may hold an object
            }
            on_path = sign == '{' && has(*filter);
            ++depth;
        }
        auto const here = at_end_of_path(depth, on_path);
        if (sign == '{') {
            object(depth, on_path);
        } else if (sign == '[') {
            array(depth, on_path);
        } else if (sign == '"') {
            auto id = string();
            if (enter(begin, id, depth, on_path)) {
                --m_level;
                return;
            }
            if (here && !m_keys) {
                m_spots.list.push_back(spot_at(begin, std::move(id)));
            }
        } else if (sign == '-' || std::isdigit(static_cast<unsigned char>(sign)) != 0) {
            auto const whole = number();
            if (here && !m_keys) {
                if (!whole) {
                    throw Unreadable{"has a number that is not an id at the path"};
                }
                auto spot = spot_at(begin, std::string(m_json.substr(begin, m_at - begin)));
                spot.is_number = true;
                m_spots.list.push_back(std::move(spot));
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

    Step const *step(std::size_t depth, bool on_path) const
    {
        return on_path && depth < m_path.size() ? &m_path[depth] : nullptr;
    }

    Step const *filter_at(std::size_t depth, bool on_path) const
    {
        auto const *const next = step(depth, on_path);
        return next != nullptr && next->kind == Step::Kind::where ? next : nullptr;
    }

    /// True if the object that begins here has the filter's member with its value; of several of this name the last.
    bool has(Step const &filter)
    {
        auto const begin = m_at;
        bool result = false;
        expect('{');
        if (!take('}')) {
            do {
                blanks();
                auto const is_it = string() == filter.name;
                blanks();
                expect(':');
                blanks();
                auto const value_begin = m_at;
                if (filter.value_is_text && is_it && look() == '"') {
                    result = string() == filter.value;
                } else {
                    value(0, false);
                    auto const written = m_json.substr(value_begin, m_at - value_begin);
                    result = is_it ? !filter.value_is_text && written == filter.value : result;
                }
            } while (take(','));
        }
        m_at = begin;
        return result;
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
            auto const follows = next != nullptr && (next->kind == Step::Kind::every_member ||
                                                     (next->kind == Step::Kind::member && next->name == name));
            if (noted) {
                auto spot = spot_at(begin, std::move(name));
                spot.is_name = true;
                spot.owner = number;
                m_spots.list.push_back(std::move(spot));
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
            auto const below = next != nullptr && next->kind == Step::Kind::every_element_below;
            auto const follows =
                below || (next != nullptr && (next->kind == Step::Kind::every_element ||
                                              (next->kind == Step::Kind::element && next->number == number)));
            blanks();
            value(below && look() == '[' ? depth : depth + 1, follows);
            ++number;
        } while (take(','));
        blanks();
        expect(']');
    }

    std::string_view m_json;
    std::span<Step const> m_path;
    bool m_keys;
    int m_nested;
    std::size_t m_at = 0;
    int m_level = 0;
    std::size_t m_objects = 0;
    Spots m_spots;
};

} // namespace

Spots json_ids(std::string_view json, std::span<Step const> path, bool keys, int nested)
{
    return Walk(json, path, keys, nested).run();
}

} // namespace tributary::references
