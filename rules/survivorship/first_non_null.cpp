#include "rules/all.hpp"

#include <algorithm>

namespace tributary::rules {
namespace {

model::Value choose_by_first_non_null(std::span<model::Value const> values,
                                      model::SurvivorshipContext const & /*context*/)
{
    auto const found = std::find_if(values.begin(), values.end(), [](auto const &value) { return !value.is_null(); });
    return found == values.end() ? values.front() : *found;
}

} // namespace

model::Survivorship const first_non_null{"first-non-null",
                                         "the survivor's, or the first of the others that is not NULL",
                                         model::Survivorship::Way::picks, choose_by_first_non_null};

} // namespace tributary::rules
