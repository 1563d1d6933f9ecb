#include "merge/staging/accounts.hpp"

#include "merge/model/error.hpp"
#include "merge/model/sql_tokens.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <future>
#include <span>
#include <tuple>
#include <utility>

namespace tributary::staging {
namespace {

using model::sql_name;

std::string in_table(AccountColumns const &columns, std::string const &column)
{
    return sql_name(columns.label) + "." + sql_name(column);
}

/// True if the condition names the column or table: case is ignored, as in SQL.
bool mentions(std::string const &condition, std::string const &name)
{
    return !model::columns_in(condition, std::array{name}).empty();
}

/// What a condition sees of a row beside its number: `, … AS …` for each column.
std::string columns_in_sql(ConditionScope const &scope, std::string const &condition, std::string const &owner)
{
    std::string result;
    for (auto const &column : scope.columns) {
        auto const value = owner + sql_name(column.staged);
        auto const seen = column.is_boolean ? "(" + value + " = 't')" : value;
        result += ", " + seen + " AS " + sql_name(column.name);
        auto const hidden = std::any_of(scope.columns.begin(), scope.columns.end(),
                                        [&](auto const &other) { return other.name == column.staged; });
        result += hidden ? "" : ", " + seen + " AS " + sql_name(column.staged);
    }
    for (auto const &column : scope.computed) {
        if (mentions(condition, column.name)) {
            result += ", (" + column.expression + "\n) AS " + sql_name(column.name);
        }
    }
    return result;
}

/// True if the condition can be evaluated on the rows as they are staged.
bool is_plain(ConditionScope const &scope, std::string const &condition)
{
    return std::none_of(scope.columns.begin(), scope.columns.end(),
                        [](auto const &column) { return column.is_boolean || column.staged != column.name; }) &&
           std::none_of(scope.computed.begin(), scope.computed.end(),
                        [&](auto const &column) { return mentions(condition, column.name); });
}

/// ` FROM …`: all rows, under the table's label.
std::string rows_in_sql(ConditionScope const &scope, std::string const &condition)
{
    auto const label = sql_name(scope.label);
    auto const rows = " FROM " + sql_name(scope.staged) + " AS " + label;
    return is_plain(scope, condition)
               ? rows
               : " FROM (SELECT \"#\"" + columns_in_sql(scope, condition, "") + rows + ") AS " + label;
}

/// `WITH "label" AS (…), …`: the tables that the condition names. Of tables whose names SQLite takes for equal, the one
/// that is written as in the condition.
std::string tables_in_sql(ConditionScope const &scope, std::string const &condition)
{
    std::vector<ConditionScope const *> tables;
    for (auto const &table : scope.tables) {
        if (mentions(condition, table.label)) {
            tables.push_back(&table);
        }
    }
    std::stable_partition(tables.begin(), tables.end(),
                          [&](auto const *table) { return condition.find(table->label) != std::string::npos; });
    std::string result;
    std::vector<std::string> there;
    for (auto const *table : tables) {
        if (model::columns_in(sql_name(table->label), there).empty()) {
            result += (result.empty() ? "WITH " : ", ") + sql_name(table->label) + " AS (SELECT *" +
                      rows_in_sql(*table, condition) + ")";
            there.push_back(table->label);
        }
    }
    return result.empty() ? result : result + " ";
}

/// ` AND …`: the condition holds for the row of `scope` in a FROM clause; nothing for an empty one.
std::string and_in_row(ConditionScope const &scope, std::string const &condition)
{
    return condition.empty() ? "" : " AND " + in_row(scope, condition) + " IS TRUE";
}

void stage_users(Staging const &staging, AccountColumns const &columns)
{
    auto const &database = staging.database();
    auto const from = " FROM " + sql_name(columns.table) + " AS " + sql_name(columns.label) + " WHERE 1" +
                      and_in_row(columns.scope, columns.loaded);
    auto const id = in_table(columns, columns.id);
    if (auto const missing = database.value("SELECT 1" + from + " AND " + id + " IS NULL")) {
        throw model::Error(model::Exit::data, "\"" + columns.table + "\" has a user whose " + columns.id + " is NULL");
    }
    if (auto const twice = database.value("SELECT " + id + from + " GROUP BY 1 HAVING count(*) > 1")) {
        throw model::Error(model::Exit::data,
                           "\"" + columns.table + "\" has two users whose " + columns.id + " is " + *twice);
    }
    auto const name = "CAST(" + in_table(columns, columns.name) + " AS TEXT)";
    database.execute("INSERT INTO account (source, row, old_id, name) SELECT " + std::to_string(columns.source) + ", " +
                     in_table(columns, "#") + ", " + id + ", " +
                     (columns.name_padded ? "rtrim(" + name + ", ' ')" : name) + from + " ORDER BY " + id);
}

/// ` FROM …`: keys of accounts, as rows of the keys' table under its label, with the account as "tributary.account";
/// those that are left out, too.
std::string owned_keys_in_sql(KeyColumns const &keys)
{
    auto const label = sql_name(keys.label);
    auto from = " FROM " + sql_name(keys.table) + " AS " + label;
    auto owner = label;
    if (keys.via) {
        owner = sql_name(keys.via->label);
        from += " JOIN " + sql_name(keys.via->table) + " AS " + owner + " ON " + owner + "." + sql_name(keys.via->key) +
                " = " + label + "." + sql_name(keys.via->id);
    }
    return from +
           " JOIN (SELECT old_id AS \"tributary.old_id\", account AS \"tributary.account\" FROM temp.owner) "
           "AS \"tributary.owner\" ON \"tributary.old_id\" = " +
           owner + "." + sql_name(keys.user) + " WHERE 1" + and_in_row(keys.scope, keys.where);
}

/// Whether the plan leaves the row out, or the one that links it to the user: 0 or 1.
std::string left_out_in_sql(KeyColumns const &keys)
{
    auto const by_link = keys.via ? and_in_row(keys.via->scope, keys.via->loaded) : std::string();
    return "NOT (1" + and_in_row(keys.scope, keys.loaded) + by_link + ")";
}

/// Keys of the accounts in temp.owner.
void stage_keys(Staging const &staging, KeyColumns const &keys, std::int64_t number, model::KeyFormat const &format)
{
    auto const &database = staging.database();
    auto const label = sql_name(keys.label);
    auto rows = database.prepare("SELECT \"tributary.account\", " + label + ".\"#\", " + label + "." +
                                 sql_name(keys.key) + ", " + left_out_in_sql(keys) + owned_keys_in_sql(keys));
    auto const table =
        keys.via ? std::int64_t{0}
                 : database.integer("SELECT id FROM staged_table WHERE staged = " + model::sql_literal(keys.table));
    databases::sqlite::BulkInsert insert(
        database, "INSERT INTO account_key (account, keys, table_id, row, fingerprint, shown, left_out)", 7);
    while (rows.step()) {
        if (rows.is_null(2)) {
            continue; // no key at all
        }
        auto const text = rows.text(2);
        std::string readable = text;
        model::Fingerprint fingerprint{};
        model::Cell shown_fingerprint; // none of a malformed key
        if (auto const bytes = format.normalise(text)) {
            SHA256(reinterpret_cast<unsigned char const *>(bytes->data()), bytes->size(), fingerprint.data());
            if (*bytes != text) {
                readable = shown({reinterpret_cast<char const *>(fingerprint.data()),
                                  fingerprint.size()}); // the normalised form is not for people
            }
            shown_fingerprint = {model::Cell::Type::blob,
                                 0,
                                 0,
                                 {reinterpret_cast<char const *>(fingerprint.data()), fingerprint.size()}};
        }
        insert.add({rows.cell(0), model::Cell::of(number), model::Cell::of(table), rows.cell(1), shown_fingerprint,
                    model::Cell::of(std::string_view(readable)), rows.cell(3)});
    }
    insert.finish();
}

} // namespace

void stage_accounts(Staging const &staging, std::vector<AccountColumns> const &sources,
                    std::vector<model::KeyFormat> const &formats)
{
    staging.database().execute("DELETE FROM account_key; DELETE FROM account");
    for (auto const &columns : sources) {
        stage_users(staging, columns);
        if (!columns.keys.empty()) {
            staging.database().execute(
                "CREATE TEMP TABLE IF NOT EXISTS owner (old_id PRIMARY KEY, account INTEGER) WITHOUT ROWID; "
                "DELETE FROM temp.owner; "
                "INSERT INTO temp.owner (old_id, account) SELECT old_id, id FROM account WHERE source = " +
                std::to_string(columns.source));
        }
        for (std::size_t i = 0; i < columns.keys.size(); ++i) {
            stage_keys(staging, columns.keys[i], static_cast<std::int64_t>(i), formats.at(i));
        }
    }
    staging.set_property("key_tables", std::to_string(formats.size()));
    staging.set_property("malformed_keys",
                         staging.database()
                             .value("SELECT count(*) FROM account_key WHERE fingerprint IS NULL AND left_out = 0")
                             .value_or("0"));
}

std::string in_row(ConditionScope const &scope, std::string const &condition)
{
    auto const plain = "(" + condition + "\n)"; // it may end in a comment
    auto const label = sql_name(scope.label);
    auto const tables = tables_in_sql(scope, condition);
    auto const row = is_plain(scope, condition) ? ""
                                                : " FROM (SELECT " + label + ".\"#\"" +
                                                      columns_in_sql(scope, condition, label + ".") + ") AS " + label;
    return tables.empty() && row.empty() ? plain : "(" + tables + "SELECT " + plain + row + ")";
}

std::optional<std::string> condition_problem(Staging const &staging, ConditionScope const &scope,
                                             std::string const &condition)
{
    auto const &database = staging.database();
    try {
        auto const tables = tables_in_sql(scope, condition);
        auto const from = rows_in_sql(scope, condition);
        // bare, a parenthesis too many is an error; in WHERE, an aggregate and a list are
        if (database.prepare(tables + "SELECT " + condition + "\n" + from).parameters() > 0) {
            return "it has a parameter, for which there is no value";
        }
        auto const filter = tables + "SELECT 1" + from + " WHERE (" + condition + "\n)";
        database.prepare(filter);
        if (auto const function = database.changing_function(filter)) {
            return *function + " gives a different value each time";
        }
    } catch (Failure const &failure) {
        return failure.what();
    }
    return std::nullopt;
}

namespace {

constexpr std::int64_t first_account = 1; // rows of an emptied table are numbered from 1 again

std::size_t size_of(databases::sqlite::Database const &database, char const *table)
{
    return static_cast<std::size_t>(database.integer(std::string("SELECT count(*) FROM ") + table));
}

/// The keys' half of the population, through a connection of its own.
void read_keys(std::string const &path, std::vector<model::HeldKey> &rows, model::Interner &keys)
{
    databases::sqlite::Database const database(path, databases::sqlite::Open::read_only);
    rows.reserve(size_of(database, "account_key"));
    keys.reserve(rows.capacity(), rows.capacity() * std::tuple_size_v<model::Fingerprint>);
    auto statement = database.prepare(
        "SELECT account, fingerprint, row, keys FROM account_key WHERE fingerprint IS NOT NULL AND left_out = 0");
    while (statement.step()) {
        auto const table = static_cast<std::uint32_t>(statement.integer(3));
        // what two tables hold are different keys, even if they are written alike
        auto const key = std::string(statement.cell(1).bytes) + (table == 0 ? "" : std::to_string(table));
        rows.push_back({static_cast<model::AccountIndex>(statement.integer(0) - first_account), keys.intern(key),
                        statement.integer(2), table});
    }
    std::sort(rows.begin(), rows.end());
}

} // namespace

model::Population read_accounts(Staging const &staging)
{
    auto const &database = staging.database();
    model::Population population;
    auto reading = std::async(std::launch::async,
                              [&] { read_keys(staging.path().string(), population.key_rows, population.keys); });
    auto &accounts = population.accounts;
    accounts.reserve(size_of(database, "account"));
    auto rows = database.prepare("SELECT source, row, old_id, name FROM account ORDER BY id");
    while (rows.step()) {
        accounts.push_back(
            {static_cast<std::uint32_t>(rows.integer(0)), rows.integer(1), rows.text(2), rows.optional_text(3), {}});
    }
    reading.get();

    auto const &rows_of_keys = population.key_rows;
    population.held.reserve(rows_of_keys.size()); // so that what points into it stays where it is
    for (auto row = rows_of_keys.begin(); row != rows_of_keys.end(); ++row) {
        auto const known = row != rows_of_keys.begin() && std::prev(row)->account == row->account;
        if (known && std::prev(row)->key == row->key) {
            continue;
        }
        population.held.push_back(row->key);
        auto &of_account = accounts.at(row->account).keys;
        of_account = std::span(population.held).last(of_account.size() + 1);
    }
    return population;
}

void for_each_account(Staging const &staging, AccountColumns const &columns, std::string const &expression,
                      bool condition, std::function<void(model::AccountIndex, model::Cell const &)> const &sink)
{
    auto const from = sql_name(columns.table) + " AS " + sql_name(columns.label);
    auto rows = staging.database().prepare(
        "SELECT \"tributary.account\", " + (condition ? in_row(columns.scope, expression) : "(" + expression + "\n)") +
        " FROM (SELECT id AS \"tributary.account\", row AS " +
        "\"tributary.row\" FROM account WHERE source = " + std::to_string(columns.source) + ") CROSS JOIN " + from +
        " ON " + in_table(columns, "#") + " = \"tributary.row\"");
    while (rows.step()) {
        sink(static_cast<model::AccountIndex>(rows.integer(0) - 1), rows.cell(1));
    }
}

void for_each_merged_value(Staging const &staging, model::MappedTable const &users, model::MappedSource const &source,
                           std::string const &column, Exceptions const &exceptions,
                           std::function<void(model::AccountIndex, model::Cell const &)> const &sink)
{
    std::array const columns{column};
    auto rows =
        staging.database().prepare("SELECT a.id - 1, m." + sql_name(column) + " FROM account AS a JOIN (" +
                                   merged_select(users, source, columns, exceptions, Origin::row) +
                                   ") AS m ON m.\"#\" = a.row WHERE a.source = " + std::to_string(source.source));
    while (rows.step()) {
        sink(static_cast<model::AccountIndex>(rows.integer(0)), rows.cell(1));
    }
}

void count_rows_of_accounts(Staging const &staging, OwnedRows const &owned,
                            std::function<void(model::AccountIndex, std::int64_t rows)> const &sink)
{
    auto counts = staging.database().prepare("SELECT a.id - 1, t.rows FROM (SELECT " + owned.owner +
                                             " AS owner, count(*) AS rows FROM " + model::sql_name(owned.staged) +
                                             " AS " + model::sql_name(owned.label) +
                                             (owned.where.empty() ? "" : " WHERE (" + owned.where + "\n) IS TRUE") +
                                             " GROUP BY 1) AS t JOIN account AS a ON a.source = ?1 AND a." +
                                             (owned.by_name ? "name" : "old_id") + " = t.owner");
    counts.bind(1, std::int64_t{owned.source});
    while (counts.step()) {
        sink(static_cast<model::AccountIndex>(counts.integer(0)), counts.integer(1));
    }
}

void for_each_owned_row(Staging const &staging, OwnedRows const &owned, model::MappedTable const &table,
                        model::MappedSource const &source, std::span<std::string const> columns,
                        Exceptions const &exceptions, std::function<void(model::AccountIndex, model::Row)> const &sink)
{
    std::string list = "a.id - 1";
    for (auto const &column : columns) {
        list += ", m." + sql_name(column);
    }
    auto rows = staging.database().prepare(
        "SELECT " + list + " FROM (SELECT " + owned.owner + " AS owner, \"#\" AS number FROM " +
        sql_name(owned.staged) + " AS " + sql_name(owned.label) +
        (owned.where.empty() ? "" : " WHERE (" + owned.where + "\n) IS TRUE") +
        ") AS t JOIN account AS a ON a.source = " + std::to_string(owned.source) + " AND a." +
        (owned.by_name ? "name" : "old_id") + " = t.owner JOIN (" +
        merged_select(table, source, columns, exceptions, Origin::row, Rows::rewritten) +
        ") AS m ON m.\"#\" = t.number");
    std::vector<model::Cell> cells(columns.size());
    while (rows.step()) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = rows.cell(static_cast<int>(i) + 1);
        }
        sink(static_cast<model::AccountIndex>(rows.integer(0)), cells);
    }
}

void for_each_text(Staging const &staging, std::string const &staged, std::string const &column,
                   std::function<void(std::string_view)> const &sink)
{
    auto const text = "CAST(" + model::sql_name(column) + " AS TEXT)";
    auto rows =
        staging.database().prepare("SELECT " + text + " FROM " + model::sql_name(staged) + " WHERE " + text + " <> ''");
    while (rows.step()) {
        sink(rows.cell(0).bytes);
    }
}

std::string shown(std::string_view fingerprint)
{
    std::array<unsigned char, 48> text{};
    auto const size = EVP_EncodeBlock(text.data(), reinterpret_cast<unsigned char const *>(fingerprint.data()),
                                      static_cast<int>(std::min<std::size_t>(fingerprint.size(), 32)));
    std::string base64(reinterpret_cast<char const *>(text.data()), static_cast<std::size_t>(size));
    return "SHA256:" + base64.substr(0, base64.find('='));
}

std::optional<std::string> account_name(Staging const &staging, std::uint32_t source, std::int64_t row)
{
    auto found = staging.database().prepare("SELECT CASE WHEN coalesce(name, '') = '' THEN '#' || old_id ELSE name END "
                                            "FROM account WHERE source = ?1 AND row = ?2");
    return found.bind(1, std::int64_t{source}).bind(2, row).step() ? found.optional_text(0) : std::nullopt;
}

} // namespace tributary::staging
