#pragma once

#include "merge/model/drift.hpp"
#include "merge/trial/live_source.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tributary::steps {

/// Whether the values that are there fit decides what a difference means: for each limit the values of its column are
/// read, and the difference that it belongs to says how many exceed it.
void settle_limits(std::vector<model::Limit> const &limits,
                   std::function<trial::LiveSource &(std::string const &source)> const &live_of,
                   std::vector<model::Drift> &drifts);

} // namespace tributary::steps
