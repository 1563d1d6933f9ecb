#include "merge/target/contents.hpp"

#include "merge/model/words.hpp"

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

void count_tables(databases::Target &target, databases::Address const &address, Contents &contents)
{
    std::vector<std::string> own;
    for (auto const &row : look(target, sql_of_tables(address))) {
        if (row[1] == "1") {
            own.push_back(row[0].value_or(""));
        } else {
            ++contents.others;
        }
    }
    contents.tables = own.size();
    try {
        contents.filled = count_filled(target, own);
    } catch (Unreadable const &) {
        contents.filled = std::nullopt;
    }
}

} // namespace

Contents contents_of(databases::Target &target, databases::Address const &address)
{
    Contents contents;
    contents.is_new_file = target.location().is_new_file;
    if (contents.is_new_file) {
        return contents;
    }
    try {
        contents.run =
            recorded_run([&](std::string const &sql) { return look(target, sql); }, databases::engine_of(address));
        if (!contents.run) {
            count_tables(target, address, contents);
        }
    } catch (Unreadable const &) {
        contents.is_readable = false;
    }
    return contents;
}

std::string in_words(Contents const &contents)
{
    if (contents.is_new_file) {
        return "a new file";
    }
    if (!contents.is_readable) {
        return "cannot be inspected";
    }
    if (contents.run && contents.run->name.empty()) {
        return "holds a record of tributary, in which the run is missing";
    }
    if (contents.run) {
        return "holds run \"" + contents.run->name + "\", loaded at " + contents.run->loaded_at;
    }
    auto const elsewhere =
        contents.others == 0 ? "" : ", and " + model::counted(contents.others, "table", "tables") + " in other schemas";
    if (contents.tables == 0) {
        return "empty" + elsewhere;
    }
    auto const filled = !contents.filled        ? ", which cannot all be read"
                        : *contents.filled == 0 ? ", without rows"
                                                : ", " + std::to_string(*contents.filled) + " with rows";
    return model::counted(contents.tables, "table", "tables") + filled + elsewhere;
}

std::string name_and_contents(databases::Target &target, databases::Address const &address)
{
    return target.location().url + ": " + in_words(contents_of(target, address));
}

} // namespace tributary::target
