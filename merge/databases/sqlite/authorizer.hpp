#pragma once

#include <sqlite3.h>

#include <optional>
#include <set>
#include <string>

namespace tributary::databases::sqlite {

/// What SQLite calls for each action of a statement that is prepared, and what it answers: SQLITE_OK or SQLITE_DENY.
/// `with` is the Authorizer's.
using Ask = int(void *with, int action, char const *, char const *, char const *, char const *);

/// Functions whose answer depends on more than their arguments.
struct Changing {
    bool date = false; ///< a date function was called: it may depend on the current time
    std::optional<std::string> found;
};

/// With a Changing.
Ask note_changing_functions;

/// Scripts of the operator must not end the transaction they run in, nor reach other files.
Ask refuse_transaction_control;

/// What making a table, a view, an index or a trigger takes: it writes the schema and, of an index, reads rows.
Ask refuse_all_but_create;

struct Hidden {
    std::set<std::string> tables;
    std::string view_prefix; ///< views that may read them all the same
};

/// Reading is all that is allowed. With a Hidden.
Ask refuse_all_but_select;

/// With a std::set<std::pair<std::string, std::string>>: tables and their columns.
Ask note_reads;

/// Asks about everything that is prepared during its scope.
class Authorizer {
public:
    Authorizer(sqlite3 *database, Ask *ask, void *with) : m_database(database)
    {
        sqlite3_set_authorizer(database, ask, with);
    }
    Authorizer(Authorizer const &) = delete;
    Authorizer &operator=(Authorizer const &) = delete;
    ~Authorizer() { sqlite3_set_authorizer(m_database, nullptr, nullptr); }

private:
    sqlite3 *m_database;
};

} // namespace tributary::databases::sqlite
