#pragma once

#include <pqxx/transaction_base>

#include <string>

namespace tributary::databases::postgres {

/// Makes every value print in one way, filters nothing and times nothing out, whatever the role, the database or the
/// server say: for this transaction alone, as behind a pooler the session goes to somebody else afterwards. The first
/// statement of every transaction; takes no snapshot, so that a LOCK may follow.
void apply_settings(pqxx::transaction_base &transaction);

/// What apply_settings() leaves out as it needs a snapshot: settings that only some servers know, or that only a
/// superuser may change. Then reads all of them back: throws model::Error 69 if the server does not have one as it was
/// set, which happens where a pooler gives each statement to another session.
void complete_settings(pqxx::transaction_base &transaction, std::string const &what);

} // namespace tributary::databases::postgres
