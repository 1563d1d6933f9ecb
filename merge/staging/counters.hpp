#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace tributary::staging {

/// Rows of one table that belong to rows of another by equal values of two columns: a reference and what it refers to,
/// or two references to one column.
struct Relation {
    model::MappedTable const &table; ///< whose rows something is said of
    std::string key;                 ///< its column, in which no two rows agree
    model::MappedTable const &child;
    std::string reference; ///< the child's column
};

/// What the child's rows say of the row that they belong to. Rows of the child count if a column of theirs is a value,
/// or is not.
struct Measure {
    enum class What { count, sum, greatest };
    What what = What::count;
    std::string column;     ///< of the child, of which the sum or the greatest is meant
    std::string filter;     ///< column of the child; empty: every row counts
    std::string filter_sql; ///< what follows the column: `IS 't'`, `IS NOT NULL`; an SQL literal of a staged value
};

/// How far values of a column of the table are what the measure says.
struct Agreement {
    std::int64_t equal = 0;     ///< rows, of those of which the child's rows say anything but nothing
    std::int64_t different = 0; ///< rows; those that have nothing where nothing is said do not count
    /// Of equal rows: those in which it cannot be by chance. Of a greatest value another is less; of the others the
    /// child's rows are as many as neither the sum nor the count under the filter.
    std::int64_t telling = 0;
    std::int64_t least = 0; ///< of counts and sums in equal rows
    std::int64_t most = 0;
};

/// A measure of the list, and a column of the table that may be it.
struct Candidate {
    std::size_t measure = 0;
    std::string column;
};

/// Over the staged rows of one source, for each candidate: one grouped pass over the child's rows, and one over the
/// table's, but for candidates that the table's first rows deny. A source that lacks a column agrees in nothing.
std::vector<Agreement> agreements(Staging const &staging, Relation const &relation, model::MappedSource const &source,
                                  std::span<Measure const> measures, std::span<Candidate const> candidates);

/// The columns of a table that hold times: by their types, or because the first values of every source say so, whatever
/// the type. Nothing for columns that are ids or refer to something.
std::set<std::string> time_columns(Staging const &staging, model::MappedTable const &table);

/// Conditions that divide the child's rows, one for each value of columns that have two to `most` different ones in its
/// first rows; of `times`, which are time_columns() of the child, whether there is one. Nothing for columns that are
/// ids or refer to something.
std::vector<Measure> filtered_counts(Staging const &staging, Relation const &relation,
                                     model::MappedSource const &source, std::set<std::string> const &times,
                                     std::size_t most);

/// Rows of one source whose value is what the measure says there, and is not in the merged tables.
struct Outdated {
    std::int64_t rows = 0;
    std::int64_t first = 0; ///< one of them
    std::string value;      ///< its own
    std::string merged;     ///< what the merged rows say
};

/// The views must be there.
Outdated outdated(Staging const &staging, Relation const &relation, Measure const &measure,
                  model::MappedSource const &source, std::string const &column, Exceptions const &exceptions);

} // namespace tributary::staging
