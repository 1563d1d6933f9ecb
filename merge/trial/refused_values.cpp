#include "merge/trial/refused_values.hpp"

#include "merge/identity/shown_value.hpp"
#include "merge/mapping/answered_value.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/duplicates.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace tributary::trial {
namespace {

using plan::Decision;

constexpr std::size_t rows_shown = 5;

bool has_rows_of(RefusedRows const &refused, std::size_t source)
{
    return std::any_of(refused.rows.begin(), refused.rows.end(), [&](auto const &row) { return row.source == source; });
}

bool is_settable(plan::Plan const &plan, RefusedRows const &refused, std::string const &column)
{
    auto const &table = *refused.table;
    if (model::refers(table, column) && model::find_column(table.target, column)->not_null) {
        return false; // an answer sets a reference to NULL only
    }
    auto const &sources = table.sources;
    return std::any_of(refused.rows.begin(), refused.rows.end(), [&](auto const &row) {
        return mapping::answered_value(plan, table, sources.at(row.source), column + "=NULL").problem.empty();
    });
}

/// Accounts are not left out by answers, as others' decisions hang on them.
std::vector<Decision> decisions_about(plan::Plan const &plan, RefusedRows const &refused)
{
    std::vector<Decision> result;
    if (refused.table->name_column.empty()) {
        result.push_back(Decision::drop);
    }
    if (std::any_of(refused.columns.begin(), refused.columns.end(),
                    [&](auto const &column) { return is_settable(plan, refused, column); })) {
        result.push_back(Decision::set);
    }
    return result;
}

/// `title NULL, n 7`
std::string shown_values(RefusedRows const &refused, std::vector<model::Value> const &values)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < values.size(); ++i) {
        texts.push_back(refused.columns[i] + " " +
                        identity::shown_value(*refused.table, refused.columns[i], values[i]));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

/// `letters/posts#2 (title NULL)`
std::string shown_row(staging::Staging const &staging, RefusedRows const &refused, RowOfSource const &row,
                      staging::Exceptions const &exceptions)
{
    auto const &table = *refused.table;
    auto const &source = table.sources.at(row.source);
    auto const values = staging::merged_values(staging, table, source, row.row, refused.columns, exceptions);
    return fmt::format("{} ({})", staging::row_in_words(staging, table, source, row.row),
                       shown_values(refused, values));
}

/// All rows of the question, for the report `refused_values`.
void write_list(staging::Staging const &staging, RefusedRows const &refused, staging::Exceptions const &exceptions,
                staging::DecisionWriter &writer)
{
    auto const &table = *refused.table;
    for (std::size_t place = 0; place < table.sources.size(); ++place) {
        auto const &source = table.sources[place];
        auto const first = std::lower_bound(refused.rows.begin(), refused.rows.end(), RowOfSource{place, 0});
        if (first == refused.rows.end() || first->source != place) {
            continue;
        }
        auto rows = staging.database().prepare(
            staging::merged_select(table, source, refused.columns, exceptions, staging::Origin::row));
        while (rows.step()) {
            auto const row = rows.integer(0);
            if (!std::binary_search(first, refused.rows.end(), RowOfSource{place, row})) {
                continue;
            }
            std::vector<model::Value> values;
            for (std::size_t i = 0; i < refused.columns.size(); ++i) {
                values.push_back(model::value_of(rows.cell(static_cast<int>(i) + 1), source.source));
            }
            writer.refused_value(refused.constraint, source.table_id, row,
                                 staging::primary_key_of(staging, table, source, row), shown_values(refused, values));
        }
    }
}

/// Behind the constraint in the name of a question about rows that do not comply since `answers` answers are obeyed.
std::string further_rows(std::size_t answers)
{
    return answers == 1 ? ", further rows" : fmt::format(", further rows {}", answers);
}

model::ConflictFact question_about(staging::Staging const &staging, RefusedRows const &refused,
                                   staging::Exceptions const &exceptions)
{
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < std::min(refused.rows.size(), rows_shown); ++i) {
        rows.push_back(shown_row(staging, refused, refused.rows[i], exceptions));
    }
    auto const more = refused.rows.size() - rows.size();
    model::ConflictFact question;
    question.kind = "value";
    question.table = refused.table->target.label;
    question.claimants = refused.constraint;
    question.evidence = fmt::format("{}, and {}: {}{}", refused.rule,
                                    model::counted(refused.rows.size(), "row does not comply", "rows do not comply"),
                                    fmt::join(rows, ", "), more == 0 ? "" : fmt::format(", and {} more", more));
    question.proposal = "change these rows by `set`, leave them out by `where`, or fix them in the source or in the "
                        "target's definition";
    return question;
}

} // namespace

void RefusedValues::apply(model::Mapping const &mapping, answers::Answers &answers) const
{
    for (auto const &obeyed : m_obeyed) {
        auto question = obeyed.question;
        answers.to(question, {obeyed.answer.decision});
        apply(obeyed, *model::find_table(mapping, question.table));
    }
}

void RefusedValues::apply(Obeyed const &obeyed, model::MappedTable const &table) const
{
    staging::DecisionWriter writer(m_staging);
    auto const exceptions = staging::read_exceptions(m_staging);
    for (auto const &row : obeyed.rows) {
        auto const &source = table.sources.at(row.source);
        if (obeyed.answer.decision == Decision::drop) {
            writer.leave_out(source.table_id, row.row, "override",
                             "the target does not take it: " + obeyed.question.claimants);
            continue;
        }
        auto const given = mapping::answered_value(m_job.plan, table, source, obeyed.answer.word);
        auto const old = staging::values_of_row(m_staging, table, source, row.row, {given.column}, exceptions);
        writer.assign(source.table_id, row.row, staging::primary_key_of(m_staging, table, source, row.row),
                      given.column, model::cell_of(given.value), model::cell_of(old.front()), "override");
    }
}

RefusedValues::Before RefusedValues::before(RefusedRows const &refused) const
{
    Before result;
    for (auto const &obeyed : m_obeyed) {
        if (obeyed.question.table == refused.table->target.label && obeyed.constraint == refused.constraint) {
            ++result.answers;
            result.rows +=
                static_cast<std::size_t>(std::count_if(refused.rows.begin(), refused.rows.end(), [&](auto const &row) {
                    return std::binary_search(obeyed.rows.begin(), obeyed.rows.end(), row);
                }));
        }
    }
    return result;
}

std::string RefusedValues::why_not_set(RefusedRows const &refused, std::string const &column_and_value) const
{
    auto const column = column_and_value.substr(0, column_and_value.find('='));
    if (std::find(refused.columns.begin(), refused.columns.end(), column) == refused.columns.end()) {
        return fmt::format("the question is about {}, not about column \"{}\"", fmt::join(refused.columns, ", "),
                           column);
    }
    if (auto const rows = before(refused).rows; rows > 0) {
        auto const further = refused.rows.size() - rows;
        return "the target does not take this value either" +
               (further == 0 ? ""
                             : fmt::format(", and {} asked about now",
                                           model::counted(further, "further row is", "further rows are")));
    }
    for (auto const &source : refused.table->sources) {
        auto const given = mapping::answered_value(m_job.plan, *refused.table, source, column_and_value);
        auto const place = static_cast<std::size_t>(&source - refused.table->sources.data());
        if (has_rows_of(refused, place) && !given.problem.empty()) {
            return given.problem;
        }
    }
    return {};
}

bool RefusedValues::ask(std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                        model::Mapping const &mapping, answers::Answers &answers)
{
    auto again = false;
    auto const exceptions = staging::read_exceptions(m_staging);
    staging::DecisionWriter writer(m_staging);
    for (auto &refused : find_refused_rows(m_job, m_staging, sources, target, mapping)) {
        auto question = question_about(m_staging, refused, exceptions);
        if (auto const earlier = before(refused); earlier.answers > 0 && earlier.rows == 0) {
            question.claimants += further_rows(earlier.answers);
            question.evidence += "; only since other answers are obeyed, so that the answer about " +
                                 refused.constraint + " does not hold for them";
        }
        auto answer = answers.to(question, decisions_about(m_job.plan, refused));
        if (answer && answer->decision == Decision::set) {
            if (auto const problem = why_not_set(refused, answer->word); !problem.empty()) {
                answers.refuse(question, problem);
                answer.reset();
            }
        }
        if (answer) {
            m_obeyed.push_back({refused.constraint, question, *answer, std::move(refused.rows)});
            again = true;
        } else {
            question.evidence += answers.why_not(question);
            write_list(m_staging, refused, exceptions, writer);
            writer.conflict(std::move(question));
        }
    }
    return again;
}

} // namespace tributary::trial
