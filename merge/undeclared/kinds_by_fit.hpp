#pragma once

#include "merge/model/mapping.hpp"
#include "merge/undeclared/kinds.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

/// Kinds of which only the values say what they mean, by the ids that those of each kind avoid.
namespace tributary::undeclared {

struct KindsByFit {
    KindTables kinds;           ///< of the rest nothing is known; empty: one table may well have all ids
    double by_accident = 1;     ///< how probable it is that numbers that have nothing to do with the tables fit so
    std::int64_t values = 0;    ///< of the column
    std::int64_t explained = 0; ///< of these: of the kinds that are known
};

/// The kinds whose numbers, at least three different ones, are all ids of a table, for one kind of another than for the
/// others: of several the smallest, and `users` before others of their size; those that the numbers do not avoid either
/// are its rivals. Numbers drawn from one table would seldom all be ids of a smaller one: how seldom is said, but for
/// the kinds of the largest, and how many other kinds might have been these; nothing of more than eight kinds. Or
/// numbers of anything would seldom avoid the gaps of a table for each kind: how seldom, compared with those of a table
/// that has all numbers. Nothing where the first rows alone are of one kind. `has_to_reach`: the numbers of a kind
/// reach as far as draws from the table would, or avoid its gaps. O(sources * kinds * tables).
KindsByFit kinds_by_fit(Counts const &counts, model::KeyColumn const &users, bool has_to_reach = true);

/// In how many ways so many of all can be chosen.
double choices(std::size_t chosen, std::size_t all);

/// These kinds, if they are those of nine of ten values, and no accident. The less `name`, of the column of kinds, and
/// the kinds themselves say, the more the values have to. Empty: they are not.
KindTables sure_kinds(Counts const &counts, model::KeyColumn const &users, std::string const &name);

} // namespace tributary::undeclared
