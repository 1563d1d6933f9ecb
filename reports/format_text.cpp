#include "merge/model/terminal.hpp"
#include "reports/all.hpp"
#include "reports/layout.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>
#include <utility>

namespace tributary::reports {
namespace {

constexpr std::string_view below = "below"; ///< instead of several lines
constexpr std::string_view gap = "  ";      ///< before each column
constexpr std::size_t least_width = 12;     ///< less of a long value says nothing

bool is_block(Report const &report, std::size_t column, std::string const &words)
{
    return report.columns[column] == report.block && words.find('\n') != std::string::npos;
}

std::string head_of(std::string_view column)
{
    std::string head(column);
    std::replace(head.begin(), head.end(), '_', ' ');
    return head;
}

void pad(std::string &line, std::size_t columns)
{
    line.append(columns - std::min(columns, model::columns_of(line)), ' ');
}

/// One report in one width.
class Page {
public:
    Page(std::ostream &out, model::Facts const &facts, Report const &report, std::size_t width)
        : m_out(out), m_facts(facts), m_report(report), m_width(width)
    {
        std::transform(report.columns.begin(), report.columns.end(), std::back_inserter(m_heads), head_of);
    }

    void write()
    {
        measure(); // a pass of its own: the rows are not kept
        write_title();
        if (m_rows > 0 && !m_widths.empty()) {
            write_line(m_heads);
            each_row([&](Values const &values) { write_row(values); });
        } else if (m_rows > 0) {
            each_row([&](Values const &values) { write_record(values); });
        }
        write_folded();
    }

private:
    /// The rows that have lines of their own.
    void each_row(Sink const &sink)
    {
        m_folded.clear();
        m_report.rows(m_facts, [&](Values const &values) {
            auto const *const count = std::get_if<std::int64_t>(&values.back());
            if (m_report.is_counts && count != nullptr && *count == 0) {
                m_folded.push_back(text_of(values.front()));
            } else {
                sink(values);
            }
        });
    }

    void measure()
    {
        std::vector<ColumnWidth> columns;
        for (auto const &head : m_heads) {
            columns.push_back({.widest = head.size(), .least = head.size()});
        }
        each_row([&](Values const &values) {
            ++m_rows;
            for (std::size_t i = 0; i < values.size(); ++i) {
                auto const words = text_of(values[i]);
                auto const wide =
                    is_block(m_report, i, words) ? below.size() : model::columns_of(model::printable(words));
                // numbers are not cut, nor is what an answer has to repeat
                auto const whole =
                    m_report.is_whole || m_report.columns[i] == "id" || std::holds_alternative<std::int64_t>(values[i]);
                auto &column = columns[i];
                column.widest = std::max(column.widest, wide);
                column.least = std::max(column.least, whole ? wide : std::min(wide, least_width));
            }
        });
        auto const gaps = gap.size() * columns.size();
        m_widths = m_width > gaps ? fitted(columns, m_width - gaps) : std::vector<std::size_t>();
    }

    void write_title()
    {
        auto const count = m_report.count == nullptr ? m_rows : m_report.count(m_facts);
        auto const none = m_report.none == nullptr ? std::string_view() : m_report.none(m_facts);
        std::string title(m_report.title);
        if (m_report.is_list) {
            title += m_rows > 0 ? ": " + std::to_string(count) : none.empty() ? ": none" : ": " + std::string(none);
        }
        for (auto const &line : wrapped(title, m_width)) {
            m_out << line << '\n';
        }
    }

    void write_line(std::vector<std::string> const &cells)
    {
        std::string line;
        std::size_t end = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line += gap;
            line += cells[i];
            pad(line, end += gap.size() + m_widths[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        m_out << line << '\n';
    }

    void write_row(Values const &values)
    {
        std::vector<std::string> cells;
        std::string block;
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const words = text_of(values[i]);
            auto const is_below = is_block(m_report, i, words);
            block = is_below ? words : block;
            cells.push_back(is_below ? std::string(below) : without_middle(model::printable(words), m_widths[i]));
        }
        write_line(cells);
        write_block(block);
    }

    /// A field a line, those that are empty left out.
    void write_record(Values const &values)
    {
        std::size_t head_width = 0;
        for (auto const &head : m_heads) {
            head_width = std::max(head_width, head.size());
        }
        auto const indent = 2 * gap.size() + head_width;
        auto const room = std::max(least_width, m_width - std::min(m_width, indent));
        m_out << (std::exchange(m_is_first_record, false) ? "" : "\n");
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const words = text_of(values[i]);
            if (words.empty()) {
                continue;
            }
            auto line = std::string(gap) + m_heads[i];
            if (is_block(m_report, i, words)) {
                m_out << line << '\n';
                write_block(words);
                continue;
            }
            for (auto const &part : wrapped_around_commands(model::printable(words), room)) {
                pad(line, indent);
                m_out << line << part << '\n';
                line.clear();
            }
        }
    }

    /// Line by line, ready to paste: however long the lines are.
    void write_block(std::string const &words)
    {
        std::istringstream lines(words);
        for (std::string line; std::getline(lines, line);) {
            m_out << "      " << model::printable_lines(line) << '\n';
        }
    }

    void write_folded()
    {
        std::string line = std::string(gap) + "none:";
        for (std::size_t i = 0; i < m_folded.size(); ++i) {
            auto const name = " " + m_folded[i] + (i + 1 < m_folded.size() ? "," : "");
            if (i > 0 && model::columns_of(line + name) > m_width) {
                m_out << line << '\n';
                line = gap;
                line += " ";
            }
            line += name;
        }
        if (!m_folded.empty()) {
            m_out << line << '\n';
        }
    }

    std::ostream &m_out;
    model::Facts const &m_facts;
    Report const &m_report;
    std::size_t m_width;
    std::vector<std::string> m_heads;
    std::vector<std::size_t> m_widths; ///< empty: records instead of a table
    std::int64_t m_rows = 0;
    std::vector<std::string> m_folded; ///< what there is none of
    bool m_is_first_record = true;
};

void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports, std::size_t width)
{
    auto const run = "run " + model::printable(facts.summary.name);
    auto const digest = "digest " + facts.summary.digest;
    auto const fits = model::columns_of(run + ", " + digest) <= width;
    out << run << (fits ? ", " : "\n") << digest << '\n';
    for (auto const &report : reports) {
        out << '\n';
        Page(out, facts, report, width).write();
    }
}

/// By the first line, or the first two.
bool wrote(std::string_view beginning)
{
    constexpr std::string_view label = "digest ";
    auto const end = beginning.find('\n');
    auto const same_line = beginning.substr(0, end).rfind(", digest ");
    auto const at = same_line == std::string_view::npos ? std::min(end, beginning.size() - 1) + 1 : same_line + 2;
    if (!beginning.starts_with("run ") || !beginning.substr(at).starts_with(label)) {
        return false;
    }
    auto const digest = beginning.substr(at + label.size(), beginning.find('\n', at) - at - label.size());
    return digest.size() == 64 && digest.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

Format const text{"text", "tables, or records, that fit the terminal", write, wrote};

} // namespace tributary::reports
