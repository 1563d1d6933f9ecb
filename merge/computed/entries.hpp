#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <string>
#include <vector>

namespace tributary::computed {

/// A column that the plan computes.
struct Entry {
    plan::TablePlan const *table = nullptr;
    plan::ColumnPlan const *column = nullptr;

    model::KeyColumn key() const { return {table->name, column->name}; }
};

/// All of them, in the order in which they stand in the plan. They point into it.
std::vector<Entry> entries(plan::Plan const &plan);

/// Throws model::Error 78 that points at the entry's `value`.
[[noreturn]] void refuse(plan::Plan const &plan, Entry const &entry, std::string const &why,
                         std::string const &next = {});

} // namespace tributary::computed
