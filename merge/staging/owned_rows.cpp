#include "merge/staging/owned_rows.hpp"

#include "merge/model/schema.hpp"

namespace tributary::staging {

using model::sql_name;

std::int64_t number_of_staged(Staging const &staging, std::string const &staged)
{
    return staging.database().integer("SELECT id FROM staged_table WHERE staged = " + model::sql_literal(staged));
}

void for_each_owned(Staging const &staging, OwnedRows const &owned,
                    std::function<void(model::AccountIndex, std::int64_t row)> const &sink)
{
    auto rows = staging.database().prepare(
        "SELECT a.id - 1, t.number FROM (SELECT " + owned.owner + " AS owner, \"#\" AS number FROM " +
        sql_name(owned.staged) + " AS " + sql_name(owned.label) +
        (owned.where.empty() ? "" : " WHERE (" + owned.where + "\n) IS TRUE") +
        ") AS t JOIN account AS a ON a.source = ?1 AND a." + (owned.by_name ? "name" : "old_id") + " = t.owner");
    rows.bind(1, std::int64_t{owned.source});
    while (rows.step()) {
        sink(static_cast<model::AccountIndex>(rows.integer(0)), rows.integer(1));
    }
}

void for_each_link(Staging const &staging, std::uint32_t source, KeyColumns const &keys,
                   std::function<void(model::AccountIndex, std::int64_t key, std::int64_t link)> const &sink)
{
    auto const &links = keys.via.value();
    auto rows = staging.database().prepare(
        "SELECT a.id - 1, k.\"#\", l.\"#\" FROM " + sql_name(links.table) + " AS l JOIN " + sql_name(keys.table) +
        " AS k ON k." + sql_name(links.id) + " = l." + sql_name(links.key) +
        " JOIN account AS a ON a.source = ?1 AND a.old_id = l." + sql_name(keys.user));
    rows.bind(1, std::int64_t{source});
    while (rows.step()) {
        sink(static_cast<model::AccountIndex>(rows.integer(0)), rows.integer(1), rows.integer(2));
    }
}

} // namespace tributary::staging
