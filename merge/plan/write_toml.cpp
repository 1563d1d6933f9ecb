#include "merge/plan/write_toml.hpp"

#include "merge/model/characters.hpp"
#include "merge/plan/overrides.hpp"

#include <algorithm>

namespace tributary::plan {
namespace {

constexpr std::size_t page = 120;     ///< columns
constexpr std::size_t long_line = 40; ///< a comment may follow one of these

std::string quoted(std::string const &part)
{
    std::string result = "\"";
    for (char const c : part) {
        result += c == '"' ? "\"\"" : std::string(1, c);
    }
    return result + "\"";
}

std::string padded(std::string text, std::size_t width)
{
    auto const length = model::characters(text);
    return length < width ? text.append(width - length, ' ') : text;
}

} // namespace

std::string on_one_line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string toml_key(std::string const &text) { return model::is_bare_word(text) ? text : toml_text(text); }

std::string toml_list(std::span<std::string const> texts)
{
    std::string list;
    for (auto const &text : texts) {
        list += (list.empty() ? "" : ", ") + toml_text(text);
    }
    return "[" + list + "]";
}

std::string written(ColumnName const &name)
{
    auto const plain = name.table + "." + name.column;
    return read_column_name(plain) == name ? plain : quoted(name.table) + "." + quoted(name.column);
}

void TomlBlock::line(std::string text, std::string comment)
{
    m_lines.push_back({{}, {}, on_one_line(std::move(text)), on_one_line(std::move(comment))});
}

void TomlBlock::entry(std::string key, std::string value, std::string comment)
{
    m_lines.push_back({{}, std::move(key), std::move(value), on_one_line(std::move(comment))});
}

void TomlBlock::proposal(std::string key, std::string value, std::string comment)
{
    m_lines.push_back({"# ", std::move(key), std::move(value), on_one_line(std::move(comment))});
}

std::string TomlBlock::text() const
{
    std::size_t keys = 0;
    for (auto const &line : m_lines) {
        keys = std::max(keys, line.mark.empty() ? model::characters(line.key) : 0);
    }
    std::vector<std::string> shown;
    std::size_t comments = 0;
    for (auto const &line : m_lines) {
        shown.push_back(line.key.empty() ? line.value : padded(line.mark + line.key, keys) + " = " + line.value);
        auto const width = model::characters(shown.back());
        if (!line.comment.empty() && width <= long_line) {
            comments = std::max(comments, width);
        }
    }
    std::string result;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        auto const &comment = m_lines[i].comment;
        auto const beside = std::max(comments, model::characters(shown[i])) + 4 + model::characters(comment) <= page;
        if (comment.empty()) {
            result += shown[i] + "\n";
        } else if (beside) {
            result += padded(shown[i], comments) + "  # " + comment + "\n";
        } else {
            result += "# " + comment + "\n" + shown[i] + "\n";
        }
    }
    return result;
}

} // namespace tributary::plan
