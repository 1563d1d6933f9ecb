#pragma once

#include "merge/plan/plan.hpp"

#include <span>
#include <string>

namespace tributary::references {

/// What a question about dangling values proposes: a [[reference]] in comments for each of these words of `dangling`,
/// behind a sentence about what else can be done. Nothing of what is there may be lost by agreeing.
std::string dangling_lines(plan::ReferencePlan const &reference, std::span<char const *const> words);

} // namespace tributary::references
