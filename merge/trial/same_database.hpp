#pragma once

#include "merge/databases/identity.hpp"
#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"
#include "merge/plan/plan.hpp"

#include <string>
#include <vector>

namespace tributary::trial {

/// A database of the plan that was reached.
struct Reached {
    std::string what;                 ///< `source "prose"` or `target`
    std::vector<std::string> schemas; ///< those that the plan names; empty: the database has no schemas
    databases::Identity identity;
    plan::Position position; ///< in the plan
};

Reached reach(plan::Plan const &plan, plan::SourcePlan const &source, databases::Source &database);
Reached reach_target(plan::Plan const &plan, databases::Target &target);

/// Throws model::Error 78 if two of them are one database and the plan names a schema of it twice: a service would be
/// merged with itself, or loaded into itself.
void refuse_same_database(plan::Plan const &plan, std::vector<Reached> const &databases);

} // namespace tributary::trial
