#include "merge/identity/privileged_names.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/identity/survivorship.hpp"
#include "merge/model/times.hpp"
#include "merge/model/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>

namespace tributary::identity {
namespace {

constexpr std::size_t most_values = 8;    ///< a state has few
constexpr std::size_t least_accounts = 5; ///< of fewer nothing can be said to be usual

/// True if all that the sources refer to by the column are users.
bool refers_to_users(model::MappedTable const &users, std::string const &name)
{
    auto const leads_there = [&](model::Chain const &chain) {
        return std::all_of(chain.begin(), chain.end(),
                           [&](auto const &key) { return key.table == users.target.label; });
    };
    return model::refers(users, name) &&
           std::all_of(users.sources.begin(), users.sources.end(), [&](auto const &source) {
               auto const *const column = model::find_filled(source, name);
               return column == nullptr ||
                      (leads_there(column->chain) &&
                       std::all_of(column->declared.begin(), column->declared.end(),
                                   [&](auto const &reference) { return leads_there(reference.chain); }));
           });
}

/// A moment, or a user who did something to the account (suspended_by): it counts whether there is one.
bool counts_by_presence(model::MappedTable const &users, model::Column const &column)
{
    return model::is_time(column) || refers_to_users(users, column.name);
}

/// True if at least three columns of numbers have its first two words: settings of one thing (client_kdf_memory,
/// client_kdf_iterations, client_kdf_parallelism). What has no more values than a flag may be a right.
bool is_setting(model::Table const &users, model::Column const &column)
{
    constexpr std::ptrdiff_t several = 3;
    auto const prefix = [](std::string const &name) {
        auto const words = words_of_name(name);
        return words.size() > 2 ? words[0] + " " + words[1] : std::string();
    };
    auto const own = prefix(column.name);
    return !own.empty() && std::count_if(users.columns.begin(), users.columns.end(), [&](auto const &other) {
                               return other.kind == column.kind && prefix(other.name) == own;
                           }) >= several;
}

/// Whether the name or the plan decides already what a difference in the column means.
bool is_decided(job::Job const &job, model::MappedTable const &users, model::Column const &column)
{
    auto const &plan = job.plan.users;
    auto const *const primary = model::primary_key(users.target);
    return column.generated || column.name == plan.name || column.name == plan.id ||
           (primary != nullptr && primary->columns == std::vector{column.name}) ||
           concern_of(users.target, column) != Concern::none ||
           (model::refers(users, column.name) && !refers_to_users(users, column.name)) ||
           std::any_of(plan.survivorship.begin(), plan.survivorship.end(),
                       [&](auto const &one) { return one.column == column.name; });
}

/// A value as it is compared and shown; nullopt of one that no state has.
std::optional<std::string> state_of(model::Cell const &cell, bool by_presence, bool boolean)
{
    if (cell.type == model::Cell::Type::null) {
        return "NULL";
    }
    if (by_presence) {
        return "set";
    }
    if (auto const truth = model::truth(cell); boolean && truth) {
        return *truth ? "true" : "false";
    }
    if (cell.type == model::Cell::Type::integer) {
        return std::to_string(cell.integer);
    }
    return cell.type == model::Cell::Type::text && cell.bytes.size() <= 40 ? std::optional(std::string(cell.bytes))
                                                                           : std::nullopt;
}

/// The column's values, if there are few different ones; nullopt otherwise.
std::optional<Privilege> few_values(staging::Staging const &staging, Accounts const &accounts,
                                    model::MappedTable const &users, model::Column const &column)
{
    Privilege result{column.name, std::vector<model::TextId>(accounts.list().size()), {}, {}};
    result.by_values = true;
    auto const boolean = compared_as(column).boolean;
    auto const by_presence = counts_by_presence(users, column);
    bool are_few = true;
    for (auto const &source : users.sources) {
        auto const *const mapped = model::find_filled(source, column.name);
        if (mapped == nullptr || !are_few) {
            continue;
        }
        staging::for_each_account(staging, accounts.columns[source.source], mapped->value, false,
                                  [&](model::AccountIndex account, model::Cell const &cell) {
                                      auto const state = state_of(cell, by_presence, boolean);
                                      are_few = are_few && state && result.texts.size() <= most_values;
                                      if (are_few) {
                                          result.values[account] = result.texts.intern(*state);
                                      }
                                  });
    }
    return are_few && result.texts.size() > 1 && result.texts.size() <= most_values ? std::optional(std::move(result))
                                                                                    : std::nullopt;
}

/// True if no account has more than a yes or a no.
bool has_flags(Privilege const &privilege)
{
    constexpr std::array flags{"NULL", "0", "1", "true", "false"};
    return std::all_of(privilege.values.begin(), privilege.values.end(), [&](model::TextId value) {
        return value == 0 || std::find(flags.begin(), flags.end(), privilege.texts.text(value)) != flags.end();
    });
}

/// How many accounts have which value, and how many have any.
struct Spread {
    std::map<model::TextId, std::size_t> counts;
    std::size_t all = 0;

    void add(model::TextId value)
    {
        if (value != 0) {
            ++counts[value];
            ++all;
        }
    }

    /// True if all but one, or nine of ten, have it.
    bool is_usual(model::TextId value) const
    {
        auto const found = counts.find(value);
        auto const others = all - (found == counts.end() ? 0 : found->second);
        return others <= 1 || others * 10 <= all;
    }
};

/// Whether nearly all accounts have one value, in each source too, and where presence counts that is NULL; adds that in
/// words. What people like, and where they live, is spread wider, and differently from service to service.
bool has_usual_value(Privilege &privilege, Accounts const &accounts, bool by_presence)
{
    Spread all;
    std::map<std::uint32_t, Spread> of_source;
    for (model::AccountIndex account = 0; account < privilege.values.size(); ++account) {
        all.add(privilege.values[account]);
        of_source[accounts.list()[account].source].add(privilege.values[account]);
    }
    if (all.all < least_accounts) {
        return false;
    }
    auto const most = std::max_element(all.counts.begin(), all.counts.end(),
                                       [](auto const &a, auto const &b) { return a.second < b.second; });
    auto const text = privilege.texts.text(most->first);
    privilege.usual = fmt::format("{} of {} accounts have {}", most->second, all.all, text);
    return (!by_presence || text == "NULL") && all.is_usual(most->first) &&
           std::all_of(of_source.begin(), of_source.end(),
                       [&](auto const &one) { return one.second.is_usual(most->first); });
}

} // namespace

std::vector<Privilege> privileges_by_values(job::Job const &job, staging::Staging const &staging,
                                            Accounts const &accounts, model::MappedTable const &users)
{
    std::vector<Privilege> result;
    if (job.plan.users.privileges || accounts.list().size() < least_accounts) {
        return result;
    }
    for (auto const &column : users.target.columns) {
        if (is_decided(job, users, column)) {
            continue;
        }
        auto found = few_values(staging, accounts, users, column);
        if (found && (has_flags(*found) || !is_setting(users.target, column))) {
            found->is_listed = !has_usual_value(*found, accounts, counts_by_presence(users, column));
            result.push_back(std::move(*found));
        }
    }
    return result;
}

} // namespace tributary::identity
