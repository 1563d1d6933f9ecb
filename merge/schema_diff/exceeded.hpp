#pragma once

#include "merge/model/drift.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::schema_diff {

/// True if the target's column would refuse the value. `value` is as the source has it.
bool breaks(model::Limit const &limit, model::Cell const &value);

/// In words: `longer than 50 characters`.
std::string describe(model::Limit const &limit);

/// What the target's column requires, in words: `takes no NULL`, `takes at most 50 characters`.
std::string rule_of(model::Limit const &limit);

/// Throws model::Error 65 where no value of a source's column can be one of the target's column. Reads no rows.
void refuse_impossible_types(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                             model::Schema const &target);

/// Rows of one source with a value that its column in the target does not take.
struct Unfit {
    model::MappedTable const *table = nullptr;
    std::size_t source = 0; ///< its place in `table->sources`
    model::Limit limit;
    std::vector<std::int64_t> rows; ///< their numbers in staging, ascending; never empty
};

/// Every value that will be loaded and does not fit its column in the target: a NULL where none may be, a text too
/// long, a label that an enum lacks. Reads only columns in which the catalogues leave it open. After all is decided.
/// Tables in the mapping's order. Throws model::Error 1 for times that do not say their zone, with the column, how many
/// values there are, and a row.
std::vector<Unfit> unfit_values(plan::Plan const &plan, staging::Staging const &staging,
                                std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                                model::Mapping const &mapping);

} // namespace tributary::schema_diff
