#include "rules/all.hpp"

namespace tributary::rules {
namespace {

model::RivalVerdict settle_by_keep_first(std::span<model::Rival const>, model::RivalContext const &)
{
    return {0, {}, {}};
}

} // namespace

model::UniquePolicy const keep_first{"keep-first", "the row of the first source stays, the others fold onto it",
                                     model::UniquePolicy::Way::folds, model::UniquePolicy::Column::none,
                                     settle_by_keep_first};

} // namespace tributary::rules
