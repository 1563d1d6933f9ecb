#include "merge/staging/agreement.hpp"

#include "merge/model/schema.hpp"

namespace tributary::staging {

PairedTexts agreement(Staging const &staging, PairedRows const &rows, std::string const &first,
                      std::string const &second)
{
    auto const select = [](std::string const &table, std::string const &key, std::string const &column) {
        return "(SELECT CAST(" + model::sql_name(key) + " AS TEXT) AS k, lower(CAST(" + model::sql_name(column) +
               " AS TEXT)) AS v FROM " + model::sql_name(table) + " WHERE CAST(" + model::sql_name(key) +
               " AS TEXT) <> '' GROUP BY 1 HAVING count(*) = 1)";
    };
    auto counts = staging.database().prepare("SELECT count(*), count(*) FILTER (WHERE a.v = b.v AND a.v <> ''), "
                                             "count(DISTINCT CASE WHEN a.v = b.v AND a.v <> '' THEN a.v END) FROM " +
                                             select(rows.first, rows.first_key, first) + " AS a JOIN " +
                                             select(rows.second, rows.second_key, second) + " AS b ON a.k = b.k");
    counts.step();
    return {counts.integer(0), counts.integer(1), counts.integer(2)};
}

} // namespace tributary::staging
