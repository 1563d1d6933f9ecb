#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>
#include <vector>

namespace tributary::name_collisions {

/// A unique key that keeps users' names apart.
struct NameKey {
    model::UniqueKey key;
    std::vector<model::KeyPart> others; ///< its parts that are not made of the name alone

    /// True if it keeps the names of all users apart; else only of those that its predicate takes, and of those that
    /// agree in the other parts.
    bool is_whole() const { return key.predicate.empty() && others.empty(); }
};

/// The keys over the users' name: those of the target in the catalogue's order, then those of the plan's [[unique]].
/// A key that needs the name for nothing, because its other columns are a key by themselves, is left out.
std::vector<NameKey> name_keys(plan::Plan const &plan, model::Table const &users, std::string const &name);

} // namespace tributary::name_collisions
