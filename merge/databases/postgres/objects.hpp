#pragma once

#include "merge/model/schema.hpp"

#include <pqxx/transaction>

#include <string>
#include <vector>

namespace tributary::databases::postgres {

/// Adds to `schema` what the database has in these schemas besides tables, keys and sequences: views, triggers,
/// functions, policies and the like with their definitions, and what its own types are made of. Names are labelled like
/// tables.
void read_objects(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas, model::Schema &schema);

} // namespace tributary::databases::postgres
