#pragma once

#include <string>

namespace tributary::model {

/// Of this program: 0.2.0.
std::string version();

/// Of its sources, abbreviated, with a + if files were changed since; empty where they were no clone.
std::string commit();

/// A library that is used, as it is now: `SQLite` `3.40.1`.
struct Library {
    std::string name;
    std::string version;
};

} // namespace tributary::model
