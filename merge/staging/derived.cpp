#include "merge/staging/derived.hpp"

#include "merge/staging/catalogue.hpp"

#include <algorithm>
#include <set>

namespace tributary::staging {
namespace {

/// What is neither a staged table nor a view of merged ones: it holds clocks, and numbers that mean nothing.
std::set<std::string> own_tables(Staging const &staging)
{
    std::set<std::string> result{"sqlite_schema", "sqlite_master"};
    auto rows = staging.database().prepare(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'merged.%' "
        "AND name NOT IN (SELECT staged FROM staged_table)");
    while (rows.step()) {
        result.insert(rows.text(0));
    }
    return result;
}

} // namespace

databases::sqlite::Statement prepare_over_merged(Staging const &staging, std::string const &sql)
{
    return staging.database().prepare_select(sql, own_tables(staging), "merged.");
}

std::vector<std::string> columns_of_select(Staging const &staging, std::string const &sql)
{
    auto const statement = prepare_over_merged(staging, sql);
    std::vector<std::string> names;
    for (int i = 0; i < statement.columns(); ++i) {
        names.push_back(statement.column_name(i));
    }
    return names;
}

DerivedTable write_derived(Staging const &staging, std::string const &label, std::vector<std::string> const &columns,
                           std::string const &sql)
{
    auto const &database = staging.database();
    std::set<std::string> taken;
    auto names = database.prepare("SELECT lower(name) FROM sqlite_schema");
    while (names.step()) {
        taken.insert(names.text(0));
    }
    names.reset();
    DerivedTable result{label, free_name("merged." + label, taken), columns, 0};
    std::string list;
    for (auto const &column : columns) {
        list += (list.empty() ? "" : ", ") + model::sql_name(column);
    }
    database.prepare("CREATE VIEW " + model::sql_name(result.view) + " (" + list + ") AS\n" + sql).run();
    result.rows = database.integer("SELECT count(*) FROM " + model::sql_name(result.view));
    auto const words = to_json(columns);
    database.prepare("INSERT INTO derived (label, \"view\", columns, rows) VALUES (?1, ?2, ?3, ?4)")
        .bind(1, std::string_view(result.label))
        .bind(2, std::string_view(result.view))
        .bind(3, std::string_view(words))
        .bind(4, result.rows)
        .run();
    return result;
}

std::vector<DerivedTable> derived_tables(Staging const &staging)
{
    std::vector<DerivedTable> result;
    auto rows = staging.database().prepare("SELECT label, \"view\", columns, rows FROM derived ORDER BY place");
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1), words_from_json(rows.text(2)), rows.integer(3)});
    }
    return result;
}

void for_each_derived(Staging const &staging, DerivedTable const &table, std::vector<std::string> const &columns,
                      model::RowSink const &sink)
{
    std::string list;
    for (auto const &name : columns) {
        auto const there = std::find(table.columns.begin(), table.columns.end(), name) != table.columns.end();
        list += (list.empty() ? "" : ", ") + (there ? model::sql_name(name) : std::string("NULL"));
    }
    auto rows = staging.database().prepare("SELECT " + list + " FROM " + model::sql_name(table.view));
    std::vector<model::Cell> cells(columns.size());
    while (rows.step()) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = rows.cell(static_cast<int>(i));
        }
        sink(cells);
    }
}

} // namespace tributary::staging
