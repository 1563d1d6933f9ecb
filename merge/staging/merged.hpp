#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tributary::staging {

/// Tables of values that are not the row's own, in the order in which the views lay them over each other.
enum class Layer {
    rewritten, ///< references inside a value
    survived,  ///< what survivorship chose among rows that are one
    assigned,  ///< what the policy for a unique key gave
};
inline constexpr std::array layers{Layer::rewritten, Layer::survived, Layer::assigned};

/// The staging table.
constexpr std::string_view name_of(Layer layer)
{
    return layer == Layer::rewritten ? "rewritten" : layer == Layer::survived ? "survived" : "assigned";
}

/// Which decisions the views must look up; what is not decided costs no join.
struct Exceptions {
    std::map<std::pair<std::uint32_t, model::KeyColumn>, std::int64_t>
        keys;                              ///< keys of which the crosswalk holds values
    std::set<std::int64_t> decided_tables; ///< staged tables with folded, renamed or left out rows
    std::set<std::int64_t> left_out;       ///< those of them with rows that are left out
    std::set<std::tuple<std::int64_t, std::string, Layer>>
        values; ///< staged tables, and their columns with values that are not the row's own

    bool has_values(std::int64_t table, std::string const &column) const;
};

Exceptions read_exceptions(Staging const &staging);

/// Columns before those that were asked for, when a row must be traced back.
enum class Origin {
    none,
    row, ///< its number in the staged table
};

/// How far the decisions about this table's own rows are in what is read.
enum class Rows {
    merged,    ///< all of them
    rewritten, ///< none: every row, with its own name and values; only its references are rewritten
};

/// The future content of a table as far as it comes from one source: references rewritten, names replaced, folded rows
/// gone. The one place in which a value changes; views, load and verify all read this.
///
/// Columns that the source does not have are NULL.
std::string merged_select(model::MappedTable const &table, model::MappedSource const &source,
                          std::span<std::string const> columns, Exceptions const &exceptions,
                          Origin origin = Origin::none, Rows rows = Rows::merged);

/// merged_select() with Origin::row for every staged row that is loaded or folded: of a folded row, what its survivor
/// is in the target.
std::string followed_select(model::MappedTable const &table, model::MappedSource const &source,
                            std::span<std::string const> columns, Exceptions const &exceptions);

/// ` FROM … AS "label" …`: all staged rows of one source but those that are left out, folded ones too. Ends in a WHERE,
/// to which a condition may be added with AND.
std::string staged_rows(model::MappedTable const &table, model::MappedSource const &source,
                        Exceptions const &exceptions);

/// SQL for the integer that a text writes in the one way it is written (`12`, not `012`), or that a REAL is; NULL for
/// anything else.
std::string number_in_text(std::string const &value);

/// What a staged row is called, everywhere: its old primary key as SQL over the staged table under `alias`, parts
/// separated by commas, also the columns that the target lacks or the plan computes. Its number where the table has no
/// primary key, or one with a generated column, which is not staged, and where the key is NULL. `staged` is
/// StagedTable::columns.
std::string primary_key_in_sql(model::Table const &table, std::vector<std::string> const &staged,
                               std::string const &alias);
/// The same over the table under its label.
std::string primary_key_in_sql(Staging const &staging, model::MappedTable const &table,
                               model::MappedSource const &source);

/// The old primary key of one staged row, as text; its number in staging where it has none.
std::string primary_key_of(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                           std::int64_t row);

/// The row with the least old primary key; of equal keys, the least row. `rows` are "#" and not empty.
std::int64_t first_by_primary_key(Staging const &staging, model::MappedTable const &table,
                                  model::MappedSource const &source, std::span<std::int64_t const> rows);

/// A staged row as messages call it: source/table#primary key, or its number in staging where it has none.
std::string row_in_words(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                         std::int64_t row);

/// Names of the target's columns that are loaded from this source: the others take their defaults.
std::vector<std::string> loaded_columns(model::MappedSource const &source);

/// The views "merged.<table>", in place of those that are there.
void write_views(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions);

} // namespace tributary::staging
