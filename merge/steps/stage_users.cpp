#include "merge/steps/stage_users.hpp"

#include "merge/resolve/users.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/row_digest.hpp"

#include <algorithm>

namespace tributary::steps {
namespace {

staging::StagedTable const &staged(staging::StagedSource const &source, std::string const &label)
{
    return *std::find_if(source.tables.begin(), source.tables.end(),
                         [&](auto const &one) { return one.label == label; });
}

/// A column's name in the staging file.
std::string staged_column(staging::StagedSource const &source, model::Table const &table, std::string const &name)
{
    auto const &columns = staged(source, table.label).columns;
    std::size_t place = 0;
    for (auto const &column : table.columns) {
        if (column.name == name) {
            return columns.at(place);
        }
        place += column.generated ? 0 : 1;
    }
    return name;
}

} // namespace

void stage_users(Job const &job, staging::Staging const &staging)
{
    std::vector<staging::AccountColumns> columns;
    std::string wanted = std::string(job.rules.key_format.name) + '\0';
    auto const sources = staging.sources();
    for (std::uint32_t id = 0; id < sources.size(); ++id) {
        auto const &source = sources[id];
        auto const users = resolve::users_table(job.plan, source.name, source.schema);
        staging::AccountColumns one;
        one.source = id;
        one.label = users.table->label;
        one.table = staged(source, users.table->label).staged;
        one.id = staged_column(source, *users.table, users.id);
        one.name = staged_column(source, *users.table, job.plan.users.name);
        one.name_padded = model::find_column(*users.table, job.plan.users.name)->type.starts_with("character(");
        if (users.keys != nullptr) {
            one.keys_label = users.keys->label;
            one.keys_table = staged(source, users.keys->label).staged;
            one.key = staged_column(source, *users.keys, job.plan.users.keys->column);
            one.user = staged_column(source, *users.keys, users.user);
            one.where = job.plan.users.keys->where;
        }
        for (auto const &part : {one.table, one.id, one.name, one.keys_table, one.key, one.user, one.where}) {
            wanted += part + '\0';
        }
        columns.push_back(std::move(one));
    }
    auto const digest = staging::sha256(wanted);
    if (staging.property("accounts") == digest) {
        return;
    }
    try {
        staging::stage_accounts(staging, columns, job.rules.key_format);
    } catch (staging::Failure const &failure) {
        if (job.plan.users.keys && !job.plan.users.keys->where.empty()) {
            throw plan::plan_error(job.plan, job.plan.users.keys->place, std::string("`where`: ") + failure.what());
        }
        throw;
    }
    staging.set_property("accounts", digest);
}

} // namespace tributary::steps
