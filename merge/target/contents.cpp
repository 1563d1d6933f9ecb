#include "merge/target/contents.hpp"

#include "merge/model/words.hpp"
#include "merge/target/provenance.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace tributary::target {
namespace {

std::string sql_of_tables(databases::Address const &address)
{
    switch (databases::engine_of(address)) {
    case model::Engine::postgresql: {
        std::string schemas;
        for (auto const &schema : address.schemas) {
            schemas += (schemas.empty() ? "" : ", ") + model::sql_literal(schema);
        }
        return "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), (n.nspname IN (" + schemas +
               "))::integer FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
               "WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' "
               "AND n.nspname NOT IN ('information_schema', 'tributary') AND NOT EXISTS (SELECT FROM "
               "pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass "
               "AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1";
    }
    case model::Engine::sqlite:
        return "SELECT '\"' || replace(name, '\"', '\"\"') || '\"', 1 FROM pragma_table_list WHERE schema = 'main' "
               "AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
               "AND name NOT LIKE 'tributary\\_%' ESCAPE '\\' ORDER BY name";
    }
    return {};
}

/// This role may not read it, or it is locked.
struct Unreadable {};

databases::Answer look(databases::Target &target, std::string const &sql)
{
    auto answer = target.try_query(sql);
    if (!answer) {
        throw Unreadable{};
    }
    return std::move(*answer);
}

std::int64_t count_filled(databases::Target &target, std::vector<std::string> const &tables)
{
    constexpr std::size_t at_once = 100; // SQLite takes 500 parts of a UNION
    std::int64_t filled = 0;
    for (std::size_t from = 0; from < tables.size(); from += at_once) {
        std::string sql;
        for (auto i = from; i < std::min(from + at_once, tables.size()); ++i) {
            sql += (sql.empty() ? "" : " UNION ALL ") + ("SELECT 1 WHERE EXISTS (SELECT 1 FROM " + tables[i]) + ")";
        }
        filled += static_cast<std::int64_t>(look(target, sql).size());
    }
    return filled;
}

std::string tables_in_words(databases::Target &target, databases::Address const &address)
{
    std::vector<std::string> own;
    std::int64_t others = 0;
    for (auto const &row : look(target, sql_of_tables(address))) {
        if (row[1] == "1") {
            own.push_back(row[0].value_or(""));
        } else {
            ++others;
        }
    }
    auto const elsewhere =
        others == 0 ? "" : ", and " + model::counted(others, "table", "tables") + " in other schemas";
    if (own.empty()) {
        return "empty" + elsewhere;
    }
    auto const count = model::counted(own.size(), "table", "tables");
    try {
        auto const filled = count_filled(target, own);
        return count + (filled == 0 ? ", without rows" : ", " + std::to_string(filled) + " with rows") + elsewhere;
    } catch (Unreadable const &) {
        return count + ", which cannot all be read" + elsewhere;
    }
}

std::string contents_in_words(databases::Target &target, databases::Address const &address)
{
    try {
        if (auto const run = recorded_run([&](std::string const &sql) { return look(target, sql); },
                                          databases::engine_of(address))) {
            return "holds run \"" + run->name + "\", loaded at " + run->loaded_at;
        }
        return tables_in_words(target, address);
    } catch (Unreadable const &) {
        return "cannot be inspected";
    }
}

} // namespace

std::string name_and_contents(databases::Target &target, databases::Address const &address)
{
    auto const location = target.location();
    if (location.is_new_file) {
        return location.url + ": a new file";
    }
    return location.url + ": " + contents_in_words(target, address);
}

} // namespace tributary::target
