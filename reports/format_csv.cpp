#include "reports/all.hpp"

#include <ostream>

namespace tributary::reports {
namespace {

/// Several reports in one file: a blank line between them, each with its own header.
void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports)
{
    bool first = true;
    for (auto const &report : reports) {
        out << (first ? "" : "\n");
        first = false;
        std::string line;
        for (auto const column : report.columns) {
            line += (line.empty() ? "" : ",") + std::string(column);
        }
        out << line << '\n';
        report.rows(facts, [&](Values const &values) {
            for (std::size_t i = 0; i < values.size(); ++i) {
                out << (i == 0 ? "" : ",") << csv_field(text_of(values[i]));
            }
            out << '\n';
        });
    }
}

} // namespace

/// RFC 4180: CRLF would be its letter; a line feed is what every reader takes, and what diff shows well.
std::string csv_field(std::string const &words)
{
    if (words.find_first_of(",\"\r\n") == std::string::npos) {
        return words;
    }
    std::string result = "\"";
    for (char const c : words) {
        result += c == '"' ? "\"\"" : std::string(1, c);
    }
    return result + '"';
}

Format const csv{"csv", "comma-separated values with a header line", write};

} // namespace tributary::reports
