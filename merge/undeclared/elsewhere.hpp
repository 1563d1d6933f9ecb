#pragma once

#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/target_choice.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

/// Columns that hold the ids of another service than their row's.
namespace tributary::undeclared {

/// The source after which a column is named (`forum_user_id` where a source is called forum), and what is left of the
/// name without it. Nothing where nothing but `id` would be left.
struct NamedSource {
    std::uint32_t source = 0;
    std::string rest;
};
std::optional<NamedSource> named_source(std::span<CoverageSource const> sources, std::string const &column);

/// The same, where what is left is the name of an id of users, or of a table, that is not named after the source too.
std::optional<NamedSource> source_of(std::span<CoverageSource const> sources, TableNames const &names,
                                     model::Table const &table, model::Column const &column, std::string const &users);

/// The service whose ids the values most probably are, in the rows of every source.
struct Elsewhere {
    std::uint32_t source = 0;
    model::KeyColumn to;
    bool users = true;
    bool named = false;   ///< the column is named after it
    bool certain = false; ///< and all values are its ids, and not those of the rows' own services
};

/// Nothing: they are ids of the rows' own services. `target` and `counted` are what they most probably refer to there.
/// With values alone all of them are users' ids of one source, and more than one in ten is not an id of the row's own.
std::optional<Elsewhere> ids_elsewhere(Suspect const &first, Suspect::Looks looks, Counts const &counts,
                                       Target const &target, Counted const &counted, model::KeyColumn const &users,
                                       std::uint32_t sources);

/// How many of the values of one source are ids of the service.
std::int64_t hits_elsewhere(Elsewhere const &elsewhere, Suspect const &suspect, Tally const &tally);

} // namespace tributary::undeclared
