#pragma once

#include "merge/databases/source.hpp"
#include "merge/discovery/guess.hpp"
#include "merge/model/schema.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tributary::discovery {

/// Reads the tables of which each user has one row, and notes those whose rows were there before anybody chose one: the
/// sources have the same ones, but for one in ten of the smaller set, and in each some are chosen by no row
/// (countries are; of households and teams each is somebody's). Of what is called a lookup table the same rows are
/// enough. Costs a pass over each column that refers to such a table, and memory for its rows, of which it reads 20,000
/// at most.
void compare_chosen_lookups(model::Schema const &shape, std::span<SeenSource const> sources,
                            std::span<std::unique_ptr<databases::Source> const> databases, std::span<Link const> links,
                            std::vector<LookupGuess> &guesses);

} // namespace tributary::discovery
