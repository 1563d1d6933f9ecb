#pragma once

#include "merge/model/interner.hpp"
#include "merge/model/mapping.hpp"
#include "merge/references/spots.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::references {

/// What the ids or names in one key column of one source become, asked by their texts. Holds all of them: 8 bytes for a
/// number, the text and 12 bytes for anything else.
class NewIds {
public:
    /// Those of the column that `reference` leads to. Rows that are left out have no id.
    NewIds(staging::Staging const &staging, model::Mapping const &mapping, staging::Exceptions const &exceptions,
           std::uint32_t source, model::DeclaredReference const &reference);

    /// nullopt if no row has it, or if it was given up without a replacement. Logarithmic for numbers, constant for
    /// texts; a look-up in the file where ids have exceptions.
    std::optional<std::string> of(std::string const &id);

    /// What an id of no row becomes when it is kept: a number from 1 moves with its source's range, all else stays, so
    /// that it is no other row's. nullopt if it would be: beyond the range, or below 1 where some source has such ids.
    std::optional<std::string> kept(std::string const &id) const;

private:
    std::optional<staging::CrosswalkLookup::Entry> exception(model::Cell const &old);

    std::int64_t m_offset;
    bool m_are_numbers = false;
    bool m_are_uuids = false;
    std::int64_t m_greatest;             ///< that a kept number may become
    std::int64_t m_lowest;               ///< that any row of any source has in the target
    std::vector<std::int64_t> m_numbers; ///< ascending
    model::Interner m_texts;
    std::vector<staging::CrosswalkLookup> m_exceptions; ///< of the keys that have any, the nearest first
};

} // namespace tributary::references
