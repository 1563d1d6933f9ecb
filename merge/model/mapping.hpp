#pragma once

#include "merge/model/format.hpp"
#include "merge/model/schema.hpp"

#include <compare>
#include <cstdint>
#include <optional>
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

/// A reference that the plan declares and a foreign key cannot express: one for some rows only, one that is written
/// differently from what it refers to, or one inside a value.
struct DeclaredReference {
    enum class Holds {
        value, ///< the value is the id
        array, ///< the value is an array of ids, as PostgreSQL prints it or as JSON
        path,  ///< ids are in the document at `pattern`, or in the texts there
        keys,  ///< ids are the keys of the object at `pattern` in the document
        text,  ///< ids are what the one group of the regular expression `pattern` finds
    };
    std::size_t position = 0; ///< in the plan's list
    std::string when;         ///< SQL condition over the staged row; empty: every row
    Holds holds = Holds::value;
    Format format = Format::json; ///< of the document
    std::string pattern;
    bool as_text = false;                ///< the column holds texts, and what it refers to integers
    Chain chain;                         ///< the column referred to, and what that one refers to in turn
    std::int64_t offset = 0;             ///< of the id range that its values are in
    std::optional<std::uint32_t> ids_of; ///< the source whose ids these are; none: the row's own
};

/// Whose ids the reference holds in rows of this source.
inline std::uint32_t ids_of(DeclaredReference const &reference, std::uint32_t source)
{
    return reference.ids_of.value_or(source);
}

/// How one source fills one column of the target.
struct MappedColumn {
    std::string name;   ///< in the target
    std::string value;  ///< SQLite expression over the staged row; empty: this source has none, the default applies
    std::string staged; ///< its column in the staged table; empty where it is computed or there is none
    Chain chain;        ///< its values change as those do which it refers to
    std::int64_t offset = 0; ///< of the id range that its values are in
    bool computed = false;   ///< by an expression of the plan, over its row or the merged rows
    std::string replaced;    ///< SQL for the source's own value where `computed`; empty where it has no such column
    std::vector<DeclaredReference> declared; ///< in the plan's order; of those by value the first that holds counts
    std::vector<std::string> waived;         ///< SQL conditions over the staged row: rows in which it is no reference
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
    Table const *table = nullptr;       ///< as in the source; owned by the source's catalogue
    std::string left_out_unless;        ///< SQL condition of the plan over the staged row; empty: every row is loaded
};

struct MappedTable {
    Table target;
    std::vector<MappedSource> sources;       ///< in order of precedence
    std::string name_column;                 ///< the users' name, in the users table; empty elsewhere
    std::vector<std::string> kept_ids;       ///< columns whose numbers stay as they are, though databases hand them out
    std::vector<std::string> secrets = {};   ///< columns whose values look like secrets (identity::find_secrets())
    std::vector<std::string> not_shown = {}; ///< columns of which no report shows a value, by their looks (the same)
    bool keeps_state = false; ///< with one of `secrets` as its key: what a program keeps, as of a session (the same)
};

/// The whole way from the sources to the target: tables in the target's catalogue order.
using Mapping = std::vector<MappedTable>;

/// Null if there is none. O(n).
MappedTable const *find_table(Mapping const &mapping, std::string_view label);
MappedSource const *find_source(MappedTable const &table, std::uint32_t source);

/// Null where the source leaves the column to the target's default, too.
MappedColumn const *find_filled(MappedSource const &source, std::string_view name);

/// True if the column refers to other rows in any source.
bool refers(MappedTable const &table, std::string_view name);

/// True if rows of this source's table refer to rows of `label`, by a foreign key or as the plan declares, or hold what
/// these hold because they refer to what refers to them.
bool refers_to(MappedSource const &source, std::string_view label);

/// The users table, which every mapping has.
MappedTable const &users_of(Mapping const &mapping);

} // namespace tributary::model
