#include "merge/model/characters.hpp"
#include "rules/all.hpp"

namespace tributary::rules {
namespace {

/// Of numbers, the digits.
std::size_t length(model::Value const &value)
{
    return value.type == model::Cell::Type::integer ? std::to_string(value.integer).size()
                                                    : model::characters(value.bytes);
}

model::Value choose_by_longest(std::span<model::Value const> values, model::SurvivorshipContext const & /*context*/)
{
    auto const *best = &values.front();
    for (auto const &value : values) {
        if (!value.is_null() && (best->is_null() || length(value) > length(*best))) {
            best = &value;
        }
    }
    return *best;
}

} // namespace

model::Survivorship const longest{"longest", "the one with the most characters; the first of them",
                                  model::Survivorship::Way::picks, choose_by_longest};

} // namespace tributary::rules
