#include "merge/name_collisions/following.hpp"

#include "merge/model/nearest.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/following.hpp"
#include "merge/staging/merged.hpp"

#include <algorithm>

namespace tributary::name_collisions {
namespace {

void check_column(job::Job const &job, model::MappedTable const &users, plan::FollowsPlan const &follows)
{
    std::vector<std::string> names;
    for (auto const &column : users.target.columns) {
        names.push_back(column.name);
    }
    auto const *const column = model::find_column(users.target, follows.column);
    if (column == nullptr) {
        throw plan::plan_error(job.plan, follows.position,
                               "`follows`: there is no column \"" + follows.column + "\" in table \"" +
                                   users.target.label + "\"",
                               model::did_you_mean(follows.column, names));
    }
    if (follows.column == users.name_column || column->generated) {
        throw plan::plan_error(job.plan, follows.position,
                               "`follows`: column \"" + follows.column + "\" " +
                                   (column->generated ? "is computed by the target" : "is the name itself"));
    }
}

} // namespace

void follow_new_names(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
{
    auto const &users = model::users_of(mapping);
    staging::DecisionWriter writer(staging);
    for (auto const &follows : job.plan.users.follows) {
        check_column(job, users, follows);
        try {
            staging::NameExpression expression(staging, follows.expression, users.name_column);
            for (auto const &source : users.sources) {
                auto const *const column = model::find_filled(source, follows.column);
                if (column == nullptr) {
                    continue;
                }
                staging::for_each_renamed(staging, users, source, *column, [&](staging::RenamedRow const &row) {
                    auto const value = model::value_of(row.value, 0);
                    auto const followed = model::same(model::value_of(expression.of(row.old_name), 0), value);
                    if (followed) {
                        writer.assign(source.table_id, row.row,
                                      staging::primary_key_of(staging, users, source, row.row), follows.column,
                                      expression.of(row.new_name), model::cell_of(value), "follows");
                    }
                });
            }
        } catch (databases::sqlite::Failure const &failure) {
            throw plan::plan_error(job.plan, follows.position,
                                   "`follows`: \"" + follows.expression + "\": " + failure.what(),
                                   "it is an SQLite expression over the column \"" + users.name_column + "\"");
        }
    }
}

} // namespace tributary::name_collisions
