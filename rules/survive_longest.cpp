#include "rules/all.hpp"
#include "rules/unicode.hpp"

namespace tributary::rules {
namespace {

/// Of numbers, the digits.
std::size_t characters(model::Value const &value)
{
    return value.type == model::Cell::Type::integer ? std::to_string(value.integer).size() : length(value.bytes);
}

model::Value choose(std::span<model::Value const> values, model::SurvivorshipContext const & /*context*/)
{
    auto const *best = &values.front();
    for (auto const &value : values) {
        if (!value.is_null() && (best->is_null() || characters(value) > characters(*best))) {
            best = &value;
        }
    }
    return *best;
}

} // namespace

model::Survivorship const longest{"longest", "the one with the most characters; the first of them", false, choose};

} // namespace tributary::rules
