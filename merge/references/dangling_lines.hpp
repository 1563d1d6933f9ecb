#pragma once

#include "merge/plan/plan.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tributary::references {

/// What can always be done.
inline constexpr char const *fix_value = "fix the source, or `set` the column in the plan";

/// `dangling` or `invalid`, and of which source it is said.
struct DanglingKey {
    std::string_view key;
    std::string_view source;
};

/// What a question about values of one source proposes: behind the `remedy`, what else can be done, [[reference]]s in
/// comments for each of these words of `key`. Nothing of what is there may be lost by agreeing.
std::string dangling_lines(std::string_view remedy, std::span<plan::ReferencePlan const *const> references,
                           DanglingKey const &key, std::span<char const *const> words);

} // namespace tributary::references
