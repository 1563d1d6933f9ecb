#pragma once

#include "merge/model/cell.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::staging {

/// A table of the target whose rows the plan derives from the merged ones.
struct DerivedTable {
    std::string label;
    std::string view;                 ///< in the staging file
    std::vector<std::string> columns; ///< of the target, as the view calls them
    std::int64_t rows = 0;
};

/// A SELECT that does nothing else. It may read the staged tables and the views of the merged ones, and no other table
/// of the staging file. Throws Failure.
databases::sqlite::Statement prepare_over_merged(Staging const &staging, std::string const &sql);

/// The columns of a SELECT that does nothing else. Throws Failure, as prepare_over_merged().
std::vector<std::string> columns_of_select(Staging const &staging, std::string const &sql);

/// Makes the view "merged.<label>" and counts its rows. Throws Failure if a row cannot be computed.
DerivedTable write_derived(Staging const &staging, std::string const &label, std::vector<std::string> const &columns,
                           std::string const &sql);

/// What write_derived() wrote, in its order.
std::vector<DerivedTable> derived_tables(Staging const &staging);

/// The rows, in these columns; one that the view does not have is NULL.
void for_each_derived(Staging const &staging, DerivedTable const &table, std::vector<std::string> const &columns,
                      model::RowSink const &sink);

} // namespace tributary::staging
