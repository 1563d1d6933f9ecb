#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::steps {

/// Refuses (1) a target that holds a run already.
void refuse_recorded(databases::Target &target, model::Engine engine);

/// Refuses (1) a target that holds a run, or rows in one of these tables, or one of them when they are to be made.
void refuse_filled(databases::Target &target, plan::Plan const &plan, std::span<std::string const> tables);

/// The DDL for the plan's `create`; empty if there is none.
model::CreateScript create_script(plan::Plan const &plan, std::span<staging::StagedSource const> sources);

/// Everything up to the first row: tables made, `before` run.
void make_tables(databases::Target &target, plan::Plan const &plan, model::CreateScript const &script);

/// Everything behind the last row: keys and indexes made, `after` run.
void finish_tables(databases::Target &target, plan::Plan const &plan, model::CreateScript const &script);

/// What the target will be after the load.
struct TargetShape {
    model::Schema schema;
    std::vector<std::string> not_valid; ///< constraints that were declared NOT VALID, and stay so
};

/// Made in a transaction that is rolled back.
TargetShape shape_of_target(plan::Plan const &plan, std::span<staging::StagedSource const> sources);

/// The schema without what changes while it is used: the values of sequences.
model::Schema without_values(model::Schema schema);

/// SHA-256 of the plan file and the scripts it names.
std::string plan_digest(plan::Plan const &plan);

} // namespace tributary::steps
