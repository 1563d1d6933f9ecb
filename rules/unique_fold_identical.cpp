#include "rules/all.hpp"

namespace tributary::rules {

model::UniquePolicy const fold_identical{
    "fold-identical", "rows that are equal in all but their own id are one; different ones are asked about",
    model::UniquePolicy::Way::asks, model::UniquePolicy::Column::none, nullptr};

} // namespace tributary::rules
