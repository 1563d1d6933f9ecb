#include "merge/name_collisions/claim_strength.hpp"

#include "merge/model/nearest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

namespace tributary::name_collisions {
namespace {

using model::AccountIndex;
using Ranks = std::map<AccountIndex, std::int64_t>; ///< of the bearers: smaller is stronger

constexpr std::array birthdays{"created_at", "created", "created_on",  "inserted_at",   "registered_at",
                               "joined_at",  "joined",  "date_joined", "registered_on", "signed_up_at"};

/// So that 2020-01-02T03:04:05Z and 2020-01-02 03:04:05+00 are one moment.
std::string comparable(std::string_view moment)
{
    std::string text(moment);
    if (text.size() > 10 && text[10] == 'T') {
        text[10] = ' ';
    }
    for (std::string_view const ending : {"Z", "+00:00", "+00"}) {
        if (text.ends_with(ending)) {
            text.resize(text.size() - ending.size());
        }
    }
    return text;
}

/// Exact for every integer and every real; 0 for anything else.
long double number_in(model::Cell const &cell)
{
    return cell.type == model::Cell::Type::integer ? static_cast<long double>(cell.integer) : cell.real;
}

std::string birthday_column(job::Job const &job, model::Table const &users)
{
    auto const &tie = job.plan.users.tie;
    std::vector<std::string> names;
    for (auto const &column : users.columns) {
        names.push_back(column.name);
    }
    if (!tie.word.empty()) {
        if (model::find_column(users, tie.word) == nullptr) {
            throw plan::plan_error(job.plan, tie.position,
                                   "`tie`: there is no column \"" + tie.word + "\" in table \"" + users.label + "\"",
                                   model::did_you_mean(tie.word, names));
        }
        return tie.word;
    }
    for (char const *const name : birthdays) {
        if (model::find_column(users, name) != nullptr) {
            return name;
        }
    }
    throw plan::plan_error(job.plan, tie.position,
                           "`tie`: no column of \"" + users.label + "\" looks like the date an account was created",
                           "name it: tie = { oldest = \"…\" }");
}

Ranks by_age(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
             model::MappedTable const &users, Ranks ranks)
{
    using Age = std::tuple<bool, bool, long double, std::string>; // NULL is the youngest
    std::map<AccountIndex, Age> ages;
    auto const name = birthday_column(job, users.target);
    for (auto const &source : users.sources) {
        auto const *const column = model::find_filled(source, name);
        if (column == nullptr) {
            continue;
        }
        staging::for_each_account(staging, accounts.columns[source.source], column->value, false,
                                  [&](AccountIndex account, model::Cell const &cell) {
                                      if (ranks.contains(account)) {
                                          auto const is_text = cell.type == model::Cell::Type::text;
                                          auto const empty =
                                              cell.type == model::Cell::Type::null || (is_text && cell.bytes.empty());
                                          ages[account] =
                                              Age(empty, is_text && !empty, number_in(cell), comparable(cell.bytes));
                                      }
                                  });
    }
    std::vector<Age> order;
    for (auto const &[account, age] : ages) {
        order.push_back(age);
    }
    std::sort(order.begin(), order.end());
    order.erase(std::unique(order.begin(), order.end()), order.end());
    for (auto &[account, rank] : ranks) {
        auto const age = ages.find(account);
        rank = age == ages.end() ? static_cast<std::int64_t>(order.size())
                                 : std::lower_bound(order.begin(), order.end(), age->second) - order.begin();
    }
    return ranks;
}

/// The column that identifies a user in this source; empty if the source has no users.
std::string id_column(job::Job const &job, model::MappedTable const &users, std::uint32_t source)
{
    auto const *const own = model::find_source(users, source);
    if (own == nullptr || !job.plan.users.id.empty()) {
        return job.plan.users.id;
    }
    auto const *const key = model::primary_key(*own->table);
    return key == nullptr ? "" : key->columns.front();
}

/// The rows of one source's table that belong to accounts; nullopt if no reference names an account's id or name.
std::optional<staging::OwnedRows> owned_rows(job::Job const &job, model::MappedTable const &users,
                                             model::MappedTable const &table, model::MappedSource const &source)
{
    for (auto const &key : source.references) {
        auto const *const column = model::find_filled(source, key.columns.front());
        if (key.table != users.target.label || key.columns.size() != 1 || column == nullptr) {
            continue;
        }
        auto const by_name = key.referenced.front() == users.name_column;
        if (by_name || key.referenced.front() == id_column(job, users, source.source)) {
            return staging::OwnedRows{source.source, source.staged, table.target.label, column->value, by_name};
        }
    }
    return std::nullopt;
}

Ranks by_rows(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
              model::MappedTable const &users, Ranks ranks)
{
    auto const &tie = job.plan.users.tie;
    std::vector<std::string> labels;
    for (auto const &table : mapping) {
        labels.push_back(table.target.label);
    }
    auto const *const table = model::find_table(mapping, tie.word);
    if (table == nullptr) {
        throw plan::plan_error(job.plan, tie.position, "`tie`: there is no table \"" + tie.word + "\"",
                               model::did_you_mean(tie.word, labels));
    }
    auto const refuse = [&](std::string const &of_source) {
        throw plan::plan_error(job.plan, tie.position,
                               "`tie`: table \"" + tie.word + "\"" + of_source +
                                   " has no reference to the id or name of \"" + users.target.label + "\"",
                               "declare one with [[reference]], or name another table");
    };
    bool found = false;
    std::vector<std::string> without; ///< sources with rows that cannot be counted
    for (auto const &source : table->sources) {
        auto const owned = owned_rows(job, users, *table, source);
        if (!owned) {
            if (source.rows > 0) {
                without.push_back(source.source_name);
            }
            continue;
        }
        found = true;
        staging::count_rows_of_accounts(staging, *owned, [&](AccountIndex account, std::int64_t rows) {
            if (auto const rank = ranks.find(account); rank != ranks.end()) {
                rank->second -= rows;
            }
        });
    }
    if (!found) {
        refuse("");
    }
    if (!without.empty()) {
        refuse(" of source \"" + without.front() + "\"");
    }
    return ranks;
}

} // namespace

Strength claim_strength(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
                        model::Mapping const &mapping, std::span<Claim const> claims)
{
    auto const &users = model::users_of(mapping);
    Ranks ranks;
    for (auto const &claim : claims) {
        ranks[claim.bearer] = 0;
    }
    if (job.plan.users.tie.by == plan::TiePlan::By::oldest) {
        ranks = by_age(job, staging, accounts, users, std::move(ranks));
    } else if (job.plan.users.tie.by == plan::TiePlan::By::most_rows) {
        ranks = by_rows(job, staging, mapping, users, std::move(ranks));
    }
    return [source_ranks = claim_ranks(accounts.sources, job.plan.users.yields), ranks = std::move(ranks),
            &list = accounts.list()](AccountIndex account) {
        auto const rank = ranks.find(account);
        return std::pair(source_ranks[list[account].source], rank == ranks.end() ? 0 : rank->second);
    };
}

} // namespace tributary::name_collisions
