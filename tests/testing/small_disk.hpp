#pragma once

#include "tests/testing/temporary_directory.hpp"

#include <filesystem>
#include <string>

namespace tributary::testing {

/// A file system in memory that is soon full, gone at the end of its scope. Only root may mount one: see is_mounted().
class SmallDisk {
public:
    /// `size` as tmpfs takes it: "512k".
    explicit SmallDisk(std::string const &size);
    SmallDisk(SmallDisk const &) = delete;
    SmallDisk &operator=(SmallDisk const &) = delete;
    ~SmallDisk();

    bool is_mounted() const { return m_is_mounted; }
    std::filesystem::path const &path() const { return m_folder.path; }
    /// Leaves this many bytes at most.
    void fill_up_to(std::size_t free_bytes) const;

private:
    TemporaryDirectory m_folder;
    bool m_is_mounted;
};

} // namespace tributary::testing
