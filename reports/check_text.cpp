#include "merge/model/characters.hpp"
#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"
#include "reports/check.hpp"
#include "reports/layout.hpp"

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

/// Where it is written, and which sections had nothing to say.
struct CheckPage {
    std::ostream &out;
    CheckLayout const &layout;
    std::vector<std::string> empty = {};
};

/// Names of databases may hold anything: a sentence is one line, which is wrapped.
void write_wrapped(CheckPage &page, std::string const &sentence, std::string const &indent)
{
    auto const room = page.layout.width > 2 * indent.size() ? page.layout.width - indent.size() : page.layout.width;
    auto const text = model::printable(page.layout.with_plan(sentence));
    std::string begin = indent;
    for (auto const &line : wrapped_around_commands(text, room > 2 ? room - 2 : room)) {
        page.out << begin << line << '\n';
        begin = indent + "  ";
    }
}

void write_sentence(CheckPage &page, std::string const &sentence) { write_wrapped(page, sentence, "  "); }

/// As it is, to be pasted.
void indented(CheckPage &page, std::string const &text, std::string const &indent)
{
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        page.out << indent << model::printable_lines(text.substr(from, end - from)) << '\n';
        from = end + 1;
    }
}

/// Sentences, a line each, or lines of the plan.
void write_next(CheckPage &page, std::string const &text)
{
    std::string const indent = "    ";
    if (text.starts_with('[') || text.find("\n[") != std::string::npos) {
        indented(page, text, indent);
        return;
    }
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        write_wrapped(page, text.substr(from, end - from), indent);
        from = end + 1;
    }
}

/// Nothing is written where there is nothing: write_empty() names these sections.
void title(CheckPage &page, std::string const &words, std::size_t count)
{
    if (count == 0) {
        page.empty.push_back(page.empty.empty() ? words : model::in_lower_case(words.substr(0, 1)) + words.substr(1));
    } else {
        page.out << '\n' << words << ": " << count << '\n';
    }
}

void write_empty(CheckPage &page)
{
    if (!page.empty.empty()) {
        page.out << '\n';
        write_wrapped(page, fmt::format("{}: none", fmt::join(page.empty, "; ")), "");
    }
}

void write_databases(CheckPage &page, CheckFindings const &findings)
{
    page.out << "Databases\n";
    for (auto const &database : findings.databases) {
        auto const name = database.is_target ? std::string("target") : "source \"" + database.name + "\"";
        page.out << fmt::format("  {:<20} {} {}, {}\n", name, database.engine, database.version,
                                model::counted(database.tables, "table", "tables"));
        if (!database.sessions.empty()) {
            write_wrapped(page, fmt::format("still in use: {}", fmt::join(database.sessions, ", ")), "    ");
        }
    }
    std::size_t missing = 0;
    for (auto const &database : findings.databases) {
        missing += database.missing.size();
    }
    title(page, "Missing rights", missing);
    for (auto const &database : findings.databases) {
        for (auto const &right : database.missing) {
            write_sentence(page,
                           (database.is_target ? "target" : "source \"" + database.name + "\"") + ": " + right.right);
            indented(page, right.remedy, "    ");
        }
    }
    auto const is_known = findings.target.is != TargetState::Is::unknown || !findings.target.sentence.empty();
    page.out << "\nTarget\n";
    write_sentence(page, is_known ? findings.target.sentence : "not checked");
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

void write_drift(CheckPage &page, CheckFindings const &findings)
{
    title(page, "Differences between sources and target", findings.drift.size());
    // what must be answered first
    for (auto const weight : {Weight::impossible, Weight::answerable, Weight::by_values, Weight::harmless}) {
        for (auto const &drift : findings.drift) {
            if (drift.weight == weight) {
                write_sentence(page, drift.sentence);
                write_wrapped(page, meaning(drift) + drift.means, "    ");
                indented(page, drift.ddl, "      ");
            }
        }
    }
}

/// Columns of one name mostly mean one thing: their entries stand together, to be pasted at once.
void write_columns_of_one_name(CheckPage &page, std::span<model::UncoveredColumn const> columns)
{
    for (auto const &column : columns) {
        write_sentence(page, column.table + "." + column.column + ": " + column.evidence);
    }
    auto const likely = columns.front().likely;
    for (auto const &column : columns) {
        indented(page, likely ? column.reference : column.waive, "      ");
    }
    page.out << "    or\n";
    for (auto const &column : columns) {
        indented(page, likely ? column.waive : column.reference, "      ");
    }
}

void write_coverage(CheckPage &page, CheckFindings const &findings)
{
    if (findings.coverage.empty() && !findings.needless_waivers.empty()) {
        page.out << "\nUndeclared columns: none\n";
    } else {
        title(page, "Undeclared columns", findings.coverage.size());
    }
    auto columns = findings.coverage;
    std::stable_sort(columns.begin(), columns.end(), [](auto const &a, auto const &b) {
        return std::make_pair(a.column, !a.likely) < std::make_pair(b.column, !b.likely);
    });
    for (auto from = columns.cbegin(); from != columns.cend();) {
        auto const end = std::find_if(from, columns.cend(), [&](auto const &other) {
            return other.column != from->column || other.likely != from->likely;
        });
        write_columns_of_one_name(page, std::span(from, end));
        from = end;
    }
    for (auto const &sentence : findings.needless_waivers) {
        write_sentence(page, sentence);
    }
}

void write_notes(CheckPage &page, std::string const &heading, std::vector<model::CheckNote> const &notes)
{
    title(page, heading, notes.size());
    for (auto const &note : notes) {
        auto const both = !note.table.empty() && !note.subject.empty();
        write_sentence(page, note.table + (both ? ", " : "") + note.subject + ": " + note.sentence);
        write_next(page, note.next);
    }
}

void write_not_carried(CheckPage &page, CheckFindings const &findings)
{
    title(page, "Not read, and not carried", findings.not_carried.size());
    for (auto const &one : findings.not_carried) {
        write_sentence(page, model::in_words(one) + (one.waived ? ": waived" : ""));
        if (!one.hangs.empty() && !one.waived) {
            write_wrapped(page, "needs an answer: " + one.hangs, "    ");
        }
    }
}

} // namespace

void write_check_as_text(std::ostream &out, CheckFindings const &findings, CheckLayout const &layout)
{
    CheckPage page{out, layout};
    out << "check of " << findings.name << "\n\n";
    write_databases(page, findings);
    write_drift(page, findings);
    write_coverage(page, findings);
    write_notes(page, "Values that cannot be looked into", findings.sealed);
    write_not_carried(page, findings);
    write_notes(page, "Ids", findings.ids);
    write_notes(page, "One of a kind", findings.singles);
    write_notes(page, "Constraints that cannot be checked", findings.uniqueness);
    title(page, "Problems", findings.problems.size());
    for (auto const &problem : findings.problems) {
        write_sentence(page, problem.sentence);
        write_next(page, problem.next);
    }
    write_empty(page);
    if (auto const open = model::to_answer(findings); open > 0) {
        out << '\n' << model::counted(open, "item needs", "items need") << " an answer.\n";
    } else if (findings.problems.empty()) {
        out << "\nNothing here prevents a merge.\n";
    }
    write_wrapped(page,
                  "Who is who, contested names, unique values, dangling references and what the plan computes are not "
                  "checked here: `tributary run PLAN` does, and writes nothing to the target.",
                  "");
}

} // namespace tributary::reports
