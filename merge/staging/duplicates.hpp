#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/key_set.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tributary::staging {

/// One of several rows that would share a unique key in the target.
struct DuplicateRow {
    std::size_t source = 0; ///< place in MappedTable::sources
    std::int64_t row = 0;   ///< in the staged table
    std::string key;        ///< the same in all rows of the group: canonical bytes of the key's columns, or a number
    std::string rest;       ///< SHA-256 of the columns that must agree for the rows to be identical
    bool assigned = false;  ///< a policy has given it a value already
    std::vector<model::Value> shown; ///< of the columns that were asked for
};

/// What is searched for, and which columns of the rows are returned.
struct DuplicateSearch {
    std::vector<std::string> key;
    bool nulls_agree = false; ///< else a NULL in the key agrees with nothing
    std::vector<std::string> rest;
    std::vector<std::string> shown;
    KeySet *only = nullptr; ///< only keys that are in it; null: all
    std::string where;      ///< condition of the plan over the merged row; empty: every row
};

using DuplicateSink = std::function<void(std::vector<DuplicateRow> const &)>;

/// Every group of two or more rows of the merged table that agree in `key`, one group after the other, in an order that
/// does not depend on how rows are stored. Within a group rows that no policy has given a value come first, then the
/// order is that of the sources and of the old ids.
///
/// Exact. A first pass hashes the keys into 8 bytes a row, at most 64 MB at a time; only rows whose hash is there twice
/// are read again and compared in full. O(n log n) time. The sink may write decisions, but not search.
void for_each_duplicate(Staging const &staging, model::MappedTable const &table, DuplicateSearch const &search,
                        Exceptions const &exceptions, DuplicateSink const &sink);

/// The same for rows that are known to agree: `found` passes them one by one, with the number of the group. Of `search`
/// only the returned columns count.
using FoundRow = std::function<void(std::int64_t group, std::size_t source, std::int64_t row)>;
void for_each_found(Staging const &staging, model::MappedTable const &table, DuplicateSearch const &search,
                    Exceptions const &exceptions, std::function<void(FoundRow const &)> const &found,
                    DuplicateSink const &sink);

/// What one row has in these columns before anything is decided about it: its own values, with its references
/// rewritten. The row must be there.
std::vector<model::Value> values_of_row(Staging const &staging, model::MappedTable const &table,
                                        model::MappedSource const &source, std::int64_t row,
                                        std::vector<std::string> const &columns, Exceptions const &exceptions);

/// What one row has in these columns in the target. The row must be there and not be folded.
std::vector<model::Value> merged_values(Staging const &staging, model::MappedTable const &table,
                                        model::MappedSource const &source, std::int64_t row,
                                        std::vector<std::string> const &columns, Exceptions const &exceptions);

/// All rows of the merged table, or those for which the plan's condition over them is true, in no order.
void for_each_merged_row(Staging const &staging, model::MappedTable const &table,
                         std::vector<std::string> const &columns, Exceptions const &exceptions,
                         std::function<void(std::size_t source, std::int64_t row, model::Row cells)> const &sink,
                         std::string const &where = {});

} // namespace tributary::staging
