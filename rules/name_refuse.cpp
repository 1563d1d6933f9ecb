#include "rules/all.hpp"

namespace tributary::rules {

model::NamePolicy const refuse{"refuse", "every contested name is undecided until the operator says",
                               [](model::NameRequest const &) -> std::optional<std::string> { return std::nullopt; }};

} // namespace tributary::rules
