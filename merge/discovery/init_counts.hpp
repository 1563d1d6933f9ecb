#pragma once

#include "merge/databases/source.hpp"
#include "merge/discovery/guess.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tributary::discovery {

/// Counts in every source what the candidates' columns hold. `databases` are those of `sources`.
void count_keys(std::span<SeenSource const> sources, std::span<std::unique_ptr<databases::Source> const> databases,
                std::vector<KeysGuess> &candidates);

} // namespace tributary::discovery
