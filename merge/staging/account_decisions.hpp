#pragma once

#include "merge/databases/sqlite/bulk_insert.hpp"
#include "merge/model/account.hpp"
#include "merge/staging/staging.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tributary::staging {

/// Writes the tables match, merged_account, collision, renamed, widened_access, possible_match and look_alike. An
/// account is its index in read_accounts(). Rows are buffered: call finish(). Before that nothing is guaranteed to be
/// in the file, and what is left when the scope ends is dropped. Every function throws Failure if the file cannot be
/// written.
class AccountDecisionWriter {
public:
    explicit AccountDecisionWriter(Staging const &staging);

    /// A pair that was added before keeps its rule and evidence.
    void add_match(model::AccountIndex first, model::AccountIndex second, std::string_view rule,
                   std::string_view evidence);
    void add_merge(model::AccountIndex account, model::AccountIndex survivor);
    /// nullopt: the new name waits for an answer.
    void add_collision(std::string_view name, model::AccountIndex keeps, model::AccountIndex gives_up,
                       std::optional<std::string> const &new_name);
    void add_renamed(model::AccountIndex account);
    /// `account` can be logged in to with a key of `origin`, and could not before. `key` is its fingerprint, as shown.
    void add_widened_access(model::AccountIndex account, std::string_view key, model::AccountIndex origin);
    void add_possible_match(model::AccountIndex first, model::AccountIndex second, std::string_view evidence);
    void add_look_alike(model::AccountIndex first, model::AccountIndex second, std::string_view fold);
    void finish();

private:
    databases::sqlite::BulkInsert m_match;
    databases::sqlite::BulkInsert m_merge;
    databases::sqlite::BulkInsert m_collision;
    databases::sqlite::BulkInsert m_renamed;
    databases::sqlite::BulkInsert m_widened_access;
    databases::sqlite::BulkInsert m_possible_match;
    databases::sqlite::BulkInsert m_look_alike;
};

/// Writes what is in the report `lost_keys`, when all rows are decided: the keys of each identity that had some and of
/// whose rows none is loaded, because they fold onto another's or are left out. `tables` are the labels of the plan's
/// tables of keys. O(decisions about their rows), unless there are any by other rules than that of doubled keys.
void write_lost_keys(Staging const &staging, std::vector<std::string> const &tables);

} // namespace tributary::staging
