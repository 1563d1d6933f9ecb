#include "merge/computed/suspects.hpp"

#include "merge/computed/check_values.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/counters.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/undeclared/proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tributary::computed {
namespace {

using model::MappedSource;
using model::MappedTable;
using staging::Agreement;
using staging::Measure;
using undeclared::in_condition;

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

bool is_time(model::Column const &column)
{
    auto const type = in_lower_case(column.type);
    return column.kind != model::Kind::integer &&
           (type.find("date") != std::string::npos || type.find("time") != std::string::npos);
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

/// `followers` of `follow`, `post_count` of `posts`: the first four letters of a word are those of a word of the other.
bool sounds_like(std::string const &column, Measure const &measure)
{
    constexpr std::size_t stem = 4;
    auto const name = in_lower_case(column);
    for (auto const &other : {in_lower_case(measure.child.target.name), in_lower_case(measure.reference)}) {
        for (std::size_t at = 0; at + stem <= other.size(); ++at) {
            auto const begins = at == 0 || other[at - 1] == '_';
            if (begins && name.find(other.substr(at, stem)) != std::string::npos) {
                return true;
            }
        }
    }
    return false;
}

/// True if the values of all sources prove that the column is what the measure says.
bool is_proven(std::string const &column, Measure const &measure, Agreement const &all)
{
    constexpr std::int64_t few = 3; // of fewer equal counts the name has to say the same
    auto const nearly_all = all.equal > 0 && all.different * 20 <= all.equal;
    return nearly_all && (!measure.greatest.empty() ? all.telling > 0
                          : all.equal < few         ? sounds_like(column, measure)
                                                    : all.least < all.most || sounds_like(column, measure));
}

void add(Agreement &all, Agreement const &one)
{
    all.least = all.equal == 0 ? one.least : one.equal == 0 ? all.least : std::min(all.least, one.least);
    all.most = std::max(all.most, one.most);
    all.equal += one.equal;
    all.different += one.different;
    all.telling += one.telling;
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
                if (table != nullptr && (changes(*table) || changes(child))) {
                    look({*table, chain->front().column, child, column.name, {}});
                }
            }
        }
    }

private:
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
            auto const waived = std::any_of(m_plan.waived.begin(), m_plan.waived.end(), [&](auto const &one) {
                return one.column.table == key.table && one.column.column == key.column && one.when.empty() &&
                       one.path.empty() && one.regex.empty();
            });
            if (!column.generated && !waived && fits(column) && !m_numbered.contains(key) &&
                !is_part_of_unique_key(m_plan, table, column.name) &&
                plan::find_value(m_plan, table.target.label, column.name) == nullptr) {
                result.push_back(column.name);
            }
        }
        return result;
    }

    void look(Measure const &measure)
    {
        auto const &table = measure.table;
        ask(measure, candidates(table, [&](auto const &column) {
                return column.kind == model::Kind::integer && chain_of(table, column.name) == nullptr;
            }));
        for (auto const &of_child : measure.child.target.columns) {
            auto latest = measure;
            latest.greatest = of_child.name;
            if (is_time(of_child)) {
                ask(latest, candidates(table, is_time));
            }
            ask(latest, candidates(table, [&](auto const &column) {
                    auto const *const chain = chain_of(table, column.name);
                    return chain != nullptr && column.name != measure.reference &&
                           chain->front() == model::KeyColumn{measure.child.target.label, of_child.name};
                }));
        }
    }

    void ask(Measure const &measure, std::vector<std::string> const &columns)
    {
        if (columns.empty()) {
            return;
        }
        std::vector<Agreement> all(columns.size());
        for (auto const &source : measure.table.sources) {
            auto const there = staging::agreements(m_staging, measure, source, columns);
            for (std::size_t i = 0; i < columns.size(); ++i) {
                add(all[i], there[i]);
            }
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (is_proven(columns[i], measure, all[i])) {
                ask_if_outdated(measure, columns[i], all[i]);
            }
        }
    }

    void ask_if_outdated(Measure const &measure, std::string const &column, Agreement const &all)
    {
        std::int64_t rows = 0;
        std::string example;
        for (auto const &source : measure.table.sources) {
            auto const found = staging::outdated(m_staging, measure, source, column, m_exceptions);
            if (found.rows > 0 && rows == 0) {
                example = fmt::format("{} has {}, and the merged rows say {}",
                                      staging::row_in_words(m_staging, measure.table, source, found.first), found.value,
                                      found.merged);
            }
            rows += found.rows;
        }
        if (rows == 0) {
            return;
        }
        auto const &child = measure.child.target.label;
        auto const what = measure.greatest.empty()
                              ? "the number of rows of \"" + child + "\""
                              : "the greatest \"" + measure.greatest + "\" of the rows of \"" + child + "\"";
        model::ConflictFact conflict;
        conflict.kind = "follows";
        conflict.table = measure.table.target.label;
        conflict.claimants = conflict.table + "." + column;
        conflict.evidence =
            fmt::format("in {} of {} rows \"{}\" is {} that refer to the row by \"{}\"; after the merge "
                        "it is not in {}: {}",
                        all.equal, all.equal + all.different, conflict.claimants, what, measure.reference,
                        model::counted(rows, "row", "rows"), example);
        conflict.proposal = lines(measure, column);
        conflict.evidence += m_answers.left_to_plan(conflict, "`value` of the column or [[waive]]");
        m_writer.conflict(std::move(conflict));
    }

    /// The child's rows are called by its label, which is not that of the table where a table refers to itself.
    static std::string lines(Measure const &measure, std::string const &column)
    {
        auto const &label = measure.table.target.label;
        auto const alias =
            measure.child.target.label == label ? std::string("child") : in_condition(measure.child.target.label);
        auto const from =
            fmt::format("FROM {} AS {} WHERE {}.{} = {}.{}", model::sql_name("merged." + measure.child.target.label),
                        alias, alias, in_condition(measure.reference), in_condition(label), in_condition(measure.key));
        auto const select =
            measure.greatest.empty() ? "count(*)" : fmt::format("max({}.{})", alias, in_condition(measure.greatest));
        auto const pointer = chain_of(measure.table, column) != nullptr ? latest_by_time(measure) : std::string();
        auto const expression = pointer.empty()
                                    ? fmt::format("(SELECT {} {})", select, from)
                                    : fmt::format("(SELECT {}.{} {} ORDER BY {}.{} DESC, 1 DESC LIMIT 1)", alias,
                                                  in_condition(measure.greatest), from, alias, in_condition(pointer));
        return fmt::format(
            "[table.{}.column.{}]\nvalue = {}\n# or, if it does not follow from rows:\n# [[waive]]\n# column = "
            "{}\n# reason = \"…\"",
            plan::toml_key(label), plan::toml_key(column), plan::toml_text(expression),
            plan::toml_text(plan::written({label, column})));
    }

    /// Ids of several sources have no order in time: the child's first column that holds a time, if it has one.
    static std::string latest_by_time(Measure const &measure)
    {
        auto const &columns = measure.child.target.columns;
        auto const found = std::find_if(columns.begin(), columns.end(), is_time);
        return found == columns.end() ? "" : found->name;
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    answers::Answers &m_answers;
    staging::Exceptions m_exceptions;
    std::map<model::KeyColumn, std::int64_t> m_numbered;
    staging::DecisionWriter m_writer;
};

} // namespace

void ask_about_counters(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                        answers::Answers &answers)
{
    Search(plan, staging, mapping, answers).run();
}

} // namespace tributary::computed
