#include "merge/identity/stage_users.hpp"

#include "merge/identity/accounts.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/row_digest.hpp"

namespace tributary::identity {
void stage_users(job::Job const &job, staging::Staging const &staging)
{
    auto const columns = account_columns(job, mapping::staged_sources(job.plan, staging));
    std::string wanted;
    for (auto const &format : job.rules.key_formats) {
        wanted += std::string(format.name) + '\0';
    }
    for (auto const &one : columns) {
        for (auto const &part : {one.table, one.id, one.name, one.loaded}) {
            wanted += part + '\0';
        }
        for (auto const &keys : one.keys) {
            for (auto const &part : {keys.table, keys.key, keys.user, keys.where, keys.loaded}) {
                wanted += part + '\0';
            }
            if (keys.via) {
                for (auto const &part : {keys.via->table, keys.via->key, keys.via->id, keys.via->loaded}) {
                    wanted += part + '\0';
                }
            }
        }
    }
    auto const digest = staging::sha256(wanted);
    if (staging.property("accounts") == digest) {
        return;
    }
    for (auto const &one : columns) {
        for (std::size_t i = 0; i < one.keys.size(); ++i) {
            auto const &keys = one.keys[i];
            auto const problem =
                keys.where.empty() ? std::nullopt : staging::condition_problem(staging, keys.scope, keys.where);
            if (problem) {
                throw plan::plan_error(job.plan, job.plan.users.keys[i].position, "`where`: " + *problem);
            }
        }
    }
    staging::stage_accounts(staging, columns, job.rules.key_formats);
    staging.set_property("accounts", digest);
}

} // namespace tributary::identity
