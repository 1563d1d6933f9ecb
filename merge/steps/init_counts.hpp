#pragma once

#include "merge/databases/source.hpp"
#include "merge/resolve/guess.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tributary::steps {

/// Counts in every source what the candidates' columns hold. `databases` are those of `sources`.
void count_keys(std::span<resolve::SeenSource const> sources,
                std::span<std::unique_ptr<databases::Source> const> databases,
                std::vector<resolve::KeysGuess> &candidates);

/// Counts in every source how many values are there where they may lead.
void count_references(std::span<resolve::SeenSource const> sources,
                      std::span<std::unique_ptr<databases::Source> const> databases,
                      std::vector<resolve::SoftReference> &references);

} // namespace tributary::steps
