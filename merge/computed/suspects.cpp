#include "merge/computed/suspects.hpp"

#include "merge/computed/check_values.hpp"
#include "merge/computed/proven.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/waivers.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/counters.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/undeclared/proposal.hpp"
#include "merge/undeclared/user_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <sstream>

namespace tributary::computed {
namespace {

using model::MappedTable;
using Names = std::vector<std::string>;
using staging::Agreement;
using staging::Candidate;
using staging::Measure;
using staging::Relation;
using undeclared::in_condition;

constexpr std::size_t most_kinds = 6;     // values of one column that divide the rows of a child
constexpr std::size_t most_measures = 40; // sums and parts of one child, beside which its rows are read once

/// `partition_id` neither counts nor sums rows.
bool is_named_as_id(std::string const &column)
{
    auto const words = undeclared::words_of(column);
    return words.size() > 1 && words.back() == "id";
}

/// What the column refers to by a key, in the first source that fills it.
model::Chain const *chain_of(MappedTable const &table, std::string const &name)
{
    for (auto const &source : table.sources) {
        if (auto const *const column = model::find_filled(source, name); column != nullptr && !column->chain.empty()) {
            return &column->chain;
        }
    }
    return nullptr;
}

std::string in_words(Relation const &relation, Measure const &measure)
{
    auto const rows = "rows of \"" + relation.child.target.label + "\"";
    auto const where = measure.filter.empty() ? "" : " in which \"" + measure.filter + "\" " + measure.filter_sql;
    switch (measure.what) {
    case Measure::What::count: return "the number of " + rows + where;
    case Measure::What::sum: return "the sum of \"" + measure.column + "\" of the " + rows + where;
    case Measure::What::greatest: return "the greatest \"" + measure.column + "\" of the " + rows + where;
    }
    return {};
}

class Search {
public:
    Search(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
           answers::Answers &answers)
        : m_plan(plan), m_staging(staging), m_mapping(mapping), m_answers(answers),
          m_exceptions(staging::read_exceptions(staging)), m_numbered(mapping::numbered_columns(mapping)),
          m_writer(staging)
    {
    }

    void run()
    {
        for (auto const &child : m_mapping) {
            for (auto const &column : child.target.columns) {
                auto const *const chain = chain_of(child, column.name);
                auto const *const table =
                    chain == nullptr ? nullptr : model::find_table(m_mapping, chain->front().table);
                if (table == nullptr) {
                    continue;
                }
                look_if_changed({*table, chain->front().column, child, column.name}, *table);
                for (auto const &beside : m_mapping) {
                    look_beside(beside, chain->front(), {*table, {}, child, column.name});
                }
            }
        }
        for (auto const &[column, found] : m_questions) {
            ask_one(found);
        }
    }

private:
    /// A table with at most one row for each row that the child refers to: both refer to it.
    void look_beside(MappedTable const &beside, model::KeyColumn const &key, Relation const &to_parent)
    {
        for (auto const &unique : beside.target.unique_keys) {
            auto const *const chain =
                unique.plain() && unique.columns.size() == 1 ? chain_of(beside, unique.columns.front()) : nullptr;
            if (chain != nullptr && chain->front() == key && &beside != &to_parent.child) {
                look_if_changed({beside, unique.columns.front(), to_parent.child, to_parent.reference},
                                to_parent.table);
            }
        }
    }

    void look_if_changed(Relation const &relation, MappedTable const &parent)
    {
        if (changes(relation.table) || changes(relation.child) || changes(parent)) {
            look(relation);
        }
    }

    /// True if some rows of the table are not loaded.
    bool changes(MappedTable const &table) const
    {
        return std::any_of(table.sources.begin(), table.sources.end(),
                           [&](auto const &source) { return m_exceptions.decided_tables.contains(source.table_id); });
    }

    /// Columns of the table that the plan says nothing of, and that may follow from rows.
    template <typename Fits> std::vector<std::string> candidates(MappedTable const &table, Fits const &fits) const
    {
        std::vector<std::string> result;
        for (auto const &column : table.target.columns) {
            model::KeyColumn const key{table.target.label, column.name};
            if (!column.generated && !plan::waives_column(m_plan, key.table, key.column) && fits(column) &&
                !m_numbered.contains(key) && !is_part_of_unique_key(m_plan, table, column.name) &&
                plan::find_value(m_plan, table.target.label, column.name) == nullptr) {
                result.push_back(column.name);
            }
        }
        return result;
    }

    void look(Relation const &relation)
    {
        auto const &table = relation.table;
        auto const numbers = candidates(table, [&](auto const &column) {
            return column.kind == model::Kind::integer && chain_of(table, column.name) == nullptr &&
                   !is_named_as_id(column.name) && !times_of(table).contains(column.name);
        });
        std::vector<Measure> measures{Measure()};
        std::vector<Candidate> all = candidates_for(0, numbers);
        for (auto const &of_child : relation.child.target.columns) {
            auto const times = times_of(relation.child).contains(of_child.name)
                                   ? candidates(table,
                                                [&](auto const &column) {
                                                    return times_of(table).contains(column.name) &&
                                                           chain_of(table, column.name) == nullptr;
                                                })
                                   : Names();
            auto const pointers = candidates(table, [&](auto const &column) {
                auto const *const chain = chain_of(table, column.name);
                return chain != nullptr && column.name != relation.reference &&
                       chain->front() == model::KeyColumn{relation.child.target.label, of_child.name};
            });
            for (auto const &columns : {times, pointers}) {
                if (!columns.empty()) {
                    auto const more = candidates_for(measures.size(), columns);
                    all.insert(all.end(), more.begin(), more.end());
                    measures.push_back({Measure::What::greatest, of_child.name, {}, {}});
                }
            }
        }
        auto const found = ask(relation, measures, all);
        Names fewer; // the rows of some kind only, or their sum
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (!is_proven(numbers[i], relation, measures[0], found[i]) && found[i].equal + found[i].different > 0) {
                fewer.push_back(numbers[i]);
            }
        }
        if (!fewer.empty()) {
            look_at_parts(relation, fewer);
        }
    }

    void look_at_parts(Relation const &relation, Names const &columns)
    {
        std::vector<Measure> measures;
        for (auto const &of_child : relation.child.target.columns) {
            auto const is_summed = of_child.kind == model::Kind::integer && !of_child.generated &&
                                   !is_named_as_id(of_child.name) &&
                                   chain_of(relation.child, of_child.name) == nullptr &&
                                   !m_numbered.contains({relation.child.target.label, of_child.name});
            if (is_summed) {
                measures.push_back({Measure::What::sum, of_child.name, {}, {}});
            }
        }
        for (auto const &source : relation.table.sources) {
            for (auto &measure :
                 staging::filtered_counts(m_staging, relation, source, times_of(relation.child), most_kinds)) {
                auto const known = std::any_of(measures.begin(), measures.end(), [&](auto const &other) {
                    return other.filter == measure.filter && other.filter_sql == measure.filter_sql;
                });
                if (!known && measures.size() < most_measures) {
                    measures.push_back(std::move(measure));
                }
            }
        }
        std::vector<Candidate> all;
        for (std::size_t i = 0; i < measures.size(); ++i) {
            auto const more = candidates_for(i, columns);
            all.insert(all.end(), more.begin(), more.end());
        }
        ask(relation, measures, all);
    }

    static std::vector<Candidate> candidates_for(std::size_t measure, Names const &columns)
    {
        std::vector<Candidate> result;
        for (auto const &column : columns) {
            result.push_back({measure, column});
        }
        return result;
    }

    /// Of each column the first measure that is proven counts. Returns how far each candidate agrees.
    std::vector<Agreement> ask(Relation const &relation, std::vector<Measure> const &measures,
                               std::vector<Candidate> const &candidates)
    {
        std::vector<Agreement> all(candidates.size());
        for (auto const &source : relation.table.sources) {
            auto const there = staging::agreements(m_staging, relation, source, measures, candidates);
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                add(all[i], there[i]);
            }
        }
        std::set<std::string> seen;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            auto const &measure = measures[candidates[i].measure];
            auto const &column = candidates[i].column;
            if (is_proven(column, relation, measure, all[i]) && seen.insert(column).second) {
                ask_if_outdated(relation, measure, column, all[i]);
            }
        }
        return all;
    }

    void ask_if_outdated(Relation const &relation, Measure const &measure, std::string const &column,
                         Agreement const &all)
    {
        std::int64_t rows = 0;
        std::string example;
        for (auto const &source : relation.table.sources) {
            auto const found = staging::outdated(m_staging, relation, measure, source, column, m_exceptions);
            if (found.rows > 0 && rows == 0) {
                example = fmt::format("{} has {}, and the merged rows say {}",
                                      staging::row_in_words(m_staging, relation.table, source, found.first),
                                      found.value, found.merged);
            }
            rows += found.rows;
        }
        if (rows == 0) {
            return;
        }
        model::ConflictFact conflict;
        conflict.kind = "follows";
        conflict.table = relation.table.target.label;
        conflict.claimants = conflict.table + "." + column;
        conflict.evidence =
            fmt::format("in {} of {} rows \"{}\" is {} that refer to the row by \"{}\"; after the merge "
                        "it is not in {}: {}",
                        all.equal, all.equal + all.different, conflict.claimants, in_words(relation, measure),
                        relation.reference, model::counted(rows, "row", "rows"), example);
        conflict.proposal = lines(relation, measure, column);
        if (survives_by_rule(relation.table, column)) {
            conflict.proposal = behind_survivorship(conflict.claimants, conflict.proposal);
        }
        m_questions[conflict.claimants].push_back(std::move(conflict));
    }

    /// Of a column that may follow from rows in several ways.
    void ask_one(std::vector<model::ConflictFact> const &found)
    {
        auto question = found.front();
        std::vector<std::string> proposals{question.proposal};
        for (auto const &other : std::span(found).subspan(1)) {
            question.evidence += "; or " + other.evidence;
            proposals.push_back(other.proposal);
        }
        question.proposal = proposals.size() == 1 ? question.proposal : undeclared::one_of(proposals);
        m_answers.left_to_plan(question, "`value` of the column or [[waive]]");
        m_writer.conflict(std::move(question));
    }

    bool survives_by_rule(model::MappedTable const &table, std::string const &column) const
    {
        auto const &rules = m_plan.users.survivorship;
        return !table.name_column.empty() &&
               std::any_of(rules.begin(), rules.end(), [&](auto const &rule) { return rule.column == column; });
    }

    /// What an answer cannot add to the plan, as something has to be taken out of it: in comments of a kind of their
    /// own.
    static std::string behind_survivorship(std::string const &column, std::string const &proposal)
    {
        auto text = "# `survivorship` in [users] says what " + column + " holds: take it out there, and add";
        std::istringstream lines(proposal);
        for (std::string line; std::getline(lines, line);) {
            text += (line.starts_with('#') ? "\n" : "\n#> ") + line;
        }
        return text;
    }

    /// The child's rows are called by its label, which is not that of the table where a table refers to itself.
    std::string lines(Relation const &relation, Measure const &measure, std::string const &column)
    {
        auto const &label = relation.table.target.label;
        auto const &child = relation.child.target.label;
        auto const alias = child == label ? std::string("child") : in_condition(child);
        auto const filter = measure.filter.empty()
                                ? std::string()
                                : fmt::format(" AND {}.{} {}", alias, in_condition(measure.filter), measure.filter_sql);
        auto const from =
            fmt::format("FROM {} AS {} WHERE {}.{} = {}.{}{}", model::sql_name("merged." + child), alias, alias,
                        in_condition(relation.reference), in_condition(label), in_condition(relation.key), filter);
        auto const heading = fmt::format("[table.{}.column.{}]", plan::toml_key(label), plan::toml_key(column));
        auto const name = plan::toml_text(plan::written({label, column}));
        auto const of_child = in_condition(measure.column);
        std::string value;
        switch (measure.what) {
        case Measure::What::count: value = fmt::format("(SELECT count(*) {})", from); break;
        case Measure::What::sum:
            value = fmt::format("(SELECT coalesce(sum({}.{}), 0) {})", alias, of_child, from);
            break;
        case Measure::What::greatest: value = fmt::format("(SELECT max({}.{}) {})", alias, of_child, from); break;
        }
        if (chain_of(relation.table, column) != nullptr) { // ids of several sources have no order in time
            auto const &columns = relation.child.target.columns;
            auto const time = std::find_if(columns.begin(), columns.end(), [&](auto const &one) {
                return times_of(relation.child).contains(one.name);
            });
            auto const last = [&](std::string const &by) {
                return plan::toml_text(fmt::format("(SELECT {}.{} {} ORDER BY {}.{} DESC, 1 DESC LIMIT 1)", alias,
                                                   of_child, from, alias, by));
            };
            if (time == columns.end()) {
                return fmt::format(
                    "[[waive]]\ncolumn = {}\nreason = \"…\"\n# or, with the column that says which row is "
                    "the last:\n# {}\n# value = {}",
                    name, heading, last("…"));
            }
            return fmt::format(
                "# if the last one is that with the greatest {}, which nothing proves:\n# {}\n# value = {}\n# or, if it "
                "does not follow from rows:\n# [[waive]]\n# column = {}\n# reason = \"…\"",
                plan::on_one_line(time->name), heading, last(in_condition(time->name)), name);
        }
        return with_waiver(heading, plan::toml_text(value), name);
    }

    static std::string with_waiver(std::string const &heading, std::string const &value, std::string const &name)
    {
        return fmt::format(
            "{}\nvalue = {}\n# or, if it does not follow from rows:\n# [[waive]]\n# column = {}\n# reason = \"…\"",
            heading, value, name);
    }

    std::set<std::string> const &times_of(MappedTable const &table)
    {
        auto const known = m_times.find(table.target.label);
        return known != m_times.end()
                   ? known->second
                   : m_times.emplace(table.target.label, staging::time_columns(m_staging, table)).first->second;
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    answers::Answers &m_answers;
    staging::Exceptions m_exceptions;
    std::map<model::KeyColumn, std::int64_t> m_numbered;
    std::map<std::string, std::set<std::string>> m_times;                ///< by table
    std::map<std::string, std::vector<model::ConflictFact>> m_questions; ///< by `table.column`
    staging::DecisionWriter m_writer;
};

} // namespace

void ask_about_counters(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                        answers::Answers &answers)
{
    Search(plan, staging, mapping, answers).run();
}

} // namespace tributary::computed
