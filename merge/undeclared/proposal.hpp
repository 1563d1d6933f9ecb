#pragma once

#include "merge/model/schema.hpp"

#include <cstdint>
#include <string>

/// What a finding proposes, as lines of the plan that can be pasted.
namespace tributary::undeclared {

/// A name as a condition of the plan says it: what SQLite reserves, and what is not a plain word, in quotes.
std::string in_condition(std::string const &name);

/// A share as a whole number of per cent: "95 %".
std::string percent(std::int64_t known, std::int64_t values);

/// `table.column` as the plan says it, in TOML. A table's label is its name, or schema.name where several schemas are
/// read.
std::string in_plan(model::Schema const &schema, std::string const &label, std::string const &column);

} // namespace tributary::undeclared
