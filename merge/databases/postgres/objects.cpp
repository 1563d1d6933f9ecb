#include "merge/databases/postgres/objects.hpp"

#include "merge/databases/postgres/catalogue.hpp"
#include "merge/model/sql_tokens.hpp"
#include "sql/postgres_objects.hpp"
#include "sql/postgres_types.hpp"

#include <pqxx/result>

namespace tributary::databases::postgres {

void read_objects(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas, model::Schema &schema)
{
    auto const label = [&](std::string const &of, std::string const &name) {
        return schemas.size() > 1 ? of + "." + name : name;
    };
    for (auto const &row : transaction.exec_params(sql::postgres_objects, joined(schemas))) {
        auto const of = row[1].as<std::string>();
        auto const of_table = row[3].as<std::string>();
        schema.routines.push_back({row[0].as<std::string>(), label(of, row[2].as<std::string>()),
                                   of_table.empty() ? "" : label(of, of_table),
                                   model::normalised_sql(row[4].as<std::string>(), of)});
    }
    for (auto const &row : transaction.exec_params(sql::postgres_types, joined(schemas))) {
        auto const name = row[0].as<std::string>();
        if (schema.types.empty() || schema.types.back().name != name) {
            schema.types.push_back({name, row[1].as<bool>(), {}, {}});
        }
        schema.types.back().parts.push_back(row[2].as<std::string>());
        schema.types.back().names.push_back(row[3].as<std::string>());
    }
}

} // namespace tributary::databases::postgres
