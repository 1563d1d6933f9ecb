#include "merge/model/characters.hpp"
#include "reports/all.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>

namespace tributary::reports {
namespace {

constexpr std::string_view below = "below"; ///< instead of several lines

/// Columns on a terminal: characters, not bytes. Control characters would break the line.
std::string printable(std::string const &words)
{
    std::string result;
    for (char const c : words) {
        result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return result;
}

void write_line(std::ostream &out, std::vector<std::string> const &cells, std::vector<std::size_t> const &widths)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += "  " + cells[i] + std::string(widths[i] - model::characters(cells[i]), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
}

bool is_block(Report const &report, std::size_t column, std::string const &words)
{
    return report.columns[column] == report.block && words.find('\n') != std::string::npos;
}

/// Line by line, ready to paste.
void write_block(std::ostream &out, std::string const &words)
{
    std::istringstream lines(words);
    for (std::string line; std::getline(lines, line);) {
        out << "      " << printable(line) << '\n';
    }
}

void write_report(std::ostream &out, model::Facts const &facts, Report const &report)
{
    // two passes, the first for the widths: the rows are not kept
    std::vector<std::string> heads;
    std::vector<std::size_t> widths;
    for (auto const column : report.columns) {
        heads.emplace_back(column);
        std::replace(heads.back().begin(), heads.back().end(), '_', ' ');
        widths.push_back(heads.back().size());
    }
    std::size_t count = 0;
    report.rows(facts, [&](Values const &values) {
        ++count;
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const words = text_of(values[i]);
            widths[i] =
                std::max(widths[i], is_block(report, i, words) ? below.size() : model::characters(printable(words)));
        }
    });
    auto const shown = report.count == nullptr ? static_cast<std::int64_t>(count) : report.count(facts);
    auto const none = report.none == nullptr ? std::string_view() : report.none(facts);
    out << report.title
        << (!report.is_list ? ""
            : count > 0     ? ": " + std::to_string(shown)
            : none.empty()  ? ": none"
                            : ": " + std::string(none))
        << '\n';
    if (count > 0) {
        write_line(out, heads, widths);
        report.rows(facts, [&](Values const &values) {
            std::vector<std::string> cells;
            std::string block;
            for (std::size_t i = 0; i < values.size(); ++i) {
                auto const words = text_of(values[i]);
                if (is_block(report, i, words)) {
                    block = words;
                }
                cells.push_back(is_block(report, i, words) ? std::string(below) : printable(words));
            }
            write_line(out, cells, widths);
            write_block(out, block);
        });
    }
}

void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports)
{
    out << "run " << facts.summary.name << ", digest " << facts.summary.digest << '\n';
    for (auto const &report : reports) {
        out << '\n';
        write_report(out, facts, report);
    }
}

} // namespace

Format const text{"text", "columns for a terminal", write};

} // namespace tributary::reports
