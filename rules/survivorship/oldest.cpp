#include "rules/all.hpp"
#include "rules/compare.hpp"

namespace tributary::rules {
namespace {

/// The smallest; of equal ones the first, which is the survivor's if it is among them.
model::Value choose_by_oldest(std::span<model::Value const> values, model::SurvivorshipContext const &context)
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

model::Survivorship const oldest{"oldest", "`oldest(column)`: that of the row with the smallest value in the column",
                                 model::Survivorship::Way::by_column, choose_by_oldest};

} // namespace tributary::rules
