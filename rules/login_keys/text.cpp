#include "merge/model/placeholder.hpp"
#include "rules/all.hpp"

namespace tributary::rules {
namespace {

std::optional<std::string> normalise_by_text(std::string_view key)
{
    return model::is_placeholder(key) ? std::nullopt : std::optional(std::string(key));
}

} // namespace

model::KeyFormat const text_key{"text", "keys are equal byte for byte", normalise_by_text};

} // namespace tributary::rules
