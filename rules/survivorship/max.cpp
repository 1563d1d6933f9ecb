#include "rules/all.hpp"
#include "rules/compare.hpp"

namespace tributary::rules {
namespace {

model::Value choose_by_max(std::span<model::Value const> values, model::SurvivorshipContext const &context)
{
    auto const *best = &values.front();
    for (auto const &value : values) {
        if (!value.is_null() && (best->is_null() || less(*best, value, context))) {
            best = &value;
        }
    }
    return *best;
}

} // namespace

model::Survivorship const max{"max", "the greatest", model::Survivorship::Way::orders, choose_by_max};

} // namespace tributary::rules
