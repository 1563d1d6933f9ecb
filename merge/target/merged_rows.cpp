#include "merge/target/merged_rows.hpp"

namespace tributary::target {

MergedRows::MergedRows(staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                       model::Engine target, model::MappedTable const &table, model::MappedSource const &source,
                       std::vector<std::string> const &columns, staging::Exceptions const &exceptions)
    : m_staging(staging), m_table(table), m_source(source), m_exceptions(exceptions), m_columns(columns),
      m_conversion(table, source, columns, sources.at(source.source).schema.engine, target)
{
}

void MergedRows::each(model::RowSink const &sink)
{
    auto rows = m_staging.database().prepare(staging::merged_select(m_table, m_source, m_columns, m_exceptions));
    std::vector<model::Cell> cells(m_columns.size());
    std::int64_t place = 0;
    while (rows.step()) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = rows.cell(static_cast<int>(i));
        }
        if (auto const why = m_conversion.apply(cells); !why.empty()) {
            throw refused(place, why);
        }
        sink(cells);
        ++place;
    }
}

model::Error MergedRows::refused(std::int64_t place, std::string const &why) const
{
    auto const row =
        m_staging.database().integer(staging::merged_select(m_table, m_source, {}, m_exceptions, staging::Origin::row) +
                                     " LIMIT 1 OFFSET " + std::to_string(place));
    return {model::Exit::data, staging::row_in_words(m_staging, m_table, m_source, row) + ": " + why,
            "the target is unchanged; fix the row in the source, or `set` the column in the plan"};
}

} // namespace tributary::target
