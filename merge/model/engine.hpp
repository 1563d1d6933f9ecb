#pragma once

#include <string_view>

namespace tributary::model {

/// What depends on it is asked by a switch without a default, so that the compiler names every place that a new engine
/// has to answer.
enum class Engine { postgresql, sqlite };

/// As people write it.
std::string_view name_of(Engine engine);

/// True if a column holds values of its type only. SQLite keeps anything anywhere, of any length, whatever the column's
/// type is called.
bool types_bind(Engine engine);

/// True if tables lie in schemas, of which the plan may name some.
bool has_schemas(Engine engine);

/// The schema of a session's temporary tables.
std::string_view temporary_schema(Engine engine);

} // namespace tributary::model
