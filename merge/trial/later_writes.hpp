#pragma once

#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"
#include "merge/trial/same_database.hpp"

#include <string>
#include <vector>

namespace tributary::trial {

/// What the sources can say about the time after their snapshots.
struct LaterWrites {
    std::vector<std::string> sentences; ///< for a warning: who is still connected, and what was written
    std::vector<Reached> reached;       ///< the sources that could be reached
};

/// A source that cannot be reached any more gets a sentence; it is no error, as a service may be shut down by now.
LaterWrites later_writes(plan::Plan const &plan, staging::Staging const &staging);

/// Kept by a snapshot for later_writes().
void keep_write_mark(staging::Staging const &staging, std::string const &source, std::string const &mark);

} // namespace tributary::trial
