#include "merge/staging/facts.hpp"

#include "merge/job/guarded.hpp"
#include "merge/job/loaded.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/users.hpp"
#include "merge/references/references.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/steps/steps.hpp"

namespace tributary::steps {

std::unique_ptr<model::Facts const> facts(plan::Plan const &plan)
{
    auto staging = job::open_decided(plan);
    auto const sources = mapping::staged_sources(plan, staging);
    auto const users = mapping::users_table(plan, sources.front().name, sources.front().schema);
    auto const chain = references::chain_of(sources.front().schema, plan.users.table, users.id);
    return job::guarded(plan, [&] {
        return staging::read_facts(std::move(staging), plan.users.table,
                                   chain.empty() ? model::KeyColumn{plan.users.table, users.id} : chain.back());
    });
}

std::map<std::string, std::vector<std::string>> target_columns(plan::Plan const &plan)
{
    auto const staging = job::open_decided(plan);
    std::map<std::string, std::vector<std::string>> result;
    for (auto const &table : staging::from_json(staging.property("target").value_or("{}")).tables) {
        auto &columns = result[table.label];
        for (auto const &column : table.columns) {
            columns.push_back(column.name);
        }
    }
    return result;
}

} // namespace tributary::steps
