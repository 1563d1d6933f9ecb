#include "merge/staging/counted_references.hpp"

namespace tributary::staging {
namespace {

std::string value_column(std::size_t position) { return "\"tributary.value" + std::to_string(position) + "\""; }

} // namespace

bool collect_referred_keys(Staging const &staging, std::string const &parent_label, Referring const &referring,
                           model::MappedSource const &parent, std::string const &of)
{
    std::string selected;
    std::string indexed;
    for (std::size_t i = 0; i < referring.referenced.size(); ++i) {
        auto const *const column = model::find_filled(parent, referring.referenced[i]);
        if (column == nullptr) {
            return false;
        }
        selected += ", " + column->value + " AS " + value_column(i);
        indexed += (i == 0 ? "" : ", ") + value_column(i);
    }
    auto const label = model::sql_name(parent_label);
    staging.database().execute("DROP TABLE IF EXISTS temp.referred_key; CREATE TEMP TABLE referred_key AS SELECT "
                               "\"tributary.chosen\".\"tributary.row\" AS \"tributary.row\"" +
                               selected + " FROM (" + of + ") AS \"tributary.chosen\" CROSS JOIN " +
                               model::sql_name(parent.staged) + " AS " + label + " ON " + label +
                               ".\"#\" = \"tributary.chosen\".\"tributary.row\"; "
                               "CREATE INDEX temp.referred_key_values ON referred_key (" +
                               indexed + ")");
    return true;
}

std::optional<std::string> counted_references(Staging const &staging, RowsReferring const &rows,
                                              Exceptions const &exceptions, std::string const &of)
{
    if (!collect_referred_keys(staging, rows.referring.table, rows.referring, rows.parent, of)) {
        return std::nullopt;
    }
    std::string equal;
    for (std::size_t i = 0; i < rows.referring.values.size(); ++i) {
        equal += (i == 0 ? "" : " AND ") + rows.referring.values[i] + " = \"tributary.key\"." + value_column(i);
    }
    auto from = staged_rows(rows.child, rows.from, exceptions);
    from.insert(from.rfind(" WHERE "), " CROSS JOIN temp.referred_key AS \"tributary.key\" ON " + equal);
    return "SELECT \"tributary.key\".\"tributary.row\" AS \"tributary.row\", count(*) AS \"tributary.rows\"" + from +
           rows.referring.condition + " GROUP BY \"tributary.key\".\"tributary.row\"";
}

} // namespace tributary::staging
