#pragma once

#include "merge/model/interrupt.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tributary::files {

/// A folder of this user's alone in TMPDIR, removed at the end of its scope, and by a signal that ends the program.
class PrivateFolder {
public:
    /// Throws model::Error 73.
    PrivateFolder();
    PrivateFolder(PrivateFolder const &) = delete;
    PrivateFolder &operator=(PrivateFolder const &) = delete;
    ~PrivateFolder();

    /// Throws model::Error 73 if the disk is full: what other programs wrote into it may be cut off then, as not all of
    /// them notice.
    void require_room() const;

    /// The path of a file in it, which a signal removes too.
    std::string file(std::string const &name);
    std::filesystem::path const &path() const { return m_path; }

private:
    std::filesystem::path m_path;
    std::vector<model::RemovedIfInterrupted> m_removed; ///< the folder, then what is in it
};

} // namespace tributary::files
