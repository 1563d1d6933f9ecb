#include "merge/identity/stage_users.hpp"

#include "merge/identity/accounts.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/row_digest.hpp"

namespace tributary::identity {
void stage_users(job::Job const &job, staging::Staging const &staging)
{
    auto const columns = account_columns(job, mapping::staged_sources(job.plan, staging));
    std::string wanted = std::string(job.rules.key_format.name) + '\0';
    for (auto const &one : columns) {
        for (auto const &part :
             {one.table, one.id, one.name, one.keys_table, one.key, one.user, one.where, one.loaded, one.loaded_keys}) {
            wanted += part + '\0';
        }
    }
    auto const digest = staging::sha256(wanted);
    if (staging.property("accounts") == digest) {
        return;
    }
    for (auto const &one : columns) {
        if (one.where.empty()) {
            continue;
        }
        if (auto const problem = staging::condition_problem(staging, one.keys_scope, one.where)) {
            throw plan::plan_error(job.plan, job.plan.users.keys->position, "`where`: " + *problem);
        }
    }
    staging::stage_accounts(staging, columns, job.rules.key_format);
    staging.set_property("accounts", digest);
}

} // namespace tributary::identity
