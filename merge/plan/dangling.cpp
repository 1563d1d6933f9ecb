#include "merge/plan/dangling.hpp"

#include <algorithm>

namespace tributary::plan {

bool DanglingPlan::says(Dangling word) const
{
    return everywhere == word ||
           std::any_of(by_source.begin(), by_source.end(), [&](auto const &one) { return one.second == word; });
}

std::optional<Dangling> DanglingPlan::in(std::string const &source) const
{
    auto const found = by_source.find(source);
    return found == by_source.end() ? everywhere : found->second;
}

} // namespace tributary::plan
