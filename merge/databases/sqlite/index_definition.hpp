#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tributary::databases::sqlite {

/// What a CREATE INDEX statement says that no pragma tells.
struct IndexDefinition {
    std::vector<std::string> parts; ///< each column or expression, as it is written, without ASC and DESC
    std::string predicate;          ///< behind WHERE; empty: all rows
};

/// Reads the statement as sqlite_schema keeps it. SQLite has accepted it; what is no CREATE INDEX has no parts. O(n).
IndexDefinition read_index_definition(std::string_view sql);

} // namespace tributary::databases::sqlite
