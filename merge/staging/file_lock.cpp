#include "merge/staging/file_lock.hpp"

#include "merge/model/error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace tributary::staging {
namespace {

/// False if the file was renamed or removed between opening and locking it.
bool is_still_there(int file, std::filesystem::path const &path)
{
    struct stat opened = {};
    struct stat named = {};
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino;
}

} // namespace

FileLock::FileLock(std::filesystem::path const &path, File file)
    : m_file(file == File::exists ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC)
                                  : ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR))
{
    if (m_file < 0) {
        throw model::Error(model::Exit::cannot_write, path.string() + ": cannot open: " + std::strerror(errno),
                           "name a writable file in the plan's `staging`");
    }
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0 || !is_still_there(m_file, path)) {
        ::close(m_file);
        throw model::Error(model::Exit::busy, path.string() + ": another tributary is working on it",
                           "try again when it has finished");
    }
    if (file == File::made_empty && (::ftruncate(m_file, 0) != 0 || ::fchmod(m_file, S_IRUSR | S_IWUSR) != 0)) {
        auto const code = errno;
        ::close(m_file);
        throw model::Error(model::Exit::cannot_write, path.string() + ": cannot write: " + std::strerror(code));
    }
}

bool is_locked(std::filesystem::path const &path)
{
    auto const file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    auto const is_held = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return is_held;
}

FileLock::FileLock(FileLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

FileLock::~FileLock()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

} // namespace tributary::staging
