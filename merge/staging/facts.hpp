#pragma once

#include "merge/model/facts.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <memory>
#include <string>

namespace tributary::staging {

/// The facts of a resolved run. The result owns the file; `users` is the label of the users table, `id` the column
/// whose id range its ids are in. The streams throw databases::sqlite::Failure if the file cannot be read.
std::unique_ptr<model::Facts const> read_facts(Staging file, std::string const &users, model::KeyColumn const &id);

} // namespace tributary::staging
