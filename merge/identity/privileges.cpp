#include "merge/identity/privileges.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace tributary::identity {
namespace {

constexpr std::array privileged_words{
    "admin",     "admins",     "administrator", "role",     "roles",       "staff",     "superuser",
    "moderator", "permission", "permissions",   "moderate", "acl",         "privilege", "privileges",
    "sudo",      "root",       "superadmin",    "isadmin",  "issuperuser", "isstaff",   "ismoderator"};

/// is_admin, isAdmin and IsAdmin are "is admin".
std::vector<std::string> words_of(std::string const &name)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const c = static_cast<unsigned char>(name[i]);
        auto const begins = std::isupper(c) != 0 && i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
        if ((std::isalnum(c) == 0 || begins) && !words.back().empty()) {
            words.emplace_back();
        }
        if (std::isalnum(c) != 0) {
            words.back() += static_cast<char>(std::tolower(c));
        }
    }
    return words;
}

bool is_privileged_word(std::string const &word)
{
    return std::find(privileged_words.begin(), privileged_words.end(), word) != privileged_words.end();
}

/// A boolean or an enum that has the word anywhere in its name; a number or a text with exactly that name.
bool looks_like_privilege(model::Column const &column)
{
    auto words = words_of(column.name);
    if (!std::any_of(words.begin(), words.end(), is_privileged_word)) {
        return false;
    }
    auto const is = [&](std::initializer_list<char const *> types) {
        auto type = column.type;
        std::transform(type.begin(), type.end(), type.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return std::any_of(types.begin(), types.end(), [&](char const *prefix) { return type.starts_with(prefix); });
    };
    if (is({"timestamp", "date", "time", "bytea", "blob", "json", "interval"})) {
        return false;
    }
    if (column.kind == model::Kind::other && !is({"uuid", "numeric"})) {
        return true; // boolean, enum, and other types whose values the database can compare
    }
    std::erase(words, "is");
    std::erase(words, "id");
    std::erase(words, "user");
    std::erase(words, "level");
    std::erase(words, "flag");
    return std::all_of(words.begin(), words.end(), is_privileged_word);
}

/// A column that identifies users always differs, even if named staff_id.
bool is_id(plan::UsersPlan const &plan, model::Table const &users, std::string const &column)
{
    auto const *const primary = model::primary_key(users);
    return column == plan.id || (primary != nullptr && primary->columns == std::vector{column});
}

std::vector<std::string> columns_of(job::Job const &job, model::MappedTable const &users)
{
    std::vector<std::string> all;
    for (auto const &column : users.target.columns) {
        all.push_back(column.name);
    }
    auto const &plan = job.plan.users;
    std::vector<std::string> result;
    if (plan.privileges) {
        for (auto const &name : *plan.privileges) {
            if (model::find_column(users.target, name) == nullptr) {
                throw plan::plan_error(job.plan, plan.privileges_position,
                                       "`privileges`: there is no column \"" + name + "\" in table \"" +
                                           users.target.label + "\" of the target",
                                       model::did_you_mean(name, all));
            }
        }
        result = *plan.privileges;
    } else {
        for (auto const &column : users.target.columns) {
            if (!column.generated && column.name != plan.name && !is_id(plan, users.target, column.name) &&
                looks_like_privilege(column)) {
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

} // namespace

std::vector<Privilege> read_privileges(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                       model::MappedTable const &users)
{
    std::vector<Privilege> result;
    for (auto const &name : columns_of(job, users)) {
        Privilege privilege{name, std::vector<model::TextId>(accounts.list().size()), {}};
        auto const boolean = compared_as(*model::find_column(users.target, name)).boolean;
        for (auto const &source : users.sources) {
            auto const *const column = model::find_filled(source, name);
            if (column == nullptr) {
                continue;
            }
            auto const value = column->value + (column->offset == 0 ? "" : " + " + std::to_string(column->offset));
            staging::for_each_account(staging, accounts.columns[source.source], value, false,
                                      [&](model::AccountIndex account, model::Cell const &cell) {
                                          privilege.values[account] = privilege.texts.intern(text_of(cell, boolean));
                                      });
        }
        result.push_back(std::move(privilege));
    }
    return result;
}

} // namespace tributary::identity
