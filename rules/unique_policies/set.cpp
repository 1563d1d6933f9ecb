#include "rules/all.hpp"

namespace tributary::rules {

model::UniquePolicy const unique_set{"set", "later rows get what `set` says, so that they leave the key",
                                     model::UniquePolicy::Way::sets, model::UniquePolicy::Column::none, nullptr};

} // namespace tributary::rules
