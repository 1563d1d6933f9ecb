#pragma once

#include "merge/databases/source.hpp"
#include "merge/discovery/guess.hpp"
#include "merge/model/schema.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tributary::discovery {

/// Notes lookup tables whose rows each stand with rows of one user only, in a table of links: albums and photos, where
/// tags stand with the posts of many. It takes three such rows, of three users, with two linked rows each, and nine of
/// ten of all. Reads 20,000 links at most, and the owners of what they link.
void find_one_owner(model::Schema const &shape, std::span<SeenSource const> sources,
                    std::span<std::unique_ptr<databases::Source> const> databases, std::span<Link const> links,
                    std::string const &users, std::vector<LookupGuess> &guesses);

} // namespace tributary::discovery
