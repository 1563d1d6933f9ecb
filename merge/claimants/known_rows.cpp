#include "merge/claimants/known_rows.hpp"

#include "merge/identity/credentials.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/plan/write_toml.hpp"

#include <algorithm>

namespace tributary::claimants {

using staging::StagedRowId;

KnownRows::KnownRows(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
    : m_plan(job.plan), m_staging(staging), m_mapping(mapping), m_users(model::users_of(mapping)),
      m_exceptions(staging::read_exceptions(staging))
{
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            m_tables.emplace(source.table_id, std::pair{&table, &source});
        }
    }
    for (auto const &column : m_users.sources.front().columns) {
        if (is_compared(column.name)) {
            m_columns.push_back(column.name);
        }
    }
}

bool KnownRows::is_compared(std::string const &name) const
{
    auto const *const primary = model::primary_key(m_users.target);
    auto const is_id = primary != nullptr &&
                       std::find(primary->columns.begin(), primary->columns.end(), name) != primary->columns.end();
    return !is_id && name != m_plan.users.id && name != m_users.name_column && !model::refers(m_users, name) &&
           !identity::holds_secrets(m_users, name);
}

std::set<model::KeyColumn> KnownRows::computed_columns() const
{
    std::set<model::KeyColumn> result;
    for (auto const &table : m_mapping) {
        for (auto const &column : table.target.columns) {
            if (plan::find_value(m_plan, table.target.label, column.name) != nullptr) {
                result.insert({table.target.label, column.name});
            }
        }
    }
    return result;
}

void KnownRows::read()
{
    staging::for_each_reference_to_claimant(
        m_staging, m_mapping, m_exceptions, computed_columns(), [&](staging::RowsOnClaimant const &found) {
            auto const are_keys = plan::has_keys(m_plan, found.table) && is_account(found.claimant);
            if (!are_keys) { // login keys are counted as such
                m_rows[found.claimant].referring.push_back({found.table, found.columns, found.rows});
            }
        });
    staging::for_each_owner_of_claimant(m_staging, m_mapping, [&](staging::OwnerOfClaimant const &found) {
        m_rows[found.claimant].owners.push_back(found.columns + " " + plan::on_one_line(found.account));
    });
    staging::for_each_claimant_account(m_staging, m_users, [&](auto const &row, auto const &account) {
        m_rows[row].account = plan::on_one_line(account);
    });
    if (!m_plan.users.keys.empty()) {
        staging::for_each_login_key_of_claimant(
            m_staging, m_users, [&](auto const &row, auto const &key) { m_rows[row].login_keys.insert(key); });
    }
    staging::for_each_claimant_value(m_staging, m_users, m_columns, m_exceptions,
                                     [&](auto const &row, model::Row cells) {
                                         auto &values = m_rows[row].values;
                                         for (auto const &cell : cells) {
                                             values.push_back(model::value_of(cell, 0));
                                         }
                                     });
}

void KnownRows::count_accounts_with(std::map<std::size_t, std::set<std::string>> const &texts)
{
    for (auto const &[column, wanted] : texts) {
        auto const place = column;
        staging::for_each_text_of_accounts(m_staging, m_users, m_columns[column], wanted,
                                           [&](std::string const &text, std::int64_t accounts) {
                                               m_accounts_with[{place, text}] += accounts;
                                           });
    }
}

std::string KnownRows::name_of(StagedRowId const &row)
{
    auto const &account = m_rows[row].account;
    auto const found = m_tables.find(row.first);
    return !account.empty() || found == m_tables.end()
               ? account
               : staging::row_in_words(m_staging, *found->second.first, *found->second.second, row.second);
}

bool KnownRows::is_account(StagedRowId const &row) const
{
    auto const found = m_tables.find(row.first);
    return found != m_tables.end() && found->second.first == &m_users;
}

std::string const &KnownRows::label_of(StagedRowId const &row) const
{
    return m_tables.at(row.first).first->target.label;
}

std::int64_t KnownRows::accounts_with(std::size_t column, std::string const &text) const
{
    auto const found = m_accounts_with.find({column, text});
    return found == m_accounts_with.end() ? 0 : found->second;
}

} // namespace tributary::claimants
