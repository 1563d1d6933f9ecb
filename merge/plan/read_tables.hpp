#pragma once

#include "merge/plan/plan.hpp"
#include "merge/plan/toml_section.hpp"

#include <string>
#include <vector>

namespace tributary::plan {

/// Every [table.NAME]: how rows of one table are named, left out and merged.
std::vector<TablePlan> read_tables(std::string const &file, TomlSection &root, Choices const &choices,
                                   std::vector<std::string> const &sources);

/// Every [[unique]]: keys that only the application knows, and what happens to rows that share one.
std::vector<UniquePlan> read_uniques(std::string const &file, TomlSection &root, Choices const &choices);

/// `survivorship` of [users] or of a table; empty if it is not there.
std::vector<SurvivorshipPlan> read_survivorship(TomlSection &owner, Choices const &choices,
                                                std::vector<std::string> const &sources);

} // namespace tributary::plan
