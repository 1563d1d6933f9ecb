#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tributary::model {

/// `did you mean "x"?` for the candidate with the fewest typing slips (Levenshtein distance, case counting half), or an
/// empty string if none is within a third of the word's length. O(total length × word length).
std::string did_you_mean(std::string_view word, std::span<std::string const> candidates);

} // namespace tributary::model
