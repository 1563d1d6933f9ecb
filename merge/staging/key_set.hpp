#pragma once

#include "merge/model/cell.hpp"
#include "merge/staging/staging.hpp"

#include <string>

namespace tributary::staging {

/// Keys of rows, as canonical bytes (row_digest.hpp), in a temporary table of the staging file's connection: they
/// need not fit into memory. O(log n) each.
class KeySet {
public:
    /// Empty. `name` is that of the temporary table; one set of a name is in use at a time.
    KeySet(Staging const &staging, std::string const &name);

    void add(model::Row key);
    bool contains(model::Row key);

private:
    std::string m_bytes;
    databases::sqlite::Statement m_add;
    databases::sqlite::Statement m_find;
};

} // namespace tributary::staging
