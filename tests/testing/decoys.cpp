#include "tests/testing/decoys.hpp"

#include "tests/testing/reference_names.hpp"

#include <algorithm>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

} // namespace

SchemaColumn decoy(RandomSchema const &schema, Dice &dice)
{
    auto const &table = schema.tables[dice.below(schema.tables.size())].name;
    auto const things = table == "my things" || table == "Rooms" ? std::string("items") : table;
    auto const thing = thing_in(things);
    switch (dice.below(7)) {
    case 0:
        return {dice.one_of(Texts{"max_" + things, thing + "_limit", "quota", "min_" + things, things + "_per_user",
                                  "capacity", "seats"}),
                Type::integer, false, Decoy::limit};
    case 1:
        return {dice.one_of(Texts{things + "_count", "num_" + things, "total_" + things, "views", "likes", "replies",
                                  "number_of_" + things, "downloads"}),
                Type::integer, false, Decoy::count};
    case 2:
        return {dice.one_of(Texts{"sort_order", "rank", "ordinal", "seq", "display_order", "page", "line", "chapter",
                                  "floor", thing + "_position"}),
                Type::integer, false, Decoy::place};
    case 3:
        return {dice.one_of(Texts{"size", "width", "height", "bytes", "weight", "duration", thing + "_length", "meters",
                                  "power", "speed"}),
                Type::integer, false, Decoy::size};
    case 4:
        return {dice.one_of(Texts{"external_id", "remote_id", "github_id", "legacy_id", "old_" + thing + "_no",
                                  "ticket_ref", "facebook_uid"}),
                Type::integer, false, Decoy::external};
    case 5:
        return {dice.one_of(Texts{"priority", "version", "rating", "stars", "severity", "grade", "tier", "color"}),
                Type::integer, false, Decoy::code};
    default:
        return {dice.one_of(Texts{"year", "http_status", "zip", "age", "founded", "temperature", "minutes"}),
                Type::integer, false, Decoy::measure};
    }
}

std::optional<std::string> decoy_value(SchemaColumn const &column, std::size_t number, Dice &dice)
{
    auto const kind = column.decoy;
    if (dice.percent(10)) {
        return std::nullopt;
    }
    std::size_t const value = kind == Decoy::limit ? dice.one_of(std::vector<std::size_t>{5, 10, 20, 25, 50, 100, 500})
                              : kind == Decoy::count    ? dice.below(1 + dice.below(40))
                              : kind == Decoy::place    ? number
                              : kind == Decoy::size     ? 1 + dice.below(column.name.size() % 2 == 0 ? 60 : 5000)
                              : kind == Decoy::external ? 100000 + dice.below(9000000)
                              : kind == Decoy::code     ? 1 + dice.below(5)
                                                        : 15 + dice.below(column.name == "year" ? 2000 : 70);
    return std::to_string(value);
}

} // namespace tributary::testing
