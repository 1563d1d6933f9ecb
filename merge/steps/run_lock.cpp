#include "merge/steps/run_lock.hpp"

#include "merge/model/error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tributary::steps {

RunLock::RunLock(std::filesystem::path const &plan_file) : m_file(::open(plan_file.c_str(), O_RDONLY | O_CLOEXEC))
{
    if (m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        ::close(m_file);
        throw model::Error(model::Exit::busy, plan_file.string() + ": another tributary is working on this plan",
                           "try again when it has finished");
    }
}

RunLock::~RunLock()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

} // namespace tributary::steps
