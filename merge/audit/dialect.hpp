#pragma once

#include "merge/audit/record.hpp"
#include "merge/databases/target.hpp"

#include <string>

/// What the engines write in different ways: the only place of the record that asks which engine it is.
namespace tributary::audit {

/// Makes room for the tables of the record.
void make_schema(databases::Target &target, model::Engine engine);

/// As DDL takes it and the catalogue prints it.
std::string sql_type(model::Engine engine, Type type);

/// When the transaction began, as the engine prints it.
std::string time_of(databases::Target &target, model::Engine engine);

/// Rows `(table, column, type, what is wrong with the table)` of what stands where the record's tables are; no column
/// of what is not a table.
databases::Answer tables_there(databases::Target &target, model::Engine engine);

} // namespace tributary::audit
