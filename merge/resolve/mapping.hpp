#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/resolve/id_ranges.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace tributary::resolve {

/// A source's table as mapping() needs to know it.
struct SourceTable {
    std::int64_t id = 0; ///< in staging
    std::string label;
    std::string staged;
    std::vector<std::string> columns; ///< in the staging file, one for each column that is not generated
    std::int64_t rows = 0;
};

struct MappingSource {
    std::string name;
    model::Schema const &schema;
    std::vector<SourceTable> tables;
};

/// Which table and column of which source fills which of the target, by name, with the plan's `set`. Offsets are 0;
/// conditions are in the plan's own words.
///
/// Throws model::Error with every difference that the plan has to answer (drift): a table or column that the target
/// lacks, a column that it demands and a source lacks. Exit 78 if the target has none of the tables, or if `set` names
/// what does not exist; otherwise 1.
model::Mapping mapping(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target);

/// Columns whose numbers are shifted: those that databases hand out and that refer to nothing, with the greatest value
/// that every column of the target which holds them can take.
std::map<model::KeyColumn, std::int64_t> numbered_columns(model::Mapping const &mapping);

/// Writes the offset of each source's range into the columns whose values are in it.
void apply_offsets(model::Mapping &mapping,
                   std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> const &offsets);

/// Where the column's values come from: the end of its chain, or the column itself.
model::KeyColumn origin_of(model::MappedTable const &table, model::MappedColumn const &column);

} // namespace tributary::resolve
