#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tributary::target {

/// Refuses (5) a target that holds a run already.
void refuse_recorded(databases::Target &target, plan::Plan const &plan, model::Engine engine);

/// Refuses (5) a target that holds a run, or rows in one of these tables, or one of them when they are to be made.
void refuse_filled(databases::Target &target, plan::Plan const &plan, std::span<std::string const> tables);

/// The DDL for the plan's `create`; empty if there is none.
model::CreateScript create_script(plan::Plan const &plan, std::span<staging::StagedSource const> sources);

/// Everything up to the first row: tables made, `before` run.
void make_tables(databases::Target &target, plan::Plan const &plan, model::CreateScript const &script);

/// Everything after the last row: keys and indexes are created, `after` is run. Materialised views stay as they are:
/// Target::refresh_views().
void finish_tables(databases::Target &target, plan::Plan const &plan, model::CreateScript const &script);

/// What the target will be after the load.
struct TargetShape {
    model::Schema schema;
    model::Schema before_rows;                             ///< what it is when the rows come
    std::vector<std::string> not_valid;                    ///< constraints that were declared NOT VALID, and stay so
    std::vector<databases::ForeignCode> foreign_code = {}; ///< of what `create` copies
    std::string powers = {};                               ///< of the target's role over its server; empty: none
};

/// A target as the load will leave it, but without rows, and without the code that `create` brings (Target::disarm());
/// and what it is undone with.
struct TargetTrial {
    std::unique_ptr<databases::Target> target;
    TargetShape shape;
};

/// Made in a transaction that lasts as long as the trial, and is rolled back then.
TargetTrial try_target(plan::Plan const &plan, std::span<staging::StagedSource const> sources);

/// The same for those who want to know the shape only.
TargetShape shape_of_target(plan::Plan const &plan, std::span<staging::StagedSource const> sources);

/// Throws model::Error 78 if rows with these columns cannot come because only `after` makes the table or a column fit
/// for them. The table must be in the finished shape.
void refuse_late(plan::Plan const &plan, TargetShape const &shape, std::string const &label,
                 std::vector<std::string> const &filled);

/// The same for all rows of the sources.
void refuse_late(plan::Plan const &plan, TargetShape const &shape, model::Mapping const &mapping);

/// The schema without what changes while it is used: the values of sequences.
model::Schema without_values(model::Schema schema);

} // namespace tributary::target
