#include "merge/references/php_ids.hpp"

#include "merge/references/nested_ids.hpp"
#include "merge/references/php.hpp"

#include <optional>
#include <unordered_map>
#include <utility>

namespace tributary::references {
namespace {

using Is = PhpValue::Is;

/// How many steps of the path lead to a value; none: it is not on the path.
using Depth = std::optional<std::size_t>;

class PhpIdWalk final : public PhpValues {
public:
    PhpIdWalk(std::span<Step const> path, bool keys, int nested) : m_path(path), m_keys(keys), m_nested(nested) {}

    void key(PhpValue const &key) override
    {
        auto &around = m_around.back();
        if (m_keys && is_at_end(around.depth)) {
            auto spot = spot_of(key);
            spot.is_name = true;
            spot.owner = around.object;
            m_spots.list.push_back(std::move(spot));
        }
        m_next = std::nullopt;
        if (!around.depth || *around.depth >= m_path.size()) {
            return;
        }
        if (follows(m_path[*around.depth], key)) {
            m_next = *around.depth + 1;
        }
    }

    void scalar(PhpValue const &value) override
    {
        auto const depth = take_next();
        if (!depth) {
            return;
        }
        if (value.is == Is::reference) {
            // what it refers to is rewritten there, if that is on the path too
            auto const place = m_places.find(value.number);
            if (!value.certain_number || place == m_places.end() || place->second != *depth) {
                complain("has a reference to another of its values at the path");
            }
            return;
        }
        note_place(value, *depth);
        if (value.is == Is::opaque) {
            complain("has an object that writes itself at the path");
        } else if (value.is == Is::string && enter(value, *depth)) {
            return;
        } else if (is_at_end(depth) && value.is != Is::null) {
            at_end(value);
        }
    }

    void open(PhpValue const &value) override
    {
        auto const depth = take_next();
        if (depth) {
            note_place(value, *depth);
        }
        if (is_at_end(depth) && !m_keys) {
            complain("has an array or an object at the path");
        }
        m_around.push_back({depth, is_at_end(depth) ? m_objects++ : 0});
    }

    void close() override { m_around.pop_back(); }

    Spots take(std::string const &why)
    {
        if (!why.empty() || !m_problem.empty()) {
            return {{}, why.empty() ? m_problem : why};
        }
        return std::move(m_spots);
    }

private:
    struct Around {
        Depth depth;
        std::size_t object = 0;
    };

    bool is_at_end(Depth const &depth) const { return depth && *depth == m_path.size(); }

    Depth take_next() { return std::exchange(m_next, std::nullopt); }

    void complain(char const *why)
    {
        if (m_problem.empty()) {
            m_problem = why;
        }
    }

    void note_place(PhpValue const &value, std::size_t depth)
    {
        if (value.certain_number) {
            m_places.emplace(value.number, depth);
        }
    }

    static bool follows(Step const &step, PhpValue const &key)
    {
        switch (step.kind) {
        case Step::Kind::member: return property_name(key.text) == step.name;
        case Step::Kind::every_member: return true;
        case Step::Kind::element: return key.is == Is::integer && key.text == std::to_string(step.number);
        case Step::Kind::every_element:
        case Step::Kind::every_element_below: return key.is == Is::integer;
        case Step::Kind::where: break; // declared_references() refuses it
        }
        return false;
    }

    static Spot spot_of(PhpValue const &value)
    {
        Spot spot;
        spot.begin = value.begin;
        spot.end = value.end;
        spot.id = value.text;
        spot.written = Spot::Written::php;
        spot.is_number = value.is == Is::integer;
        return spot;
    }

    /// True if the string holds a document in which the path goes on.
    bool enter(PhpValue const &value, std::size_t depth)
    {
        auto inside = nested_ids(value.text, m_path.subspan(depth), m_keys, m_nested);
        if (!inside) {
            return false;
        }
        if (!inside->problem.empty()) {
            complain(inside->problem.c_str());
        }
        if (!inside->list.empty()) {
            auto spot = spot_of(value);
            spot.inside = std::move(inside->list);
            m_spots.list.push_back(std::move(spot));
        }
        return true;
    }

    void at_end(PhpValue const &value)
    {
        if (m_keys) {
            complain("has no array and no object at the path");
        } else if (value.is == Is::integer || value.is == Is::string) {
            m_spots.list.push_back(spot_of(value));
        } else {
            complain(value.is == Is::boolean ? "has a boolean at the path"
                                             : "has a number that is not an id at the path");
        }
    }

    std::span<Step const> m_path;
    bool m_keys;
    int m_nested;
    Depth m_next = 0; ///< of the value that comes next
    std::vector<Around> m_around;
    std::size_t m_objects = 0;
    std::unordered_map<std::size_t, std::size_t> m_places; ///< values on the path, by number: their depth
    Spots m_spots;
    std::string m_problem;
};

} // namespace

Spots php_ids(std::string_view text, std::span<Step const> path, bool keys, int nested)
{
    if (text.empty()) {
        return {};
    }
    PhpIdWalk walk(path, keys, nested);
    auto const why = read_php(text, walk);
    return walk.take(why);
}

} // namespace tributary::references
