#pragma once

#include "merge/model/check.hpp"

#include <string>
#include <vector>

namespace tributary::model {

/// Throws model::Error 69 with the rights that are missing, and the statements that give them; the first twenty.
/// `where` is the database.
void refuse_without(std::vector<MissingRight> const &missing, std::string const &where);

} // namespace tributary::model
