#include "merge/mapping/ranges.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::mapping {
namespace {

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

std::vector<IdRange> ranges_of(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                               model::Schema const &target, model::MappedTable const &table,
                               model::Column const &column, std::int64_t limit, IdExtents const &extents)
{
    std::vector<IdUse> uses;
    for (auto const &source : table.sources) {
        IdUse use;
        if (auto const *const own = model::find_column(*source.table, column.name)) {
            use.sequence =
                sequence_value(sources.at(source.source).schema, *own, "source \"" + source.source_name + "\"");
        }
        if (auto const extent = extents(source, column.name)) {
            use.least = extent->least;
            use.greatest = extent->greatest;
        }
        uses.push_back(use);
    }
    auto ranges = id_ranges(uses, plan.headroom, limit_of(target, table, column.name, limit));
    if (!ranges.no_room) {
        return std::move(ranges.ranges);
    }
    auto const place = fmt::format("\"{}.{}\"", table.target.label, column.name);
    if (ranges.no_room->fitting_headroom) {
        throw model::Error(model::Exit::undecided,
                           fmt::format("{}: headroom = {} does not fit into the type of {}", plan.file.string(),
                                       *plan.headroom, place),
                           fmt::format("the largest that fits is {}", *ranges.no_room->fitting_headroom));
    }
    throw model::Error(
        model::Exit::data,
        fmt::format(
            "target: the ids of all sources together do not fit into the type of {}, or of a column that refers to it",
            place),
        fmt::format("give these columns a wider type in the target (bigint); or keep the ids as they are, if no two "
                    "sources share one that means something else: keep = [\"{}.{}\"] in [ids]",
                    table.target.label, column.name));
}

} // namespace tributary::mapping
