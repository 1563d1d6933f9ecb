#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>

namespace tributary::staging {

// Flags of staged rows: booleans, 1 and 0, or texts that say the same (Y and N). Rows that are left out do not count,
// folded ones do.

/// How many rows of the source there are; no further than to 2.
std::int64_t count_up_to_two(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                             Exceptions const &exceptions);

enum class Flag { set, cleared, other };

/// In how many of them the flag has this state; counts up to 2. NULL is cleared.
std::int64_t count_flag_up_to_two(Staging const &staging, model::MappedTable const &table,
                                  model::MappedSource const &source, std::string const &column, Flag flag,
                                  Exceptions const &exceptions);

/// A value that says so in some row, as SQLite writes it.
std::string example_of_flag(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                            std::string const &column, Flag flag, Exceptions const &exceptions);

struct TruePerOwner {
    bool one_each = false; ///< no owner has it twice, and each of several rows has it once
    bool several = false;  ///< some owner has several rows
};

/// Grouped by the values that `owner` has in the source.
TruePerOwner true_per_owner(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                            std::string const &owner, std::string const &column, Exceptions const &exceptions);

/// True if several rows of the target have the column true, or, with an owner, several of one owner; without a column,
/// if the target's table has several rows.
bool several_in_target(Staging const &staging, model::MappedTable const &table, std::string const &owner,
                       std::string const &column, Exceptions const &exceptions);

} // namespace tributary::staging
