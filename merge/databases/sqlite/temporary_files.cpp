#include "merge/databases/sqlite/temporary_files.hpp"

#include <atomic>
#include <cstdlib>

namespace tributary::databases::sqlite {
namespace {

/// SQLite's file: a table of functions, behind it the real file of the system's VFS.
struct TemporaryFile {
    sqlite3_file base;
    sqlite3_file *real;
};

// SQLite says which file failed of databases only.
std::atomic<bool> has_failed{false}; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

sqlite3_file *system_file(sqlite3_file *file) { return reinterpret_cast<TemporaryFile *>(file)->real; }

int noted(int code)
{
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        has_failed = true;
    }
    return code;
}

int temporary_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    return noted(system_file(file)->pMethods->xRead(system_file(file), bytes, count, offset));
}
int temporary_write(sqlite3_file *file, void const *bytes, int count, sqlite3_int64 offset)
{
    return noted(system_file(file)->pMethods->xWrite(system_file(file), bytes, count, offset));
}
int temporary_close(sqlite3_file *file) { return system_file(file)->pMethods->xClose(system_file(file)); }
int temporary_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return noted(system_file(file)->pMethods->xTruncate(system_file(file), size));
}
int temporary_sync(sqlite3_file *file, int flags)
{
    return noted(system_file(file)->pMethods->xSync(system_file(file), flags));
}
int temporary_size(sqlite3_file *file, sqlite3_int64 *bytes)
{
    return system_file(file)->pMethods->xFileSize(system_file(file), bytes);
}
int temporary_lock(sqlite3_file *file, int level)
{
    return system_file(file)->pMethods->xLock(system_file(file), level);
}
int temporary_unlock(sqlite3_file *file, int level)
{
    return system_file(file)->pMethods->xUnlock(system_file(file), level);
}
int temporary_is_reserved(sqlite3_file *file, int *held)
{
    return system_file(file)->pMethods->xCheckReservedLock(system_file(file), held);
}
int temporary_control(sqlite3_file *file, int what, void *with)
{
    return system_file(file)->pMethods->xFileControl(system_file(file), what, with);
}
int temporary_sector(sqlite3_file *file) { return system_file(file)->pMethods->xSectorSize(system_file(file)); }
int temporary_characteristics(sqlite3_file *file)
{
    return system_file(file)->pMethods->xDeviceCharacteristics(system_file(file));
}

int open_plain(sqlite3_vfs *, char const *name, sqlite3_file *file, int flags, int *opened)
{
    return is_temporary(flags) ? open_temporary(file, name, flags, opened)
                               : system_vfs()->xOpen(system_vfs(), name, file, flags, opened);
}

} // namespace

sqlite3_vfs *system_vfs() { return sqlite3_vfs_find(nullptr); }

int size_of_temporary_file() { return static_cast<int>(sizeof(TemporaryFile)); }

bool is_temporary(int flags)
{
    return (flags &
            (SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_SUBJOURNAL)) != 0;
}

int open_temporary(sqlite3_file *file, char const *name, int flags, int *opened)
{
    // version 1: no memory mapping, which would pass temporary_write() by
    static sqlite3_io_methods const methods = {
        1,
        temporary_close,
        temporary_read,
        temporary_write,
        temporary_truncate,
        temporary_sync,
        temporary_size,
        temporary_lock,
        temporary_unlock,
        temporary_is_reserved,
        temporary_control,
        temporary_sector,
        temporary_characteristics,
        nullptr,
        nullptr,
        nullptr,
        nullptr,
        nullptr,
        nullptr,
    };
    auto &wrapped = *reinterpret_cast<TemporaryFile *>(file);
    wrapped.base.pMethods = nullptr;
    wrapped.real = reinterpret_cast<sqlite3_file *>(&wrapped + 1);
    auto const result = noted(system_vfs()->xOpen(system_vfs(), name, wrapped.real, flags, opened));
    if (wrapped.real->pMethods != nullptr) {
        wrapped.base.pMethods = &methods; // SQLite closes what has methods, also after a failure
    }
    return result;
}

char const *plain_vfs()
{
    static sqlite3_vfs const *const registered = [] {
        static auto vfs = *system_vfs(); // everything but open() is the system's
        vfs.zName = "tributary-plain";
        vfs.szOsFile = size_of_temporary_file() + system_vfs()->szOsFile;
        vfs.pNext = nullptr;
        vfs.xOpen = open_plain;
        sqlite3_vfs_register(&vfs, 0);
        return &vfs;
    }();
    return registered->zName;
}

bool took_temporary_failure() { return has_failed.exchange(false); }

std::string temporary_folder()
{
    if (sqlite3_temp_directory != nullptr) {
        return sqlite3_temp_directory;
    }
    for (char const *const variable : {"SQLITE_TMPDIR", "TMPDIR"}) {
        if (auto const *const folder = std::getenv(variable); folder != nullptr && *folder != '\0') {
            return folder;
        }
    }
    return "/var/tmp";
}

} // namespace tributary::databases::sqlite
