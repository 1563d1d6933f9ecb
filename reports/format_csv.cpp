#include "merge/model/spreadsheet.hpp"
#include "reports/all.hpp"

#include <algorithm>
#include <ostream>

namespace tributary::reports {
namespace {

std::string header_of(Report const &report)
{
    std::string line;
    for (auto const column : report.columns) {
        line += (line.empty() ? "" : ",") + std::string(column);
    }
    return line + '\n';
}

/// Several reports in one file: a blank line between them, each with its own header.
void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports, std::size_t)
{
    bool first = true;
    for (auto const &report : reports) {
        out << (first ? "" : "\n");
        first = false;
        out << header_of(report);
        report.rows(facts, [&](Values const &values) {
            for (std::size_t i = 0; i < values.size(); ++i) {
                // a number is no formula, and stays as it is
                auto const number = std::holds_alternative<std::int64_t>(values[i]);
                out << (i == 0 ? "" : ",") << (number ? text_of(values[i]) : csv_field(text_of(values[i])));
            }
            out << '\n';
        });
    }
}

bool wrote(std::string_view beginning) { return is_csv_of(beginning, all_reports()); }

} // namespace

bool is_csv_of(std::string_view beginning, std::span<Report const> reports)
{
    return std::any_of(reports.begin(), reports.end(),
                       [&](auto const &report) { return beginning.starts_with(header_of(report)); });
}

/// RFC 4180: CRLF would be its letter; a line feed is what every reader takes, and what diff shows well.
std::string csv_field(std::string const &words)
{
    auto cell = model::with_mark(words);
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string result = "\"";
    for (char const c : cell) {
        result += c == '"' ? "\"\"" : std::string(1, c);
    }
    return result + '"';
}

Format const csv{"csv", "comma-separated values with a header line", write, wrote};

} // namespace tributary::reports
