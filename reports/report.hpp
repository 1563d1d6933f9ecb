#pragma once

#include "merge/model/facts.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tributary::reports {

/// A value of a report: nothing, a number (always a count of rows or an id), or text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Values = std::vector<Value>;
using Sink = std::function<void(Values const &)>;

/// A report about a run: a name, its columns, and its rows in a fixed order.
struct Report {
    std::string_view name; ///< as --what says it, and the JSON report's key
    std::string_view help;
    std::string_view title;
    std::vector<std::string_view> columns; ///< snake_case
    std::function<void(model::Facts const &, Sink const &)> rows;
    bool is_list = true; ///< the number of rows says something
    /// How many things the rows are about; null: each about one.
    std::int64_t (*count)(model::Facts const &) = nullptr;
    std::string_view block = {}; ///< a column for people to paste: if it has several lines, `text` puts them below
    /// What to say in place of "none" where there are no rows; empty: none. Null: always none.
    std::string_view (*none)(model::Facts const &) = nullptr;
    bool is_whole = false;  ///< `text` cuts none of its values, as they are sentences to read
    bool is_counts = false; ///< rows are names and counts: `text` has those of 0 in one line
};

/// A way to write reports. Rows are written as they come: memory is bounded by one row, or by one table's column widths
/// in `text`. `width` is the number of columns that a line of `text` may take; the other formats have no use for it.
struct Format {
    std::string_view name;
    std::string_view help;
    void (*write)(std::ostream &, model::Facts const &, std::span<Report const>, std::size_t width);
    /// Whether a file that begins like this was written in this format.
    bool (*wrote)(std::string_view beginning);
    std::string_view of = {}; ///< the one report that it is for; empty: all
};

/// Every report and every format there is. To add one: its file, and its line in reports.cpp.
std::span<Report const> all_reports();
std::span<Format const> all_formats();

/// Whether a file that begins with these bytes is a report, of any kind and in any format. 4,096 bytes are enough.
bool is_report(std::string_view beginning);

/// Whether a file that begins with these bytes has one of these reports as CSV.
bool is_csv_of(std::string_view beginning, std::span<Report const> reports);

/// One field of a CSV file (RFC 4180), in quotes where it has to be, with a mark where a spreadsheet would take it for
/// a formula (merge/model/spreadsheet.hpp).
std::string csv_field(std::string const &words);

/// A JSON string in quotes. Text that is not UTF-8 (an SQLite file may hold it) has replacement characters.
std::string json_text(std::string_view words);

/// The value as people read it.
std::string text_of(Value const &value);

} // namespace tributary::reports
