#include "merge/databases/sqlite/refusal.hpp"

#include "merge/databases/sqlite/temporary_files.hpp"

#include <sqlite3.h>

namespace tributary::databases::sqlite {
namespace {

using model::Exit;

struct Meaning {
    Exit exit = Exit::failed;
    char const *next = "";
};

Meaning meaning_of(Failure const &failure)
{
    if (failure.is_temporary) {
        return {Exit::cannot_write, "nothing was changed; free space there, or name another folder in TMPDIR"};
    }
    switch (failure.code) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return {Exit::data,
                "nothing was changed; fix the rows in the source, `set` the column in the plan, or change what refuses "
                "them"};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return {Exit::unreachable, "nothing was changed; check the file with sqlite3: PRAGMA integrity_check"};
    case SQLITE_IOERR:
        return {Exit::cannot_write, "nothing was changed; the disk reported an error: check it and the system's log"};
    case SQLITE_FULL: return {Exit::cannot_write, "nothing was changed; free space on the disk, then run this again"};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return {Exit::cannot_write, "nothing was changed; let this user write the file, and its folder"};
    case SQLITE_BUSY: return {Exit::busy, "try again when it has finished"};
    case SQLITE_NOMEM: return {Exit::busy, "nothing was changed; run this again when the machine has more memory free"};
    default: return {};
    }
}

} // namespace

bool is_files_condition(Failure const &failure)
{
    auto const exit = meaning_of(failure).exit;
    return exit != Exit::data && exit != Exit::failed;
}

model::Error refusal(Failure const &failure, std::string const &what)
{
    auto const meaning = meaning_of(failure);
    if (failure.is_temporary) {
        return {meaning.exit, temporary_folder() + ": a temporary file cannot be written: " + failure.what(),
                meaning.next};
    }
    return {meaning.exit,
            what + ": " + (is_busy(failure) ? "another program is writing to it" : std::string(failure.what())),
            meaning.next};
}

} // namespace tributary::databases::sqlite
