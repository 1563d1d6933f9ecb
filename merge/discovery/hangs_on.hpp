#pragma once

#include "merge/discovery/guess.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

/// What tells a vocabulary (tags, countries) from things that users own or are members of (teams, households, albums).
namespace tributary::discovery {

/// All references between the shape's tables: those that the shape or a source declares, those of `plan`, and those
/// that columns are named after (`team_id`).
std::vector<Link> links(model::Schema const &shape, std::span<SeenSource const> sources, UsersGuess const &users,
                        plan::Plan const &plan);

/// How rows hang on those of a table.
struct Hangs {
    std::string owned;  ///< a table that joins its rows to users, however many tables between; empty: none does
    std::string chosen; ///< the users' table, or one to which it refers, if its rows choose from the table; empty: no
};

/// Rows that choose among several tables (`post_tags`: a post and a tag) belong to none of them, unless one of the
/// tables is that of the users. Rows of which a number or a text is unique only together with the reference (pages of a
/// team, by their slugs) are a part of what they refer to. `lookups` are tables that are vocabularies by their columns.
Hangs what_hangs_on(model::Schema const &shape, std::span<Link const> links, std::string const &users,
                    std::string const &label, std::set<std::string> const &lookups);

} // namespace tributary::discovery
