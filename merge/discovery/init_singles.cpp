#include "merge/discovery/init_singles.hpp"

#include "merge/mapping/mapping.hpp"
#include "merge/mapping/mapping_source.hpp"
#include "merge/mapping/renames.hpp"
#include "merge/model/error.hpp"
#include "merge/uniqueness/live_flags.hpp"
#include "merge/uniqueness/singles.hpp"

namespace tributary::discovery {
namespace {

std::vector<mapping::SourceTable> all_tables(std::string const &source, model::Schema const &schema)
{
    std::vector<mapping::SourceTable> result;
    for (auto const &table : schema.tables) {
        mapping::SourceTable one;
        one.label = table.label;
        one.staged = source + "." + table.label;
        for (auto const &column : table.columns) {
            if (!column.generated) {
                one.columns.push_back(column.name);
            }
        }
        result.push_back(std::move(one));
    }
    return result;
}

} // namespace

std::vector<SingleGuess> find_singles(plan::Plan const &plan, model::Schema const &shape,
                                      std::span<SeenSource const> sources,
                                      std::span<std::unique_ptr<databases::Source> const> databases)
{
    std::vector<model::Schema> schemas;
    for (auto const &source : sources) {
        schemas.push_back(mapping::in_plan_names(plan, source.name, source.schema));
    }
    std::vector<mapping::MappingSource> inputs;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        inputs.push_back({sources[i].name, schemas[i], all_tables(sources[i].name, schemas[i])});
    }
    model::Mapping mapped;
    try {
        mapped = mapping::mapping(plan, inputs, shape);
    } catch (model::Error const &) {
        return {};
    }
    auto const count = [&](model::MappedTable const &table, model::MappedSource const &source,
                           std::string const &column) {
        auto const &seen = sources[source.source];
        auto const &label = table.target.label;
        return uniqueness::count_live(*databases[source.source], *own_table(seen, label),
                                      column.empty() ? nullptr : own_column(seen, {label, column}));
    };
    std::vector<SingleGuess> result;
    for (auto const &single : uniqueness::singles(plan, mapped, count, {})) {
        result.push_back({single.evidence, single.proposal});
    }
    return result;
}

} // namespace tributary::discovery
