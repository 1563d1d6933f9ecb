#pragma once

#include "merge/audit/event.hpp"
#include "merge/audit/write_record.hpp"
#include "merge/databases/target.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a target knows of the load that filled it, with neither the plan nor the staging file.
namespace tributary::audit {

struct RunRecord {
    std::string name;
    std::string digest;
    std::string loaded_at; ///< `2026-11-28 22:14:03 UTC`
    UsersTable users;
};

/// Throws model::Error 5 if the target holds no run, one from before the record had events, or a record in which tables
/// were replaced: nothing is read of what is not an ordinary table with the columns that a load made.
RunRecord read_run(databases::Target &target, model::Engine engine);

enum class State {
    as_given,      ///< the account is still called what the record says
    renamed_since, ///< by its owner, or whoever may
    deleted,
    made_since, ///< the load: no account with this id was loaded
    unknown,    ///< the users table cannot be read, or the record says nothing of the name
};

std::string_view name_of(State state);

/// An event, and its account as it is now. Without `what` the record has no event of the account: it was neither
/// renamed nor merged, and `source` and `old_id` are empty where they are not known.
struct AuditedAccount {
    Event event;
    std::optional<What> what;
    std::optional<std::string> name_today; ///< none: it is deleted, not known, or has no name
    State state = State::unknown;
};

using AccountSink = std::function<void(AuditedAccount const &)>;

/// All events in the order of their numbers. One is in memory; `sink` asks the target for nothing.
void read_accounts(databases::Target &target, model::Engine engine, RunRecord const &run, AccountSink const &sink);

struct FoundAccounts {
    std::vector<AuditedAccount> accounts; ///< by account, each with all of its events; those without events last
    /// A sentence for each id of a source that an account can have had at the load, though none has it today.
    std::vector<std::string> gone;
};

/// What the record has of the accounts that `word` names: an old name or a new one, an id in the source or in the
/// target, with or without #, the name of today; or source/name, source/#id. Throws model::Error 2 if only the users
/// table could say, and it cannot be read. Complexity: linear in the record and the users, of which only what is found
/// is in memory.
FoundAccounts find_accounts(databases::Target &target, model::Engine engine, RunRecord const &run,
                            std::string const &word);

/// Whether the record is as it was written.
struct CheckedRecord {
    std::vector<std::string> changed; ///< a sentence for each line or table that is not; empty: all are
    std::int64_t events = 0;
    std::string digest; ///< of the last step
};

/// Whatever is missing is a change. Throws model::Error 5 if there is no record at all, or one from before it had
/// events. Complexity: linear in the record.
CheckedRecord check_record(databases::Target &target, model::Engine engine);

} // namespace tributary::audit
