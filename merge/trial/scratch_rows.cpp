#include "merge/trial/scratch_rows.hpp"

#include "merge/target/scratch.hpp"

#include <algorithm>

namespace tributary::trial {
namespace {

std::vector<std::string> needed(model::Table const &table, std::vector<std::string> const &columns)
{
    auto const generated = std::any_of(columns.begin(), columns.end(),
                                       [&](auto const &name) { return model::find_column(table, name)->generated; });
    if (!generated) {
        return columns;
    }
    std::vector<std::string> all;
    for (auto const &column : table.columns) {
        all.push_back(column.name);
    }
    return all;
}

/// The row's number, and these columns.
std::string select_of(model::MappedTable const &table, model::MappedSource const &source,
                      std::vector<std::string> const &columns, staging::Exceptions const &exceptions, Look look)
{
    switch (look) {
    case Look::merged: return staging::merged_select(table, source, columns, exceptions, staging::Origin::row);
    case Look::own: break;
    }
    auto list = model::sql_name(table.target.label) + ".\"#\"";
    for (auto const &name : columns) {
        list += ", " + model::find_filled(source, name)->value;
    }
    return "SELECT " + list + staging::staged_rows(table, source, exceptions);
}

} // namespace

model::Table fill_scratch(databases::Target &target, staging::Staging const &staging, model::MappedTable const &table,
                          std::vector<std::string> const &columns, staging::Exceptions const &exceptions, Look look)
{
    auto const all = needed(table.target, columns);
    auto scratch = target.scratch_table(table.target, all);
    for (std::size_t place = 0; place < table.sources.size(); ++place) {
        auto const &source = table.sources[place];
        auto const filled = target::filled_columns(source, all);
        target::write_scratch(target, scratch, staging, table, place, filled,
                              select_of(table, source, filled, exceptions, look),
                              "fix the row in the source, or `set` the column in the plan");
    }
    return scratch;
}

model::Table fill_scratch(databases::Target &target, staging::Staging const &staging, model::MappedTable const &table,
                          std::vector<std::string> const &columns, staging::Exceptions const &exceptions,
                          std::vector<std::size_t> const &places,
                          std::function<bool(std::size_t place, std::int64_t row)> const &takes)
{
    auto const all = needed(table.target, columns);
    auto scratch = target.scratch_table(table.target, all);
    for (auto const place : places) {
        auto const &source = table.sources.at(place);
        auto const filled = target::filled_columns(source, all);
        target::write_scratch(target, scratch, staging, table, place, filled,
                              select_of(table, source, filled, exceptions, Look::merged),
                              "fix the row in the source, or `set` the column in the plan",
                              [&](std::int64_t row) { return takes(place, row); });
    }
    return scratch;
}

} // namespace tributary::trial
