#include "merge/mapping/zones.hpp"

#include "merge/mapping/renames.hpp"
#include "merge/model/nearest.hpp"

#include <algorithm>
#include <cctype>

namespace tributary::mapping {
namespace {

constexpr std::string_view with_zone = "with time zone";
constexpr std::string_view without_zone = "without time zone";

/// How the times of a column are written.
enum class Times { instants, clock, days, texts, none };

Times times_of(model::Engine engine, model::Column const &column)
{
    switch (engine) {
    case model::Engine::sqlite: return Times::texts;
    case model::Engine::postgresql: break;
    }
    return column.type == "date"                   ? Times::days
           : column.kind == model::Kind::text      ? Times::texts
           : !column.type.starts_with("timestamp") ? Times::none
           : column.type.ends_with(without_zone)   ? Times::clock
                                                   : Times::instants;
}

/// SQL that is true of a text with a time in it that does not say its zone.
std::string lacks_zone(model::Engine engine, std::string const &column)
{
    switch (engine) {
    case model::Engine::sqlite:
        return "typeof(" + column + ") = 'text' AND " + column + " GLOB '[0-9][0-9]*' AND NOT (" + column +
               " GLOB '*:*[-+]*' OR " + column + " GLOB '*:*[A-Za-z]*')";
    case model::Engine::postgresql: return column + " ~ '^[0-9][0-9]' AND " + column + " !~ ':.*[-+A-Za-z]'";
    }
    return {};
}

/// The column's value if its times are in this zone.
std::string in_zone(Times times, model::Engine engine, std::string const &column, std::string const &zone)
{
    auto const at = " AT TIME ZONE " + model::sql_literal(zone);
    switch (times) {
    case Times::instants:
    case Times::clock: return column + at;
    case Times::days: return column + "::timestamp" + at;
    case Times::texts:
        return "CASE WHEN " + lacks_zone(engine, column) + " THEN " + column + " || " + model::sql_literal(" " + zone) +
               " ELSE " + column + " END";
    case Times::none: break;
    }
    return column;
}

std::string type_after(Times times, std::string type)
{
    switch (times) {
    case Times::clock: return type.replace(type.size() - without_zone.size(), without_zone.size(), with_zone);
    case Times::instants: return type.replace(type.size() - with_zone.size(), with_zone.size(), without_zone);
    case Times::days: return "timestamp with time zone";
    case Times::texts:
    case Times::none: break;
    }
    return type;
}

bool is_word_of_zone(std::string const &zone)
{
    return std::all_of(zone.begin(), zone.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '/' || c == '+' || c == '-' || c == ':';
    });
}

/// Where the plan's column is in the source's own catalogue.
model::Column &own_column(plan::Plan const &plan, plan::ZonePlan const &zone, model::Schema const &renamed,
                          model::Schema &own)
{
    auto const *const table = model::find_table(renamed, zone.column.table);
    auto const *const column = table == nullptr ? nullptr : model::find_column(*table, zone.column.column);
    if (column == nullptr) {
        std::vector<std::string> names;
        for (auto const &known : table == nullptr ? std::vector<model::Column>() : table->columns) {
            names.push_back(zone.column.table + "." + known.name);
        }
        throw plan::plan_error(plan, zone.position,
                               "[[zone]]: source \"" + zone.source + "\" has no column \"" + zone.column.table + "." +
                                   zone.column.column + "\"",
                               model::did_you_mean(zone.column.table + "." + zone.column.column, names));
    }
    auto const found = std::find_if(own.tables.begin(), own.tables.end(), [&](auto const &candidate) {
        return label_in_plan(plan, zone.source, candidate.label) == zone.column.table;
    });
    return found->columns.at(static_cast<std::size_t>(column - table->columns.data()));
}

} // namespace

void apply_zones(plan::Plan const &plan, std::string const &source, model::Schema &own)
{
    auto const renamed = in_plan_names(plan, source, own);
    for (auto last = plan.zones.rbegin(); last != plan.zones.rend(); ++last) {
        if (last->source != source) {
            continue;
        }
        if (!is_word_of_zone(last->zone)) {
            throw plan::plan_error(plan, last->zone_position, "`zone`: \"" + last->zone + "\" is not a time zone",
                                   "such as Europe/Berlin or UTC");
        }
        auto &column = own_column(plan, *last, renamed, own);
        auto const &before = *model::find_column(*model::find_table(renamed, last->column.table), last->column.column);
        auto const times = times_of(own.engine, before);
        if (times == Times::none) {
            throw plan::plan_error(plan, last->position,
                                   "[[zone]]: column \"" + last->column.table + "." + last->column.column +
                                       "\" of source \"" + source + "\" is " + before.type + ", and holds no times");
        }
        if (column.read_as.empty() && !last->until.empty()) {
            throw plan::plan_error(plan, last->until_position,
                                   "`until`: no [[zone]] says in which zone later times of \"" + last->column.table +
                                       "." + last->column.column + "\" are",
                                   "the last entry for a column has no `until`");
        }
        auto const name = model::sql_name(column.name);
        auto const value = in_zone(times, own.engine, name, last->zone);
        column.read_as = last->until.empty() ? value
                                             : "CASE WHEN " + name + " < " + model::sql_literal(last->until) +
                                                   " THEN " + value + " ELSE " + column.read_as + " END";
        column.type = type_after(times, before.type);
    }
}

std::string zones_in_words(plan::Plan const &plan)
{
    std::string words;
    for (auto const &zone : plan.zones) {
        for (auto const &part : {zone.column.table, zone.column.column, zone.source, zone.zone, zone.until}) {
            words += part + '\x1f';
        }
    }
    return words;
}

} // namespace tributary::mapping
