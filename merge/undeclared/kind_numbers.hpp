#pragma once

#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>

namespace tributary::undeclared {

/// The numbers of one kind. Bounded: 64 different ones.
struct KindNumbers {
    static constexpr std::size_t most_different = 64;

    std::int64_t values = 0;
    std::int64_t seen = 0; ///< as long as there was room for different ones
    std::int64_t greatest = 0;
    std::set<std::int64_t> different;
    bool of_text = true; ///< the kind is written as a string

    void add(std::int64_t number);
    /// The tables that the numbers use up. O(tables).
    std::set<model::KeyColumn> used_up(Known const &known) const;
    /// The tables from which the numbers may be drawn. O(tables).
    std::set<model::KeyColumn> drawn_from(Known const &known) const;
    /// What they show of each table, and into `sizes` how many ids these tables have.
    Tally::Of of(Known const &known, std::map<model::KeyColumn, std::size_t> &sizes) const;
};

} // namespace tributary::undeclared
