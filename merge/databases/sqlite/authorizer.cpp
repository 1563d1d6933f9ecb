#include "merge/databases/sqlite/authorizer.hpp"

#include "merge/model/characters.hpp"

#include <string_view>
#include <utility>

namespace tributary::databases::sqlite {

int note_changing_functions(void *noted, int action, char const *, char const *name, char const *, char const *)
{
    if (action == SQLITE_FUNCTION) {
        auto &changing = *static_cast<Changing *>(noted);
        auto const function = model::in_lower_case(name);
        for (char const *const date : {"date", "time", "datetime", "julianday", "unixepoch", "strftime"}) {
            changing.date = changing.date || function == date;
        }
        for (char const *const other : {"random", "randomblob", "current_date", "current_time", "current_timestamp",
                                        "changes", "total_changes", "last_insert_rowid"}) {
            if (function == other) {
                changing.found = function;
            }
        }
    }
    return SQLITE_OK;
}

int refuse_transaction_control(void *, int action, char const *, char const *, char const *, char const *)
{
    bool const refused = action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT || action == SQLITE_ATTACH ||
                         action == SQLITE_DETACH;
    return refused ? SQLITE_DENY : SQLITE_OK;
}

int refuse_all_but_create(void *, int action, char const *, char const *, char const *, char const *)
{
    switch (action) {
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_READ:
    case SQLITE_REINDEX:
    case SQLITE_FUNCTION: return SQLITE_OK;
    default: return SQLITE_DENY;
    }
}

int refuse_all_but_select(void *hides, int action, char const *table, char const *, char const *, char const *view)
{
    auto const &hidden = *static_cast<Hidden const *>(hides);
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ:
        return hidden.tables.contains(table) &&
                       (view == nullptr || !std::string_view(view).starts_with(hidden.view_prefix))
                   ? SQLITE_DENY
                   : SQLITE_OK;
    default: return SQLITE_DENY;
    }
}

int note_reads(void *noted, int action, char const *table, char const *column, char const *, char const *)
{
    if (action == SQLITE_READ) {
        static_cast<std::set<std::pair<std::string, std::string>> *>(noted)->emplace(table, column);
    }
    return SQLITE_OK;
}

} // namespace tributary::databases::sqlite
