#include "rules/all.hpp"

namespace tributary::rules {

model::UniquePolicy const unique_refuse{"refuse", "rows that differ become questions", model::UniquePolicy::Way::asks,
                                        model::UniquePolicy::Column::none, nullptr};

} // namespace tributary::rules
