#include "tests/testing/random_schemas.hpp"

#include <algorithm>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

std::string listed(Texts const &texts, std::string const &before, std::string const &after)
{
    std::string all;
    for (auto const &text : texts) {
        all += (all.empty() ? "" : ", ") + before + text + after;
    }
    return all;
}

std::string toml(Texts const &texts) { return "[" + listed(texts, "'", "'") + "]"; }

std::string literal(std::optional<std::string> const &text)
{
    if (!text) {
        return "NULL";
    }
    std::string result = "'";
    for (char const letter : *text) {
        result += letter == '\'' ? "''" : std::string(1, letter);
    }
    return result + "'";
}

std::string type_of(SchemaTable const &table, SchemaColumn const &column, Engine engine)
{
    bool const postgres = engine == Engine::postgres;
    if (table.numbered && column.name == "id") {
        return postgres ? "serial PRIMARY KEY" : "INTEGER PRIMARY KEY";
    }
    switch (column.type) {
    case Type::integer: return postgres ? "integer" : "INTEGER";
    case Type::uuid: return postgres ? "uuid" : "TEXT";
    case Type::json: return postgres ? "jsonb" : "TEXT";
    case Type::integers: return postgres ? "integer[]" : "TEXT";
    case Type::text: break;
    }
    return postgres ? "text" : "TEXT";
}

/// `source`: "" for the target.
std::string columns_in(SchemaTable const &table, std::string const &source, Texts const &columns)
{
    Texts names;
    for (auto const &column : columns) {
        names.push_back(quoted(table.name_in(source, column)));
    }
    return listed(names, "", "");
}

Texts constraints(RandomSchema const &schema, SchemaTable const &table, std::string const &source)
{
    Texts made;
    for (auto const &key : table.keys) {
        if (key.declared && !(key.primary && table.numbered)) {
            made.push_back((key.primary ? "PRIMARY KEY (" : "UNIQUE (") + columns_in(table, source, key.columns) + ")");
        }
    }
    for (auto const &reference : table.references) {
        auto const &parent = schema.table(reference.table);
        if (reference.form == Form::declared) {
            made.push_back("FOREIGN KEY (" + columns_in(table, source, reference.columns) + ") REFERENCES " +
                           quoted(parent.name_in(source)) + " (" + columns_in(parent, source, reference.to) + ")");
        }
    }
    return made;
}

std::string create_table(RandomSchema const &schema, SchemaTable const &table, std::string const &source)
{
    Texts parts;
    for (auto const &column : table.columns) {
        parts.push_back(quoted(table.name_in(source, column.name)) + " " + type_of(table, column, schema.engine) +
                        (column.required ? " NOT NULL" : ""));
    }
    if (table.legacy.contains(source)) {
        parts.push_back(quoted(table.legacy.at(source)) + " text DEFAULT 'of old'");
    }
    auto const keys = constraints(schema, table, source);
    if (schema.engine == Engine::sqlite) {
        parts.insert(parts.end(), keys.begin(), keys.end());
    }
    return "CREATE TABLE " + quoted(table.name_in(source)) + " (" + listed(parts, "\n  ", "") + "\n);\n";
}

/// What PostgreSQL checks comes after the rows, the keys before what refers to them.
std::string add_keys(RandomSchema const &schema, std::string const &source)
{
    std::string keys;
    std::string references;
    for (auto const &table : schema.tables) {
        for (auto const &constraint : constraints(schema, table, source)) {
            auto &where = constraint.starts_with("FOREIGN") ? references : keys;
            where += "ALTER TABLE " + quoted(table.name_in(source)) + " ADD " + constraint + ";\n";
        }
        if (!source.empty() && table.numbered) {
            keys += "SELECT setval(pg_get_serial_sequence('" + quoted(table.name_in(source)) + "', '" +
                    table.name_in(source, "id") + "'), (SELECT nullif(max(" + quoted(table.name_in(source, "id")) +
                    "), 0) FROM " + quoted(table.name_in(source)) + "));\n";
        }
    }
    return keys + references;
}

std::string on_conflict(SchemaTable const &table)
{
    Texts entries;
    for (auto const &key : table.keys) {
        if (!key.policy.empty() || !key.ignore.empty()) {
            entries.push_back("{ unique = " + toml(key.columns) +
                              (key.policy.empty() ? "" : ", policy = '" + key.policy + "'") +
                              (key.column.empty() ? "" : ", column = '" + key.column + "'") +
                              (key.ignore.empty() ? "" : ", ignore = " + toml(key.ignore)) + " }");
        }
    }
    return entries.empty() ? "" : "on_conflict = [" + listed(entries, "", "") + "]\n";
}

std::string plan_of(SchemaTable const &table)
{
    std::string text;
    std::string from;
    std::string drop;
    for (auto const &[source, name] : table.from) {
        from += (from.empty() ? "" : ", ") + source + " = '" + name + "'";
    }
    for (auto const &[source, name] : table.legacy) {
        drop += (drop.empty() ? "'" : ", '") + name + "'";
    }
    text += table.match.empty() ? "" : "match = " + toml(table.match) + "\nnulls_equal = true\n";
    text += from.empty() ? "" : "from = { " + from + " }\n";
    text += drop.empty() ? "" : "drop = [" + drop + "]\n";
    text += table.drafts ? "where = \"state <> 'draft'\"\n" : "";
    text += on_conflict(table);
    text = text.empty() ? "" : "\n[table.'" + table.name + "']\n" + text;
    std::map<std::string, std::string> columns;
    for (auto const &[source, renamed] : table.columns_from) {
        for (auto const &[column, name] : renamed) {
            auto &list = columns[column];
            list += (list.empty() ? "" : ", ") + source + " = '" + name + "'";
        }
    }
    for (auto const &[column, list] : columns) {
        text += "\n[table.'" + table.name + "'.column.'" + column + "']\nfrom = { " + list + " }\n";
    }
    return text;
}

/// `whole`: what is left out of the first plan, too.
std::string plan_of(SchemaTable const &table, SchemaReference const &reference, bool whole)
{
    if ((reference.form == Form::declared && reference.dangling.empty()) || (reference.left_out && !whole)) {
        return "";
    }
    std::string text = "\n[[reference]]\ncolumn = '" + quoted(table.name) + "." + quoted(reference.columns[0]) +
                       "'\nto = '" + quoted(reference.table) + "." + quoted(reference.to[0]) + "'\n";
    text += reference.when.empty() ? ""
                                   : "when = '''" + quoted(reference.when_column) + " = '" + reference.when + "' '''\n";
    text += reference.path.empty() ? "" : "path = '" + reference.path + "'\n";
    text += reference.form == Form::keys ? "keys = true\n" : "";
    text += reference.form == Form::array ? "array = true\n" : "";
    text += reference.form == Form::mention ? "regex = '@([a-z0-9]+)'\n" : "";
    return text + (reference.dangling.empty() ? "" : "dangling = '" + reference.dangling + "'\n");
}

/// The rows of which no entry of a pair says what they refer to.
std::string waiver_of(SchemaTable const &table, bool whole)
{
    std::string kinds;
    SchemaReference const *pair = nullptr;
    for (auto const &reference : table.references) {
        if (!reference.when.empty() && (whole || !reference.left_out)) {
            kinds += (kinds.empty() ? "'" : ", '") + reference.when + "'";
            pair = &reference;
        }
    }
    return kinds.empty() ? ""
                         : "\n[[waive]]\ncolumn = '" + quoted(table.name) + "." + quoted(pair->columns[0]) +
                               "'\nwhen = '''coalesce(" + quoted(pair->when_column) + ", '') NOT IN (" + kinds +
                               ")'''\nreason = 'of other kinds'\n";
}

std::string plan_of(RandomSchema const &schema, bool whole)
{
    std::string text = "name = 'random'\nstaging = '${staging}'\n";
    for (auto const &source : schema.sources) {
        text += "\n[[source]]\nname = '" + source + "'\nurl = '${" + source + "}'\n";
    }
    text += "\n[target]\nurl = '${target}'\n";
    text += schema.create ? "create = '" + schema.sources[0] + "'\n" : "before = 'before.sql'\n";
    text +=
        "\n[users]\ntable = 'users'\nname = 'name'\nkeys = { table = 'keys', column = 'key', format = 'text' }\nwidened_access = 'allow'\n";
    text += "names = { unique = true }\n";
    text += schema.match_names ? "" : "match = ['same-key']\n";
    for (auto const &table : schema.tables) {
        text += plan_of(table);
    }
    text += schema.unloaded.empty() ? "" : "\n[table.sessions]\nload = false\n";
    for (auto const &table : schema.tables) {
        text += waiver_of(table, whole);
        for (auto const &reference : table.references) {
            text += plan_of(table, reference, whole);
        }
        for (auto const &key : table.keys) {
            text +=
                key.declared ? "" : "\n[[unique]]\ntable = '" + table.name + "'\ncolumns = " + toml(key.columns) + "\n";
        }
        for (auto const &column : table.columns) {
            text += column.name != "old_user_id" && (column.decoy == Decoy::no || !whole)
                        ? ""
                        : "\n[[waive]]\ncolumn = '" + quoted(table.name) + "." + quoted(column.name) +
                              "'\nreason = 'of long ago'\n";
        }
    }
    return text + (schema.headroom ? "\n[ids]\nheadroom = " + std::to_string(*schema.headroom) + "\n" : "");
}

} // namespace

std::string quoted(std::string const &name)
{
    bool const plain = std::all_of(name.begin(), name.end(),
                                   [](char letter) { return (letter >= 'a' && letter <= 'z') || letter == '_'; });
    return plain && name != "group" ? name : '"' + name + '"';
}

std::string SchemaTable::name_in(std::string const &source) const
{
    auto const found = from.find(source);
    return found == from.end() ? name : found->second;
}

std::string SchemaTable::name_in(std::string const &source, std::string const &column) const
{
    auto const found = columns_from.find(source);
    return found == columns_from.end() || !found->second.contains(column) ? column : found->second.at(column);
}

SchemaTable const &RandomSchema::table(std::string const &name) const
{
    return *std::find_if(tables.begin(), tables.end(), [&](auto const &one) { return one.name == name; });
}

std::string RandomSchema::plan() const { return plan_of(*this, true); }

std::string RandomSchema::first_plan() const { return plan_of(*this, false); }

std::string RandomSchema::target_sql() const
{
    std::string text;
    for (auto const &table : tables) {
        text += create_table(*this, table, "");
    }
    return text + (engine == Engine::postgres ? add_keys(*this, "") : "");
}

std::string RandomSchema::sql(std::string const &source) const
{
    std::string text;
    for (auto const &table : tables) {
        text += create_table(*this, table, source);
        for (auto const &row : rows.at(source).at(table.name)) {
            Texts names;
            Texts values;
            for (auto const &[column, value] : row) {
                names.push_back(quoted(table.name_in(source, column)));
                values.push_back(literal(value));
            }
            text += "INSERT INTO " + quoted(table.name_in(source)) + " (" + listed(names, "", "") + ") VALUES (" +
                    listed(values, "", "") + ");\n";
        }
    }
    if (unloaded == source) {
        text += "CREATE TABLE sessions (token text, seen text);\nINSERT INTO sessions VALUES ('a', 'b'), ('c', 'd');\n";
    }
    return text + (engine == Engine::postgres ? add_keys(*this, source) : "");
}

} // namespace tributary::testing
