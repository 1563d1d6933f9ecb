#include "rules/all.hpp"

namespace tributary::rules {
namespace {

std::optional<std::string> propose_by_refuse(model::NameRequest const &request) { return suffix.propose(request); }

} // namespace

model::NamePolicy const refuse{"refuse", "every contested name is a question to the operator", false,
                               propose_by_refuse};

} // namespace tributary::rules
