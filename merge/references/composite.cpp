#include "merge/references/composite.hpp"

#include <array>

namespace tributary::references {
namespace {

using model::MappedSource;
using model::MappedTable;
using model::sql_name;

/// SQL for the columns of each staged row of the source as they are in the target; of a folded row, its survivor's.
std::string in_target(MappedTable const &table, MappedSource const &source, std::vector<std::string> const &columns,
                      staging::Exceptions const &exceptions)
{
    auto sql =
        "SELECT * FROM (" + staging::merged_select(table, source, columns, exceptions, staging::Origin::row) + ")";
    if (!exceptions.decided_tables.contains(source.table_id)) {
        return sql;
    }
    std::string list;
    for (auto const &name : columns) {
        list += ", \"tributary.survivor\"." + sql_name(name);
    }
    for (auto const &survivor : table.sources) {
        sql += " UNION ALL SELECT \"tributary.decision\".row" + list +
               " FROM decision AS \"tributary.decision\" JOIN (" +
               staging::merged_select(table, survivor, columns, exceptions, staging::Origin::row) +
               ") AS \"tributary.survivor\" ON \"tributary.survivor\".\"#\" = \"tributary.decision\".survivor_row "
               "WHERE \"tributary.decision\".table_id = " +
               std::to_string(source.table_id) +
               " AND \"tributary.decision\".action = 'fold' AND \"tributary.decision\".survivor_table = " +
               std::to_string(survivor.table_id);
    }
    return sql;
}

std::string part(std::string const &alias, std::size_t place)
{
    return "\"tributary." + alias + std::to_string(place) + "\"";
}

/// ` FROM …`: each row that refers, with what it refers to in the target ("tributary.becomes") and what its columns are
/// there ("tributary.is").
std::string followed(staging::Staging const &staging, staging::Exceptions const &exceptions,
                     CompositeReference const &reference, staging::Rows which)
{
    auto const &[child, source, parent, owner, columns, referenced] = reference;
    std::string held;
    std::string there;
    std::string equal;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        held += ", " + model::find_filled(source, columns[i])->value + " AS " + part("held", i);
        there += ", " + model::find_filled(owner, referenced[i])->value + " AS " + part("there", i);
        equal += (i == 0 ? "" : " AND ") + part("held", i) + " = " + part("there", i);
    }
    auto const number = [](MappedTable const &table) { return sql_name(table.target.label) + ".\"#\""; };
    return " FROM (SELECT " + number(child) + " AS \"tributary.row\", " +
           staging::primary_key_in_sql(staging, child, source) + " AS \"tributary.called\"" + held +
           staging::staged_rows(child, source, exceptions) + ") JOIN (SELECT " + number(parent) +
           " AS \"tributary.parent\"" + there + staging::staged_rows(parent, owner, exceptions) + ") ON " + equal +
           " JOIN (" + in_target(parent, owner, referenced, exceptions) +
           ") AS \"tributary.becomes\" ON \"tributary.becomes\".\"#\" = \"tributary.parent\" JOIN (" +
           staging::merged_select(child, source, columns, exceptions, staging::Origin::row, which) +
           ") AS \"tributary.is\" ON \"tributary.is\".\"#\" = \"tributary.row\"";
}

std::string becomes(CompositeReference const &reference, std::size_t place)
{
    return "\"tributary.becomes\"." + sql_name(reference.referenced[place]);
}

/// True where the row's column is not what the row that it refers to has become.
std::string differs(CompositeReference const &reference, std::size_t place)
{
    return becomes(reference, place) + " IS NOT \"tributary.is\"." + sql_name(reference.columns[place]);
}

} // namespace

void follow_together(staging::Staging const &staging, staging::Exceptions const &exceptions,
                     CompositeReference const &reference)
{
    auto const rows = followed(staging, exceptions, reference, staging::Rows::rewritten);
    for (std::size_t i = 0; i < reference.columns.size(); ++i) {
        staging.database().execute(
            "INSERT OR REPLACE INTO rewritten SELECT " + std::to_string(reference.source.table_id) +
            ", \"tributary.row\", " + model::sql_literal(reference.columns[i]) + ", " + becomes(reference, i) +
            ", 'together', " + part("held", i) + ", \"tributary.called\"" + rows + " WHERE " + differs(reference, i));
    }
}

Torn torn_apart(staging::Staging const &staging, staging::Exceptions const &exceptions,
                CompositeReference const &reference)
{
    std::string condition;
    for (std::size_t i = 0; i < reference.columns.size(); ++i) {
        condition += (i == 0 ? "" : " OR ") + differs(reference, i);
    }
    auto found = staging.database().prepare("SELECT count(*), min(\"tributary.called\")" +
                                            followed(staging, exceptions, reference, staging::Rows::merged) +
                                            " WHERE " + condition);
    found.step();
    return {found.integer(0), found.integer(0) == 0 ? std::string() : found.text(1)};
}

staging::RowSetDigest digest_of_composites(staging::Staging const &staging, model::MappedTable const &table)
{
    staging::RowSetDigest digest;
    auto rows = staging.database().prepare(
        "SELECT table_id, row, \"column\", value FROM rewritten WHERE table_id = ?1 AND rule = 'together'");
    for (auto const &source : table.sources) {
        rows.reset();
        rows.bind(1, source.table_id);
        while (rows.step()) {
            digest.add(std::array{rows.cell(0), rows.cell(1), rows.cell(2), rows.cell(3)});
        }
    }
    return digest;
}

} // namespace tributary::references
