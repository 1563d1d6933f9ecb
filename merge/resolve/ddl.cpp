#include "merge/resolve/ddl.hpp"

namespace tributary::resolve {
namespace {

std::string in_sql(std::vector<std::string> const &columns)
{
    std::string list;
    for (auto const &column : columns) {
        list += (list.empty() ? "" : ", ") + model::sql_name(column);
    }
    return list;
}

std::string name_and_type(model::Column const &column)
{
    return model::sql_name(column.name) + (column.type.empty() ? "" : " " + column.type) +
           (column.collation.empty() ? "" : " COLLATE " + column.collation);
}

} // namespace

std::string create_table(model::Table const &table)
{
    std::string parts;
    for (auto const &column : table.columns) {
        parts += (parts.empty() ? "" : ", ") + name_and_type(column) + (column.not_null ? " NOT NULL" : "");
    }
    if (auto const *const key = model::primary_key(table); key != nullptr && !key->columns.empty()) {
        parts += ", PRIMARY KEY (" + in_sql(key->columns) + ")";
    }
    return "CREATE TABLE " + model::sql_name(table) + " (" + parts + ");";
}

std::string add_column(model::Table const &table, model::Column const &column)
{
    return "ALTER TABLE " + model::sql_name(table) + " ADD COLUMN " + name_and_type(column) + ";";
}

std::string alter_type(model::Table const &table, model::Column const &column)
{
    return "ALTER TABLE " + model::sql_name(table) + " ALTER COLUMN " + model::sql_name(column.name) + " TYPE " +
           column.type + ";";
}

std::string add_label(std::string const &type, std::string const &label)
{
    return "ALTER TYPE " + type + " ADD VALUE " + model::sql_literal(label) + ";";
}

std::string add_check(model::Table const &table, model::Check const &check)
{
    return "ALTER TABLE " + model::sql_name(table) + " ADD CONSTRAINT " + model::sql_name(check.name) + " " +
           check.definition + " NOT VALID;";
}

std::string create_unique_index(model::Table const &table, model::UniqueKey const &key)
{
    return "CREATE UNIQUE INDEX CONCURRENTLY ON " + model::sql_name(table) + " (" + in_sql(key.columns) + ")" +
           (key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "") + ";";
}

} // namespace tributary::resolve
