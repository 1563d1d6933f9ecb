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

/// Reads the values of guessed natural keys of one column. Forgets each that two sources have counted up themselves
/// (C001, C002) and whose rows say more; of one whose rows say nothing else, notes it.
void doubt_counted_lookups(std::span<SeenSource const> sources,
                           std::span<std::unique_ptr<databases::Source> const> databases,
                           std::vector<LookupGuess> &guesses);

/// Forgets that rows may be numbered anew where the numbers do not count the rows beside equal other columns of the
/// key: they begin later than 1, or are more than twice as great as the rows are many. By the first 1,000 of these.
void forget_numbers_of_kinds(std::span<SeenSource const> sources,
                             std::span<std::unique_ptr<databases::Source> const> databases,
                             std::vector<UniqueGuess> &guesses);

} // namespace tributary::discovery
