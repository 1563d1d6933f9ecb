#pragma once

#include "merge/model/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tributary::claimants {

/// How many rows of a table refer to a claimant by some columns.
struct RowsThatRefer {
    std::string table;
    std::string columns;
    std::int64_t rows = 0;
};

/// `3 rows of comments, 1 row of follows (whom)`: the tables with most rows first, five of them at most. The columns
/// are named where rows of one table refer by several. Empty: no rows refer.
std::string counted_rows(std::vector<RowsThatRefer> const &all);

/// A column of the users table, and what each claimant has in it.
struct ColumnOfClaimants {
    std::string name;
    std::size_t place = 0; ///< among all that are compared
    bool is_time = false;
    bool is_boolean = false; ///< a text of PostgreSQL's then
    std::vector<model::Value> values = {};
    std::vector<std::string> shown = {}; ///< the same for people
    std::int64_t accounts = 0; ///< that have the first value, where it is a text and equal in all; 0: not known
};

bool are_equal(ColumnOfClaimants const &column);

/// `equal in email ("ann@example.org"), different in created_at ("2019-05-01" / "2021-02-03")`. Addresses come first,
/// then times, then other texts, then the rest. What more accounts than these have in common is said to be so: `locale
/// ("en", which 5120 accounts have)`. Of the columns in which claimants differ five at most are named; of those in
/// which they agree three at most, and only texts and times. Empty: nothing to say.
std::string compared(std::vector<ColumnOfClaimants> columns);

} // namespace tributary::claimants
