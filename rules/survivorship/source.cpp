#include "rules/all.hpp"

#include <algorithm>

namespace tributary::rules {
namespace {

model::Value choose_by_source(std::span<model::Value const> values, model::SurvivorshipContext const &context)
{
    auto const found =
        std::find_if(values.begin(), values.end(), [&](auto const &value) { return value.source == context.source; });
    return found == values.end() ? values.front() : *found;
}

} // namespace

model::Survivorship const from_source{"source",
                                      "`source:<name>`: that source's value, the survivor's where it has no row",
                                      model::Survivorship::Way::picks_source, choose_by_source};

} // namespace tributary::rules
