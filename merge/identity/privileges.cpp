#include "merge/identity/privileges.hpp"

#include "merge/identity/privileged_names.hpp"
#include "merge/identity/rights_tables.hpp"
#include "merge/identity/survivorship.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tributary::identity {
namespace {

/// A column that identifies users always differs, even if named staff_id.
bool is_id(plan::UsersPlan const &plan, model::Table const &users, std::string const &column)
{
    auto const *const primary = model::primary_key(users);
    return column == plan.id || (primary != nullptr && primary->columns == std::vector{column});
}

/// Throws unless it is a table whose rows belong to one user each.
void refuse_unknown(job::Job const &job, model::Mapping const &mapping, std::string const &name,
                    std::vector<std::string> const &columns)
{
    auto const rights = rights_tables(job.plan, mapping);
    if (std::any_of(rights.begin(), rights.end(), [&](auto const &one) { return one.table->target.label == name; })) {
        return;
    }
    if (model::find_table(mapping, name) != nullptr) {
        throw plan::plan_error(job.plan, job.plan.users.privileges_position,
                               "`privileges`: no column says whose the rows of table \"" + name + "\" are",
                               "there has to be one reference to users, or one of several in a unique key");
    }
    throw plan::plan_error(job.plan, job.plan.users.privileges_position,
                           "`privileges`: there is no column \"" + name + "\" in table \"" +
                               model::users_of(mapping).target.label + "\" of the target",
                           model::did_you_mean(name, columns));
}

std::vector<std::string> columns_of(job::Job const &job, model::Mapping const &mapping)
{
    auto const &users = model::users_of(mapping);
    std::vector<std::string> all;
    for (auto const &column : users.target.columns) {
        all.push_back(column.name);
    }
    auto const &plan = job.plan.users;
    std::vector<std::string> result;
    if (plan.privileges) {
        for (auto const &name : *plan.privileges) {
            if (model::find_column(users.target, name) != nullptr) {
                result.push_back(name);
            } else {
                refuse_unknown(job, mapping, name, all);
            }
        }
    } else {
        for (auto const &column : users.target.columns) {
            if (!column.generated && column.name != plan.name && !is_id(plan, users.target, column.name) &&
                concern_of(users.target, column) != Concern::none) {
                result.push_back(column.name);
            }
        }
    }
    std::erase_if(result, [&](auto const &name) {
        return std::any_of(plan.survivorship.begin(), plan.survivorship.end(),
                           [&](auto const &one) { return one.column == name; });
    });
    return result;
}

/// A value as text in questions: true for t as well as for 1. Different values have different texts.
std::string text_of(model::Cell const &cell, bool boolean)
{
    using Type = model::Cell::Type;
    if (auto const boolean_value = model::truth(cell); boolean && boolean_value) {
        return *boolean_value ? "true" : "false";
    }
    switch (cell.type) {
    case Type::null: return "NULL";
    case Type::integer: return std::to_string(cell.integer);
    case Type::real: return fmt::format("{}", cell.real);
    default: return cell.bytes == "NULL" ? "'NULL'" : std::string(cell.bytes);
    }
}

/// NULL, and what an application writes where it knows no NULL.
bool is_present(model::Cell const &cell)
{
    using Type = model::Cell::Type;
    switch (cell.type) {
    case Type::null: return false;
    case Type::integer: return cell.integer != 0;
    default: return !cell.bytes.empty() && cell.bytes != "0";
    }
}

} // namespace

std::vector<std::string> privilege_columns(job::Job const &job, model::Mapping const &mapping)
{
    return columns_of(job, mapping);
}

std::vector<Privilege> read_privileges(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                       model::Mapping const &mapping)
{
    auto const &users = model::users_of(mapping);
    std::vector<Privilege> result;
    std::optional<staging::Exceptions> exceptions;
    for (auto const &name : privilege_columns(job, mapping)) {
        auto const &there = model::expect_named(users.target.columns, name, "column");
        Privilege privilege{name, std::vector<model::TextId>(accounts.list().size()), {}, {}};
        privilege.by_presence = concern_of(users.target, there) == Concern::presence;
        auto const boolean = compared_as(there).boolean;
        auto const add = [&](model::AccountIndex account, model::Cell const &cell) {
            privilege.values[account] = privilege.texts.intern(text_of(cell, boolean));
            if (privilege.by_presence && is_present(cell)) {
                privilege.present.insert(privilege.values[account]);
            }
        };
        for (auto const &source : users.sources) {
            auto const *const column = model::find_filled(source, name);
            if (column == nullptr) {
                continue;
            }
            if (column->chain.empty() && column->declared.empty()) {
                staging::for_each_account(staging, accounts.columns[source.source], column->value, false, add);
                continue;
            }
            if (!exceptions) {
                exceptions = staging::read_exceptions(staging);
            }
            staging::for_each_merged_value(staging, users, source, name, *exceptions, add);
        }
        result.push_back(std::move(privilege));
    }
    return result;
}

} // namespace tributary::identity
