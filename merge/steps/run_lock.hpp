#pragma once

#include <filesystem>

namespace tributary::steps {

/// One step at a time for one plan: an advisory lock (flock) on the plan file, released at the end of the scope or of
/// the process, however it ends. Throws model::Error 75 if another tributary holds it.
class RunLock {
public:
    explicit RunLock(std::filesystem::path const &plan_file);
    RunLock(RunLock const &) = delete;
    RunLock &operator=(RunLock const &) = delete;
    ~RunLock();

private:
    int m_file;
};

} // namespace tributary::steps
