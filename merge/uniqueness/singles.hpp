#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tributary::uniqueness {

/// Rows that are one of a kind in each source, and would be several in the target: the only row of a table, the only
/// one in which a flag is set, or the only one of its owner in which it is.
struct Single {
    std::string table;
    std::string column;   ///< the flag; empty: the whole table
    std::string owner;    ///< the column that says whose rows these are; empty: everybody's
    std::string evidence; ///< a sentence
    std::string proposal; ///< lines for the plan
    model::MappedTable const *rows = nullptr;

    /// As [[waive]] names it: the table, or table.column.
    std::string name() const;
};

/// How many rows of one source there are, and in how many the flag is set, cleared (or NULL), or has a value that says
/// neither; each up to 2, which is as good as more.
struct FlagCount {
    std::int64_t rows = 0;
    std::int64_t set = 0;
    std::int64_t cleared = 0;
    std::int64_t others = 0;
    std::string set_as = {};     ///< SQL for a value that is set; of a text that is set in one row
    std::string cleared_as = {}; ///< likewise
};

/// What is read of the sources. `column` is one of the target's; empty: only rows are counted. Of a boolean `cleared`
/// and `others` need not be counted.
using CountFlag = std::function<FlagCount(model::MappedTable const &table, model::MappedSource const &source,
                                          std::string const &column)>;

/// In which rows of each owner the flag is set.
struct OwnerCount {
    bool one_each = false; ///< never in two, and always in one of several
    bool several = false;  ///< some owner has several rows
};
using CountPerOwner = std::function<OwnerCount(model::MappedTable const &table, model::MappedSource const &source,
                                               std::string const &owner, std::string const &column)>;

/// Those that the plan's [[unique]] and [[waive]] do not speak of. A flag is a boolean, or an integer or a text that
/// says yes in one row and no, or nothing, in all others, of which each source has two or more; and that does not say
/// whether its row can be used (deleted, locked: the last one of each source may be alone by chance). An id, a
/// reference, and a part of a key are none. A table counts if a CHECK lets its key have one value only, or if it has
/// one row in each of several sources, each with ten users or more, and no references lead to it, nor to users from it.
/// Tables of accounts do not count: privileges are asked about by themselves. Without `per_owner` flags of owners are
/// not looked for.
std::vector<Single> singles(plan::Plan const &plan, model::Mapping const &mapping, CountFlag const &count,
                            CountPerOwner const &per_owner);

/// True if each row of the table becomes a row of the target, whatever it holds: the plan leaves none out, and no two
/// can be one. `numbered` is mapping::numbered_columns().
bool loads_all_rows(plan::Plan const &plan, model::MappedTable const &table,
                    std::map<model::KeyColumn, std::int64_t> const &numbered);

/// What [[waive]] may name as a key because it could be one of a kind.
std::vector<std::string> names_of_singles(model::Mapping const &mapping);

} // namespace tributary::uniqueness
