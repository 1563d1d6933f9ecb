#include "rules/all.hpp"

namespace tributary::rules {

model::Folding const fold_none{"none", "names are equal byte for byte",
                               [](std::string_view name) { return std::string(name); }};

} // namespace tributary::rules
