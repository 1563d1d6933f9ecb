#include "merge/staging/account_decisions.hpp"

#include <cstdint>

namespace tributary::staging {
namespace {

using model::AccountIndex;
using model::Cell;

Cell in_file(AccountIndex account) { return Cell::of(std::int64_t{account} + 1); }

} // namespace

AccountDecisionWriter::AccountDecisionWriter(Staging const &staging)
    : m_match(staging.database(), "INSERT OR IGNORE INTO match (first, second, rule, evidence)", 4),
      m_merge(staging.database(), "INSERT INTO merged_account (account, survivor)", 2),
      m_collision(staging.database(), "INSERT INTO collision (name, keeps, gives_up, new_name)", 4),
      m_renamed(staging.database(), "INSERT INTO renamed (account)", 1),
      m_widened_access(staging.database(), "INSERT OR IGNORE INTO widened_access (account, key, origin)", 3),
      m_possible_match(staging.database(), "INSERT INTO possible_match (first, second, evidence)", 3),
      m_look_alike(staging.database(), "INSERT INTO look_alike (first, second, fold)", 3)
{
}

void AccountDecisionWriter::add_match(AccountIndex first, AccountIndex second, std::string_view rule,
                                      std::string_view evidence)
{
    m_match.add({in_file(first), in_file(second), Cell::of(rule), Cell::of(evidence)});
}

void AccountDecisionWriter::add_merge(AccountIndex account, AccountIndex survivor)
{
    m_merge.add({in_file(account), in_file(survivor)});
}

void AccountDecisionWriter::add_collision(std::string_view name, AccountIndex keeps, AccountIndex gives_up,
                                          std::optional<std::string> const &new_name)
{
    m_collision.add(
        {Cell::of(name), in_file(keeps), in_file(gives_up), new_name ? Cell::of(std::string_view(*new_name)) : Cell()});
}

void AccountDecisionWriter::add_renamed(AccountIndex account) { m_renamed.add({in_file(account)}); }

void AccountDecisionWriter::add_widened_access(AccountIndex account, std::string_view key, AccountIndex origin)
{
    m_widened_access.add({in_file(account), Cell::of(key), in_file(origin)});
}

void AccountDecisionWriter::add_possible_match(AccountIndex first, AccountIndex second, std::string_view evidence)
{
    m_possible_match.add({in_file(first), in_file(second), Cell::of(evidence)});
}

void AccountDecisionWriter::add_look_alike(AccountIndex first, AccountIndex second, std::string_view fold)
{
    m_look_alike.add({in_file(first), in_file(second), Cell::of(fold)});
}

void AccountDecisionWriter::finish()
{
    for (auto *const insert :
         {&m_match, &m_merge, &m_collision, &m_renamed, &m_widened_access, &m_possible_match, &m_look_alike}) {
        insert->finish();
    }
}

void write_lost_keys(Staging const &staging, std::vector<std::string> const &tables)
{
    std::string labels;
    for (auto const &label : tables) {
        labels += (labels.empty() ? "" : ", ") + model::sql_literal(label);
    }
    staging.database().execute(
        "INSERT INTO lost_key (account, fingerprint, rule, holder) "
        "SELECT k.account, k.fingerprint, substr(d.rule, 1, instr(d.rule || ' (', ' (') - 1), holder.account FROM staged_table AS t "
        "CROSS JOIN decision AS d ON d.table_id = t.id AND d.rule <> 'same-key-row' "
        "JOIN account_key AS k ON k.table_id = d.table_id AND k.row = d.row AND k.fingerprint IS NOT NULL "
        "JOIN identity AS i ON i.account = k.account "
        "LEFT JOIN account_key AS holder ON holder.table_id = d.survivor_table AND holder.row = d.survivor_row "
        "WHERE t.label IN (" +
        labels +
        ") AND NOT EXISTS (SELECT 1 FROM identity AS own JOIN account_key AS other ON other.account = own.account "
        "LEFT JOIN decision AS gone ON gone.table_id = other.table_id AND gone.row = other.row "
        "WHERE own.survivor = i.survivor AND other.fingerprint IS NOT NULL AND other.left_out = 0 AND gone.action IS NULL) "
        "ORDER BY k.account, k.fingerprint");
}

} // namespace tributary::staging
