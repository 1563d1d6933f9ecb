#include "merge/identity/counted_evidence.hpp"

#include "merge/identity/series.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace tributary::identity {
namespace {

using model::MappedSource;

bool is_counted(staging::Staging const &staging, MappedSource const &source, std::string const &column)
{
    auto const *const mapped = model::find_filled(source, column);
    if (mapped == nullptr || mapped->staged.empty()) {
        return false;
    }
    Series series;
    staging::for_each_text(staging, source.staged, mapped->staged, [&](std::string_view text) { series.add(text); });
    return series.is_counted();
}

/// What two sources have in a column that both have counted up.
struct Counted {
    staging::Staging const &staging;
    MappedSource const &first;
    MappedSource const &second;
    std::string const &column;

    staging::PairedTexts agreement_in(std::string const &other) const
    {
        auto const staged = [](MappedSource const &source, std::string const &name) {
            auto const *const mapped = model::find_filled(source, name);
            return mapped == nullptr ? std::string() : mapped->staged;
        };
        auto const own = staged(first, other);
        auto const others = staged(second, other);
        return own.empty() || others.empty()
                   ? staging::PairedTexts()
                   : staging::agreement(staging,
                                        {first.staged, staged(first, column), second.staged, staged(second, column)},
                                        own, others);
    }

    /// Half of those with equal numbers have something else in common that tells them from others.
    bool agree_otherwise(model::Table const &table) const
    {
        return std::any_of(table.columns.begin(), table.columns.end(), [&](model::Column const &other) {
            if (other.name == column) {
                return false;
            }
            auto const found = agreement_in(other.name);
            return found.agreeing > 0 && found.agreeing * 2 >= found.pairs && found.texts * 2 >= found.agreeing &&
                   !is_counted(staging, first, other.name);
        });
    }
};

/// Where the plan compares a column, and what equal values would mean there.
struct Place {
    std::string key;
    std::string meaning;
    std::string instead;
    plan::Position position;
};

Place in_users(char const *key, plan::Position position)
{
    return {key, "the same person", "compare a column with a value of its own", position};
}

void refuse_counted(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                    model::KeyColumn const &evidence, Place const &place)
{
    auto const *const table = model::find_table(mapping, evidence.table);
    if (table == nullptr) {
        return;
    }
    std::vector<MappedSource const *> counted;
    for (auto const &source : table->sources) {
        if (is_counted(staging, source, evidence.column)) {
            counted.push_back(&source);
        }
    }
    for (std::size_t first = 0; first < counted.size(); ++first) {
        for (auto second = first + 1; second < counted.size(); ++second) {
            Counted const both{staging, *counted[first], *counted[second], evidence.column};
            auto const pairs = both.agreement_in(evidence.column).pairs;
            if (pairs > 0 && !both.agree_otherwise(table->target)) {
                throw plan::plan_error(
                    plan, place.position,
                    fmt::format("`{}`: column \"{}.{}\" holds numbers that \"{}\" and \"{}\" have each counted up "
                                "themselves, with few gaps: {} are equal, and that does not mean {}",
                                place.key, evidence.table, evidence.column, both.first.source_name,
                                both.second.source_name, pairs, place.meaning),
                    place.instead + "; if the services share these numbers, say shared = true");
            }
        }
    }
}

/// True if the rows say more than their number: then two of them may be different things.
bool tells_more(model::Mapping const &mapping, plan::TablePlan const &plan)
{
    auto const *const table = model::find_table(mapping, plan.name);
    if (table == nullptr) {
        return false;
    }
    auto const *const primary = model::primary_key(table->target);
    return std::any_of(table->target.columns.begin(), table->target.columns.end(), [&](model::Column const &column) {
        auto const in_key = primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(),
                                                            column.name) != primary->columns.end();
        return column.name != plan.match[0] && !in_key && !column.generated;
    });
}

} // namespace

void refuse_counted_evidence(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
{
    auto const &users = job.plan.users;
    for (auto const &keys : users.keys) {
        if (!keys.shared) {
            refuse_counted(job.plan, staging, mapping, {keys.table, keys.column}, in_users("keys", keys.position));
        }
    }
    for (auto const &rule : users.match) {
        if (!rule.column.empty() && !rule.shared) {
            refuse_counted(job.plan, staging, mapping, {users.table, rule.column}, in_users("match", rule.position));
        }
    }
    for (auto const &table : job.plan.tables) {
        if (table.match.size() == 1 && !table.shared && tells_more(mapping, table)) {
            refuse_counted(
                job.plan, staging, mapping, {table.name, table.match[0]},
                {"match", "the same row", "compare other columns, or leave `match` out", table.match_position});
        }
    }
}

} // namespace tributary::identity
