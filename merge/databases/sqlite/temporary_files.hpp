#pragma once

#include <sqlite3.h>

#include <string>

namespace tributary::databases::sqlite {

/// The default: ours are registered, but never as that.
sqlite3_vfs *system_vfs();

/// How many bytes open_temporary() needs besides those of the system's VFS.
int size_of_temporary_file();

/// What a VFS opens besides databases, their journals and logs: files for sorting and for temporary tables, which are
/// elsewhere. One that could not be made, written or read is kept for took_temporary_failure().
int open_temporary(sqlite3_file *file, char const *name, int flags, int *opened);

bool is_temporary(int flags);

/// The name of a VFS that is the system's, but for its temporary files.
char const *plain_vfs();

/// True once after a temporary file failed: then it is the reason for the error of the statement.
bool took_temporary_failure();

/// Where SQLite makes them: SQLITE_TMPDIR, else TMPDIR, else /var/tmp.
std::string temporary_folder();

} // namespace tributary::databases::sqlite
