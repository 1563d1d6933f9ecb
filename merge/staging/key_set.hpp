#pragma once

#include "merge/model/cell.hpp"
#include "merge/staging/staging.hpp"

#include <string>

namespace tributary::staging {

/// Keys of rows, as canonical bytes (row_digest.hpp), in a temporary table of the staging file's connection: they
/// need not fit into memory. O(log n) each. Each set has a table of its own, which is dropped with it, or with the
/// connection if a statement is reading rows when the set ends. Must not outlive the transaction it is made in.
class KeySet {
public:
    /// Empty.
    explicit KeySet(Staging const &staging);
    KeySet(KeySet const &) = delete;
    KeySet &operator=(KeySet const &) = delete;
    ~KeySet();

    void add(model::Row key);
    bool contains(model::Row key);

private:
    databases::sqlite::Database const &m_database;
    std::string m_table; ///< as SQL
    std::string m_bytes;
    databases::sqlite::Statement m_add;
    databases::sqlite::Statement m_find;
};

} // namespace tributary::staging
