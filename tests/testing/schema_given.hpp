#pragma once

#include "tests/testing/schema_truth.hpp"

#include <string>
#include <vector>

namespace tributary::testing {

/// What is wrong with the values that the policies of a table's keys gave to its `rows` in the target: a suffix to all
/// rivals but the first, numbers behind those of the first source, nothing to rows without a rival.
std::vector<std::string> faults_of_policies(SchemaTruth const &truth, SchemaTable const &table,
                                            std::vector<SchemaValues> const &rows);

} // namespace tributary::testing
