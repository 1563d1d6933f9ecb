#include "rules/all.hpp"

namespace tributary::rules {

model::UniquePolicy const unique_refuse{"refuse",
                                        "rows become questions, equal ones too",
                                        model::UniquePolicy::Way::asks,
                                        model::UniquePolicy::Column::none,
                                        nullptr,
                                        true};

} // namespace tributary::rules
