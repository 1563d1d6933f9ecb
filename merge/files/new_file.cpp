#include "merge/files/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <streambuf>
#include <system_error>
#include <utility>

namespace tributary::files {
namespace {

namespace fs = std::filesystem;

std::string message_of(int code) { return std::generic_category().message(code); }

/// Of a folder some file systems know no such thing (EINVAL).
int synced(std::string const &path, int flags)
{
    auto const opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags); // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (opened < 0) {
        return errno;
    }
    auto const code = ::fsync(opened) == 0 ? 0 : errno;
    ::close(opened);
    return code == EINVAL && flags != 0 ? 0 : code;
}

std::string folder_of(fs::path const &path)
{
    auto const folder = path.parent_path();
    return folder.empty() ? "." : folder.string();
}

/// EEXIST if there is a file already.
int renamed_if_free(std::string const &from, std::string const &to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    // a file system that cannot do that; a link takes no place either
    if (::link(from.c_str(), to.c_str()) != 0) {
        return errno;
    }
    ::unlink(from.c_str());
    return 0;
}

} // namespace

/// To a descriptor, which it owns.
class NewFile::Buffer : public std::streambuf {
public:
    explicit Buffer(int file) : m_file(file) { setp(m_bytes.data(), m_bytes.data() + m_bytes.size()); }
    Buffer(Buffer const &) = delete;
    Buffer &operator=(Buffer const &) = delete;
    ~Buffer() override { ::close(m_file); }

    /// 0, or the first error of all that was written.
    int on_disk()
    {
        sync();
        if (m_error == 0 && ::fsync(m_file) != 0) {
            m_error = errno;
        }
        return m_error;
    }

protected:
    int_type overflow(int_type next) override
    {
        if (sync() != 0) {
            return traits_type::eof();
        }
        if (!traits_type::eq_int_type(next, traits_type::eof())) {
            sputc(traits_type::to_char_type(next));
        }
        return traits_type::not_eof(next);
    }

    int sync() override
    {
        auto const *from = pbase();
        while (m_error == 0 && from < pptr()) {
            auto const count = ::write(m_file, from, static_cast<std::size_t>(pptr() - from));
            if (count < 0 && errno != EINTR) {
                m_error = errno;
            }
            from += count > 0 ? count : 0;
        }
        setp(m_bytes.data(), m_bytes.data() + m_bytes.size());
        return m_error == 0 ? 0 : -1;
    }

private:
    int m_file;
    int m_error = 0;
    std::array<char, 65536> m_bytes{};
};

std::string why_no_place(fs::path const &path)
{
    std::error_code ignored;
    switch (fs::symlink_status(path, ignored).type()) {
    case fs::file_type::regular:
    case fs::file_type::not_found:
    case fs::file_type::none: return {}; // what cannot be looked at cannot be written, which says why
    case fs::file_type::symlink: return "is a symbolic link";
    default: return "is not a file";
    }
}

void write_to_disk(fs::path const &path)
{
    if (auto const code = synced(path.string(), 0); code != 0) {
        throw model::Error(model::Exit::cannot_write, path.string() + ": cannot write: " + message_of(code),
                           "free space on the disk, or check it and the system's log");
    }
}

NewFile::NewFile(fs::path path, std::string next_step)
    : m_path(std::move(path)), m_next_step(std::move(next_step)), m_beside(m_path.string() + ".XXXXXX"), m_out(nullptr)
{
    if (auto const why = why_no_place(m_path); !why.empty()) {
        throw model::Error(model::Exit::cannot_write, m_path.string() + ": " + why, m_next_step);
    }
    auto const file = ::mkostemp(m_beside.data(), O_CLOEXEC); // 0600
    if (file < 0) {
        fail(errno);
    }
    m_removed = model::RemovedIfInterrupted(m_beside);
    m_buffer = std::make_unique<Buffer>(file);
    m_out.rdbuf(m_buffer.get());
}

NewFile::~NewFile()
{
    m_out.rdbuf(nullptr);
    if (m_buffer) {
        ::unlink(m_beside.c_str());
    }
}

void NewFile::publish(Existing existing)
{
    if (auto const code = m_buffer->on_disk(); code != 0) {
        fail(code);
    }
    if (!m_out) {
        fail(EIO); // what was to be written could not be read
    }
    auto const code = existing == Existing::kept                        ? renamed_if_free(m_beside, m_path.string())
                      : ::rename(m_beside.c_str(), m_path.c_str()) == 0 ? 0
                                                                        : errno;
    if (code != 0) {
        fail(code);
    }
    m_out.rdbuf(nullptr);
    m_buffer.reset();
    m_removed = {};
    if (auto const unsynced = synced(folder_of(m_path), O_DIRECTORY); unsynced != 0) {
        fail(unsynced);
    }
}

void NewFile::fail(int code) const
{
    auto const why = code == EEXIST ? "already exists" : "cannot write: " + message_of(code);
    throw model::Error(model::Exit::cannot_write, m_path.string() + ": " + why, m_next_step);
}

} // namespace tributary::files
