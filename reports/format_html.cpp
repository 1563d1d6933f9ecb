#include "reports/all.hpp"

#include <ostream>

namespace tributary::reports {
namespace {

/// What every page of this program begins with.
constexpr std::string_view first_lines =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>tributary: ";

std::string escaped(std::string_view words)
{
    std::string result;
    for (char const c : words) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    }
    return result;
}

void write_table(std::ostream &out, model::Facts const &facts, Report const &report)
{
    out << "<h2 id=\"" << report.name << "\">" << report.title << "</h2>\n<p>" << escaped(report.help)
        << "</p>\n<table>\n<tr>";
    for (auto const column : report.columns) {
        out << "<th>" << column << "</th>";
    }
    out << "</tr>\n";
    report.rows(facts, [&](Values const &values) {
        out << "<tr>";
        for (auto const &value : values) {
            auto const number = std::holds_alternative<std::int64_t>(value);
            out << (number ? "<td class=\"number\">" : "<td>") << escaped(text_of(value)) << "</td>";
        }
        out << "</tr>\n";
    });
    out << "</table>\n";
}

/// One page that needs nothing else: no script, no other file. Cells keep their white space: DDL and TOML are pasted
/// from there, and two names may differ in a blank.
void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports, std::size_t)
{
    out << first_lines << escaped(facts.summary.name)
        << "</title>\n<style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
           "th,td{border:1px solid #bbb;padding:.2em .6em;text-align:left}td{white-space:pre-wrap}.number{text-align:right}</style>\n</head>\n<body>\n<h1>Run "
        << escaped(facts.summary.name) << "</h1>\n<p>digest " << escaped(facts.summary.digest) << "</p>\n";
    for (auto const &report : reports) {
        write_table(out, facts, report);
    }
    out << "</body>\n</html>\n";
}

bool wrote(std::string_view beginning) { return beginning.starts_with(first_lines); }

} // namespace

Format const html{"html", "one self-contained page", write, wrote};

} // namespace tributary::reports
