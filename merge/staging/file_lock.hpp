#pragma once

#include <filesystem>

namespace tributary::staging {

/// One writer at a time: an advisory lock (flock) on a file, released at the end of the scope or of the process,
/// however it ends. Throws model::Error 75 if another process holds it, 73 if the file cannot be opened.
///
/// Must outlive every SQLite connection to the file: closing any descriptor of a file drops the locks SQLite holds on
/// it
/// ("How To Corrupt An SQLite Database File", section 2.2).
class FileLock {
public:
    enum class File {
        exists,
        made_empty, ///< no link; made if it is missing, and emptied, with mode 0600, once it is locked
    };
    FileLock() = default;
    FileLock(std::filesystem::path const &path, File file);
    FileLock(FileLock &&other) noexcept;
    FileLock(FileLock const &) = delete;
    FileLock &operator=(FileLock const &) = delete;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();

private:
    int m_file = -1;
};

/// Whether a process holds the lock of a file. Looks by sharing it for an instant, in which nobody else can take it.
bool is_locked(std::filesystem::path const &path);

} // namespace tributary::staging
