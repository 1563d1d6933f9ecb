#pragma once

#include "merge/mapping/ranges.hpp"

#include <string>
#include <vector>

namespace tributary::mapping {

/// A sequence of the sources that no column's default names: the program asks for its numbers, or a trigger does.
struct LooseSequence {
    std::string label;
    std::vector<model::KeyColumn> ids; ///< whose numbers it has dealt out, or may have: it has to go past their ranges
    std::vector<model::KeyColumn> surely; ///< those of `ids` that end where the sequence stands
    std::vector<model::KeyColumn> others; ///< columns of other integers that end where it stands, in every source
    bool is_known = false;                ///< what it numbers is found: one of these
};

/// All that have dealt out a number in any source, by label. A sequence numbers a column of ids that no other sequence
/// feeds if it stands within one step of the greatest in some source; then also every other such column that it may
/// have numbered. Otherwise it numbers columns of other integers whose greatest is where it stands; in the target
/// it has to go past these too, whatever the plan has given them.
std::vector<LooseSequence> loose_sequences(std::vector<staging::StagedSource> const &sources,
                                           model::Mapping const &mapping, IdExtents const &extents);

/// What to say of one of which it is not known what it numbers.
std::string unknown_in_words(LooseSequence const &sequence);

} // namespace tributary::mapping
