#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/error.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/conversion.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::target {

/// The rows of one source as the target will hold them: merged, and converted where the target is of another kind. What
/// load writes and verify expects.
///
/// Throws model::Error 65 that names the row where a value cannot be loaded.
class MergedRows {
public:
    MergedRows(staging::Staging const &staging, std::vector<staging::StagedSource> const &sources, model::Engine target,
               model::MappedTable const &table, model::MappedSource const &source,
               std::vector<std::string> const &columns, staging::Exceptions const &exceptions);

    /// Hands on row after row; each is valid during the call only.
    void each(model::RowSink const &sink);

    /// The error for a row that the target did not take, by its place in the stream counted from 0.
    model::Error refused(std::int64_t place, std::string const &why) const;

private:
    staging::Staging const &m_staging;
    model::MappedTable const &m_table;
    model::MappedSource const &m_source;
    staging::Exceptions const &m_exceptions;
    std::vector<std::string> m_columns;
    Conversion m_conversion;
};

} // namespace tributary::target
