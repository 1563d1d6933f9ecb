#include "merge/references/composite.hpp"

#include "merge/staging/rewritten.hpp"

namespace tributary::references {
namespace {

using model::MappedTable;
using model::sql_name;

constexpr std::string_view together = "together"; // the rule

std::string part(std::string const &alias, std::size_t position)
{
    return "\"tributary." + alias + std::to_string(position) + "\"";
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
           " JOIN (" + staging::followed_select(parent, owner, referenced, exceptions) +
           ") AS \"tributary.becomes\" ON \"tributary.becomes\".\"#\" = \"tributary.parent\" JOIN (" +
           staging::merged_select(child, source, columns, exceptions, staging::Origin::row, which) +
           ") AS \"tributary.is\" ON \"tributary.is\".\"#\" = \"tributary.row\"";
}

std::string becomes(CompositeReference const &reference, std::size_t position)
{
    return "\"tributary.becomes\"." + sql_name(reference.referenced[position]);
}

/// True where the row's column is not what the row that it refers to has become.
std::string differs(CompositeReference const &reference, std::size_t position)
{
    return becomes(reference, position) + " IS NOT \"tributary.is\"." + sql_name(reference.columns[position]);
}

} // namespace

void follow_together(staging::Staging const &staging, staging::Exceptions const &exceptions,
                     CompositeReference const &reference)
{
    auto const rows = followed(staging, exceptions, reference, staging::Rows::rewritten);
    for (std::size_t i = 0; i < reference.columns.size(); ++i) {
        staging::write_rewritten(staging, {reference.source.table_id, reference.columns[i], together,
                                           "\"tributary.row\"", becomes(reference, i), part("held", i),
                                           "\"tributary.called\"", rows + " WHERE " + differs(reference, i)});
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
    for (auto const &source : table.sources) {
        staging::add_rewritten(staging, source.table_id, together, digest);
    }
    return digest;
}

} // namespace tributary::references
