#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"
#include "reports/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tributary::reports {
namespace {

using model::CheckFindings;
using model::Drift;
using model::TargetState;
using model::Weight;

/// Names of databases may hold anything: a sentence is one line.
void write_sentence(std::ostream &out, std::string const &sentence)
{
    out << "  " << model::printable(sentence) << '\n';
}

void indented(std::ostream &out, std::string const &text, std::string const &indent)
{
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        out << indent << model::printable_lines(text.substr(from, end - from)) << '\n';
        from = end + 1;
    }
}

void title(std::ostream &out, std::string const &words, std::size_t count)
{
    out << '\n' << words << (count == 0 ? ": none" : ": " + std::to_string(count)) << '\n';
}

void write_databases(std::ostream &out, CheckFindings const &findings)
{
    out << "Databases\n";
    for (auto const &database : findings.databases) {
        auto const name = database.is_target ? std::string("target") : "source \"" + database.name + "\"";
        out << fmt::format("  {:<20} {} {}, {}\n", name, database.engine, database.version,
                           model::counted(database.tables, "table", "tables"));
        if (!database.sessions.empty()) {
            write_sentence(out, fmt::format("  still in use: {}", fmt::join(database.sessions, ", ")));
        }
    }
    std::size_t missing = 0;
    for (auto const &database : findings.databases) {
        missing += database.missing.size();
    }
    title(out, "Missing rights", missing);
    for (auto const &database : findings.databases) {
        for (auto const &right : database.missing) {
            write_sentence(out,
                           (database.is_target ? "target" : "source \"" + database.name + "\"") + ": " + right.right);
            indented(out, right.remedy, "    ");
        }
    }
    auto const is_known = findings.target.is != TargetState::Is::unknown || !findings.target.sentence.empty();
    out << "\nTarget\n";
    write_sentence(out, is_known ? findings.target.sentence : "not checked");
}

std::string meaning(Drift const &drift)
{
    switch (drift.weight) {
    case Weight::harmless: return "harmless: ";
    case Weight::by_values: return "the values decide: ";
    case Weight::answerable: return "needs an answer: ";
    case Weight::impossible: return "cannot be loaded: ";
    }
    return {};
}

void write_drift(std::ostream &out, CheckFindings const &findings)
{
    title(out, "Differences between sources and target", findings.drift.size());
    // what must be answered first
    for (auto const weight : {Weight::impossible, Weight::answerable, Weight::by_values, Weight::harmless}) {
        for (auto const &drift : findings.drift) {
            if (drift.weight == weight) {
                write_sentence(out, drift.sentence);
                indented(out, meaning(drift) + drift.means, "    ");
                indented(out, drift.ddl, "      ");
            }
        }
    }
}

/// Columns of one name mostly mean one thing: their entries stand together, to be pasted at once.
void write_columns_of_one_name(std::ostream &out, std::span<model::UncoveredColumn const> columns)
{
    for (auto const &column : columns) {
        write_sentence(out, column.table + "." + column.column + ": " + column.evidence);
    }
    auto const likely = columns.front().likely;
    for (auto const &column : columns) {
        indented(out, likely ? column.reference : column.waive, "      ");
    }
    out << "    or\n";
    for (auto const &column : columns) {
        indented(out, likely ? column.waive : column.reference, "      ");
    }
}

void write_coverage(std::ostream &out, CheckFindings const &findings)
{
    title(out, "Undeclared columns", findings.coverage.size());
    auto columns = findings.coverage;
    std::stable_sort(columns.begin(), columns.end(), [](auto const &a, auto const &b) {
        return std::make_pair(a.column, !a.likely) < std::make_pair(b.column, !b.likely);
    });
    for (auto from = columns.cbegin(); from != columns.cend();) {
        auto const end = std::find_if(from, columns.cend(), [&](auto const &other) {
            return other.column != from->column || other.likely != from->likely;
        });
        write_columns_of_one_name(out, std::span(from, end));
        from = end;
    }
    for (auto const &sentence : findings.needless_waivers) {
        write_sentence(out, sentence);
    }
}

void write_notes(std::ostream &out, std::string const &heading, std::vector<model::CheckNote> const &notes)
{
    title(out, heading, notes.size());
    for (auto const &note : notes) {
        auto const both = !note.table.empty() && !note.subject.empty();
        write_sentence(out, note.table + (both ? ", " : "") + note.subject + ": " + note.sentence);
        indented(out, note.next, "    ");
    }
}

void write_not_carried(std::ostream &out, CheckFindings const &findings)
{
    title(out, "Not read, and not carried", findings.not_carried.size());
    for (auto const &one : findings.not_carried) {
        write_sentence(out, model::in_words(one) + (one.waived ? ": waived" : ""));
        if (!one.hangs.empty() && !one.waived) {
            indented(out, "needs an answer: " + one.hangs, "    ");
        }
    }
}

} // namespace

void write_check_as_text(std::ostream &out, CheckFindings const &findings)
{
    out << "check of " << findings.name << "\n\n";
    write_databases(out, findings);
    write_drift(out, findings);
    write_coverage(out, findings);
    write_notes(out, "Values that cannot be looked into", findings.sealed);
    write_not_carried(out, findings);
    write_notes(out, "Ids", findings.ids);
    write_notes(out, "One of a kind", findings.singles);
    write_notes(out, "Constraints that cannot be checked", findings.uniqueness);
    title(out, "Problems", findings.problems.size());
    for (auto const &problem : findings.problems) {
        write_sentence(out, problem.sentence);
        indented(out, problem.next, "    ");
    }
    if (auto const open = model::to_answer(findings); open > 0) {
        out << '\n' << model::counted(open, "item needs", "items need") << " an answer.\n";
    } else if (findings.problems.empty()) {
        out << "\nNothing here prevents a merge.\n";
    }
    out << "Who is who, contested names, unique values, dangling references and what the plan computes are not\n"
           "checked here: `tributary run PLAN` does, and writes nothing to the target."
           "\n";
}

} // namespace tributary::reports
