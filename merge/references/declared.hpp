#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::references {

/// Sees that each [[reference]] names columns that some source has, that it leads to an id or to the users' name, and
/// that its column can hold what it says. `schemas` are the sources' catalogues in the plan's words. Throws
/// model::Error 78 that points into the plan.
void check_references(plan::Plan const &plan, std::span<model::Schema const> schemas);

/// True if a foreign key says the same as this [[reference]]: the value is the id, in every row, written as it is
/// there.
bool is_foreign_key(plan::ReferencePlan const &reference, model::Schema const &schema);

/// The references that the plan declares of one column and that no foreign key can say. Chains are those of `schema`,
/// or, of ids of another source, of that one's catalogue among `all`, which are in the order of the plan; offsets 0,
/// conditions in the plan's own words.
std::vector<model::DeclaredReference> declared_references(plan::Plan const &plan, model::Schema const &schema,
                                                          std::string const &table, std::string const &column,
                                                          std::span<model::Schema const> all = {});

} // namespace tributary::references
