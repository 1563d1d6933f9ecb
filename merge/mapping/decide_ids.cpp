#include "merge/mapping/decide_ids.hpp"

#include "merge/mapping/id_ranges.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/mapping/ranges.hpp"
#include "merge/staging/id_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tributary::mapping {
namespace {

/// An id that is not an integer cannot be shifted: a uuid where another service has numbers, or any value in SQLite.
void refuse_other_values(staging::Staging const &staging, model::MappedSource const &source, std::string const &label,
                         std::string const &value, std::string const &column)
{
    auto const found = staging.database().value("SELECT quote(" + value + ") FROM " + model::sql_name(source.staged) +
                                                " AS " + model::sql_name(label) + " WHERE typeof(" + value +
                                                ") NOT IN ('integer', 'null') LIMIT 1");
    if (found) {
        throw model::Error(
            model::Exit::data,
            fmt::format("source \"{}\": column \"{}.{}\" is an integer id, but holds {}", source.source_name, label,
                        column, *found),
            "one id cannot be a number in one service and something else in another; change its type in one");
    }
}

} // namespace

std::optional<IdExtent> staged_extent(staging::Staging const &staging, model::MappedSource const &source,
                                      std::string const &column)
{
    auto const *const filled = model::find_filled(source, column);
    auto const found = staging.extent(source.table_id, filled == nullptr ? "" : filled->staged);
    return found ? std::optional(IdExtent{found->least, found->greatest}) : std::nullopt;
}

std::vector<MeaningfulIds> staged_meaningful_ids(plan::Plan const &plan, staging::Staging const &staging,
                                                 std::span<LooseSequence const> sequences,
                                                 model::Mapping const &mapping)
{
    return meaningful_ids(plan, mapping, sequences, [&](auto const &source, auto const &columns, auto const &sink) {
        std::string list;
        for (auto const &name : columns) {
            list += (list.empty() ? "" : ", ") + model::find_filled(source, name)->value;
        }
        auto rows = staging.database().prepare("SELECT " + list + " FROM " + model::sql_name(source.staged) + " AS " +
                                               model::sql_name(source.table->label));
        std::vector<model::Cell> cells(columns.size());
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i));
            }
            sink(cells);
        }
    });
}

void decide_ids(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                model::Schema const &target, model::Mapping &mapping)
{
    auto const numbered = numbered_columns(mapping);
    auto const extents = [&](model::MappedSource const &source, std::string const &column) {
        return staged_extent(staging, source, column);
    };
    for (auto const &table : mapping) {
        for (auto const &column : table.target.columns) {
            auto const limit = numbered.find({table.target.label, column.name});
            if (limit == numbered.end()) {
                continue;
            }
            auto const ranges = ranges_of(job.plan, sources, target, table, column, limit->second, extents);
            for (std::size_t i = 0; i < table.sources.size(); ++i) {
                staging::write_id_range(staging, table.sources[i].source, {table.target.label, column.name}, ranges[i]);
            }
        }
    }
    read_offsets(staging, mapping);
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                auto const *const own = model::find_column(*source.table, column.name);
                auto const holds_integers = own != nullptr && own->max_integer > 0 && !column.computed &&
                                            model::types_bind(source.table->engine);
                auto const extent = column.computed ? std::nullopt : staging.extent(source.table_id, column.staged);
                auto const only_integers = holds_integers || (extent && extent->others == 0);
                if (!column.value.empty() && !only_integers && numbered.contains(origin_of(table, column))) {
                    refuse_other_values(staging, source, table.target.label, column.value, column.name);
                }
            }
        }
    }
}

} // namespace tributary::mapping
