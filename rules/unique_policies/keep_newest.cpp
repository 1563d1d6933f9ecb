#include "rules/all.hpp"
#include "rules/compare.hpp"

namespace tributary::rules {
namespace {

model::RivalVerdict settle_by_keep_newest(std::span<model::Rival const> rivals, model::RivalContext const &context)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < rivals.size(); ++i) {
        auto const &value = rivals[i].value;
        auto const &greatest = rivals[best].value;
        if (!value.is_null() && (greatest.is_null() || less(greatest, value, context.compared))) {
            best = i;
        }
    }
    return {best, {}, {}};
}

} // namespace

model::UniquePolicy const keep_newest{
    "keep-newest", "the row with the greatest `column` stays, the others fold onto it; NULL is the least",
    model::UniquePolicy::Way::folds, model::UniquePolicy::Column::any, settle_by_keep_newest};

} // namespace tributary::rules
