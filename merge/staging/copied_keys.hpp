#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::staging {

/// The columns of a source's table in which rows have been given other values: by the policy of a unique key, before
/// values that follow from rows are computed.
std::vector<std::string> columns_with_new_values(Staging const &staging, model::MappedSource const &source);

/// How far the different values of a column, beside what says of which key they are, are values of another table's
/// column, in one source.
struct CopiedKeys {
    std::int64_t values = 0;
    std::int64_t of_key = 0;  ///< of these
    std::int64_t changed = 0; ///< of these: rows with it were given another value
};

/// Compares columns with the values of one column of a key: made once, it holds these in a temporary table with an
/// index, beside those of the `others` of its columns.
class KeyValues {
public:
    KeyValues(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
              std::string const &column, std::vector<std::string> const &others = {});
    KeyValues(KeyValues const &) = delete;
    KeyValues &operator=(KeyValues const &) = delete;
    ~KeyValues();

    /// Nothing if most of the first values are no values of the key. NULL and the empty text do not count. `beside` are
    /// the columns that hold the same as the others of the key, in their order. Costs one pass.
    std::optional<CopiedKeys> compare(model::MappedTable const &table, model::MappedSource const &source,
                                      model::MappedColumn const &column,
                                      std::vector<model::MappedColumn const *> const &beside = {}) const;

private:
    Staging const &m_staging;
};

} // namespace tributary::staging
