#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Places in documents whose ids mean rows of one table or another, as a member beside them says.
namespace tributary::undeclared {

/// What was counted at one place, in each source.
using InsideCounts = std::vector<std::pair<Suspect const *, InsideTally const *>>;

/// A member that says of which kind the ids at a place are.
struct KindsInside {
    KindMember member;
    std::map<std::string, model::KeyColumn> tables;
    std::vector<std::pair<std::string, model::KeyColumn>> rivals; ///< what a kind may mean as well
    std::vector<std::string> unknown;                             ///< kinds of which nothing says what they mean
};

/// The member that explains most: a kind is called after a table (`user`, `assign_team`), in which half of at least
/// three ids are, or the ids of several kinds use up different tables (kinds_by_use()), or avoid what others' tables do
/// not have (sure_kinds()). Where the place has no name of an id, a kind's ids have to be half of the table's or use it
/// up as well. A member whose name does not say that it is a kind has to have kinds in the singular, and one that is
/// always the same has to be in the nearest object. Nothing: no member explains a fifth of the numbers.
std::optional<KindsInside> kinds_inside(plan::Plan const &plan, model::Schema const &schema,
                                        model::KeyColumn const &users, InsideCounts const &counts);

/// The member that says by its name of which kind the ids are, if there are several kinds: the nearest. Nothing: none.
std::optional<KindMember> kind_member(InsideCounts const &counts);

/// The kinds at the place, each with the tables that have all its ids, the likeliest first.
std::map<std::string, std::vector<model::KeyColumn>> kinds_left(KindMember const &member, model::KeyColumn const &users,
                                                                InsideCounts const &counts);

/// The path to the ids of one kind: `$[*]?(@.type == "user").id`.
std::string path_of_kind(std::string const &path, KindMember const &member, std::string const &kind,
                         InsideCounts const &counts);

} // namespace tributary::undeclared
