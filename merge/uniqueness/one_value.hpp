#pragma once

#include <string>

namespace tributary::uniqueness {

/// True if the condition, as a CHECK has it, lets the column have one value only: `id = 1`, `1 = id`, `id IN (1)`, the
/// column itself; or only one of those from 1 on, as databases count: `id < 2`, `id BETWEEN 1 AND 1`. Comparisons with
/// constants may be joined by AND; of anything else it is not known, and the result is false. O(n).
bool allows_one_value(std::string const &definition, std::string const &column);

} // namespace tributary::uniqueness
