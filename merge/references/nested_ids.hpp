#pragma once

#include "merge/model/format.hpp"
#include "merge/references/path.hpp"
#include "merge/references/spots.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace tributary::references {

/// More documents around another are not entered.
inline constexpr int most_nested = 10;

/// The ids at `path` in a document of this format.
Spots ids_at(model::Format format, std::string_view document, std::span<Step const> path, bool keys);

/// The ids inside a string that a path has led to, where the string holds a document: JSON or what PHP serialised, of
/// either in either. `path` is the rest of it. Nothing if the string is a text: where the path ends at it, it is an id
/// itself. A text that looks as if PHP had serialised it and that cannot be read is a problem, and so are more than
/// `most_nested` documents around another.
std::optional<Spots> nested_ids(std::string_view text, std::span<Step const> path, bool keys, int nested);

/// How a document inside a string is written, by its look; nothing: it is a text.
std::optional<model::Format> format_of(std::string_view text);

} // namespace tributary::references
