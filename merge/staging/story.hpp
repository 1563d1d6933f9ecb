#pragma once

#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::staging {

/// What became of one account, question by question, of a staging file that is resolved. `users` is the label of the
/// users table. Accounts are named as people do: `source/name`, or `source/#id` where there is no name. Lists are in
/// the order of the accounts' ids unless it says otherwise. All throw Failure if the file cannot be read.

struct AccountRecord {
    std::int64_t id = 0;
    std::int64_t source = 0;
    std::int64_t row = 0; ///< "#" in the users table
    std::string old_id;
    std::optional<std::string> name;
    std::int64_t survivor = 0; ///< itself if it is not merged into another
};

/// Accounts of the source with this name; there may be several.
std::vector<std::int64_t> accounts_with_name(Staging const &staging, std::string const &source,
                                             std::string const &name);
std::vector<std::int64_t> accounts_with_id(Staging const &staging, std::string const &source,
                                           std::string const &old_id);
AccountRecord account_record(Staging const &staging, std::int64_t account);
std::string account_in_words(Staging const &staging, std::int64_t account);

/// Those that are merged into the survivor.
std::vector<std::string> merged_into(Staging const &staging, std::int64_t survivor);

struct RuleAndReason {
    std::string rule;
    std::string reason;
};
/// Why it is folded; nothing if it is not.
std::optional<RuleAndReason> why_folded(Staging const &staging, std::string const &users, AccountRecord const &account);

struct LoginKey {
    std::string shown;
    bool malformed = false;
    std::optional<std::string> lost_to; ///< its row is not loaded: the account whose row stays, or empty
};
/// In the order of how they are shown.
std::vector<LoginKey> login_keys(Staging const &staging, std::int64_t account);

struct MatchWith {
    std::string other;
    std::string rule;
    std::string evidence;
    std::int64_t survivor = 0; ///< of the other
};
std::vector<MatchWith> matches_of(Staging const &staging, std::int64_t account);

struct SharedKey {
    std::string other;
    std::string key;
};
/// Accounts with a key in common that no rule joined, each with one of the keys.
std::vector<SharedKey> unmatched_with_key(Staging const &staging, std::int64_t account);
/// Accounts that have or contest the name, and have neither a match nor a key in common.
std::vector<std::string> unmatched_with_name(Staging const &staging, std::int64_t account, std::string const &name);

struct Renaming {
    std::string old_name;
    std::string new_name;
    RuleAndReason why;
};
std::optional<Renaming> renaming_of(Staging const &staging, std::string const &users, std::int64_t account);

struct YieldingAccount {
    std::string account;
    std::string new_name; ///< empty: it waits for an answer
};
/// Those that contest the name of this account, and yield.
std::vector<YieldingAccount> those_who_yield_to(Staging const &staging, std::int64_t account);

struct OpenName {
    std::optional<std::string> keeper; ///< who keeps the name that this account has no other for yet
    bool asked = false;                ///< there is a question about its name
};
OpenName open_name(Staging const &staging, std::int64_t account);

struct WidenedAccess {
    std::string account;
    std::string key;
    std::string origin;
};
/// What all accounts of this survivor gained, by account and key.
std::vector<WidenedAccess> widened_access_of(Staging const &staging, std::int64_t survivor);

struct DroppedValue {
    std::string column;
    std::string dropped;
    std::optional<std::string> kept;
    std::string rule;
};
/// By column.
std::vector<DroppedValue> dropped_values_of(Staging const &staging, std::string const &users,
                                            AccountRecord const &account);

struct OpenQuestion {
    std::string id;
    std::string kind;
    std::string evidence;
    std::string claimants;
};
/// Those that are about the account of this name or concern it, by id.
std::vector<OpenQuestion> questions_about(Staging const &staging, std::string const &account);

struct AnswerOutcome {
    std::string id; ///< the kind where it has none
    std::string decision;
    std::string state;
    std::string note;
    std::string account; ///< whom it is about; empty: this one
};
/// Those that are about the account of this name or concern it, in the order of the file.
std::vector<AnswerOutcome> answers_about(Staging const &staging, std::string const &account);

/// How many staged rows refer to an account, and what became of them.
struct RowsOfAccount {
    std::int64_t all = 0;
    std::int64_t folded = 0;
    std::int64_t left_out = 0;
};

/// Which rows: those of one staged table whose `value` is the account's.
struct ReferringColumn {
    std::int64_t table = 0;
    std::string staged;
    std::string label;
    std::string value;    ///< SQL over the staged row
    std::string when;     ///< condition over the staged row; empty: every row
    bool by_name = false; ///< `value` is the account's name, otherwise its old id
};
RowsOfAccount rows_of_account(Staging const &staging, std::int64_t account, ReferringColumn const &by);

} // namespace tributary::staging
