#include "merge/staging/row_facts.hpp"

#include "merge/staging/merged.hpp"

#include <string>
#include <vector>

namespace tributary::staging {
namespace {

/// A staged table, and its primary key as SQL.
struct ReportedTable {
    std::int64_t id = 0;
    std::string source;
    std::string label; ///< the plan's
    std::string staged;
    model::Table const *schema = nullptr;
    std::vector<std::string> columns;

    std::string row_key(std::string const &alias) const { return primary_key_in_sql(*schema, columns, alias); }
    bool is_numbered() const { return row_key("r") == "r.\"#\""; }
};

std::vector<ReportedTable> tables_of(Staging const &staging, std::vector<StagedSource> const &sources)
{
    auto label = staging.database().prepare("SELECT label FROM staged_table WHERE id = ?1");
    std::vector<ReportedTable> result;
    for (auto const &source : sources) {
        for (auto const &table : source.tables) {
            label.bind(1, table.id).step();
            result.push_back({table.id, source.name, label.text(0), table.staged,
                              model::find_table(source.schema, table.label), table.columns});
            label.reset();
        }
    }
    return result;
}

/// How many rows a table has of which nothing is loaded, as no decision is about them. 0 for any other table.
std::int64_t rows_not_loaded(Staging const &staging, std::int64_t table)
{
    auto rows = staging.database().prepare(
        "SELECT b.left_out FROM staged_table AS t JOIN book AS b ON b.source = t.source AND b.label = t.label "
        "WHERE t.id = ?1 AND b.left_out = b.read AND NOT EXISTS (SELECT 1 FROM decision AS d WHERE d.table_id = t.id)");
    return rows.bind(1, table).step() ? rows.integer(0) : 0;
}

/// SQL: the survivor that the decision `d` names, as people speak of it. It is in a table of the same label.
std::string survivor_in_sql(std::vector<ReportedTable> const &tables, std::string const &label)
{
    std::string cases;
    for (auto const &table : tables) {
        if (table.label == label) {
            cases += " WHEN " + std::to_string(table.id) + " THEN (SELECT " +
                     model::sql_literal(table.source + "/" + label + "#") + " || " + table.row_key("s") + " FROM " +
                     model::sql_name(table.staged) + " AS s WHERE s.\"#\" = d.survivor_row)";
        }
    }
    return "CASE d.survivor_table" + cases + " END";
}

constexpr char const *referring_in_sql =
    "coalesce((SELECT group_concat(label || '.' || \"column\" || ': ' || rows, ', ') FROM (SELECT label, \"column\", rows "
    "FROM moved_reference WHERE table_id = d.table_id AND row = d.row ORDER BY label, \"column\")), '')";

} // namespace

void for_each_left_out(Staging const &staging, std::function<void(model::LeftOutFact const &)> const &sink)
{
    auto const sources = staging.sources();
    for (auto const &table : tables_of(staging, sources)) {
        if (auto const all = rows_not_loaded(staging, table.id); all > 0) {
            sink({table.source, table.label, "", "load = false", "the plan does not load this table", all});
            continue;
        }
        auto rows = staging.database().prepare(
            "SELECT " + table.row_key("r") + " AS called, d.rule, d.reason FROM decision AS d JOIN " +
            model::sql_name(table.staged) + " AS r ON r.\"#\" = d.row WHERE d.table_id = " + std::to_string(table.id) +
            " AND d.action = 'leave_out' ORDER BY called");
        auto const is_numbered = table.is_numbered();
        while (rows.step()) {
            sink({table.source, table.label, rows.text(0), rows.text(1), rows.text(2), 1, is_numbered});
        }
    }
}

void for_each_folded_row(Staging const &staging, std::function<void(model::FoldedRowFact const &)> const &sink)
{
    auto const sources = staging.sources();
    auto const tables = tables_of(staging, sources);
    auto const users = staging.database().value("SELECT label FROM temp.users");
    for (auto const &table : tables) {
        if (table.label == users) {
            continue;
        }
        auto rows = staging.database().prepare(
            "SELECT " + table.row_key("r") + " AS called, " + survivor_in_sql(tables, table.label) +
            ", d.rule, d.reason, " + referring_in_sql + " FROM decision AS d JOIN " + model::sql_name(table.staged) +
            " AS r ON r.\"#\" = d.row WHERE d.table_id = " + std::to_string(table.id) +
            " AND d.action = 'fold' ORDER BY called");
        auto const is_numbered = table.is_numbered();
        while (rows.step()) {
            sink({table.source, table.label, rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                  is_numbered});
        }
    }
}

} // namespace tributary::staging
