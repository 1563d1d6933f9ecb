#pragma once

#include "tests/testing/random_schemas.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tributary::testing {

/// The ids of one reference in a document of the generator, which then has "#" in their place. NULL in a list is "".
std::vector<std::string> take_ids(nlohmann::json &document, SchemaReference const &reference);

/// A member for such a document, with the ids where `take_ids` finds them.
std::string put_ids(SchemaReference const &reference, std::vector<std::string> const &ids, bool numbers);

/// True if the document has one id at most: `$.head`, not `$.watchers[*]`.
bool is_single(SchemaReference const &reference);

/// The elements of `{1,2,NULL}` as PostgreSQL prints it. NULL is "".
std::vector<std::string> elements(std::string const &array);

/// What a reference of one column, or one inside a value, holds; "" is NULL, and 0 where it is
/// written for NULL.
std::vector<std::string> held(SchemaValues const &row, SchemaReference const &reference);

} // namespace tributary::testing
