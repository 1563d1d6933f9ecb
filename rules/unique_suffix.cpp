#include "merge/model/characters.hpp"
#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <limits>
#include <set>

namespace tributary::rules {
namespace {

/// hello → hellotmp, hellotmp2, hellotmp3 … until one is free. The value is cut to fit, never the suffix.
std::optional<std::string> free_value(model::Rival const &rival, std::size_t place, model::RivalContext const &context,
                                      std::set<std::string> const &given)
{
    auto const limit =
        context.max_length > 0 ? static_cast<std::size_t>(context.max_length) : std::numeric_limits<std::size_t>::max();
    for (std::size_t number = 1;; ++number) {
        auto const ending = std::string(rival.after) + (number == 1 ? "" : std::to_string(number));
        auto const added = model::characters(rival.before) + model::characters(ending);
        auto const rest = added < limit ? head(rival.value.bytes, limit - added) : std::string();
        if (rest.empty()) {
            return std::nullopt; // nothing of the value would be left
        }
        auto value = std::string(rival.before) + rest + ending;
        if (!given.contains(value) && !(*context.taken)(place, value)) {
            return value;
        }
    }
}

model::RivalVerdict settle(std::span<model::Rival const> rivals, model::RivalContext const &context)
{
    model::RivalVerdict verdict;
    verdict.values.resize(rivals.size());
    std::set<std::string> given;
    for (std::size_t i = 1; i < rivals.size(); ++i) {
        auto const &own = rivals[i].value;
        auto value = own.type == model::Cell::Type::text ? free_value(rivals[i], i, context, given) : std::nullopt;
        if (!value) {
            verdict.helpless.push_back(i);
            continue;
        }
        given.insert(*value);
        verdict.values[i] = model::Value{model::Cell::Type::text, 0, 0, std::move(*value), own.source};
    }
    return verdict;
}

} // namespace

model::UniquePolicy const unique_suffix{
    "suffix", "later rows get the plan's suffix behind `column`; a number behind it where that is taken",
    model::UniquePolicy::Way::gives, model::UniquePolicy::Column::text, settle};

} // namespace tributary::rules
