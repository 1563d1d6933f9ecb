#include "merge/staging/duplicates.hpp"

#include "merge/staging/row_digest.hpp"

#include <algorithm>
#include <cstdint>

namespace tributary::staging {
namespace {

constexpr std::int64_t rows_at_a_time = 8'000'000;

using databases::sqlite::Statement;
using RowOf = std::function<void(std::size_t source, std::int64_t row, model::Row key, model::Row rest)>;

/// All rows of the merged table, cut into key and rest; rows whose key has a NULL are passed over.
void for_each_row(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &key,
                  bool nulls_agree, std::vector<std::string> const &rest, Exceptions const &exceptions,
                  RowOf const &sink)
{
    auto columns = key;
    columns.insert(columns.end(), rest.begin(), rest.end());
    std::vector<model::Cell> cells(columns.size());
    for (std::size_t source = 0; source < table.sources.size(); ++source) {
        auto rows =
            staging.database().prepare(merged_select(table, table.sources[source], columns, exceptions, Origin::row));
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i) + 1);
            }
            auto const all = model::Row(cells);
            auto const of_key = all.first(key.size());
            auto const has_null = std::any_of(of_key.begin(), of_key.end(),
                                              [](auto const &cell) { return cell.type == model::Cell::Type::null; });
            if (nulls_agree || !has_null) {
                sink(source, rows.integer(0), of_key, all.subspan(key.size()));
            }
        }
    }
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

void write_candidates(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &key,
                      bool nulls_agree, std::vector<std::string> const &rest, Exceptions const &exceptions,
                      std::vector<std::uint64_t> const &hashes)
{
    std::string buffer;
    std::string key_bytes;
    std::string rest_bytes;
    auto insert = staging.database().prepare("INSERT INTO temp.candidate VALUES (?1, ?2, ?3, ?4, ?5)");
    std::vector<Statement> ids; // among rows of one source the least id comes first, however they are stored
    for (auto const &source : table.sources) {
        auto const label = model::sql_name(table.target.label);
        ids.push_back(staging.database().prepare("SELECT " + primary_key_in_sql(table, source) + " FROM " +
                                                 model::sql_name(source.staged) + " AS " + label + " WHERE " + label +
                                                 ".\"#\" = ?1"));
    }
    for_each_row(staging, table, key, nulls_agree, rest, exceptions,
                 [&](std::size_t source, std::int64_t row, model::Row of_key, model::Row of_rest) {
                     if (std::binary_search(hashes.begin(), hashes.end(), hash_row(of_key, buffer).low)) {
                         key_bytes.clear();
                         append_canonical(key_bytes, of_key);
                         rest_bytes.clear();
                         append_canonical(rest_bytes, of_rest);
                         auto const digest = sha256(rest_bytes);
                         ids[source].bind(1, row);
                         ids[source].step();
                         insert.bind_blob(1, key_bytes)
                             .bind(2, static_cast<std::int64_t>(source))
                             .bind(3, row)
                             .bind(4, std::string_view(digest))
                             .bind(5, ids[source].cell(0))
                             .run();
                         ids[source].reset();
                     }
                 });
}

} // namespace

void for_each_duplicate(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &key,
                        bool nulls_agree, std::vector<std::string> const &rest, Exceptions const &exceptions,
                        std::function<void(std::vector<DuplicateRow> const &)> const &sink)
{
    std::int64_t rows = 0;
    for (auto const &source : table.sources) {
        rows += source.rows;
    }
    auto const passes = static_cast<std::uint64_t>(rows / rows_at_a_time + 1);
    for (std::uint64_t pass = 0; pass < passes; ++pass) {
        std::string buffer;
        std::vector<std::uint64_t> hashes;
        for_each_row(staging, table, key, nulls_agree, {}, exceptions,
                     [&](std::size_t, std::int64_t, model::Row of_key, model::Row) {
                         if (auto const hash = hash_row(of_key, buffer); hash.high % passes == pass) {
                             hashes.push_back(hash.low);
                         }
                     });
        hashes = repeated(std::move(hashes));
        if (hashes.empty()) {
            continue;
        }
        staging.database().execute(
            "CREATE TEMP TABLE IF NOT EXISTS candidate (key BLOB, source INTEGER, row INTEGER, rest TEXT, id); DELETE FROM temp.candidate");
        write_candidates(staging, table, key, nulls_agree, rest, exceptions, hashes);
        auto sorted = staging.database().prepare(
            "SELECT key, source, row, rest FROM temp.candidate ORDER BY key, source, id, row");
        std::vector<DuplicateRow> group;
        auto const close_group = [&] {
            if (group.size() > 1) {
                sink(group);
            }
            group.clear();
        };
        while (sorted.step()) {
            DuplicateRow row{static_cast<std::size_t>(sorted.integer(1)), sorted.integer(2), sorted.text(0),
                             sorted.text(3)};
            if (!group.empty() && group.back().key != row.key) {
                close_group();
            }
            group.push_back(std::move(row));
        }
        close_group();
    }
}

} // namespace tributary::staging
