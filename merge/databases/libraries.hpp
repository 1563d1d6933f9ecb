#pragma once

#include "merge/model/version.hpp"

#include <vector>

namespace tributary::databases {

/// Those by which databases are reached, as they are loaded now.
std::vector<model::Library> libraries();

} // namespace tributary::databases
