#pragma once

#include "merge/plan/plan.hpp"

#include <string>
#include <string_view>

namespace tributary::plan {

/// What is added to a name that an account gives up.
struct Affixes {
    std::string before;
    std::string after;
};

/// The plan's `suffix` for an account of this source: appended to the name, or, as a template, around {name}; {source}
/// is replaced. Throws model::Error 78 for any other braces, and for {name} twice.
Affixes affixes(Plan const &plan, std::string_view source);

} // namespace tributary::plan
