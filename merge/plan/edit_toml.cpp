#include "merge/plan/edit_toml.hpp"

#include "merge/model/masked.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/toml_section.hpp"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

namespace tributary::plan {
namespace {

/// Some bytes of a text, and what takes their place.
struct Edit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
};

/// Finds places in a text.
class Places {
public:
    explicit Places(std::string const &text) : m_text(text)
    {
        m_lines.push_back(0);
        for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
            m_lines.push_back(at + 1);
        }
    }

    /// The byte at a position, whose column counts characters.
    std::size_t byte_at(toml::source_position const &position) const
    {
        auto const is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
        auto at = m_lines.at(position.line - 1);
        for (toml::source_index column = 1; column < position.column && at < m_text.size(); ++column) {
            ++at;
            while (at < m_text.size() && is_inside(m_text[at])) {
                ++at;
            }
        }
        return at;
    }

private:
    std::string const &m_text;
    std::vector<std::size_t> m_lines; ///< where each begins
};

std::string edited(std::string const &text, std::vector<Edit> edits)
{
    std::stable_sort(edits.begin(), edits.end(), [](auto const &a, auto const &b) { return a.begin < b.begin; });
    std::string result;
    std::size_t done = 0;
    for (auto const &edit : edits) {
        result += text.substr(done, edit.begin - done) + edit.text;
        done = edit.end;
    }
    return result + text.substr(done);
}

} // namespace

std::string with_fields(std::string const &text, std::map<int, TomlFields> const &by_line)
{
    auto const root = parse_toml(text, "");
    Places const places(text);
    std::vector<Edit> edits;
    for (auto const &one : *root.get("answer")->as_array()) {
        auto const &answer = *one.as_table();
        auto const wanted = by_line.find(position_of(answer.source()).line);
        if (wanted == by_line.end()) {
            continue;
        }
        auto const end_of_decision = places.byte_at(answer.get("decision")->source().end);
        auto const end_of_line =
            answer.is_inline() ? end_of_decision : std::min(text.find('\n', end_of_decision), text.size());
        for (auto const &[key, value] : wanted->second) {
            if (auto const *const node = answer.get(key)) {
                edits.push_back(
                    {places.byte_at(node->source().begin), places.byte_at(node->source().end), toml_text(value)});
            } else if (!value.empty()) {
                edits.push_back(
                    {end_of_line, end_of_line, (answer.is_inline() ? ", " : "\n") + key + " = " + toml_text(value)});
            }
        }
    }
    return edited(text, std::move(edits));
}

std::string without_urls(std::string const &text)
{
    auto root = parse_toml(text, "");
    auto const leave_out = [](toml::node *table) {
        if (table != nullptr && table->is_table() && table->as_table()->contains("url")) {
            table->as_table()->insert_or_assign("url", "…");
        }
    };
    leave_out(root.get("target"));
    if (auto *const sources = root.get_as<toml::array>("source")) {
        for (auto &source : *sources) {
            leave_out(&source);
        }
    }
    std::ostringstream out;
    out << root;
    return model::without_secrets(out.str());
}

} // namespace tributary::plan
