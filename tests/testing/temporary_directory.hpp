#pragma once

#include <filesystem>

namespace tributary::testing {

/// A fresh, empty folder with mode 0700. At the end of the scope it is removed with everything
/// in it, whatever became of the test.
///
/// Throws std::system_error if `parent` does not exist or cannot be written.
struct TemporaryDirectory {
    explicit TemporaryDirectory(std::filesystem::path const &parent = std::filesystem::temp_directory_path());
    ~TemporaryDirectory();
    TemporaryDirectory(TemporaryDirectory const &) = delete;
    TemporaryDirectory &operator=(TemporaryDirectory const &) = delete;

    std::filesystem::path const path; ///< absolute; short enough for a socket if `parent` is
};

} // namespace tributary::testing
