#pragma once

#include "merge/databases/postgres/session.hpp"
#include "merge/model/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tributary::databases::postgres {

/// An extension of the source, and the schema that it lies in.
struct Extension {
    std::string name;
    std::string schema;
};

/// The DDL of these schemas by `pg_dump --schema-only`, in the given exported snapshot: before the rows its pre-data
/// section, after them its post-data. Extensions come along; owners, grants and tablespaces do not, as they belong to
/// another server. Schemas and extensions are made where they are missing; what is said of them (COMMENT) stays behind,
/// as only their owner may say it.
///
/// Objects are left out by pg_restore's list of them, one line each, and never by reading their definitions, which are
/// the source's. Throws model::Error with the program's own sentence (69), or 2 if it is not installed.
model::CreateScript dump_schema(Conninfo const &conninfo, std::vector<std::string> const &schemas,
                                std::vector<Extension> const &extensions, std::string const &snapshot,
                                std::string const &what);

/// pg_restore's list without schemas, extensions and comments on them. O(n).
std::string without_surroundings(std::string_view list);

/// pg_restore's script without what it begins and ends with: settings for the session, which is set already, and what
/// only psql understands (\restrict). O(n).
std::string objects_of(std::string_view script);

} // namespace tributary::databases::postgres
