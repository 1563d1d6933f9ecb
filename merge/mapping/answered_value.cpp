#include "merge/mapping/answered_value.hpp"

#include "merge/model/nearest.hpp"
#include "merge/references/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace tributary::mapping {

std::optional<Obstacle> obstacle_to(plan::Plan const &plan, model::MappedTable const &table,
                                    std::span<model::MappedSource const> sources, std::string const &name)
{
    auto const *const column = model::find_column(table.target, name);
    auto const *const primary = model::primary_key(table.target);
    if (column == nullptr) {
        std::vector<std::string> names;
        for (auto const &one : table.target.columns) {
            names.push_back(one.name);
        }
        return Obstacle{fmt::format("table \"{}\" has no column \"{}\"", table.target.label, name),
                        model::did_you_mean(name, names)};
    }
    if (column->generated) {
        return Obstacle{fmt::format("the target computes column \"{}\" itself", name)};
    }
    if (plan::find_value(plan, table.target.label, name) != nullptr) {
        return Obstacle{fmt::format("the plan computes column \"{}\" from the merged rows", name)};
    }
    if (name == table.name_column) {
        return Obstacle{"the name of an account has rules of its own",
                        "`on_collision` in [users], or an answer rename:<new>"};
    }
    if ((primary != nullptr && primary->columns == std::vector{name}) ||
        references::is_numbered(table.target, *column)) {
        return Obstacle{fmt::format("column \"{}\" is the row's id", name)};
    }
    auto const lacks = std::find_if(sources.begin(), sources.end(),
                                    [&](auto const &source) { return model::find_filled(source, name) == nullptr; });
    return lacks == sources.end() ? std::nullopt
                                  : std::optional(Obstacle{fmt::format("source \"{}\" does not fill column \"{}\"",
                                                                       lacks->source_name, name),
                                                           "`set` of [[source]] can compute it"});
}

AnsweredValue answered_value(plan::Plan const &plan, model::MappedTable const &table, model::MappedSource const &source,
                             std::string const &column_and_value)
{
    auto const equals = column_and_value.find('=');
    auto const text = column_and_value.substr(equals + 1);
    AnsweredValue result{column_and_value.substr(0, equals), {}, {}};
    if (auto const obstacle = obstacle_to(plan, table, std::span(&source, 1), result.column)) {
        result.problem = obstacle->sentence + (obstacle->next_step.empty() ? "" : ": " + obstacle->next_step);
        return result;
    }
    if (text != "NULL" && model::refers(table, result.column)) {
        result.problem = "column \"" + result.column + "\" refers to a row: NULL is the only value that it takes";
        return result;
    }
    auto const is_number = model::find_column(table.target, result.column)->kind == model::Kind::integer;
    std::int64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (is_number && text != "NULL" && (read.ec != std::errc() || read.ptr != text.data() + text.size())) {
        result.problem = "column \"" + result.column + "\" takes a number";
        return result;
    }
    auto const cell = text == "NULL" ? model::Cell{}
                      : is_number    ? model::Cell::of(number)
                                     : model::Cell::of(std::string_view(text));
    result.value = model::value_of(cell, source.source);
    return result;
}

} // namespace tributary::mapping
