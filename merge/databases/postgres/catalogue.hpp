#pragma once

#include "merge/databases/source.hpp"
#include "merge/model/schema.hpp"

#include <pqxx/transaction>

#include <span>
#include <string>
#include <vector>

namespace tributary::databases::postgres {

/// The live catalogue of these schemas. Tables are labelled by their name where one schema is read, by schema.name
/// where several are. Tables that inherit, foreign tables, and keys that leave the schemas are refused, with the
/// reason.
model::Schema read_catalogue(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                             std::string const &what);

/// What lies in all other schemas but the system's, with the rows of its tables counted; and large objects.
std::vector<Unread> read_unread(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                                std::string const &what);

/// Separated by U+001F, as the queries take a list of schemas.
std::string joined(std::vector<std::string> const &schemas);

/// The oids of these tables, separated by commas, as the queries about constraints take them.
std::string oids_of(pqxx::transaction_base &transaction, std::span<model::Table const> tables);

} // namespace tributary::databases::postgres
