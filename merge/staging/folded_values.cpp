#include "merge/staging/folded_values.hpp"

#include <algorithm>
#include <stdexcept>

namespace tributary::staging {
namespace {

using model::MappedSource;
using model::MappedTable;

/// True where a folded row `f` has another value than its survivor `s`: SQL; empty if they share no column. A value for
/// which the survivor's source has no column is another one.
struct Comparison {
    std::vector<std::string> columns; ///< that both sides are read for
    std::string differ;
};

Comparison compare(MappedSource const &folded, MappedSource const &survivor, std::vector<std::string> const &columns)
{
    Comparison result;
    for (auto const &name : columns) {
        if (model::find_filled(folded, name) == nullptr) {
            continue;
        }
        auto const column = model::sql_name(name);
        auto const differ = model::find_filled(survivor, name) == nullptr ? "f." + column + " IS NOT NULL"
                                                                          : "f." + column + " IS NOT s." + column;
        result.columns.push_back(name);
        result.differ += (result.differ.empty() ? "" : " OR ") + differ;
    }
    return result;
}

/// temp.difference: the survivors with a folded row that is not as they are.
void find_differences(Staging const &staging, MappedTable const &table, std::vector<std::string> const &columns,
                      bool include_equal, Exceptions const &exceptions)
{
    auto const &database = staging.database();
    database.execute("CREATE TEMP TABLE IF NOT EXISTS difference (survivor_table INTEGER, survivor_row INTEGER, "
                     "PRIMARY KEY (survivor_table, survivor_row)) WITHOUT ROWID; DELETE FROM temp.difference");
    for (auto const &folded : table.sources) {
        for (auto const &survivor : table.sources) {
            auto const comparison = compare(folded, survivor, columns);
            if (comparison.columns.empty()) {
                continue;
            }
            auto const side = [&](MappedSource const &source) {
                return "(" +
                       merged_select(table, source, comparison.columns, exceptions, Origin::row, Rows::rewritten) + ")";
            };
            database.execute("INSERT OR IGNORE INTO temp.difference (survivor_table, survivor_row) "
                             "SELECT d.survivor_table, d.survivor_row FROM decision AS d CROSS JOIN " +
                             side(folded) + " AS f ON f.\"#\" = d.row CROSS JOIN " + side(survivor) +
                             " AS s ON s.\"#\" = d.survivor_row WHERE d.action = 'fold' AND d.table_id = " +
                             std::to_string(folded.table_id) +
                             " AND d.survivor_table = " + std::to_string(survivor.table_id) +
                             (include_equal ? "" : " AND (" + comparison.differ + ")"));
        }
    }
}

} // namespace

void for_each_fold(Staging const &staging, MappedTable const &table, std::vector<std::string> const &columns,
                   bool include_equal, Exceptions const &exceptions,
                   std::function<void(std::span<StagedRow const> rows)> const &sink)
{
    find_differences(staging, table, columns, include_equal, exceptions);
    auto rows = staging.database().prepare(
        "SELECT d.survivor_table, d.survivor_row, d.table_id, d.row FROM temp.difference AS f "
        "JOIN decision AS d ON d.action = 'fold' AND d.survivor_table = f.survivor_table AND d.survivor_row = f.survivor_row "
        "ORDER BY 1, 2, 3, 4");
    std::vector<StagedRow> group;
    while (rows.step()) {
        StagedRow const survivor{rows.integer(0), rows.integer(1)};
        if (!group.empty() && group.front() != survivor) {
            sink(group);
            group.clear();
        }
        if (group.empty()) {
            group.push_back(survivor);
        }
        group.push_back({rows.integer(2), rows.integer(3)});
    }
    if (!group.empty()) {
        sink(group);
    }
}

RowReader::RowReader(Staging const &staging, MappedTable const &table, std::vector<std::string> const &columns,
                     Exceptions const &exceptions)
    : m_columns(columns.size())
{
    auto const label = model::sql_name(table.target.label);
    for (auto const &source : table.sources) {
        m_sources.push_back(
            {&source,
             staging.database().prepare(
                 "SELECT * FROM (" + merged_select(table, source, columns, exceptions, Origin::row, Rows::rewritten) +
                 ") WHERE \"#\" = ?1"),
             staging.database().prepare("SELECT " + primary_key_in_sql(staging, table, source) + " FROM " +
                                        model::sql_name(source.staged) + " AS " + label + " WHERE " + label +
                                        ".\"#\" = ?1")});
    }
}

RowReader::RowValues RowReader::read(StagedRow const &row)
{
    auto const found = std::find_if(m_sources.begin(), m_sources.end(),
                                    [&](auto const &source) { return source.source->table_id == row.table; });
    if (found == m_sources.end() || !found->values.bind(1, row.row).step() || !found->key.bind(1, row.row).step()) {
        throw std::logic_error("a decision names a row that is not staged");
    }
    RowValues result{found->source, {}, model::value_of(found->key.cell(0), 0)};
    for (std::size_t i = 0; i < m_columns; ++i) {
        result.values.push_back(model::value_of(found->values.cell(static_cast<int>(i) + 1), found->source->source));
    }
    found->values.reset();
    found->key.reset();
    return result;
}

FoldedValueWriter::FoldedValueWriter(Staging const &staging)
    : m_database(staging.database()),
      m_survived(m_database.prepare(
          "INSERT INTO survived (table_id, row, \"column\", value, rule) VALUES (?1, ?2, ?3, ?4, ?5)")),
      m_dropped(m_database.prepare("INSERT INTO dropped_value (table_id, row, \"column\", dropped, kept, rule, called) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
{
}

void FoldedValueWriter::clear(MappedTable const &table)
{
    for (auto const &source : table.sources) {
        auto const these = " WHERE table_id = " + std::to_string(source.table_id);
        m_database.execute("DELETE FROM survived" + these + "; DELETE FROM dropped_value" + these);
    }
}

void FoldedValueWriter::add_survived(StagedRow const &survivor, std::string_view column, model::Cell const &value,
                                     std::string_view rule)
{
    m_survived.bind(1, survivor.table).bind(2, survivor.row).bind(3, column).bind(4, value).bind(5, rule).run();
}

void FoldedValueWriter::add_dropped(StagedRow const &row, std::string_view column, model::Cell const &dropped,
                                    model::Cell const &kept, std::string_view rule, model::Cell const &key)
{
    m_dropped.bind(1, row.table)
        .bind(2, row.row)
        .bind(3, column)
        .bind(4, dropped)
        .bind(5, kept)
        .bind(6, rule)
        .bind(7, key)
        .run();
}

FoldRules::FoldRules(Staging const &staging)
    : m_find(staging.database().prepare("SELECT rule FROM decision WHERE table_id = ?1 AND row = ?2"))
{
}

std::string FoldRules::of(StagedRow const &row)
{
    auto result = m_find.bind(1, row.table).bind(2, row.row).step() ? m_find.text(0) : std::string();
    m_find.reset();
    return result;
}

} // namespace tributary::staging
