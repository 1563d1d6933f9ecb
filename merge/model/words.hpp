#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tributary::model {

/// A number and what there are so many of: `1 row refers`, `2 rows refer`.
std::string counted(std::int64_t number, std::string_view one, std::string_view several);

} // namespace tributary::model
