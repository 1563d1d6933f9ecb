#pragma once

#include "merge/references/path.hpp"
#include "merge/references/spots.hpp"

#include <span>
#include <string_view>

namespace tributary::references {

/// The ids at `path` in a JSON document (RFC 8259), which stays as it is written, byte for byte: strings and whole
/// numbers, or the keys of the object there if `keys`. NULL and what the document does not have hold no id. Anything
/// else at the path, and a text that is not valid JSON, is a problem. O(length); deeper than 500 levels is a problem
/// too.
///
/// Strings on the path that hold a document themselves are entered, as nested_ids() says; `nested` is how many are
/// around this one.
Spots json_ids(std::string_view json, std::span<Step const> path, bool keys, int nested = 0);

/// The problem of a text that is not valid JSON.
inline constexpr char const *not_json = "is not valid JSON";

} // namespace tributary::references
