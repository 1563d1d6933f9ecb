#pragma once

#include "merge/plan/column_name.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The plan's own forms, written so that read_plan() reads what was meant, whatever the names hold. The names are
/// UTF-8.
namespace tributary::plan {

/// A key as TOML writes it: bare where it can be, else in quotes.
std::string toml_key(std::string const &text);

/// A list of texts: ["a", "b"].
std::string toml_list(std::span<std::string const> texts);

/// What a comment may hold, which ends with its line: control characters become blanks.
std::string on_one_line(std::string text);

/// `table.column`, parts in double quotes where they need them: what read_column_name() reads. Not yet a TOML text.
std::string written(ColumnName const &name);

/// Lines of a TOML section, laid out for the eye: keys and comments each begin in one column.
class TomlBlock {
public:
    /// A line of its own: a heading, or a comment that says #.
    void line(std::string text, std::string comment = {});
    /// `key = value  # comment`; the comment goes on a line above where it would lead far to the right. Neither holds a
    /// line's end.
    void entry(std::string key, std::string value, std::string comment = {});
    /// The same, commented out.
    void proposal(std::string key, std::string value, std::string comment = {});

    std::size_t lines() const { return m_lines.size(); }
    std::string text() const;

private:
    struct Line {
        std::string mark; ///< "# " if it is commented out
        std::string key;  ///< empty: a line of its own
        std::string value;
        std::string comment;
    };
    std::vector<Line> m_lines;
};

} // namespace tributary::plan
