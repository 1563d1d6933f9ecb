#include "merge/steps/decide_ids.hpp"

#include "merge/resolve/id_ranges.hpp"
#include "merge/resolve/numbered.hpp"
#include "merge/steps/prepared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tributary::steps {
namespace {

/// An id that is no integer cannot be shifted: a uuid where another service has numbers, or what SQLite was given.
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

std::optional<std::int64_t> sequence_value(model::Schema const &schema, model::Column const &column,
                                           std::string const &where)
{
    auto const *const sequence = column.sequence.empty() ? nullptr : model::find_sequence(schema, column.sequence);
    if (sequence == nullptr) {
        return std::nullopt;
    }
    if (sequence->increment < 0) {
        throw model::Error(model::Exit::data,
                           fmt::format("{}: sequence \"{}\" counts downwards; ids can only be shifted upwards", where,
                                       sequence->label));
    }
    return sequence->called ? std::optional(sequence->last) : std::nullopt;
}

/// The target's own sequence may end before its column does.
std::int64_t limit_of(model::Schema const &target, model::MappedTable const &table, std::string const &column,
                      std::int64_t limit)
{
    auto const *const found = model::find_column(table.target, column);
    auto const *const sequence = found->sequence.empty() ? nullptr : model::find_sequence(target, found->sequence);
    return sequence == nullptr || sequence->max <= 0 ? limit : std::min(limit, sequence->max);
}

} // namespace

void decide_ids(Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                model::Schema const &target, model::Mapping &mapping)
{
    auto insert = staging.database().prepare("INSERT INTO id_range VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    auto const numbered = resolve::numbered_columns(mapping);
    for (auto const &table : mapping) {
        for (auto const &column : table.target.columns) {
            auto const limit = numbered.find({table.target.label, column.name});
            if (limit == numbered.end()) {
                continue;
            }
            std::vector<resolve::IdUse> uses;
            for (auto const &source : table.sources) {
                resolve::IdUse use;
                auto const &of = sources.at(source.source);
                if (auto const *const own = model::find_column(*source.table, column.name)) {
                    use.sequence = sequence_value(of.schema, *own, "source \"" + source.source_name + "\"");
                }
                auto const *const filled = model::find_filled(source, column.name);
                if (auto const extent = staging.extent(source.table_id, filled == nullptr ? "" : filled->staged)) {
                    use.least = extent->least;
                    use.greatest = extent->greatest;
                }
                uses.push_back(use);
            }
            auto const ranges =
                resolve::id_ranges(uses, job.plan.headroom, limit_of(target, table, column.name, limit->second));
            if (ranges.no_room) {
                auto const place = fmt::format("\"{}.{}\"", table.target.label, column.name);
                if (ranges.no_room->fitting_headroom) {
                    throw model::Error(model::Exit::undecided,
                                       fmt::format("{}: headroom = {} does not fit into the type of {}",
                                                   job.plan.file.string(), *job.plan.headroom, place),
                                       fmt::format("the largest that fits is {}", *ranges.no_room->fitting_headroom));
                }
                throw model::Error(
                    model::Exit::data,
                    fmt::format(
                        "target: the ids of all sources together do not fit into the type of {}, or of a column that refers to it",
                        place),
                    "give these columns a wider type in the target (bigint)");
            }
            for (std::size_t i = 0; i < table.sources.size(); ++i) {
                auto const &range = ranges.ranges[i];
                insert.bind(1, static_cast<std::int64_t>(table.sources[i].source))
                    .bind(2, std::string_view(table.target.label))
                    .bind(3, std::string_view(column.name))
                    .bind(4, range.offset)
                    .bind(5, range.first)
                    .bind(6, range.last)
                    .bind(7, range.headroom)
                    .run();
            }
        }
    }
    read_offsets(staging, mapping);
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                auto const *const own = model::find_column(*source.table, column.name);
                auto const holds_integers = own != nullptr && own->max_integer > 0 && !column.computed &&
                                            sources.at(source.source).schema.engine == model::Engine::postgresql;
                auto const extent = column.computed ? std::nullopt : staging.extent(source.table_id, column.staged);
                auto const only_integers = holds_integers || (extent && extent->others == 0);
                if (!column.value.empty() && !only_integers && numbered.contains(resolve::origin_of(table, column))) {
                    refuse_other_values(staging, source, table.target.label, column.value, column.name);
                }
            }
        }
    }
}

} // namespace tributary::steps
