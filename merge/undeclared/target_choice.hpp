#pragma once

#include "merge/undeclared/judgement.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/suspects.hpp"

#include <span>
#include <string>
#include <vector>

/// What a column most probably refers to, by what was counted of it in all sources.
namespace tributary::undeclared {

struct TargetChoice {
    Target target;
    std::vector<model::KeyColumn> rivals; ///< of which nearly all values are ids as well; the own table is the last
};

/// `first` is what is known of the column, and `looks` what it is taken for; `users` is the users' id, and `name` the
/// column of their names.
TargetChoice choose_target(Suspect const &first, Suspect::Looks looks, Counts const &counts,
                           model::KeyColumn const &users, std::string const &name);

/// How many values are ids, or names, of the target.
std::int64_t hits_of(Target const &target, Tally const &tally);

/// What was counted in all sources, for this target.
Counted counted_of(Target const &target, Counts const &counts);

} // namespace tributary::undeclared
