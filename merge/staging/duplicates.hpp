#pragma once

#include "merge/model/mapping.hpp"
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
    std::string key;        ///< canonical bytes of the key's columns
    std::string rest;       ///< SHA-256 of the columns that must agree for the rows to be identical
};

/// Every group of two or more rows of the merged table that agree in `key`, one group after the other, rows in order of
/// precedence. A NULL agrees with nothing unless `nulls_agree`.
///
/// Exact. A first pass hashes the keys into 8 bytes a row, at most 64 MB at a time; only rows whose hash is there twice
/// are read again and compared in full. O(n log n) time.
void for_each_duplicate(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &key,
                        bool nulls_agree, std::vector<std::string> const &rest, Exceptions const &exceptions,
                        std::function<void(std::vector<DuplicateRow> const &)> const &sink);

} // namespace tributary::staging
