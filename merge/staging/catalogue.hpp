#pragma once

#include "merge/model/schema.hpp"

#include <string>
#include <vector>

namespace tributary::staging {

/// A catalogue as JSON, as the staging file keeps it, and back. from_json(to_json(x)) == x if the
/// tables of x have its engine.
std::string to_json(model::Schema const &schema);
model::Schema from_json(std::string const &text);

std::string to_json(std::vector<std::string> const &words);
std::vector<std::string> words_from_json(std::string const &text);

} // namespace tributary::staging
