#include "merge/audit/dialect.hpp"

#include "sql/postgres_record_tables.hpp"
#include "sql/sqlite_record_tables.hpp"

namespace tributary::audit {
namespace {

struct Dialect {
    std::string make_schema; ///< empty: the names of the tables have a prefix
    std::string time_type;
    std::string now;
    std::string tables;
};

Dialect dialect_of(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql:
        return {"CREATE SCHEMA IF NOT EXISTS tributary", "timestamp with time zone", "SELECT CAST(now() AS text)",
                sql::postgres_record_tables};
    case model::Engine::sqlite: return {{}, "text", "SELECT CURRENT_TIMESTAMP", sql::sqlite_record_tables};
    }
    return {};
}

} // namespace

void make_schema(databases::Target &target, model::Engine engine)
{
    if (auto const sql = dialect_of(engine).make_schema; !sql.empty()) {
        target.execute(sql);
    }
}

std::string sql_type(model::Engine engine, Type type)
{
    switch (type) {
    case Type::text: return "text";
    case Type::number: return "bigint";
    case Type::time: return dialect_of(engine).time_type;
    }
    return {};
}

std::string time_of(databases::Target &target, model::Engine engine)
{
    return target.query(dialect_of(engine).now).at(0).at(0).value_or("");
}

databases::Answer tables_there(databases::Target &target, model::Engine engine)
{
    return target.query(dialect_of(engine).tables);
}

} // namespace tributary::audit
