#include "merge/staging/id_ranges.hpp"

#include <limits>

namespace tributary::staging {

void write_id_range(Staging const &staging, std::uint32_t source, model::KeyColumn const &key,
                    model::IdRange const &range)
{
    staging.database()
        .prepare("INSERT INTO id_range (source, label, \"column\", \"offset\", first, last, headroom) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(1, static_cast<std::int64_t>(source))
        .bind(2, std::string_view(key.table))
        .bind(3, std::string_view(key.column))
        .bind(4, range.offset)
        .bind(5, range.first)
        .bind(6, range.last)
        .bind(7, range.headroom)
        .run();
}

std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> id_offsets(Staging const &staging)
{
    std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> offsets;
    auto rows = staging.database().prepare("SELECT label, \"column\", source, \"offset\" FROM id_range");
    while (rows.step()) {
        offsets[{{rows.text(0), rows.text(1)}, static_cast<std::uint32_t>(rows.integer(2))}] = rows.integer(3);
    }
    return offsets;
}

std::int64_t end_of_range(Staging const &staging, model::KeyColumn const &key, std::uint32_t source)
{
    auto range = staging.database().prepare(
        "SELECT max(last, \"offset\") + headroom FROM id_range WHERE source = ?1 AND label = ?2 AND \"column\" = ?3");
    range.bind(1, static_cast<std::int64_t>(source))
        .bind(2, std::string_view(key.table))
        .bind(3, std::string_view(key.column));
    return range.step() ? range.integer(0) : std::numeric_limits<std::int64_t>::max();
}

std::int64_t lowest_id(Staging const &staging, model::KeyColumn const &key)
{
    auto range =
        staging.database().prepare("SELECT coalesce(min(first), 1) FROM id_range WHERE label = ?1 AND \"column\" = ?2");
    range.bind(1, std::string_view(key.table)).bind(2, std::string_view(key.column));
    range.step();
    return range.integer(0);
}

std::optional<std::int64_t> end_of_used_ranges(Staging const &staging, model::KeyColumn const &key)
{
    auto ranges = staging.database().prepare(
        "SELECT max(last + headroom), max(last >= first OR last - \"offset\" > 0) FROM id_range WHERE label = ?1 AND \"column\" = ?2");
    ranges.bind(1, std::string_view(key.table)).bind(2, std::string_view(key.column));
    ranges.step();
    return ranges.is_null(0) || ranges.integer(1) == 0 ? std::nullopt : std::optional(ranges.integer(0));
}

} // namespace tributary::staging
