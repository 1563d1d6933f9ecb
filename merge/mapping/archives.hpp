#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/coverage.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tributary::mapping {

/// A source as archives() sees it, in the plan's names.
struct ArchiveSource {
    std::string name;
    model::Schema const &schema;
    /// The column's value in every row of the table.
    std::function<void(std::string const &table, std::string const &column, model::RowSink const &sink)> read;
};

/// Tables whose ids come out of another table's numbers: `users_deleted` beside `users`, with the same columns, and no
/// id in common in any source. Shifted by themselves, their rows would be lost to what refers to them. Each as a column
/// that needs a [[reference]]; those that the plan declares or waives, or whose ids it keeps, are not among them. Reads
/// the ids of both tables; memory: 8 bytes for each.
std::vector<model::UncoveredColumn> archives(plan::Plan const &plan, std::span<ArchiveSource const> sources);

} // namespace tributary::mapping
