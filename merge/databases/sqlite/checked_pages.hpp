#pragma once

struct sqlite3;

namespace tributary::databases::sqlite {

/// Files in which each page ends with a checksum of its number and its bytes (XXH3, 64 bits), written with the page and
/// compared whenever it is read: what was changed by anything but such a connection is found as it streams past, be it
/// a flipped bit, a page of an older state, or another program's UPDATE. Any SQLite can read them, as the checksums lie
/// in the bytes that the format reserves for an extension. The idea is that of SQLite's cksumvfs extension.
///
/// Costs about 1 microsecond for a page of 16 kB. No defence against an adversary, who can write checksums too.

/// The name of the VFS to open such files with; registered by the first call. It has no clock: SQL that asks for the
/// time gets NULL.
char const *checked_pages_vfs();

/// True once after a statement asked for the time over such a file.
bool took_question_of_time();

/// To be called before anything is written to a new file.
void reserve_checksums(sqlite3 *database);

/// Whether the pages of the file that was read end with checksums.
bool has_checksums(sqlite3 *database);

} // namespace tributary::databases::sqlite
