#include "merge/uniqueness/natural_key.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/duplicates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tributary::uniqueness {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t shown_groups = 5;

/// All of them, so that rows without an id have an order that is not that in which they are stored.
Names all_columns(model::MappedTable const &table)
{
    Names names;
    for (auto const &column : table.sources.front().columns) {
        names.push_back(column.name);
    }
    return names;
}

bool has_null(staging::DuplicateRow const &row)
{
    return std::any_of(row.shown.begin(), row.shown.end(), [](auto const &value) { return value.is_null(); });
}

} // namespace

bool fold_natural_keys(Settling const &with, model::MappedTable const &table)
{
    auto const &label = table.target.label;
    auto const *const table_plan = plan::find_table(with.job.plan, label);
    if (table_plan == nullptr || table_plan->match.empty()) {
        return false;
    }
    auto const &key = table_plan->match;
    auto const rule = fmt::format("natural key ({})", fmt::join(key, ", "));
    bool folded = false;
    std::size_t open = 0; // groups that agree only where NULL equals NULL
    std::string examples;
    auto const look_at = [&](std::vector<staging::DuplicateRow> const &group) {
        auto const &survivor = group.front();
        auto const &source = table.sources[survivor.source];
        if (!table_plan->nulls_equal && has_null(survivor)) {
            if (++open <= shown_groups) {
                auto const &other = group[1];
                examples +=
                    fmt::format("{}{} and {}", examples.empty() ? "" : "; ",
                                staging::row_in_words(with.staging, table, source, survivor.row),
                                staging::row_in_words(with.staging, table, table.sources[other.source], other.row));
            }
            return;
        }
        for (std::size_t i = 1; i < group.size(); ++i) {
            with.writer.fold(table.sources[group[i].source].table_id, group[i].row, source.table_id, survivor.row, rule,
                             "the same entry as the row of " + source.source_name);
        }
        folded = true;
    };
    staging::for_each_duplicate(with.staging, table,
                                {key, table_plan->nulls_equal.value_or(true), all_columns(table), key, nullptr, {}},
                                staging::read_exceptions(with.staging), look_at);
    with.writer.forget_conflicts("nulls", label);
    if (open > 0) {
        model::ConflictFact question;
        question.kind = "nulls";
        question.table = label;
        question.claimants = fmt::format("{} ({})", label, fmt::join(key, ", "));
        question.evidence = fmt::format("{} in the natural key ({}) only if NULL equals NULL: {}{}",
                                        model::counted(open, "group of rows agrees", "groups of rows agree"),
                                        fmt::join(key, ", "), examples, open > shown_groups ? "; …" : "");
        question.proposal = fmt::format(
            "[table.{0}]\nnulls_equal = false\n# or, if they are one row:\n# [table.{0}]\n# nulls_equal = true",
            plan::toml_key(label));
        with.answers.left_to_plan(question, "the lines that are proposed");
        with.writer.conflict(question);
    }
    return folded;
}

} // namespace tributary::uniqueness
