#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"
#include "merge/plan/plan.hpp"

#include <optional>
#include <span>
#include <string>

namespace tributary::mapping {

/// Why a column cannot be given a value, and what to do instead.
struct Obstacle {
    std::string sentence;
    std::string next_step = {};
};

/// Of a rule of the plan, or of an answer, which gives it to rows of these sources. nullopt: it can be given.
std::optional<Obstacle> obstacle_to(plan::Plan const &plan, model::MappedTable const &table,
                                    std::span<model::MappedSource const> sources, std::string const &name);

/// What an answer `set:<column>=<value>` gives to a row; the value NULL is NULL.
struct AnsweredValue {
    std::string column;
    model::Value value;
    std::string problem; ///< why the row cannot have it; empty if it can
};

/// `column_and_value` is what follows `set:`. Ids, the users' name, and what the plan or the target computes are not
/// set by answers, and references only to NULL.
AnsweredValue answered_value(plan::Plan const &plan, model::MappedTable const &table, model::MappedSource const &source,
                             std::string const &column_and_value);

} // namespace tributary::mapping
