#include "merge/name_collisions/listed_look_alikes.hpp"

#include "merge/model/words.hpp"
#include "merge/name_collisions/look_alikes.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

namespace tributary::name_collisions {

void list_look_alikes(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
                      identity::People const &people, std::span<NameDecision const> decisions,
                      staging::AccountDecisionWriter &writer)
{
    auto const &unique = job.plan.users.names.unique;
    if (unique == false) {
        return; // equal ones may stay
    }
    std::map<model::AccountIndex, std::string const *> new_names;
    for (auto const &decision : decisions) {
        if (decision.new_name) {
            new_names.emplace(decision.account, &*decision.new_name);
        }
    }
    auto const new_name = [&](model::AccountIndex account) -> std::string const * {
        auto const at = new_names.find(account);
        return at == new_names.end() ? nullptr : at->second;
    };
    auto const found = look_alikes(accounts.list(), people.identities, job.rules.foldings, new_name, unique == true);
    for (auto const &pair : found) {
        writer.add_look_alike(pair.first, pair.second, pair.fold);
    }
    staging.set_property("look_alikes_that_stay", std::to_string(found.size()));
    if (!found.empty()) {
        job.progress.warn(fmt::format(
            "resolve: {}, nothing is changed: see `tributary report PLAN --what look_alikes`; names are compared under "
            "the fold \"{}\" ({}), and `names = {{ fold = \"confusable\" }}` makes these contested",
            model::counted(found.size(), "name looks like another's", "names look like another's"),
            accounts.folding.name, accounts.folding_reason));
    }
}

} // namespace tributary::name_collisions
