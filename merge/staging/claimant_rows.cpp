#include "merge/staging/claimant_rows.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/account_label.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/counted_references.hpp"
#include "merge/staging/referring.hpp"

#include <algorithm>

namespace tributary::staging {
namespace {

using model::sql_name;

/// The rows in question of one staged table, as a subquery: "tributary.row".
std::string claimants_of(std::int64_t table)
{
    return "SELECT DISTINCT row AS \"tributary.row\" FROM temp.claimant WHERE table_id = " + std::to_string(table);
}

std::set<std::int64_t> tables_with_claimants(Staging const &staging)
{
    std::set<std::int64_t> result;
    auto tables = staging.database().prepare("SELECT DISTINCT table_id FROM temp.claimant");
    while (tables.step()) {
        result.insert(tables.integer(0));
    }
    return result;
}

/// Of the row of `account` with the alias a.
std::string account_in_sql()
{
    return "(SELECT name FROM source WHERE id = a.source) || '/' || " + account_name_in_sql("a");
}

/// The values with which rows in question refer to users, in temp.owned: "tributary.row" and "tributary.value0" ….
void collect_owned(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                   Referring const &referring)
{
    std::string values;
    std::string names;
    for (std::size_t i = 0; i < referring.values.size(); ++i) {
        auto const name = "\"tributary.value" + std::to_string(i) + "\"";
        values += ", " + referring.values[i] + " AS " + name;
        names += (i == 0 ? "" : ", ") + name;
    }
    auto const label = sql_name(table.target.label);
    staging.database().execute("DROP TABLE IF EXISTS temp.owned; CREATE TEMP TABLE owned AS SELECT "
                               "\"tributary.asked\".\"tributary.row\" AS \"tributary.row\"" +
                               values + " FROM (" + claimants_of(source.table_id) +
                               ") AS \"tributary.asked\" CROSS JOIN " + sql_name(source.staged) + " AS " + label +
                               " ON " + label + ".\"#\" = \"tributary.asked\".\"tributary.row\" WHERE 1" +
                               referring.condition + "; CREATE INDEX temp.owned_values ON owned (" + names + ")");
}

/// The catalogues of databases list foreign keys each in an order of its own; that of the columns is the same in all.
std::ptrdiff_t place_of_column(model::MappedSource const &source, std::string const &name)
{
    return std::find_if(source.columns.begin(), source.columns.end(),
                        [&](auto const &column) { return column.name == name; }) -
           source.columns.begin();
}

/// The users that these values mean, in temp.owner under this number.
void find_owners(Staging const &staging, std::int64_t number, model::MappedTable const &users,
                 model::MappedSource const &own, Referring const &referring)
{
    std::string equal;
    for (std::size_t i = 0; i < referring.referenced.size(); ++i) {
        auto const *const column = model::find_filled(own, referring.referenced[i]);
        if (column == nullptr) {
            return;
        }
        equal += (i == 0 ? "" : " AND ") + std::string("\"tributary.owned\".\"tributary.value") + std::to_string(i) +
                 "\" = " + column->value;
    }
    auto const label = sql_name(users.target.label);
    staging.database().execute("INSERT INTO temp.owner (number, row, source, user) SELECT " + std::to_string(number) +
                               ", \"tributary.owned\".\"tributary.row\", " + std::to_string(own.source) + ", " + label +
                               ".\"#\" FROM " + sql_name(own.staged) + " AS " + label +
                               " CROSS JOIN temp.owned AS \"tributary.owned\" ON " + equal);
}

/// The accounts in question, in temp.asked_account.
void collect_accounts(Staging const &staging, model::MappedTable const &users)
{
    auto const &database = staging.database();
    database.execute("DROP TABLE IF EXISTS temp.asked_account; CREATE TEMP TABLE asked_account "
                     "(id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, row INTEGER NOT NULL)");
    for (auto const &source : users.sources) {
        database
            .prepare("INSERT INTO temp.asked_account (id, table_id, row) SELECT id, ?1, row FROM account AS a "
                     "WHERE source = ?2 AND EXISTS (SELECT 1 FROM temp.claimant WHERE table_id = ?1 AND row = a.row)")
            .bind(1, source.table_id)
            .bind(2, std::int64_t{source.source})
            .run();
    }
}

} // namespace

void clear_claimant_rows(Staging const &staging)
{
    staging.database().execute("CREATE TEMP TABLE IF NOT EXISTS claimant (conflict TEXT NOT NULL, claimant INTEGER NOT "
                               "NULL, place INTEGER NOT NULL, table_id INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY "
                               "KEY (conflict, place)) WITHOUT ROWID; "
                               "CREATE INDEX IF NOT EXISTS temp.claimant_row ON claimant (table_id, row); "
                               "DELETE FROM temp.claimant");
}

databases::sqlite::Statement insert_claimant_row(Staging const &staging)
{
    if (staging.database().integer("SELECT count(*) FROM temp.sqlite_schema WHERE name = 'claimant'") == 0) {
        clear_claimant_rows(staging);
    }
    return staging.database().prepare(
        "INSERT INTO temp.claimant (conflict, claimant, place, table_id, row) VALUES (?1, ?2, ?3, ?4, ?5)");
}

std::vector<QuestionRows> questions_with_rows(Staging const &staging)
{
    std::vector<QuestionRows> result;
    auto rows = staging.database().prepare("SELECT q.id, q.kind, c.claimant, c.table_id, c.row FROM temp.claimant AS c "
                                           "JOIN conflict AS q ON q.id = c.conflict ORDER BY q.id, c.place");
    while (rows.step()) {
        if (result.empty() || result.back().id != rows.text(0)) {
            result.push_back({rows.text(0), rows.text(1), {}});
        }
        result.back().rows.push_back({static_cast<std::size_t>(rows.integer(2)), rows.integer(3), rows.integer(4)});
    }
    return result;
}

void add_evidence(Staging const &staging, std::string const &id, std::string const &text)
{
    staging.database()
        .prepare("UPDATE conflict SET evidence = evidence || '; ' || ?2 WHERE id = ?1")
        .bind(1, std::string_view(id))
        .bind(2, std::string_view(text))
        .run();
}

void for_each_reference_to_claimant(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions,
                                    std::set<model::KeyColumn> const &computed,
                                    std::function<void(RowsOnClaimant const &)> const &sink)
{
    auto const asked = tables_with_claimants(staging);
    for (auto const &child : mapping) {
        for (auto const &from : child.sources) {
            for (auto const &referring : all_referring(from)) {
                auto const is_computed =
                    std::any_of(referring.columns.begin(), referring.columns.end(), [&](auto const &column) {
                        return computed.contains({child.target.label, column});
                    });
                auto const *const table = model::find_table(mapping, referring.table);
                auto const *const parent = table == nullptr ? nullptr : model::find_source(*table, referring.whose);
                if (is_computed || from.rows == 0 || parent == nullptr || !asked.contains(parent->table_id)) {
                    continue;
                }
                auto const sql = counted_references(staging, {child, from, referring, *parent}, exceptions,
                                                    claimants_of(parent->table_id));
                if (!sql) {
                    continue;
                }
                auto counts = staging.database().prepare(*sql);
                while (counts.step()) {
                    sink({{parent->table_id, counts.integer(0)},
                          child.target.label,
                          model::comma_separated(referring.columns),
                          counts.integer(1)});
                }
            }
        }
    }
}

void for_each_owner_of_claimant(Staging const &staging, model::Mapping const &mapping,
                                std::function<void(OwnerOfClaimant const &)> const &sink)
{
    auto const &database = staging.database();
    auto const &users = model::users_of(mapping);
    auto const asked = tables_with_claimants(staging);
    database.execute("DROP TABLE IF EXISTS temp.owner; CREATE TEMP TABLE owner (number INTEGER NOT NULL, row INTEGER "
                     "NOT NULL, source INTEGER NOT NULL, user INTEGER NOT NULL)");
    struct By {
        std::int64_t table;
        std::string columns;
    };
    std::vector<By> by;
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            auto references = all_referring(source);
            std::stable_sort(references.begin(), references.end(), [&](auto const &a, auto const &b) {
                return place_of_column(source, a.columns.front()) < place_of_column(source, b.columns.front());
            });
            for (auto const &referring : references) {
                auto const *const own = model::find_source(users, referring.whose);
                if (asked.contains(source.table_id) && referring.table == users.target.label && own != nullptr) {
                    collect_owned(staging, table, source, referring);
                    find_owners(staging, static_cast<std::int64_t>(by.size()), users, *own, referring);
                    by.push_back({source.table_id, model::comma_separated(referring.columns)});
                }
            }
        }
    }
    database.execute("CREATE INDEX temp.owner_user ON owner (user, source)");
    auto owners = database.prepare("SELECT o.number, o.row, " + account_in_sql() +
                                   " FROM account AS a CROSS JOIN temp.owner AS o ON o.user = a.row AND o.source = "
                                   "a.source ORDER BY o.number, o.row, a.id");
    while (owners.step()) {
        auto const &reference = by[static_cast<std::size_t>(owners.integer(0))];
        sink({{reference.table, owners.integer(1)}, reference.columns, owners.text(2)});
    }
}

void for_each_claimant_account(Staging const &staging, model::MappedTable const &users,
                               std::function<void(StagedRowId const &, std::string const &account)> const &sink)
{
    collect_accounts(staging, users);
    auto accounts = staging.database().prepare("SELECT q.table_id, q.row, " + account_in_sql() +
                                               " FROM temp.asked_account AS q CROSS JOIN account AS a ON a.id = q.id");
    while (accounts.step()) {
        sink({accounts.integer(0), accounts.integer(1)}, accounts.text(2));
    }
}

void for_each_login_key_of_claimant(Staging const &staging, model::MappedTable const &users,
                                    std::function<void(StagedRowId const &, std::string const &key)> const &sink)
{
    collect_accounts(staging, users);
    auto keys = staging.database().prepare(
        "SELECT q.table_id, q.row, k.fingerprint FROM account_key AS k CROSS JOIN temp.asked_account AS q ON q.id = "
        "k.account WHERE k.fingerprint IS NOT NULL AND NOT k.left_out GROUP BY q.id, k.fingerprint");
    while (keys.step()) {
        sink({keys.integer(0), keys.integer(1)}, shown(keys.cell(2).bytes));
    }
}

void for_each_claimant_value(Staging const &staging, model::MappedTable const &table,
                             std::span<std::string const> columns, Exceptions const &exceptions,
                             std::function<void(StagedRowId const &, model::Row)> const &sink)
{
    std::vector<model::Cell> cells(columns.size());
    for (auto const &source : table.sources) {
        auto rows = staging.database().prepare(
            "SELECT \"tributary.merged\".* FROM (" + claimants_of(source.table_id) +
            ") AS \"tributary.asked\" CROSS JOIN (" +
            merged_select(table, source, columns, exceptions, Origin::row, Rows::rewritten) +
            ") AS \"tributary.merged\" ON \"tributary.merged\".\"#\" = \"tributary.asked\".\"tributary.row\"");
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i) + 1);
            }
            sink({source.table_id, rows.integer(0)}, cells);
        }
    }
}

void for_each_text_of_accounts(Staging const &staging, model::MappedTable const &users, std::string const &column,
                               std::set<std::string> const &texts,
                               std::function<void(std::string const &text, std::int64_t accounts)> const &sink)
{
    auto const &database = staging.database();
    database.execute("DROP TABLE IF EXISTS temp.asked_text; CREATE TEMP TABLE asked_text (\"tributary.text\" TEXT "
                     "PRIMARY KEY) WITHOUT ROWID");
    auto insert = database.prepare("INSERT INTO temp.asked_text (\"tributary.text\") VALUES (?1)");
    for (auto const &text : texts) {
        insert.bind(1, std::string_view(text)).run();
    }
    for (auto const &source : users.sources) {
        auto const *const filled = model::find_filled(source, column);
        if (filled == nullptr) {
            continue;
        }
        auto counts = database.prepare("SELECT \"tributary.asked\".\"tributary.text\", count(*) FROM " +
                                       sql_name(source.staged) + " AS " + sql_name(users.target.label) +
                                       " CROSS JOIN temp.asked_text AS \"tributary.asked\" ON "
                                       "\"tributary.asked\".\"tributary.text\" = " +
                                       filled->value + " GROUP BY 1");
        while (counts.step()) {
            sink(counts.text(0), counts.integer(1));
        }
    }
}

} // namespace tributary::staging
