#include "rules/all.hpp"
#include "rules/compare.hpp"

namespace tributary::rules {
namespace {

model::Value choose_by_min(std::span<model::Value const> values, model::SurvivorshipContext const &context)
{
    auto const *best = &values.front();
    for (auto const &value : values) {
        if (!value.is_null() && (best->is_null() || less(value, *best, context))) {
            best = &value;
        }
    }
    return *best;
}

} // namespace

model::Survivorship const min{"min", "the smallest that is not NULL: the oldest date", model::Survivorship::Way::orders,
                              choose_by_min};

} // namespace tributary::rules
