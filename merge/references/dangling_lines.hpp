#pragma once

#include "merge/plan/plan.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tributary::references {

/// What can always be done.
inline constexpr char const *fix_value = "fix the source, or `set` the column in the plan";

/// What a question about values proposes: behind the `remedy`, what else can be done, [[reference]]s in comments for
/// each of these words of `dangling`, or of `invalid`, as `key` says. Nothing of what is there may be lost by agreeing.
std::string dangling_lines(std::string_view remedy, std::span<plan::ReferencePlan const *const> references,
                           std::string_view key, std::span<char const *const> words);

} // namespace tributary::references
