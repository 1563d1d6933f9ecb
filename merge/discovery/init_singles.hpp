#pragma once

#include "merge/databases/source.hpp"
#include "merge/discovery/guess.hpp"
#include "merge/plan/plan.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tributary::discovery {

/// What each source has one of, and the target would have several of. `plan` is what is drafted so far; `databases` are
/// those of `sources`. None where sources and shape differ in what the plan has to answer first.
std::vector<SingleGuess> find_singles(plan::Plan const &plan, model::Schema const &shape,
                                      std::span<SeenSource const> sources,
                                      std::span<std::unique_ptr<databases::Source> const> databases);

} // namespace tributary::discovery
