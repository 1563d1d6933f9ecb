#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/schema.hpp"

#include <pqxx/transaction_base>

#include <functional>
#include <string>
#include <vector>

namespace tributary::databases::postgres {

/// Target::trial_table() for Asks::values and Asks::rows.
model::Table make_trial_table(pqxx::transaction_base &transaction, model::Table const &table,
                              std::vector<std::string> const &columns, Asks asks);

/// Target::scratch_table(). `may_run` says of a default whether it may be evaluated.
model::Table make_scratch_table(pqxx::transaction_base &transaction, model::Table const &table,
                                std::vector<std::string> const &columns,
                                std::function<bool(std::string const &)> const &may_run);

} // namespace tributary::databases::postgres
