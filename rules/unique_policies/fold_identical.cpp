#include "rules/all.hpp"

namespace tributary::rules {

model::UniquePolicy const fold_identical{"fold-identical",
                                         "rows that differ only in their own id fold; others become questions",
                                         model::UniquePolicy::Way::asks, model::UniquePolicy::Column::none, nullptr};

} // namespace tributary::rules
