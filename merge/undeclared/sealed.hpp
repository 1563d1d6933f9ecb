#pragma once

#include "merge/model/check.hpp"
#include "merge/undeclared/suspects.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Values in which there may be ids, but that cannot be looked into.
namespace tributary::undeclared {

/// What wrote a value whose form only its own program reads, by its first bytes: a pickle of Python, Marshal of Ruby,
/// igbinary, a stream of Java objects; also as base64, and there PHP's serialize() too. Empty: nothing of these.
std::string sealed(std::string_view value);

/// The uuid that 16 bytes are, as text; empty: it is not 16 bytes, or a text.
std::string uuid_of_bytes(std::string_view value);

/// One note for each column of a source in which one of ten values is sealed.
std::vector<model::CheckNote> sealed_columns(std::span<CoverageSource const> sources, std::span<Suspect const> suspects,
                                             std::span<Tally const> tallies);

} // namespace tributary::undeclared
