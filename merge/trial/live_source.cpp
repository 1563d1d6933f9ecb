#include "merge/trial/live_source.hpp"

#include "merge/mapping/renames.hpp"
#include "merge/mapping/zones.hpp"
#include "merge/model/expect_found.hpp"

namespace tributary::trial {
namespace {

/// An integer column of SQLite may hold texts, which sort after every number: they are not ids.
std::string where_integer(model::Engine engine, std::string const &name)
{
    switch (engine) {
    case model::Engine::postgresql: return {};
    case model::Engine::sqlite: return " WHERE typeof(" + name + ") = 'integer'";
    }
    return {};
}

/// With the columns read as the plan's [[zone]] says. A zone that the database does not know is a mistake of the plan.
model::Schema in_zones(plan::Plan const &plan, std::string const &source, databases::Source &database)
{
    auto schema = database.schema();
    mapping::apply_zones(plan, source, schema);
    for (auto const &zone : plan.zones) {
        try {
            if (zone.source == source && model::types_bind(schema.engine)) {
                database.query("SELECT TIMESTAMP 'epoch' AT TIME ZONE " + model::sql_literal(zone.zone));
                database.query("SELECT TIMESTAMP " + model::sql_literal(zone.until.empty() ? "epoch" : zone.until));
            }
        } catch (model::Error const &error) {
            throw error.exit == model::Exit::data ? plan::plan_error(plan, zone.position, error.what(), "") : error;
        }
    }
    return schema;
}

} // namespace

LiveSource::LiveSource(plan::Plan const &plan, std::string name, std::unique_ptr<databases::Source> database)
    : m_plan(plan), m_name(std::move(name)), m_database(std::move(database)),
      m_own(in_zones(plan, m_name, *m_database)), m_schema(mapping::in_plan_names(plan, m_name, m_own))
{
}

model::Table const &LiveSource::own(std::string const &table) const
{
    return model::expect_found(
        m_own.tables, [&](auto const &one) { return mapping::label_in_plan(m_plan, m_name, one.label) == table; },
        "table", table);
}

model::Column const *LiveSource::own(std::string const &table, std::string const &column) const
{
    auto const &renamed = model::expect_found(
        m_schema.tables, [&](auto const &one) { return one.label == table; }, "table", table);
    auto const *const found = model::find_column(renamed, column);
    return found == nullptr ? nullptr
                            : &own(table).columns.at(static_cast<std::size_t>(found - renamed.columns.data()));
}

void LiveSource::read(std::string const &table, std::vector<std::string> const &columns, model::RowSink const &sink)
{
    std::vector<model::Column> asked;
    std::vector<std::optional<std::size_t>> places;
    for (auto const &column : columns) {
        auto const *const there = own(table, column);
        auto const known =
            there != nullptr && !there->generated && plan::find_set(m_plan, m_name, table, column) == nullptr;
        places.push_back(known ? std::optional(asked.size()) : std::nullopt);
        if (known) {
            asked.push_back(*there);
        }
    }
    if (asked.empty()) {
        return;
    }
    std::vector<model::Cell> cells(columns.size());
    m_database->read(own(table), asked, [&](model::Row row) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = places[i] ? row[*places[i]] : model::Cell{};
        }
        sink(cells);
    });
}

std::int64_t LiveSource::rows_up_to(std::string const &table, std::int64_t most)
{
    auto const answer = m_database->query("SELECT count(*) FROM (SELECT 1 FROM " + model::sql_name(own(table)) +
                                          " LIMIT " + std::to_string(most) + ") AS rows");
    return std::stoll(answer.front().front().value());
}

staging::StagedSource LiveSource::as_staged(std::uint32_t number, std::int64_t most_rows)
{
    staging::StagedSource staged{m_name, m_schema, {}, {}};
    for (auto const &table : m_schema.tables) {
        auto &one = staged.tables.emplace_back();
        one.source = number;
        one.label = table.label;
        one.staged = m_name + "." + table.label;
        one.rows = rows_up_to(table.label, most_rows);
        for (auto const &column : table.columns) {
            if (!column.generated) {
                one.columns.push_back(column.name);
            }
        }
    }
    return staged;
}

std::optional<mapping::IdExtent> LiveSource::extent(std::string const &table, std::string const &column)
{
    auto const *const there = own(table, column);
    if (there == nullptr || there->max_integer == 0) {
        return std::nullopt;
    }
    auto const name = model::sql_name(there->name);
    auto const answer = m_database->query("SELECT min(" + name + "), max(" + name + ") FROM " +
                                          model::sql_name(own(table)) + where_integer(m_own.engine, name));
    auto const &row = answer.front();
    return row[0] && row[1] ? std::optional(mapping::IdExtent{std::stoll(*row[0]), std::stoll(*row[1])}) : std::nullopt;
}

} // namespace tributary::trial
