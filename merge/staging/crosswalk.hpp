#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tributary::staging {

/// Which values that others refer to become others than their offset says (tables key_column and crosswalk).

/// Lists all columns that others refer to, so that the crosswalk can name them.
void write_key_columns(Staging const &staging, model::Mapping const &mapping);

/// The crosswalk's entries for the columns of this table which others refer to: the new values of what was folded or
/// renamed. Replaces those that are there. Returns how many there are.
std::int64_t rebuild_crosswalk(Staging const &staging, model::MappedTable const &table);

/// Looks old values of one key column up, which Exceptions::keys knows by its number.
class CrosswalkLookup {
public:
    struct Entry {
        std::optional<std::string> becomes; ///< nothing: the value is given up, and nobody has it
    };

    CrosswalkLookup(Staging const &staging, std::int64_t key);
    /// Nothing if the crosswalk does not know the value.
    std::optional<Entry> find(model::Cell const &old);

private:
    databases::sqlite::Statement m_find;
};

/// How many rows of a staged table hold a value that was given up without a replacement.
struct GivenUp {
    std::int64_t rows = 0;
    std::string example; ///< the smallest such value; empty if there are no rows
};
/// `value` is SQL over the staged row under the table's label.
GivenUp given_up(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                 std::string const &value, std::int64_t key);

} // namespace tributary::staging
