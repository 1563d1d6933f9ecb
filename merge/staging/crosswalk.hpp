#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tributary::staging {

/// The new values of keys whose new value is not old + offset (tables key_column and crosswalk).

/// Lists all columns that others refer to, so that entries of the crosswalk can point to them.
void write_key_columns(Staging const &staging, model::Mapping const &mapping);

/// The crosswalk's entries for the columns of this table which others refer to: the new values of what was folded or
/// renamed. Replaces those that are there. Returns how many there are.
std::int64_t rebuild_crosswalk(Staging const &staging, model::MappedTable const &table);

/// Adds the ids that no column refers to: the new values of folded rows, of every column that numbers its rows or is
/// its table's primary key. Nothing is rewritten by these entries; they say later what a row has become. Costs nothing
/// for rows that are kept.
void add_crosswalk_of_ids(Staging const &staging, model::Mapping const &mapping);

/// Looks up old values of one key column, by its number in Exceptions::keys.
class CrosswalkLookup {
public:
    struct Entry {
        std::optional<std::string> becomes; ///< nullopt: the value does not exist in the target
    };

    CrosswalkLookup(Staging const &staging, std::int64_t key);
    /// nullopt if the crosswalk has no entry for the value: its new value is old + offset.
    std::optional<Entry> find(model::Cell const &old);

private:
    databases::sqlite::Statement m_find;
};

/// How many rows of a staged table hold a value that does not exist in the target and has no replacement.
struct RowsWithoutValue {
    std::int64_t rows = 0;
    std::string example; ///< the smallest such value; empty if there are no rows
};
/// `value` is SQL over the staged row under the table's label.
RowsWithoutValue count_rows_without_value(Staging const &staging, model::MappedTable const &table,
                                          model::MappedSource const &source, std::string const &value,
                                          std::int64_t key);

} // namespace tributary::staging
