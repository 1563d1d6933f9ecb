#pragma once

#include "tests/testing/schema_truth.hpp"

#include <string>
#include <vector>

namespace tributary::testing {

/// What is wrong with a target, one sentence for each thing; empty if it is what it must be: every row of every source
/// is in it, or folded onto the row that stands for it, or left out by a rule, and in `books` so counted (the program's
/// report as JSON); every reference leads to the row that stands for the one it led to; no two rows share a key;
/// nothing else has changed.
std::vector<std::string> faults(RandomSchema const &schema, SchemaTruth const &truth, Database const &target,
                                std::string const &report);

} // namespace tributary::testing
