#pragma once

#include "merge/staging/row_digest.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tributary::staging {

/// Values with references inside that are rewritten (table rewritten), by the staged row and column that they are in.

/// Forgets those of one staged table.
void clear_rewritten(Staging const &staging, std::int64_t table);
bool has_rewritten(Staging const &staging, std::int64_t table);

/// Writes values one by one, by the rule `reference`. A value that is there already stays.
class RewrittenWriter {
public:
    RewrittenWriter(Staging const &staging, std::int64_t table, std::string column);
    /// `old` is the value before, `row_key` the row's primary key as primary_key_in_sql() writes it.
    void write(std::int64_t row, model::Cell const &value, std::string_view old, std::string_view row_key);

private:
    std::int64_t m_table;
    std::string m_column;
    databases::sqlite::Statement m_insert;
};

/// Values of many rows of one column at once, each as SQL over `from`, which is ` FROM … WHERE …`.
struct RewrittenRows {
    std::int64_t table = 0;
    std::string column;
    std::string_view rule;
    std::string row;     ///< "#"
    std::string value;   ///< in the target
    std::string old;     ///< before
    std::string row_key; ///< its primary key, as primary_key_in_sql() writes it
    std::string from;
};
/// Replaces values that are there.
void write_rewritten(Staging const &staging, RewrittenRows const &rows);

/// Adds those of one staged table and rule: table, row, column and value.
void add_rewritten(Staging const &staging, std::int64_t table, std::string_view rule, RowSetDigest &digest);

} // namespace tributary::staging
