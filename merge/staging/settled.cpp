#include "merge/staging/settled.hpp"

#include "merge/staging/account_label.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/rewritten.hpp"

namespace tributary::staging {
namespace {

/// The key of a row in words; empty if it is not of this source.
std::string_view key_of(std::string_view row, model::MappedSource const &source, std::string const &label)
{
    auto const before = source.source_name + "/" + label + "#";
    return row.starts_with(before) ? row.substr(before.size()) : std::string_view();
}

} // namespace

std::vector<SettledAccount> settled_accounts(Staging const &staging, std::string_view users, std::string_view text)
{
    auto rows = staging.database().prepare(
        "WITH named AS (SELECT a.id, a.name, s.name AS source, s.name || '/' || " + account_name_in_sql("a") +
        " AS label, "
        "s.name || '/' || ?2 || '#' || a.old_id AS row FROM account AS a JOIN source AS s ON s.id = a.source), "
        "of_target AS (SELECT a.id, coalesce(d.new_name, a.name) AS name, s.name AS source FROM account AS a "
        "JOIN source AS s ON s.id = a.source JOIN staged_table AS t ON t.source = a.source AND t.label = ?2 "
        "LEFT JOIN decision AS d ON d.table_id = t.id AND d.row = a.row AND d.action = 'rename') "
        "SELECT i.survivor, n.label, n.source, o.source, coalesce(o.name, ''), o.name IS n.name FROM named AS n "
        "JOIN identity AS i ON i.account = n.id JOIN of_target AS o ON o.id = i.survivor "
        "WHERE instr(' ' || ?1 || ' ', ' ' || n.label || ' ') > 0 OR instr(' ' || ?1, ' ' || n.label || '=') > 0 "
        "OR instr(' ' || ?1 || ' ', ' ' || n.row || ' ') > 0 ORDER BY n.id");
    rows.bind(1, text).bind(2, users);
    std::vector<SettledAccount> result;
    while (rows.step()) {
        result.push_back(
            {rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.integer(5) != 0});
    }
    return result;
}

bool is_loaded(Staging const &staging, model::MappedTable const &table, std::string_view row)
{
    for (auto const &source : table.sources) {
        auto const key = key_of(row, source, table.target.label);
        if (key.empty()) {
            continue;
        }
        auto found = staging.database().prepare(
            "SELECT 1 FROM " + model::sql_name(source.staged) + " AS " + model::sql_name(table.target.label) +
            " WHERE CAST(" + primary_key_in_sql(staging, table, source) +
            " AS TEXT) = ?1 AND NOT EXISTS (SELECT 1 FROM decision AS d "
            "WHERE d.table_id = " +
            std::to_string(source.table_id) + " AND d.row = " + model::sql_name(table.target.label) +
            ".\"#\" AND d.action IN ('fold', 'leave_out'))");
        return found.bind(1, key).step();
    }
    return false;
}

bool is_assigned(Staging const &staging, model::MappedTable const &table, std::string_view row, std::string_view column,
                 std::string_view value)
{
    for (auto const &source : table.sources) {
        auto const key = key_of(row, source, table.target.label);
        if (key.empty()) {
            continue;
        }
        auto found =
            staging.database().prepare("SELECT 1 FROM assigned WHERE table_id = ?1 AND \"column\" = ?2 AND called = ?3 "
                                       "AND coalesce(CAST(value AS TEXT), 'NULL') = ?4");
        return found.bind(1, source.table_id).bind(2, column).bind(3, key).bind(4, value).step();
    }
    return false;
}

} // namespace tributary::staging
