#include "merge/staging/changed_ids.hpp"

#include <vector>

namespace tributary::staging {

void read_changed_ids(Staging const &staging, std::int64_t key, std::function<void(model::Cell const &)> const &sink)
{
    auto rows = staging.database().prepare("SELECT old FROM crosswalk WHERE key_id = ? AND new IS NOT old");
    rows.bind(1, key);
    while (rows.step()) {
        sink(rows.cell(0));
    }
}

void read_staged_values(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                        std::span<std::string const> values, Exceptions const &exceptions, model::RowSink const &sink)
{
    std::string list;
    for (auto const &value : values) {
        list += (list.empty() ? "" : ", ") + value;
    }
    auto rows = staging.database().prepare("SELECT " + list + staged_rows(table, source, exceptions));
    std::vector<model::Cell> row(values.size());
    while (rows.step()) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = rows.cell(static_cast<int>(i));
        }
        sink(row);
    }
}

} // namespace tributary::staging
