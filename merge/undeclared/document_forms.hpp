#pragma once

#include "merge/model/format.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace tributary::undeclared {

/// How all values of a column are written, in all sources.
struct DocumentForms {
    std::int64_t filled = 0;
    std::int64_t php = 0;
    std::int64_t json = 0;
    std::int64_t empty = 0;
    std::set<std::string> begin_php; ///< how those begin that PHP may have serialised, as patterns of GLOB
    std::set<std::string> begin_json;

    void add(Suspect const &suspect, Tally const &tally);
    /// The rows whose values are documents of this format, as a condition; empty: all are.
    std::string condition(model::Format format, std::string const &column) const;
};

} // namespace tributary::undeclared
