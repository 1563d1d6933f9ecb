#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/referring.hpp"
#include "merge/staging/staging.hpp"

#include <optional>
#include <string>

namespace tributary::staging {

/// One source's rows that refer to rows of a table, which may be another source's.
struct RowsReferring {
    model::MappedTable const &child;
    model::MappedSource const &from;
    Referring const &referring;
    model::MappedSource const &parent;
};

/// The values by which others refer to some rows of the parent, in the table temp.referred_key: "tributary.row", and a
/// "tributary.value0" … for each column referred to. `of` is SQL for the rows, one column "tributary.row". The next
/// call replaces the table. False if the parent does not fill one of the columns.
bool collect_referred_keys(Staging const &staging, std::string const &parent_label, Referring const &referring,
                           model::MappedSource const &parent, std::string const &of);

/// SQL for how many rows refer to each of some rows of the parent (as above): "tributary.row" and "tributary.rows";
/// rows to which none refers are not in it. Rows that are left out refer to nothing. It reads temp.referred_key: use it
/// before the next call. One pass over the rows that may refer. nullopt as above.
std::optional<std::string> counted_references(Staging const &staging, RowsReferring const &rows,
                                              Exceptions const &exceptions, std::string const &of);

} // namespace tributary::staging
