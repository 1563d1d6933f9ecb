#pragma once

#include "merge/model/error.hpp"
#include "merge/model/interrupt.hpp"

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

namespace tributary::files {

/// What becomes of a file that is there.
enum class Existing { replaced, kept };

/// Why `path` is no place for a file of the program: `is a symbolic link`, `is not a file`. Empty where there is a
/// regular file, or nothing.
std::string why_no_place(std::filesystem::path const &path);

/// Sees that a file is on the disk. Throws model::Error 73.
void write_to_disk(std::filesystem::path const &path);

/// A file on its way to `path`. Until publish() what is there stays as it is, and without publish() nothing is left.
///
/// It is made under a name of its own in the same folder, so that no link is followed, with mode 0600. A signal that
/// ends the program removes it. All errors are model::Error 73, `path: why`, with this next step.
class NewFile {
public:
    NewFile(std::filesystem::path path, std::string next_step);
    NewFile(NewFile const &) = delete;
    NewFile &operator=(NewFile const &) = delete;
    ~NewFile();

    /// What is written goes to the file. Failures are kept for publish().
    std::ostream &out() { return m_out; }

    /// Puts it in place in one step, after it is on the disk. Refuses a file that is there if that is to be kept.
    void publish(Existing existing);

private:
    class Buffer;

    [[noreturn]] void fail(int code) const;

    std::filesystem::path m_path;
    std::string m_next_step;
    std::string m_beside;
    std::unique_ptr<Buffer> m_buffer;
    std::ostream m_out;
    model::RemovedIfInterrupted m_removed;
};

} // namespace tributary::files
