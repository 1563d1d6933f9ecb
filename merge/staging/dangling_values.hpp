#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tributary::staging {

/// Values that refer to no row of their source, and that the plan keeps or makes NULL (table dangling_value): how many
/// rows of a column hold each, and who has the value in the target.

/// Forgets those of one staged table.
void clear_dangling(Staging const &staging, std::int64_t table);

/// Values of many rows of one column at once, each as SQL over `from`, which is ` FROM … WHERE …`.
struct DanglingInColumn {
    std::int64_t table = 0;
    std::string column;
    model::KeyColumn to;
    std::string_view rule;
    std::string value;
    std::string becomes; ///< depends on nothing but the value
    std::string from;
};
/// Adds to those that are there. True if there are any rows.
bool add_dangling(Staging const &staging, DanglingInColumn const &rows);

/// Counts values of one reference one by one, in the rows of one staged table. They are there after flush(), or
/// earlier: memory is bounded whatever their number.
class DanglingCounter {
public:
    DanglingCounter(Staging const &staging, std::int64_t table, std::string column, model::KeyColumn to,
                    std::string rule);
    /// One more row holds the value. `becomes` is the same each time; nullopt: NULL.
    void count(std::string const &value, std::optional<std::string> const &becomes);
    void flush();

private:
    struct Counted {
        std::optional<std::string> becomes;
        std::int64_t rows = 0;
    };

    std::int64_t m_table;
    std::string m_column;
    model::KeyColumn m_to;
    std::string m_rule;
    databases::sqlite::Statement m_add;
    std::unordered_map<std::string, Counted> m_values;
    std::size_t m_bytes = 0;
};

/// Finds the accounts and rows of the target that have such a value by now, in another case where the target's column
/// ignores it. Reads a table once for each of its columns to which such values refer, unless its ids are shifted, as a
/// kept number then never is another row's.
void find_dangling_in_target(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions);

} // namespace tributary::staging
