#pragma once

#include "merge/references/path.hpp"
#include "merge/references/spots.hpp"

#include <span>
#include <string_view>

namespace tributary::references {

/// The ids at `path` in what PHP's serialize() wrote: integers and strings, or the keys of the array or object there if
/// `keys`. A member is an entry of an array or a property of an object, an element an entry whose key is an integer;
/// which class a property is of does not count. NULL, the empty text, and what the value does not have hold no id.
/// Anything else at the path, and a text that is not serialised, is a problem. O(length).
///
/// Strings on the path that hold a document themselves are entered, as nested_ids() says; `nested` is how many are
/// around this one.
Spots php_ids(std::string_view text, std::span<Step const> path, bool keys, int nested = 0);

} // namespace tributary::references
