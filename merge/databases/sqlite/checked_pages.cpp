#include "merge/databases/sqlite/checked_pages.hpp"

#include "merge/databases/sqlite/temporary_files.hpp"

#include <sqlite3.h>
#include <xxhash.h>

#include <atomic>
#include <cstring>
#include <string>

namespace tributary::databases::sqlite {
namespace {

constexpr int checksum_bytes = 8;
constexpr int header_bytes = 100;
constexpr int reserved_at = 20; ///< in the header: how many bytes of each page are an extension's
constexpr int smallest_page = 512;

/// SQLite's file: a table of functions, behind it the real file of the system's VFS.
struct File {
    sqlite3_file base;
    sqlite3_file *real;
    bool is_checked; ///< its header says that pages end with checksums
};

File &checked(sqlite3_file *file) { return *reinterpret_cast<File *>(file); }
sqlite3_file *real(sqlite3_file *file) { return checked(file).real; }

/// Parts of a page are read where the header is looked at alone.
bool is_page(int bytes, sqlite3_int64 offset)
{
    return bytes >= smallest_page && (bytes & (bytes - 1)) == 0 && offset % bytes == 0;
}

XXH64_hash_t checksum(void const *page, int bytes, sqlite3_int64 offset)
{
    return XXH3_64bits_withSeed(page, static_cast<std::size_t>(bytes - checksum_bytes),
                                static_cast<XXH64_hash_t>(offset / bytes));
}

void look_at_header(File &file, void const *bytes, int count, sqlite3_int64 offset)
{
    if (offset == 0 && count >= header_bytes) {
        auto const *const header = static_cast<unsigned char const *>(bytes);
        file.is_checked = std::memcmp(header, "SQLite format 3", 16) == 0 && header[reserved_at] == checksum_bytes;
    }
}

int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    auto const result = real(file)->pMethods->xRead(real(file), bytes, count, offset);
    if (result != SQLITE_OK) {
        return result;
    }
    look_at_header(checked(file), bytes, count, offset);
    if (checked(file).is_checked && is_page(count, offset)) {
        XXH64_hash_t stored = 0;
        std::memcpy(&stored, static_cast<char const *>(bytes) + count - checksum_bytes, checksum_bytes);
        if (stored != checksum(bytes, count, offset)) {
            return SQLITE_IOERR_DATA;
        }
    }
    return SQLITE_OK;
}

int file_write(sqlite3_file *file, void const *bytes, int count, sqlite3_int64 offset)
{
    look_at_header(checked(file), bytes, count, offset);
    if (!checked(file).is_checked || !is_page(count, offset)) {
        return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    }
    std::string page(static_cast<char const *>(bytes), static_cast<std::size_t>(count));
    auto const sum = checksum(bytes, count, offset);
    std::memcpy(page.data() + count - checksum_bytes, &sum, checksum_bytes);
    return real(file)->pMethods->xWrite(real(file), page.data(), count, offset);
}

int file_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }
int file_truncate(sqlite3_file *file, sqlite3_int64 size) { return real(file)->pMethods->xTruncate(real(file), size); }
int file_sync(sqlite3_file *file, int flags) { return real(file)->pMethods->xSync(real(file), flags); }
int file_size(sqlite3_file *file, sqlite3_int64 *bytes) { return real(file)->pMethods->xFileSize(real(file), bytes); }
int file_lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int file_unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int file_is_reserved(sqlite3_file *file, int *held)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}
int file_control(sqlite3_file *file, int what, void *with)
{
    return real(file)->pMethods->xFileControl(real(file), what, with);
}
int file_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

int file_characteristics(sqlite3_file *file)
{
    constexpr int reads_parts_of_pages = 0x8000; // SQLITE_IOCAP_SUBPAGE_READ of later versions
    return real(file)->pMethods->xDeviceCharacteristics(real(file)) & ~reads_parts_of_pages;
}

int file_open(sqlite3_vfs *, char const *name, sqlite3_file *file, int flags, int *opened)
{
    if (is_temporary(flags)) {
        return open_temporary(file, name, flags, opened);
    }
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
        return system_vfs()->xOpen(system_vfs(), name, file, flags, opened);
    }
    // version 1: neither a log (WAL) nor memory mapping, which would pass file_read() by
    static sqlite3_io_methods const methods = {
        1,           file_close,       file_read,    file_write,  file_truncate,        file_sync, file_size, file_lock,
        file_unlock, file_is_reserved, file_control, file_sector, file_characteristics, nullptr,   nullptr,   nullptr,
        nullptr,     nullptr,          nullptr,
    };
    auto &wrapped = checked(file);
    wrapped.base.pMethods = nullptr;
    wrapped.real = reinterpret_cast<sqlite3_file *>(&wrapped + 1);
    wrapped.is_checked = false;
    auto const result = system_vfs()->xOpen(system_vfs(), name, wrapped.real, flags, opened);
    if (wrapped.real->pMethods != nullptr) {
        wrapped.base.pMethods = &methods; // SQLite closes what has methods, also after a failure
    }
    return result;
}

// What is computed over the file must be the same tomorrow.
std::atomic<bool> was_asked{false}; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): of all connections

int refuse_time(sqlite3_vfs *, double *)
{
    was_asked = true;
    return SQLITE_ERROR;
}

int refuse_whole_time(sqlite3_vfs *, sqlite3_int64 *)
{
    was_asked = true;
    return SQLITE_ERROR;
}

int reserved_bytes(sqlite3 *database, int wanted)
{
    auto bytes = wanted;
    sqlite3_file_control(database, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
    return bytes;
}

} // namespace

char const *checked_pages_vfs()
{
    static sqlite3_vfs const *const registered = [] {
        static auto vfs = *system_vfs(); // everything but open() and the clock is the system's
        vfs.zName = "tributary";
        vfs.szOsFile = static_cast<int>(sizeof(File)) + system_vfs()->szOsFile;
        vfs.pNext = nullptr;
        vfs.xOpen = file_open;
        vfs.xCurrentTime = refuse_time;
        vfs.xCurrentTimeInt64 = refuse_whole_time;
        sqlite3_vfs_register(&vfs, 0);
        return &vfs;
    }();
    return registered->zName;
}

bool took_question_of_time() { return was_asked.exchange(false); }

void reserve_checksums(sqlite3 *database) { reserved_bytes(database, checksum_bytes); }

bool has_checksums(sqlite3 *database) { return reserved_bytes(database, -1) == checksum_bytes; }

} // namespace tributary::databases::sqlite
