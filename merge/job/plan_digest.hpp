#pragma once

#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::job {

/// SHA-256 of the plan file, the scripts that it names, and what the answers say.
std::string plan_digest(plan::Plan const &plan);

} // namespace tributary::job
