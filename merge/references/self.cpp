#include "merge/references/self.hpp"

#include "merge/model/words.hpp"
#include "merge/references/self_pairs.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/self_references.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tributary::references {
namespace {

using model::MappedSource;
using model::MappedTable;
using plan::Decision;
using plan::OnSelf;
using staging::SelfPair;

/// More rows than this are one question.
constexpr std::size_t most_questions = 5;
constexpr std::size_t shown_examples = 3;

/// Where so many rows are equal in both before anything is merged, equal values mean nothing unusual.
constexpr std::int64_t usual_rows = 10;
constexpr std::int64_t usual_share = 10; // one row of so many

class SelfDecider {
public:
    SelfDecider(job::Job const &job, staging::Staging const &staging, MappedTable const &table,
                answers::Answers &answers, staging::DecisionWriter &writer)
        : m_plan(job.plan), m_staging(staging), m_table(table), m_answers(answers), m_writer(writer),
          m_exceptions(staging::read_exceptions(staging))
    {
        auto const *const table_plan = plan::find_table(job.plan, table.target.label);
        m_on_self = table_plan == nullptr ? std::nullopt : table_plan->on_self;
    }

    bool run()
    {
        m_writer.forget_conflicts("self", m_table.target.label);
        if (m_on_self == OnSelf::keep) {
            return false;
        }
        for (auto const &source : m_table.sources) {
            for (auto const &pair : pairs(m_plan, m_table, source)) {
                if (moves(source, pair)) {
                    decide(source, pair);
                }
            }
        }
        if (m_left_out) {
            staging::leave_out_with_survivors(m_staging);
        }
        return m_left_out || m_set_null;
    }

private:
    /// True if some of what the pair refers to changes otherwise than with its id range.
    bool moves(MappedSource const &source, Pair const &pair) const
    {
        auto const changes = [&](std::string const &name) {
            auto const &column = *model::find_filled(source, name);
            auto const folds = [&](std::uint32_t whose, model::Chain const &chain) {
                return std::any_of(chain.begin(), chain.end(), [&](auto const &key) {
                    return m_exceptions.keys.contains({whose, key});
                });
            };
            return m_exceptions.has_values(source.table_id, name) || folds(source.source, column.chain) ||
                   std::any_of(column.declared.begin(), column.declared.end(), [&](auto const &reference) {
                       return folds(model::ids_of(reference, source.source), reference.chain);
                   });
        };
        auto const &columns = pair.columns;
        return std::any_of(columns.first.begin(), columns.first.end(), changes) ||
               std::any_of(columns.second.begin(), columns.second.end(), changes);
    }

    void decide(MappedSource const &source, Pair const &pair)
    {
        if (m_on_self == OnSelf::drop_row) {
            each(source, pair, [&](auto const &found) { leave_out(source, pair, found.row, "on_self"); });
        } else if (m_on_self == OnSelf::null && !pair.clearable.empty()) {
            each(source, pair, [&](auto const &found) { set_null(source, pair, found); });
        } else if (m_on_self || !is_usual(pair.columns)) {
            ask(source, pair);
        }
    }

    void each(MappedSource const &source, Pair const &pair, std::function<void(staging::NewSelf const &)> const &sink)
    {
        staging::for_each_new_self(m_staging, m_table, source, pair.columns, m_exceptions, sink);
    }

    void leave_out(MappedSource const &source, Pair const &pair, std::int64_t row, std::string const &rule)
    {
        m_left_out |= m_writer.leave_out(source.table_id, row, rule, "in the target " + what_is_equal(pair));
    }

    void set_null(MappedSource const &source, Pair const &pair, staging::NewSelf const &found)
    {
        auto const key = staging::primary_key_of(m_staging, m_table, source, found.row);
        auto const &columns = pair.columns.first;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (std::find(pair.clearable.begin(), pair.clearable.end(), columns[i]) != pair.clearable.end()) {
                m_writer.assign(source.table_id, found.row, key, columns[i], model::Cell(), found.values[i], "on_self");
            }
        }
        m_set_null = true;
    }

    std::string what_is_equal(Pair const &pair) const
    {
        auto const first = fmt::format("{}", fmt::join(pair.columns.first, ", "));
        return pair.to_own_row ? first + " is the row itself"
                               : fmt::format("{} and {} are the same row of {}", first,
                                             fmt::join(pair.columns.second, ", "), pair.table);
    }

    /// True if in the sources the two are so often equal that it says nothing.
    bool is_usual(SelfPair const &pair)
    {
        staging::SelfCount all;
        for (auto const &source : m_table.sources) {
            for (auto const &own : pairs(m_plan, m_table, source)) { // its condition speaks of this source's columns
                if (own.columns.first == pair.first && own.columns.second == pair.second) {
                    auto const count = staging::count_selves(m_staging, m_table, source, own.columns);
                    all.rows += count.rows;
                    all.equal += count.equal;
                }
            }
        }
        return all.equal >= usual_rows && all.equal * usual_share >= all.rows;
    }

    model::ConflictFact question_about_all(MappedSource const &source, Pair const &pair) const
    {
        auto const &label = m_table.target.label;
        return {{},
                "self",
                {},
                label,
                {},
                fmt::format("{}/{} ({}) ({})", source.source_name, label, fmt::join(pair.columns.first, ", "),
                            fmt::join(pair.columns.second, ", ")),
                {},
                {}};
    }

    model::ConflictFact question_about(MappedSource const &source, Pair const &pair,
                                       staging::NewSelf const &found) const
    {
        auto question = question_about_all(source, pair);
        question.row = staging::row_in_words(m_staging, m_table, source, found.row);
        question.rows = {{0, source.table_id, found.row}};
        if (!m_table.name_column.empty()) {
            auto const name = staging::account_name(m_staging, source.source, found.row);
            question.account = name ? source.source_name + "/" + *name : "";
        }
        question.evidence = pair.to_own_row
                                ? fmt::format("in the target {}: {} was {}, and that row is this one now",
                                              what_is_equal(pair), fmt::join(pair.columns.first, ", "), found.first)
                                : fmt::format("in the target {}: in {} they were {} and {}", what_is_equal(pair),
                                              source.source_name, found.first, found.second);
        return question;
    }

    /// True if the operator has decided about the question, and that is done.
    bool is_answered(model::ConflictFact &question, MappedSource const &source, Pair const &pair, std::int64_t row)
    {
        auto const answer = m_table.name_column.empty() ? m_answers.to(question, {Decision::keep, Decision::drop})
                                                        : m_answers.to(question, {Decision::keep});
        if (answer && answer->decision == Decision::drop) {
            leave_out(source, pair, row, "override");
        }
        return answer.has_value();
    }

    void ask(MappedSource const &source, Pair const &pair)
    {
        auto all = question_about_all(source, pair);
        std::map<std::string, model::ConflictFact> first; // the least, by the row
        std::int64_t open = 0;
        each(source, pair, [&](auto const &found) {
            auto question = question_about(source, pair, found);
            if (is_answered(question, source, pair, found.row) || is_answered(all, source, pair, found.row)) {
                return;
            }
            ++open;
            first.emplace(question.row, question);
            if (first.size() > most_questions) {
                first.erase(std::prev(first.end()));
            }
        });
        if (open <= static_cast<std::int64_t>(most_questions)) {
            for (auto &[row, question] : first) {
                question.evidence += m_answers.why_not(question) + m_answers.why_not(all);
                m_writer.conflict(question);
            }
            return;
        }
        std::vector<std::string> examples;
        for (auto const &[row, question] : first) {
            if (examples.size() < shown_examples) {
                examples.push_back(row);
            }
        }
        all.evidence = fmt::format("in the target {} in {} rows that were not so in {}, such as {}; a decision here is "
                                   "about all of them, and on_self in [table.{}] about the whole table",
                                   what_is_equal(pair), open, source.source_name, fmt::join(examples, ", "),
                                   m_table.target.label) +
                       m_answers.why_not(all);
        m_writer.add_to_conflict(all); // under another condition the same columns are another pair
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    MappedTable const &m_table;
    answers::Answers &m_answers;
    staging::DecisionWriter &m_writer;
    staging::Exceptions m_exceptions;
    std::optional<OnSelf> m_on_self;
    bool m_left_out = false;
    bool m_set_null = false;
};

/// All pairs of the table, in any source.
std::vector<Pair> all_pairs(plan::Plan const &plan, MappedTable const &table)
{
    std::vector<Pair> result;
    for (auto const &source : table.sources) {
        auto const own = pairs(plan, table, source);
        result.insert(result.end(), own.begin(), own.end());
    }
    return result;
}

} // namespace

bool decide_self(job::Job const &job, staging::Staging const &staging, MappedTable const &table,
                 answers::Answers &answers, staging::DecisionWriter &writer)
{
    return SelfDecider(job, staging, table, answers, writer).run();
}

void check_on_self(plan::Plan const &plan, model::Mapping const &mapping)
{
    for (auto const &table_plan : plan.tables) {
        auto const *const table = model::find_table(mapping, table_plan.name);
        if (!table_plan.on_self || table == nullptr) {
            continue;
        }
        auto const found = all_pairs(plan, *table);
        auto const fail = [&](std::string const &sentence, std::string const &next) {
            throw plan::plan_error(plan, table_plan.on_self_position, "`on_self`: " + sentence, next);
        };
        if (found.empty()) {
            fail("no row of table \"" + table_plan.name + "\" refers to its own table, or twice to another",
                 "references that no foreign key declares are declared by [[reference]]");
        }
        if (*table_plan.on_self == OnSelf::drop_row && !table->name_column.empty()) {
            fail("an account is not left out for what it refers to", "for the users: ask, keep or null");
        }
        if (*table_plan.on_self == OnSelf::null &&
            std::none_of(found.begin(), found.end(), [](auto const &pair) { return !pair.clearable.empty(); })) {
            fail("table \"" + table_plan.name + "\" has no reference to its own rows that may be NULL",
                 "ask, keep or drop-row");
        }
    }
}

} // namespace tributary::references
