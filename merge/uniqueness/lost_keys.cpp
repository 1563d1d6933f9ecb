#include "merge/uniqueness/lost_keys.hpp"

#include "merge/model/nearest.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/waivers.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/schema_diff/lost_checks.hpp"
#include "merge/schema_diff/rules.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/uniqueness/search.hpp"
#include "merge/uniqueness/singles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>

namespace tributary::uniqueness {
namespace {

/// A key that a source has and the target has not.
struct LostKey {
    model::MappedTable const *table = nullptr;
    std::string source;
    model::UniqueKey key;

    std::string name() const { return table->target.label + "." + key.name; }
};

std::vector<LostKey> all_lost_keys(model::Mapping const &mapping)
{
    std::vector<LostKey> result;
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            if (source.table->engine != table.target.engine) {
                continue;
            }
            for (auto const &key : schema_diff::lost_keys(*source.table, table.target)) {
                auto const known = std::any_of(result.begin(), result.end(), [&](auto const &other) {
                    return other.table == &table && other.key.parts == key.parts &&
                           other.key.predicate == key.predicate && other.key.operators == key.operators &&
                           other.key.nulls_not_distinct == key.nulls_not_distinct;
                });
                if (!known) {
                    result.push_back({&table, source.source_name, key});
                }
            }
        }
    }
    return result;
}

bool is_declared(plan::Plan const &plan, LostKey const &lost)
{
    return lost.key.plain() && std::any_of(plan.uniques.begin(), plan.uniques.end(), [&](auto const &unique) {
               return unique.table == lost.table->target.label && unique.where.empty() &&
                      std::set(unique.columns.begin(), unique.columns.end()) ==
                          std::set(lost.key.columns.begin(), lost.key.columns.end());
           });
}

/// SQLite keeps no definition of a key that stands inside CREATE TABLE.
std::string definition_of(LostKey const &lost)
{
    return lost.key.definition.empty() ? fmt::format("UNIQUE ({})", fmt::join(lost.key.columns, ", "))
                                       : plan::on_one_line(lost.key.definition);
}

/// [[unique]] can say it of whole columns; of anything else only the target can.
std::string lines(LostKey const &lost)
{
    auto const in_target = "# or create it in the target's `before`: " + definition_of(lost);
    auto const key = plan::toml_text(lost.name());
    if (!lost.key.plain()) {
        return fmt::format("[[waive]]\nkey = {}\nreason = \"…\"\n{}", key, in_target);
    }
    return fmt::format("[[unique]]\ntable = {}\ncolumns = {}\n{}\n# or, if rows may share it:\n# [[waive]]\n# key = "
                       "{}\n# reason = \"…\"",
                       plan::toml_text(lost.table->target.label), plan::toml_list(lost.key.columns), in_target, key);
}

/// Rows that would share the key, and two of them.
struct Shared {
    std::int64_t groups = 0;
    std::string example;
};

Shared search(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
              model::Mapping const &mapping, LostKey const &lost)
{
    Shared shared;
    UniqueSearch rows(job, staging, sources, mapping);
    rows.for_each_duplicate(*lost.table, lost.key, {}, staging::read_exceptions(staging), [&](auto const &group) {
        if (++shared.groups == 1) {
            auto const name = [&](staging::DuplicateRow const &row) {
                return staging::row_in_words(staging, *lost.table, lost.table->sources[row.source], row.row);
            };
            shared.example = name(group[0]) + " and " + name(group[1]);
        }
    });
    return shared;
}

} // namespace

void check_waived_keys(plan::Plan const &plan, model::Mapping const &mapping)
{
    auto names = names_of_singles(mapping);
    for (auto const &lost : all_lost_keys(mapping)) {
        names.push_back(lost.name());
    }
    for (auto const &check : schema_diff::lost_checks(mapping)) {
        names.push_back(check.name);
    }
    auto const is_not_loaded = [&](std::string const &name) {
        return std::any_of(plan.tables.begin(), plan.tables.end(), [&](auto const &table) {
            return !table.load && (name == table.name || name.starts_with(table.name + "."));
        });
    };
    for (auto const &waived : plan.waived_keys) {
        if (std::find(names.begin(), names.end(), waived.name) == names.end() && !is_not_loaded(waived.name)) {
            throw plan::plan_error(plan, waived.position,
                                   "[[waive]]: no source has a unique key or a CHECK \"" + waived.name +
                                       "\" that the target lacks, and no table or flag has that name",
                                   model::did_you_mean(waived.name, names));
        }
    }
}

void ask_about_lost_keys(job::Job const &job, staging::Staging const &staging,
                         std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                         answers::Answers &answers)
{
    for (auto const &lost : all_lost_keys(mapping)) {
        if (job.plan.target.create.empty() || plan::waives_key(job.plan, lost.name()) || is_declared(job.plan, lost)) {
            continue;
        }
        Shared shared;
        try {
            shared = search(job, staging, sources, mapping, lost);
        } catch (model::Error const &error) { // what it is made of may not be there, such as a function
            job.progress.warn(
                fmt::format("resolve: whether rows share the unique key \"{}\" of source \"{}\", which the "
                            "target lacks, cannot be checked: {}",
                            lost.name(), lost.source, error.what()));
            continue;
        }
        if (shared.groups == 0) {
            continue;
        }
        model::ConflictFact question;
        question.kind = "lost_key";
        question.table = lost.table->target.label;
        question.claimants = lost.name();
        question.evidence =
            fmt::format("source \"{}\" has the unique key {} ({}), which the target lacks, and {} share it, "
                        "such as {}",
                        lost.source, lost.key.name, definition_of(lost),
                        model::counted(shared.groups, "group of rows would", "groups of rows would"), shared.example);
        question.proposal = lines(lost);
        answers.left_to_plan(question, "the lines that are proposed, or in the target");
        staging::DecisionWriter(staging).conflict(std::move(question));
    }
}

} // namespace tributary::uniqueness
