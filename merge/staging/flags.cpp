#include "merge/staging/flags.hpp"

#include "merge/model/booleans.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/staging/merged_where.hpp"

namespace tributary::staging {
namespace {

std::string value_of_column(model::MappedSource const &source, std::string const &name)
{
    return model::expect_named(source.columns, name, "column").value;
}

/// PostgreSQL's booleans are staged as t and f, SQLite's as numbers; texts may say Y and N.
std::string is_true(std::string const &value) { return "(" + model::says_true(value) + " OR " + value + " IS TRUE)"; }

std::string is(Flag flag, std::string const &value)
{
    auto is_false = "(" + value + " IS NULL OR " + model::says_false(value) + ")";
    switch (flag) {
    case Flag::set: return model::says_true(value);
    case Flag::cleared: return is_false;
    case Flag::other: return "NOT " + is_false + " AND NOT " + model::says_true(value);
    }
    return {};
}

std::int64_t up_to_two(Staging const &staging, std::string const &from)
{
    return staging.database().integer("SELECT count(*) FROM (SELECT 1" + from + " LIMIT 2)");
}

} // namespace

std::int64_t count_up_to_two(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                             Exceptions const &exceptions)
{
    return up_to_two(staging, staged_rows(table, source, exceptions));
}

std::int64_t count_flag_up_to_two(Staging const &staging, model::MappedTable const &table,
                                  model::MappedSource const &source, std::string const &column, Flag flag,
                                  Exceptions const &exceptions)
{
    return up_to_two(staging,
                     staged_rows(table, source, exceptions) + " AND " + is(flag, value_of_column(source, column)));
}

std::string example_of_flag(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                            std::string const &column, Flag flag, Exceptions const &exceptions)
{
    auto const value = value_of_column(source, column);
    return staging.database()
        .value("SELECT quote(" + value + ")" + staged_rows(table, source, exceptions) + " AND " + is(flag, value) +
               " LIMIT 1")
        .value_or("NULL");
}

TruePerOwner true_per_owner(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                            std::string const &owner, std::string const &column, Exceptions const &exceptions)
{
    auto const key = value_of_column(source, owner);
    auto const set = "count(CASE WHEN " + is_true(value_of_column(source, column)) + " THEN 1 END)";
    auto const rows = staged_rows(table, source, exceptions) + " AND " + key + " IS NOT NULL GROUP BY " + key;
    auto const any = [&](std::string const &having) {
        return staging.database().integer("SELECT EXISTS (SELECT 1" + rows + " HAVING " + having + ")") != 0;
    };
    return {!any(set + " > 1 OR (count(*) > 1 AND " + set + " = 0)"), any("count(*) > 1")};
}

bool several_in_target(Staging const &staging, model::MappedTable const &table, std::string const &owner,
                       std::string const &column, Exceptions const &exceptions)
{
    std::vector<std::string> columns;
    if (!owner.empty()) {
        columns.push_back(owner);
    }
    std::string all;
    for (auto const &source : table.sources) {
        all += (all.empty() ? "" : " UNION ALL ") +
               merged_where(table, source, columns, exceptions, column.empty() ? "" : is_true(model::sql_name(column)));
    }
    if (owner.empty()) {
        return up_to_two(staging, " FROM (" + all + ")") > 1;
    }
    auto const key = model::sql_name(owner);
    return staging.database().integer("SELECT EXISTS (SELECT 1 FROM (" + all + ") WHERE " + key +
                                      " IS NOT NULL GROUP BY " + key + " HAVING count(*) > 1)") != 0;
}

} // namespace tributary::staging
