#include "merge/staging/duplicates.hpp"

#include "merge/staging/merged_where.hpp"
#include "merge/staging/row_digest.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace tributary::staging {
namespace {

constexpr std::int64_t rows_at_a_time = 8'000'000;

using databases::sqlite::Statement;
using Columns = std::vector<std::string>;

bool has_null(model::Row key)
{
    return std::any_of(key.begin(), key.end(), [](auto const &cell) { return cell.type == model::Cell::Type::null; });
}

/// Hashes that occur more than once, ascending, each once.
std::vector<std::uint64_t> repeated(std::vector<std::uint64_t> hashes)
{
    std::sort(hashes.begin(), hashes.end());
    std::vector<std::uint64_t> result;
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        if (hashes[i] == hashes[i - 1] && (result.empty() || result.back() != hashes[i])) {
            result.push_back(hashes[i]);
        }
    }
    return result;
}

/// Rows that may be in a group, in the table temp.candidate until all of them are there.
class Candidates {
public:
    Candidates(Staging const &staging, model::MappedTable const &table, DuplicateSearch const &search,
               Exceptions const &exceptions)
        : m_staging(staging), m_table(table), m_shown(search.shown.size())
    {
        auto const &database = staging.database();
        std::string columns;
        for (std::size_t i = 0; i < m_shown; ++i) {
            columns += ", shown" + std::to_string(i);
        }
        database.execute("DROP TABLE IF EXISTS temp.candidate; CREATE TEMP TABLE candidate "
                         "(key, source INTEGER, row INTEGER, assigned INTEGER, rest TEXT, id" +
                         columns + ")");
        m_insert.emplace(database, "INSERT INTO temp.candidate (key, source, row, assigned, rest, id" + columns + ")",
                         6 + m_shown);
        for (auto const &source : table.sources) {
            // among rows of one source the least id comes first, however they are stored
            auto const label = model::sql_name(table.target.label);
            auto const numbered = model::primary_key(*source.table) != nullptr;
            m_ids.push_back(database.prepare(
                "SELECT " + (numbered ? primary_key_in_sql(staging, table, source) : "NULL") + " FROM " +
                model::sql_name(source.staged) + " AS " + label + " WHERE " + label + ".\"#\" = ?1"));
            auto const assigned = std::any_of(exceptions.values.begin(), exceptions.values.end(), [&](auto const &one) {
                return std::get<0>(one) == source.table_id && std::get<2>(one) == Layer::assigned;
            });
            m_assigned.push_back(database.prepare(
                assigned ? "SELECT 1 FROM assigned WHERE table_id = " + std::to_string(source.table_id) +
                               " AND row = ?1 LIMIT 1"
                         : "SELECT 1 WHERE ?1 IS NULL"));
        }
    }

    /// `key` may be anything that has a place in an order.
    void add(model::Cell const &key, std::size_t source, std::int64_t row, model::Row rest, model::Row shown)
    {
        m_bytes.clear();
        append_canonical(m_bytes, rest);
        auto const digest = sha256(m_bytes);
        auto &id = m_ids[source].bind(1, row);
        id.step();
        auto &assigned = m_assigned[source].bind(1, row);
        m_cells = {key,
                   model::Cell::of(static_cast<std::int64_t>(source)),
                   model::Cell::of(row),
                   model::Cell::of(std::int64_t{assigned.step()}),
                   model::Cell::of(std::string_view(digest)),
                   id.cell(0)};
        m_cells.insert(m_cells.end(), shown.begin(), shown.end());
        m_insert->add(m_cells);
        id.reset();
        assigned.reset();
    }

    void each_group(std::string const &order_of_keys, DuplicateSink const &sink)
    {
        m_insert->finish();
        auto sorted = m_staging.database().prepare("SELECT c.* FROM temp.candidate AS c " + order_of_keys +
                                                   ", c.assigned, c.source, c.id, c.rest, c.row");
        std::vector<DuplicateRow> group;
        auto const close_group = [&] {
            if (group.size() > 1) {
                sink(group);
            }
            group.clear();
        };
        while (sorted.step()) {
            DuplicateRow row;
            row.key = sorted.text(0);
            row.source = static_cast<std::size_t>(sorted.integer(1));
            row.row = sorted.integer(2);
            row.assigned = sorted.integer(3) != 0;
            row.rest = sorted.text(4);
            for (std::size_t i = 0; i < m_shown; ++i) {
                row.shown.push_back(
                    model::value_of(sorted.cell(static_cast<int>(i) + 6), m_table.sources[row.source].source));
            }
            if (!group.empty() && group.back().key != row.key) {
                close_group();
            }
            group.push_back(std::move(row));
        }
        close_group();
    }

private:
    Staging const &m_staging;
    model::MappedTable const &m_table;
    std::size_t m_shown;
    std::optional<databases::sqlite::BulkInsert> m_insert;
    std::vector<Statement> m_ids;      ///< of each source
    std::vector<Statement> m_assigned; ///< whether a row was given a value
    std::vector<model::Cell> m_cells;
    std::string m_bytes;
};

Columns all_columns(DuplicateSearch const &search)
{
    auto columns = search.key;
    columns.insert(columns.end(), search.rest.begin(), search.rest.end());
    columns.insert(columns.end(), search.shown.begin(), search.shown.end());
    return columns;
}

/// Whether rows with this key can be in a group.
bool is_searched(DuplicateSearch const &search, model::Row key)
{
    return (search.nulls_agree || !has_null(key)) && (search.only == nullptr || search.only->contains(key));
}

} // namespace

void for_each_merged_row(Staging const &staging, model::MappedTable const &table, Columns const &columns,
                         Exceptions const &exceptions,
                         std::function<void(std::size_t, std::int64_t, model::Row)> const &sink,
                         std::string const &where)
{
    std::vector<model::Cell> cells(columns.size());
    for (std::size_t source = 0; source < table.sources.size(); ++source) {
        auto rows = staging.database().prepare(merged_where(table, table.sources[source], columns, exceptions, where));
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i) + 1);
            }
            sink(source, rows.integer(0), cells);
        }
    }
}

namespace {

std::vector<model::Value> values(Staging const &staging, model::MappedTable const &table,
                                 model::MappedSource const &source, std::int64_t row, Columns const &columns,
                                 Exceptions const &exceptions, Rows rows)
{
    auto found = staging.database().prepare("SELECT * FROM (" +
                                            merged_select(table, source, columns, exceptions, Origin::row, rows) +
                                            ") WHERE \"#\" = ?1");
    found.bind(1, row).step();
    std::vector<model::Value> result;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        result.push_back(model::value_of(found.cell(static_cast<int>(i) + 1), source.source));
    }
    return result;
}

} // namespace

std::vector<model::Value> values_of_row(Staging const &staging, model::MappedTable const &table,
                                        model::MappedSource const &source, std::int64_t row, Columns const &columns,
                                        Exceptions const &exceptions)
{
    return values(staging, table, source, row, columns, exceptions, Rows::rewritten);
}

std::vector<model::Value> merged_values(Staging const &staging, model::MappedTable const &table,
                                        model::MappedSource const &source, std::int64_t row, Columns const &columns,
                                        Exceptions const &exceptions)
{
    return values(staging, table, source, row, columns, exceptions, Rows::merged);
}

void for_each_duplicate(Staging const &staging, model::MappedTable const &table, DuplicateSearch const &search,
                        Exceptions const &exceptions, DuplicateSink const &sink)
{
    std::int64_t rows = 0;
    for (auto const &source : table.sources) {
        rows += source.rows;
    }
    auto const passes = static_cast<std::uint64_t>(rows / rows_at_a_time + 1);
    for (std::uint64_t pass = 0; pass < passes; ++pass) {
        std::string buffer;
        std::vector<std::uint64_t> hashes;
        for_each_merged_row(
            staging, table, search.key, exceptions,
            [&](std::size_t, std::int64_t, model::Row key) {
                if (!is_searched(search, key)) {
                    return;
                }
                if (auto const hash = hash_row(key, buffer); hash.high % passes == pass) {
                    hashes.push_back(hash.low);
                }
            },
            search.where);
        hashes = repeated(std::move(hashes));
        if (hashes.empty()) {
            continue;
        }
        Candidates candidates(staging, table, search, exceptions);
        std::string key_bytes;
        for_each_merged_row(
            staging, table, all_columns(search), exceptions,
            [&](std::size_t source, std::int64_t row, model::Row all) {
                auto const key = all.first(search.key.size());
                auto const hash = hash_row(key, buffer);
                if (hash.high % passes != pass || !std::binary_search(hashes.begin(), hashes.end(), hash.low) ||
                    !is_searched(search, key)) {
                    return;
                }
                key_bytes.clear();
                append_canonical(key_bytes, key);
                candidates.add({model::Cell::Type::blob, 0, 0, key_bytes}, source, row,
                               all.subspan(search.key.size(), search.rest.size()),
                               all.subspan(search.key.size() + search.rest.size()));
            },
            search.where);
        candidates.each_group("ORDER BY c.key", sink);
    }
}

void for_each_found(Staging const &staging, model::MappedTable const &table, DuplicateSearch const &search,
                    Exceptions const &exceptions, std::function<void(FoundRow const &)> const &found,
                    DuplicateSink const &sink)
{
    auto const &database = staging.database();
    database.execute("DROP TABLE IF EXISTS temp.found; CREATE TEMP TABLE found (source INTEGER, row INTEGER, \"group\" "
                     "INTEGER, PRIMARY KEY (source, row)) WITHOUT ROWID");
    {
        databases::sqlite::BulkInsert insert(database, "INSERT INTO temp.found (source, row, \"group\")", 3);
        found([&](std::int64_t group, std::size_t source, std::int64_t row) {
            using model::Cell;
            insert.add({Cell::of(static_cast<std::int64_t>(source)), Cell::of(row), Cell::of(group)});
        });
        insert.finish();
    }
    auto options = search;
    options.key.clear();
    auto const columns = all_columns(options);
    Candidates candidates(staging, table, options, exceptions);
    std::vector<model::Cell> cells(columns.size());
    bool any = false;
    for (std::size_t source = 0; source < table.sources.size(); ++source) {
        auto rows = database.prepare(
            "SELECT \"tributary.found\".\"group\", \"tributary.merged\".* FROM temp.found AS \"tributary.found\" CROSS JOIN (" +
            merged_select(table, table.sources[source], columns, exceptions, Origin::row) +
            ") AS \"tributary.merged\" ON \"tributary.merged\".\"#\" = \"tributary.found\".row WHERE \"tributary.found\".source = " +
            std::to_string(source));
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i) + 2);
            }
            auto const all = model::Row(cells);
            candidates.add(rows.cell(0), source, rows.integer(1), all.first(options.rest.size()),
                           all.subspan(options.rest.size()));
            any = true;
        }
    }
    if (any) {
        // the groups' numbers are as the database happened to hand them out: ordered by their first rows instead
        candidates.each_group(
            "JOIN (SELECT key, assigned, source, id, rest, row_number() OVER (PARTITION BY key ORDER BY assigned, source, id, rest) AS place "
            "FROM temp.candidate) AS f ON f.key = c.key AND f.place = 1 ORDER BY f.source, f.id, f.rest, f.key",
            sink);
    }
}

} // namespace tributary::staging
