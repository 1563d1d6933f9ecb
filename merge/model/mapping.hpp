#pragma once

#include "merge/model/schema.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// A column that others refer to, or that numbers its rows.
struct KeyColumn {
    std::string table; ///< label
    std::string column;

    auto operator<=>(KeyColumn const &) const = default;
};

/// What a column of one source refers to: first the column its foreign key names, then what that one refers to in turn.
/// The last is where the values come from. Empty: the column refers to nothing.
using Chain = std::vector<KeyColumn>;

/// How one source fills one column of the target.
struct MappedColumn {
    std::string name;  ///< in the target
    std::string value; ///< SQLite expression over the staged row; empty: this source has none, the default applies
    Chain chain;       ///< its values change as those do which it refers to
    std::int64_t offset = 0; ///< of the id range that its values are in
    bool computed = false;   ///< by an expression of the plan
};

/// How one source fills one table of the target.
struct MappedSource {
    std::uint32_t source = 0;
    std::string source_name;
    std::int64_t table_id = 0; ///< in staging
    std::string staged;        ///< table in the staging file
    std::int64_t rows = 0;
    std::vector<MappedColumn> columns;  ///< as MappedTable::target has them, generated ones left out
    std::vector<ForeignKey> references; ///< its own, and those that others declare of the same columns
    Table const *table = nullptr;       ///< as the source has it; owned by whoever owns the source's catalogue
};

struct MappedTable {
    Table target;
    std::vector<MappedSource> sources; ///< in order of precedence
    std::string name_column;           ///< the users' name, in the users table; empty elsewhere
};

/// The whole way from the sources to the target: tables in the target's catalogue order.
using Mapping = std::vector<MappedTable>;

/// Null if there is none. O(n).
MappedTable const *find_table(Mapping const &mapping, std::string_view label);
MappedSource const *find_source(MappedTable const &table, std::uint32_t source);

/// Null where the source leaves the column to the target's default, too.
MappedColumn const *find_filled(MappedSource const &source, std::string_view name);

/// The users table, which every mapping has.
MappedTable const &users_of(Mapping const &mapping);

} // namespace tributary::model
