#include "rules/all.hpp"

namespace tributary::rules {
namespace {

model::Value choose_by_keep_survivor(std::span<model::Value const> values,
                                     model::SurvivorshipContext const & /*context*/)
{
    return values.front();
}

} // namespace

model::Survivorship const keep_survivor{"keep-survivor", "the survivor's own value", model::Survivorship::Way::picks,
                                        choose_by_keep_survivor};

} // namespace tributary::rules
