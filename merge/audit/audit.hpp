#pragma once

#include "merge/audit/event.hpp"
#include "merge/audit/write_record.hpp"
#include "merge/databases/target.hpp"

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

/// Throws model::Error 5 if the target holds no run, or one from before the record had events.
RunRecord read_run(databases::Target &target, model::Engine engine);

enum class State {
    as_given,      ///< the account is still called what the record says
    renamed_since, ///< by its owner, or whoever may
    deleted,
    unknown, ///< the users table cannot be read, or the record says nothing of the name
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

/// All events in the order of their numbers. In memory: a line for each account that was renamed or merged.
std::vector<AuditedAccount> read_accounts(databases::Target &target, model::Engine engine, RunRecord const &run);

/// What the record has of the accounts that `word` names: an old name or a new one, an id in the source or in the
/// target, the name of today; or source/name, source/#id. By account, each with all of its events. Empty: there are no
/// such accounts. Throws model::Error 2 if only the users table could say, and it cannot be read. Complexity: linear in
/// the record and the users.
std::vector<AuditedAccount> find_accounts(databases::Target &target, model::Engine engine, RunRecord const &run,
                                          std::string const &word);

/// Whether the record is as it was written.
struct CheckedRecord {
    std::vector<std::string> changed; ///< a sentence for each line or table that is not; empty: all are
    std::int64_t events = 0;
    std::string digest; ///< of the last step
};

/// Complexity: linear in the record.
CheckedRecord check_record(databases::Target &target, model::Engine engine);

} // namespace tributary::audit
