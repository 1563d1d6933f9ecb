#include "rules/all.hpp"

namespace tributary::rules {

model::NamePolicy const refuse{"refuse", "every contested name is undecided until the operator says", false,
                               [](model::NameRequest const &request) { return suffix.propose(request); }};

} // namespace tributary::rules
