#pragma once

#include "merge/model/mapping.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::staging {

/// Columns of one source's table whose values, as they are, say which row of a table is meant.
struct Referring {
    std::vector<std::string> columns;
    std::vector<std::string> values; ///< SQL over the staged row
    std::string table;               ///< the one referred to
    std::vector<std::string> referenced;
    std::string condition;   ///< SQL, after AND; empty: every row
    std::uint32_t whose = 0; ///< the source whose row it is
};

/// By foreign keys, those that others declare included; first these, as the mapping orders them. Without those of which
/// the source does not fill a column.
std::vector<Referring> referring_by_key(model::MappedSource const &source);

/// As the plan declares, by value.
std::vector<Referring> referring_as_declared(model::MappedSource const &source);

/// Both, each group of columns once: several sources may declare a key over the same ones, and the plan what a foreign
/// key says as well.
std::vector<Referring> all_referring(model::MappedSource const &source);

} // namespace tributary::staging
