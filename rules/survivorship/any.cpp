#include "rules/all.hpp"

#include <algorithm>

namespace tributary::rules {
namespace {

model::Value choose_by_any(std::span<model::Value const> values, model::SurvivorshipContext const & /*context*/)
{
    auto const found = std::find_if(values.begin(), values.end(), [](auto const &value) {
        return model::truth(model::cell_of(value)).value_or(false);
    });
    return found == values.end() ? values.front() : *found;
}

} // namespace

model::Survivorship const any_of{"any", "true if one of them is", model::Survivorship::Way::judges, choose_by_any};

} // namespace tributary::rules
