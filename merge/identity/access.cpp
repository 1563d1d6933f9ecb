#include "merge/identity/access.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/owned_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tributary::identity {
namespace {

using model::AccountIndex;

constexpr char const *rule_of_held = "hold";

bool has_key(model::Account const &account, model::KeyId key)
{
    return std::binary_search(account.keys.begin(), account.keys.end(), key);
}

/// True if a merged account may get the column's value from an account that folds.
bool is_chosen(plan::UsersPlan const &users, std::string const &column)
{
    return std::any_of(users.survivorship.begin(), users.survivorship.end(),
                       [&](auto const &rule) { return rule.column == column; });
}

} // namespace

Access::Access(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
               model::Mapping const &mapping)
    : m_job(job), m_staging(staging), m_accounts(accounts)
{
    auto const &users = job.plan.users;
    for (auto const &row : accounts.population.key_rows) {
        auto const &keys = users.keys[row.table];
        if (keys.table == users.table && !is_chosen(users, keys.column)) {
            m_in_users_row.resize(accounts.population.keys.size() + 1);
            m_in_users_row[row.key] = true;
        }
    }
    for (auto &table : credential_tables(job.plan, mapping)) {
        std::vector<std::int64_t> rows(accounts.list().size());
        for (auto const &owned : table.rows) {
            staging::count_rows_of_accounts(staging, owned,
                                            [&](AccountIndex account, std::int64_t count) { rows[account] += count; });
        }
        m_credentials.push_back({std::move(table), std::move(rows)});
    }
}

std::vector<WidenedAccess> Access::widened_by(model::Identity const &identity, bool is_held) const
{
    auto const &list = m_accounts.list();
    auto const survivor = identity.accounts.front();
    std::vector<WidenedAccess> result;
    if (identity.accounts.size() < 2) {
        return result;
    }
    for (auto const gains : identity.accounts) {
        std::set<model::KeyId> known(list[gains].keys.begin(), list[gains].keys.end());
        for (auto const origin : identity.accounts) {
            for (auto const key : list[origin].keys) {
                auto const is_there = has_key(list[survivor], key) || (!is_held && is_carried(key));
                if (is_there && known.insert(key).second) {
                    result.push_back({gains, origin, m_accounts.shown(key)});
                }
            }
        }
    }
    for (auto const &[table, rows] : m_credentials) {
        for (auto const gains : identity.accounts) {
            for (auto const origin : identity.accounts) {
                if (rows[gains] == 0 && rows[origin] > 0 && (!is_held || rows[survivor] > 0)) {
                    auto const count = static_cast<std::size_t>(rows[origin]);
                    result.push_back(
                        {gains, origin, model::counted(count, "row of " + table.label, "rows of " + table.label)});
                }
            }
        }
    }
    return result;
}

bool Access::can_hold() const
{
    auto const &users = m_job.plan.users;
    return std::none_of(users.keys.begin(), users.keys.end(),
                        [&](auto const &keys) { return keys.table == users.table && is_chosen(users, keys.column); });
}

void Access::hold(std::vector<model::Identity> const &identities, std::set<AccountIndex> const &survivors) const
{
    std::map<AccountIndex, AccountIndex> survivor_of; // of the accounts that fold
    for (auto const &identity : identities) {
        if (survivors.contains(identity.accounts.front())) {
            for (auto account = identity.accounts.begin() + 1; account != identity.accounts.end(); ++account) {
                survivor_of.emplace(*account, identity.accounts.front());
            }
        }
    }
    if (!survivor_of.empty()) {
        hold_keys(survivor_of);
        hold_credentials(survivor_of);
    }
}

void Access::hold_keys(std::map<AccountIndex, AccountIndex> const &survivor_of) const
{
    using InTable = std::pair<std::uint32_t, std::uint32_t>; // the source, and which of the plan's `keys`
    std::map<InTable, std::map<std::pair<AccountIndex, std::int64_t>, std::string>> in_links;
    auto const &list = m_accounts.list();
    auto const &users = m_job.plan.users;
    staging::DecisionWriter writer(m_staging);
    for (auto const &row : m_accounts.population.key_rows) {
        auto const held = survivor_of.find(row.account);
        if (held == survivor_of.end() || has_key(list[held->second], row.key) ||
            users.keys[row.table].table == users.table) {
            continue; // or it folds with the account
        }
        auto const source = list[row.account].source;
        auto reason = fmt::format("{} did not have {} of {}", m_accounts.label_of(held->second),
                                  m_accounts.shown(row.key), m_accounts.label_of(row.account));
        if (users.keys[row.table].via.empty()) {
            writer.leave_out(m_accounts.keys[source][row.table], row.row, rule_of_held, reason);
        } else {
            in_links[{source, row.table}].emplace(std::pair(row.account, row.row), std::move(reason));
        }
    }
    for (auto const &[where, reasons] : in_links) {
        auto const &keys = m_accounts.columns[where.first].keys[where.second];
        auto const links = staging::number_of_staged(m_staging, keys.via.value().table);
        staging::for_each_link(m_staging, where.first, keys,
                               [&, &reasons = reasons](auto account, auto key, auto link) {
                                   if (auto const found = reasons.find({account, key}); found != reasons.end()) {
                                       writer.leave_out(links, link, rule_of_held, found->second);
                                   }
                               });
    }
}

void Access::hold_credentials(std::map<AccountIndex, AccountIndex> const &survivor_of) const
{
    staging::DecisionWriter writer(m_staging);
    for (auto const &[table, rows] : m_credentials) {
        for (auto const &owned : table.rows) {
            auto const number = staging::number_of_staged(m_staging, owned.staged);
            staging::for_each_owned(m_staging, owned, [&, &table = table, &rows = rows](auto account, auto row) {
                auto const held = survivor_of.find(account);
                if (held != survivor_of.end() && rows[held->second] == 0) {
                    writer.leave_out(number, row, rule_of_held,
                                     fmt::format("{} had no row of {}, and {} had", m_accounts.label_of(held->second),
                                                 table.label, m_accounts.label_of(account)));
                }
            });
        }
    }
}

} // namespace tributary::identity
