#pragma once

#include "merge/databases/target.hpp"
#include "merge/job/job.hpp"
#include "merge/plan/plan.hpp"
#include "merge/target/shape.hpp"

#include <string>

/// Code that `create` brings from a source: a dry run evaluates none of it, and a load does not with a superuser's
/// rights unless it is told to.
namespace tributary::target {

/// Says what the dry run does not evaluate, and, where the target's role has rights over its server, that a load will
/// refuse it. `step` is the command.
void say_foreign_code(job::Job const &job, TargetShape const &shape, std::string const &step);

/// Says what will run. Throws model::Error 5 where it would run with rights over the target's server and `is_trusted`
/// is false.
void refuse_foreign_code(job::Job const &job, TargetShape const &shape, bool is_trusted);

/// Throws model::Error 65 if the query calls more than functions that touch nothing but their arguments, or reads what
/// it should not. For what the text of a source's definition is a part of.
void refuse_calls(databases::Target &target, std::string const &select);

/// What an index or constraint of the table calls, or the expression of a column; empty: nothing of a source.
std::string calls_of(TargetShape const &shape, model::Table const &table, std::string const &name);

} // namespace tributary::target
