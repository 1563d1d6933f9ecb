#include "merge/uniqueness/ask_about_nulls.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/duplicates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace tributary::uniqueness {
namespace {

/// Groups of rows that agree where NULL equals NULL.
struct EqualNulls {
    std::size_t groups = 0;
    std::string example;
    bool in_one_source = false; ///< some source has two such rows
};

EqualNulls find_equal_nulls(staging::Staging const &staging, model::MappedTable const &table,
                            plan::UniquePlan const &unique)
{
    EqualNulls found;
    auto const &columns = unique.columns;
    staging::for_each_duplicate(
        staging, table, {columns, true, columns, columns, nullptr, unique.where}, staging::read_exceptions(staging),
        [&](std::vector<staging::DuplicateRow> const &group) {
            auto const &shown = group.front().shown;
            auto const nulls =
                std::count_if(shown.begin(), shown.end(), [](auto const &value) { return value.is_null(); });
            if (nulls == 0 || static_cast<std::size_t>(nulls) == shown.size()) {
                return;
            }
            std::set<std::size_t> sources;
            for (auto const &row : group) {
                sources.insert(row.source);
            }
            found.in_one_source = found.in_one_source || sources.size() < group.size();
            if (++found.groups == 1) {
                auto const in_words = [&](staging::DuplicateRow const &row) {
                    return staging::row_in_words(staging, table, table.sources[row.source], row.row);
                };
                found.example = in_words(group[0]) + " and " + in_words(group[1]);
            }
        });
    return found;
}

} // namespace

void ask_about_nulls(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                     answers::Answers &answers)
{
    staging::DecisionWriter writer(staging);
    for (auto const &unique : job.plan.uniques) {
        auto const *const table = model::find_table(mapping, unique.table);
        if (unique.nulls_equal || table == nullptr) {
            continue;
        }
        auto const found = find_equal_nulls(staging, *table, unique);
        if (found.groups == 0 || found.in_one_source) {
            continue;
        }
        auto const columns = fmt::format("{}", fmt::join(unique.columns, ", "));
        model::ConflictFact question;
        question.kind = "nulls";
        question.table = unique.table;
        question.claimants = fmt::format("{} ({}) of [[unique]]", unique.table, columns);
        question.evidence = fmt::format(
            "{} in ({}) only if NULL equals NULL: {}; say `nulls_equal = true` or `false` in this "
            "[[unique]]",
            model::counted(found.groups, "group of rows agrees", "groups of rows agree"), columns, found.example);
        answers.left_to_plan(question, "`nulls_equal` in the [[unique]]");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::uniqueness
