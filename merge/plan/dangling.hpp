#pragma once

#include <map>
#include <optional>
#include <string>

namespace tributary::plan {

/// What happens to a dangling reference, or to a value in which references cannot be found or replaced.
enum class Dangling {
    stop,     ///< it becomes a question
    keep,     ///< the value stays what it is: in its source's range, where no other row is
    null,     ///< it becomes NULL
    drop_row, ///< the row is left out, and counted
};

/// What the plan says of such values: in all sources, or in some.
struct DanglingPlan {
    std::optional<Dangling> everywhere;
    std::map<std::string, Dangling> by_source;

    bool is_said() const { return everywhere.has_value() || !by_source.empty(); }
    /// True if it says this of some source.
    bool says(Dangling word) const;
    /// Of this source; none: the plan says nothing.
    std::optional<Dangling> in(std::string const &source) const;
};

/// True if 0 and less, and the empty text, which are what others write as NULL, stay as they are where no row has such
/// an id, and are no dangling values: also where rows with dangling values are left out. `said` of the source.
inline bool leaves_none(std::optional<Dangling> said) { return !said || said == Dangling::drop_row; }

} // namespace tributary::plan
