#include "merge/name_collisions/surviving_names.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/model/expect_found.hpp"

#include <algorithm>
#include <vector>

namespace tributary::name_collisions {
namespace {

plan::SurvivorshipPlan const *plan_of_name(plan::Plan const &plan)
{
    auto const &all = plan.users.survivorship;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.column == plan.users.name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

std::string rule_of_name(plan::Plan const &plan)
{
    auto const *const rule = plan_of_name(plan);
    return rule == nullptr ? "" : rule->rule + "(" + rule->by + ")";
}

std::map<model::AccountIndex, model::AccountIndex> surviving_names(job::Job const &job, staging::Staging const &staging,
                                                                   identity::Accounts const &accounts,
                                                                   model::MappedTable const &users,
                                                                   identity::People const &people)
{
    std::map<model::AccountIndex, model::AccountIndex> result;
    auto const *const of_name = plan_of_name(job.plan);
    if (of_name == nullptr) {
        return result;
    }
    std::map<model::AccountIndex, model::Value> deciding; // of accounts that are merged
    for (auto const &identity : people.identities) {
        for (auto const account : identity.accounts) {
            if (identity.accounts.size() > 1 && model::has_name(accounts.list()[account])) {
                deciding[account] = {};
            }
        }
    }
    for (auto const &source : users.sources) {
        auto const *const column = model::find_filled(source, of_name->by);
        if (column == nullptr) {
            continue; // it has no accounts: else the plan is refused
        }
        staging::for_each_account(staging, accounts.columns[source.source], column->value, false,
                                  [&](model::AccountIndex account, model::Cell const &cell) {
                                      if (auto const found = deciding.find(account); found != deciding.end()) {
                                          found->second = model::value_of(cell, source.source);
                                      }
                                  });
    }
    auto const &rule = identity::rule_named(job.rules, of_name->rule);
    auto const context = identity::compared_as(model::expect_named(users.target.columns, of_name->by, "column"));
    for (auto const &identity : people.identities) {
        std::vector<model::AccountIndex> named;
        std::vector<model::Value> values;
        for (auto const account : identity.accounts) {
            if (auto const found = deciding.find(account); found != deciding.end()) {
                named.push_back(account);
                values.push_back(found->second);
            }
        }
        if (named.empty()) {
            continue;
        }
        auto const chosen = rule.choose(values, context);
        auto const at =
            std::find_if(values.begin(), values.end(), [&](auto const &value) { return model::same(value, chosen); });
        auto const account = named[static_cast<std::size_t>(at - values.begin())];
        auto const survivor = identity.accounts.front();
        if (accounts.list()[account].name != accounts.list()[survivor].name) {
            result[survivor] = account;
        }
    }
    return result;
}

} // namespace tributary::name_collisions
