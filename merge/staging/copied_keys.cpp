#include "merge/staging/copied_keys.hpp"

#include "merge/model/expect_found.hpp"

#include <cstddef>

namespace tributary::staging {
namespace {

using model::sql_name;

constexpr std::int64_t first_values = 100;

/// Of the other columns of a key, in the temporary table.
std::string other_name(std::size_t number) { return "other" + std::to_string(number); }

} // namespace

std::vector<std::string> columns_with_new_values(Staging const &staging, model::MappedSource const &source)
{
    auto rows = staging.database().prepare("SELECT DISTINCT \"column\" FROM assigned WHERE table_id = ? ORDER BY 1");
    rows.bind(1, source.table_id);
    std::vector<std::string> result;
    while (rows.step()) {
        result.push_back(rows.text(0));
    }
    return result;
}

KeyValues::KeyValues(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                     std::string const &column, std::vector<std::string> const &others)
    : m_staging(staging)
{
    auto const &value = model::expect_named(source.columns, column, "column").value;
    auto const label = sql_name(table.target.label);
    std::string names;
    std::string values;
    for (std::size_t i = 0; i < others.size(); ++i) {
        names += other_name(i) + ", ";
        values += model::expect_named(source.columns, others[i], "column").value + ", ";
    }
    auto &database = staging.database();
    database.execute("DROP TABLE IF EXISTS temp.key_value; CREATE TEMP TABLE key_value (" + names +
                     "value, given, PRIMARY KEY (" + names + "value))");
    database
        .prepare("INSERT OR IGNORE INTO temp.key_value (" + names + "value, given) SELECT " + values + value +
                 ", assigned.value FROM " + sql_name(source.staged) + " AS " + label +
                 " LEFT JOIN assigned ON assigned.table_id = ?1 AND " + "assigned.row = " + label +
                 ".\"#\" AND assigned.\"column\" = ?2 WHERE " + value + " IS NOT NULL AND " + value + " <> ''")
        .bind(1, source.table_id)
        .bind(2, std::string_view(column))
        .run();
}

KeyValues::~KeyValues()
{
    try {
        m_staging.database().execute("DROP TABLE temp.key_value");
    } catch (Failure const &) { // it ends with the connection, or the next one drops it
    }
}

std::optional<CopiedKeys> KeyValues::compare(model::MappedTable const &table, model::MappedSource const &source,
                                             model::MappedColumn const &column,
                                             std::vector<model::MappedColumn const *> const &beside) const
{
    std::string names;
    std::string others;
    std::string equal;
    for (std::size_t i = 0; i < beside.size(); ++i) {
        names += other_name(i) + ", ";
        others += beside[i]->value + " AS " + other_name(i) + ", ";
        equal += "k." + other_name(i) + " = v." + other_name(i) + " AND ";
    }
    auto const values = "SELECT " + others + column.value + " AS value FROM " + sql_name(source.staged) + " AS " +
                        sql_name(table.target.label) + " WHERE " + column.value + " IS NOT NULL AND " + column.value +
                        " <> ''";
    auto const count = [&](std::string const &from) {
        auto rows =
            m_staging.database().prepare("SELECT count(*), count(k.value), count(k.given) FROM (" + from +
                                         ") AS v LEFT JOIN temp.key_value AS k ON " + equal + "k.value = v.value");
        rows.step();
        return CopiedKeys{rows.integer(0), rows.integer(1), rows.integer(2)};
    };
    auto const first = count(values + " LIMIT " + std::to_string(first_values));
    if (2 * first.of_key <= first.values) {
        return std::nullopt;
    }
    return count("SELECT DISTINCT " + names + "value FROM (" + values + ")");
}

} // namespace tributary::staging
