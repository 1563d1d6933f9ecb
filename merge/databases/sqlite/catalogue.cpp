#include "merge/databases/sqlite/catalogue.hpp"

#include "merge/databases/sqlite/definitions.hpp"
#include "merge/model/error.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/sql_tokens.hpp"
#include "sql/sqlite_columns.hpp"
#include "sql/sqlite_foreign_keys.hpp"
#include "sql/sqlite_routines.hpp"
#include "sql/sqlite_tables.hpp"
#include "sql/sqlite_unique_keys.hpp"

#include <algorithm>
#include <cctype>
#include <limits>

namespace tributary::databases::sqlite {
namespace {

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// Column affinity by the rules of "Datatypes In SQLite", section 3.1.
model::Kind kind_of(std::string const &declared)
{
    auto const type = upper(declared);
    auto const holds = [&](char const *word) { return type.find(word) != std::string::npos; };
    if (holds("INT")) {
        return model::Kind::integer;
    }
    return holds("CHAR") || holds("CLOB") || holds("TEXT") ? model::Kind::text : model::Kind::other;
}

/// SQLite does not enforce varchar(50); the service that uses it most likely does.
std::int64_t length_of(std::string const &declared)
{
    auto const open = declared.find('(');
    if (open == std::string::npos || upper(declared).find("CHAR") == std::string::npos) {
        return 0;
    }
    std::int64_t length = 0;
    for (auto i = open + 1;
         i < declared.size() && std::isdigit(static_cast<unsigned char>(declared[i])) != 0 && length < 1'000'000'000;
         ++i) {
        length = length * 10 + (declared[i] - '0');
    }
    return length;
}

void read_columns(Database const &database, model::Table &table)
{
    auto rows = database.prepare(sql::sqlite_columns);
    rows.bind(1, std::string_view(table.name));
    auto const definition = table_definition(database, table.name);
    model::UniqueKey primary;
    std::vector<std::pair<std::int64_t, std::string>> primary_columns;
    while (rows.step()) {
        model::Column column;
        column.name = rows.text(0);
        column.type = rows.text(1);
        column.kind = kind_of(column.type);
        column.not_null = rows.integer(2) != 0;
        column.default_expression = rows.text(3);
        column.generated = rows.integer(5) > 1;
        column.generated_as = column.generated ? read_generated(definition, column.name) : "";
        if (auto const collation = database.collation(table.name, column.name); collation != "BINARY") {
            column.collation = model::sql_name(collation);
        }
        column.max_length = length_of(column.type);
        column.max_integer = column.kind == model::Kind::integer ? std::numeric_limits<std::int64_t>::max() : 0;
        if (rows.integer(4) > 0) {
            primary_columns.emplace_back(rows.integer(4), column.name);
        }
        table.columns.push_back(std::move(column));
    }
    if (primary_columns.empty()) {
        return;
    }
    std::sort(primary_columns.begin(), primary_columns.end());
    primary.primary = true;
    primary.name = "PRIMARY KEY";
    for (auto const &[position, name] : primary_columns) {
        primary.columns.push_back(name);
        primary.parts.push_back({model::sql_name(name), name});
    }
    primary.spelling_tells = true; // unless its index says otherwise
    if (primary.columns.size() == 1) {
        // INTEGER PRIMARY KEY is the rowid: NULL asks for the next number
        auto &column = model::expect_named(table.columns, primary.columns.front(), "column");
        column.identity = upper(column.type) == "INTEGER";
        column.not_null = column.not_null || column.identity;
    }
    table.unique_keys.push_back(std::move(primary));
}

/// One column of a unique index, as the catalogue query answers it.
void add_part(model::UniqueKey &key, Statement const &row, IndexDefinition const &definition)
{
    auto collation = row.text(3); // as the DDL spells it
    std::transform(collation.begin(), collation.end(), collation.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    model::KeyPart part;
    if (row.is_null(2)) { // an expression has no name
        part.expression = "(" + definition.parts.at(key.parts.size()) + ")";
    } else {
        part.column = row.text(2);
        part.expression = model::sql_name(part.column);
    }
    part.expression += " COLLATE " + model::sql_name(collation);
    // a collation other than BINARY makes other values equal
    key.spelling_tells = (key.parts.empty() || key.spelling_tells) && !part.column.empty() && collation == "BINARY";
    if (collation == "NOCASE" && !part.column.empty()) {
        key.nocase.push_back(part.column);
    }
    key.parts.push_back(std::move(part));
}

/// What is known of a key when all of its parts are.
void complete(model::UniqueKey &key, model::Table const &table)
{
    std::vector<std::string> columns;
    for (auto const &column : table.columns) {
        columns.push_back(column.name);
    }
    auto text = key.predicate;
    for (auto const &part : key.parts) {
        text += " , " + part.expression;
        if (key.spelling_tells && !key.primary) {
            key.columns.push_back(part.column);
        }
    }
    key.uses = model::columns_in(text, columns);
}

void read_unique_keys(Database const &database, model::Table &table)
{
    auto rows = database.prepare(sql::sqlite_unique_keys);
    rows.bind(1, std::string_view(table.name));
    model::UniqueKey *current = nullptr;
    std::string name;
    IndexDefinition definition;
    while (rows.step()) {
        if (current == nullptr || name != rows.text(0)) {
            name = rows.text(0);
            auto const primary = rows.integer(5) != 0;
            if (!primary) {
                model::UniqueKey key;
                key.name = name;
                key.definition = rows.text(4);
                definition = read_index_definition(key.definition);
                key.predicate = rows.integer(1) != 0 ? definition.predicate : "";
                table.unique_keys.push_back(std::move(key));
            }
            current = primary ? &table.unique_keys.front() : &table.unique_keys.back();
            current->parts.clear();
        }
        add_part(*current, rows, definition);
    }
    for (auto &key : table.unique_keys) {
        complete(key, table);
    }
}

void read_foreign_keys(Database const &database, model::Table &table)
{
    auto rows = database.prepare(sql::sqlite_foreign_keys);
    rows.bind(1, std::string_view(table.name));
    auto const deferred = read_deferred_keys(table_definition(database, table.name));
    std::int64_t current = -1;
    while (rows.step()) {
        if (rows.integer(0) != current) {
            current = rows.integer(0);
            model::ForeignKey key;
            key.name = "to " + rows.text(2);
            key.table = rows.text(2);
            auto const place = static_cast<std::int64_t>(deferred.size()) - 1 - current; // the last one has number 0
            key.definition =
                "ON UPDATE " + rows.text(5) + " ON DELETE " + rows.text(6) +
                (place >= 0 && deferred[static_cast<std::size_t>(place)] ? " DEFERRABLE INITIALLY DEFERRED" : "");
            table.foreign_keys.push_back(std::move(key));
        }
        auto &key = table.foreign_keys.back();
        key.columns.push_back(rows.text(3));
        if (!rows.is_null(4)) {
            key.referenced.push_back(rows.text(4));
        }
    }
}

/// `REFERENCES users` without columns means its primary key; and SQLite compares names without case.
void settle_foreign_keys(model::Schema &schema, std::string const &what)
{
    auto const same = [](std::string const &a, std::string const &b) { return upper(a) == upper(b); };
    for (auto &table : schema.tables) {
        for (auto &key : table.foreign_keys) {
            auto const parent = std::find_if(schema.tables.begin(), schema.tables.end(),
                                             [&](auto const &one) { return same(one.name, key.table); });
            if (parent == schema.tables.end()) {
                throw model::Error(model::Exit::data, what + ": table \"" + table.name + "\" refers to table \"" +
                                                          key.table + "\", which does not exist");
            }
            key.table = parent->label;
            if (key.referenced.empty()) {
                auto const *const primary = model::primary_key(*parent);
                if (primary == nullptr || primary->columns.size() != key.columns.size()) {
                    throw model::Error(model::Exit::data, what + ": table \"" + table.name +
                                                              "\" refers to the primary key of \"" + parent->name +
                                                              "\", which has no matching one");
                }
                key.referenced = primary->columns;
            }
            auto const settle = [&](std::vector<std::string> &names, model::Table const &owner) {
                for (auto &name : names) {
                    auto const column = std::find_if(owner.columns.begin(), owner.columns.end(),
                                                     [&](auto const &one) { return same(one.name, name); });
                    if (column == owner.columns.end()) {
                        throw model::Error(model::Exit::data,
                                           what + ": table \"" + table.name + "\" has a foreign key on column \"" +
                                               name + "\", which table \"" + owner.name + "\" does not have");
                    }
                    name = column->name;
                }
            };
            settle(key.columns, table);
            settle(key.referenced, *parent);
        }
    }
}

void read_sequences(Database const &database, model::Schema &schema)
{
    if (!database.value("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")) {
        return;
    }
    auto rows = database.prepare(
        "SELECT t.name, s.seq FROM sqlite_schema AS t LEFT JOIN sqlite_sequence AS s ON s.name = t.name "
        "WHERE t.type = 'table' AND t.sql LIKE '%AUTOINCREMENT%' ORDER BY t.name");
    while (rows.step()) {
        auto const name = rows.text(0);
        auto const table =
            std::find_if(schema.tables.begin(), schema.tables.end(), [&](auto const &one) { return one.name == name; });
        if (table == schema.tables.end()) {
            continue;
        }
        auto const column =
            std::find_if(table->columns.begin(), table->columns.end(), [](auto const &one) { return one.identity; });
        if (column == table->columns.end()) {
            continue; // the word stood in a comment
        }
        column->sequence = name;
        model::Sequence sequence;
        sequence.name = sequence.label = name;
        sequence.called = !rows.is_null(1) && rows.integer(1) > 0;
        sequence.last = rows.integer(1);
        sequence.max = std::numeric_limits<std::int64_t>::max();
        schema.sequences.push_back(std::move(sequence));
    }
}

void read_checks(Database const &database, model::Table &table)
{
    table.checks = read_check_constraints(table_definition(database, table.name));
}

bool is_provenance(std::string const &table)
{
    return std::find(provenance_tables.begin(), provenance_tables.end(), table) != provenance_tables.end();
}

/// Views and triggers, and what a table says of itself as a whole.
void read_routines(Database const &database, model::Schema &schema)
{
    auto rows = database.prepare(sql::sqlite_routines);
    while (rows.step()) {
        if (!is_provenance(rows.text(2))) {
            schema.routines.push_back({rows.text(0), rows.text(1), rows.text(2), model::normalised_sql(rows.text(3))});
        }
    }
    for (auto const &table : schema.tables) {
        for (auto const &column : table.columns) {
            if (!column.sequence.empty()) {
                schema.routines.push_back({"table option", "AUTOINCREMENT", table.label, ""});
            }
        }
    }
}

} // namespace

model::Schema read_catalogue(Database const &database, std::string const &what)
{
    model::Schema schema;
    schema.engine = model::Engine::sqlite;
    auto tables = database.prepare(sql::sqlite_tables);
    while (tables.step()) {
        model::Table table;
        table.engine = model::Engine::sqlite;
        table.name = table.label = tables.text(0);
        if (is_provenance(table.name)) {
            continue;
        }
        if (tables.text(1) == "virtual") {
            throw model::Error(model::Exit::data,
                               what + ": \"" + table.name +
                                   "\" is a virtual table; its rows are stored elsewhere and cannot be merged",
                               "drop it in a copy of the file, merge the copy, and create it again in the target");
        }
        read_columns(database, table);
        read_unique_keys(database, table);
        read_foreign_keys(database, table);
        read_checks(database, table);
        schema.tables.push_back(std::move(table));
    }
    std::sort(schema.tables.begin(), schema.tables.end(),
              [](auto const &a, auto const &b) { return a.label < b.label; });
    settle_foreign_keys(schema, what);
    read_sequences(database, schema);
    read_routines(database, schema);
    return schema;
}

model::CreateScript read_create_script(Database const &database, std::string const &what)
{
    model::CreateScript script;
    auto rows = database.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'tributary\\_%' ESCAPE '\\' ORDER BY rowid");
    while (rows.step()) {
        auto const type = rows.text(0);
        auto const name = rows.text(1);
        auto const sql = rows.text(2);
        if (!is_definition_of(sql, type, name)) {
            throw model::Error(model::Exit::data,
                               what + ": what the file keeps as the definition of " + type + " \"" + name +
                                   "\" is not a CREATE statement of it, and is not run",
                               "make the tables in the target yourself, and leave `create` out");
        }
        (type == "table" ? script.before_rows : script.after_rows) += sql + end_of_definition;
    }
    return script;
}

} // namespace tributary::databases::sqlite
