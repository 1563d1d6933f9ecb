#pragma once

#include "merge/plan/plan.hpp"
#include "merge/plan/toml_section.hpp"

#include <string>
#include <vector>

namespace tributary::plan {

/// Every [[reference]]: what the catalogue does not know.
std::vector<ReferencePlan> read_references(std::string const &file, TomlSection &root,
                                           std::vector<std::string> const &sources);

/// Every [[waive]]: a column that looks like a reference and is not one, tables that stay behind, a key that is given
/// up.
void read_waived(std::string const &file, TomlSection &root, Plan &plan);

/// Every [[zone]]: the time zone of times that do not say theirs.
std::vector<ZonePlan> read_zones(std::string const &file, TomlSection &root, std::vector<std::string> const &sources);

/// Every [derive.NAME], in the order of the file: rows of a target table that no source has.
std::vector<DerivePlan> read_derived(TomlSection &root);

} // namespace tributary::plan
