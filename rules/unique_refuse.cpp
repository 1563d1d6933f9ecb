#include "rules/all.hpp"

namespace tributary::rules {

model::UniquePolicy const unique_refuse{"refuse", "different rows are asked about", model::UniquePolicy::Way::asks,
                                        model::UniquePolicy::Column::none, nullptr};

} // namespace tributary::rules
