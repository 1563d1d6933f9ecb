#pragma once

#include "merge/databases/sqlite/bulk_insert.hpp"
#include "merge/model/cell.hpp"
#include "merge/staging/row_digest.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tributary::staging {

/// Two sets of rows, each row known by its key and a hash of the whole. Lies in a temporary file of its own.
class RowSets {
public:
    RowSets();
    RowSets(RowSets const &) = delete;
    RowSets(RowSets &&) = delete;
    RowSets &operator=(RowSets const &) = delete;
    RowSets &operator=(RowSets &&) = delete;
    ~RowSets() = default;
    void add_expected(std::string const &key, model::Row row) { add(0, key, row); }
    void add_actual(std::string const &key, model::Row row) { add(1, key, row); }

    /// The first keys, in order, of rows that are not in both sets equally often, each with what is wrong: missing
    /// (only expected), unexpected (only actual), differs (in both, and not equal).
    std::vector<std::pair<std::string, std::string>> differences(std::size_t limit);

private:
    void add(std::int64_t side, std::string const &key, model::Row row);

    databases::sqlite::Database m_database;
    databases::sqlite::BulkInsert m_insert;
    std::string m_buffer;
};

} // namespace tributary::staging
