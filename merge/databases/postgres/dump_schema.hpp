#pragma once

#include "merge/databases/postgres/session.hpp"
#include "merge/model/schema.hpp"

#include <string>
#include <vector>

namespace tributary::databases::postgres {

/// The DDL of these schemas by `pg_dump --schema-only`, in the given exported snapshot: before the rows its pre-data
/// section, after them its post-data. Extensions come along; owners, grants and tablespaces do not, as they belong to
/// another server. Throws model::Error with pg_dump's own sentence (69), or 2 if pg_dump is not installed.
model::CreateScript dump_schema(Conninfo const &conninfo, std::vector<std::string> const &schemas,
                                std::string const &snapshot, std::string const &what);

/// pg_dump's script without what only psql understands (\restrict), with schemas, those of extensions too, made where
/// they are missing.
std::string for_the_server(std::string const &script);

} // namespace tributary::databases::postgres
