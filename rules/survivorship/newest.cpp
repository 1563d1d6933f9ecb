#include "rules/all.hpp"
#include "rules/compare.hpp"

namespace tributary::rules {
namespace {

/// The greatest; of equal ones the first, which is the survivor's if it is among them.
model::Value choose_by_newest(std::span<model::Value const> values, model::SurvivorshipContext const &context)
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

model::Survivorship const newest{"newest", "`newest(column)`: that of the row with the greatest value in the column",
                                 model::Survivorship::Way::by_column, choose_by_newest};

} // namespace tributary::rules
