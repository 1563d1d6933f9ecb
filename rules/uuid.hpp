#pragma once

#include "merge/model/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tributary::rules {

/// The uuid of RFC 4122, version 5 (SHA-1), of a name within `space`, written as `space` is: a text with or without
/// hyphens, in small letters unless it has capitals, or 16 bytes. nullopt if `space` is not a uuid.
std::optional<std::string> uuid_version_5(model::Value const &space, std::string_view name);

} // namespace tributary::rules
