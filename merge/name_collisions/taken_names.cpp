#include "merge/name_collisions/taken_names.hpp"

#include "merge/mapping/staged_columns.hpp"
#include "merge/model/nearest.hpp"

#include <set>
#include <utility>
#include <vector>

namespace tributary::name_collisions {

TakenNames read_taken_names(plan::Plan const &plan, staging::Staging const &staging,
                            std::span<staging::StagedSource const> sources, identity::Accounts const &accounts)
{
    TakenNames result;
    for (auto const &taken : plan.users.names.taken) {
        bool found = false;
        std::vector<std::string> known;
        for (std::uint32_t number = 0; number < sources.size(); ++number) {
            auto const &source = sources[number];
            auto const *const table = model::find_table(source.schema, taken.column.table);
            for (auto const &one : source.schema.tables) {
                known.push_back(one.label);
            }
            if (table == nullptr || model::find_column(*table, taken.column.column) == nullptr ||
                model::find_column(*table, taken.column.column)->generated) {
                continue;
            }
            found = true;
            staging::for_each_text(
                staging, mapping::staged_table(source, table->label).staged,
                mapping::staged_column(source, *table, taken.column.column), [&](std::string_view text) {
                    result[accounts.folding.fold(text)].emplace(number, taken.column.table + "." + taken.column.column);
                });
        }
        if (!found) {
            throw plan::plan_error(plan, taken.position,
                                   "`taken`: no source has a column \"" + taken.column.table + "." +
                                       taken.column.column + "\"",
                                   model::did_you_mean(taken.column.table, known));
        }
    }
    return result;
}

std::optional<NameHolder> strongest_holder(TakenNames const &taken, identity::Accounts const &accounts,
                                           std::span<model::AccountIndex const> identity,
                                           std::span<std::int64_t const> ranks)
{
    using Rank = std::pair<std::int64_t, std::uint32_t>; // a source, the strongest first
    auto const name = accounts.names.of[identity.front()];
    auto const holders = name == 0 ? taken.end() : taken.find(accounts.names.texts.text(name));
    if (holders == taken.end()) {
        return std::nullopt;
    }
    std::set<Rank> own;
    for (auto const account : identity) {
        if (accounts.names.of[account] == name) {
            auto const source = accounts.list()[account].source;
            own.emplace(ranks[source], source);
        }
    }
    std::set<Rank> others;
    for (auto const &[source, column] : holders->second) {
        others.emplace(ranks[source], source);
    }
    for (auto const &claim : own) {
        others.erase(claim);
    }
    if (others.empty()) {
        return std::nullopt;
    }
    auto const source = others.begin()->second;
    return NameHolder{accounts.sources[source] + "/" + holders->second.at(source), *own.begin() < *others.begin()};
}

} // namespace tributary::name_collisions
