#include "rules/all.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace tributary::rules {
namespace {

using model::Rival;

/// Positions of the first source stay; those of the next continue after the last of them, in their own order. Where a
/// source has one twice, the second is moved too.
model::RivalVerdict settle_by_renumber(std::span<Rival const> rivals, model::RivalContext const &context)
{
    std::vector<std::size_t> order(rivals.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        auto const &one = rivals[a].value;
        auto const &other = rivals[b].value;
        return std::tie(one.source, one.integer) < std::tie(other.source, other.integer);
    });
    model::RivalVerdict verdict;
    verdict.values.resize(rivals.size());
    auto const is_position = [&](std::size_t i) { return rivals[i].value.type == model::Cell::Type::integer; };
    std::erase_if(order, [&](std::size_t i) { return !is_position(i); });
    if (order.empty()) {
        return verdict;
    }
    auto const first = rivals[order.front()].value.source;
    std::set<std::int64_t> kept;
    std::vector<std::size_t> moved;
    for (auto const i : order) {
        auto const &value = rivals[i].value;
        if (value.source != first || !kept.insert(value.integer).second) {
            moved.push_back(i);
        }
    }
    auto last = *kept.rbegin();
    for (auto const i : moved) {
        if (last >= context.compared.max_integer) {
            verdict.helpless.push_back(i);
            continue;
        }
        ++last;
        verdict.values[i] = model::Value{model::Cell::Type::integer, last, 0, {}, rivals[i].value.source};
    }
    return verdict;
}

} // namespace

model::UniquePolicy const renumber{
    "renumber", "later sources' rows of one owner follow the first source's, in their own order",
    model::UniquePolicy::Way::renumbers, model::UniquePolicy::Column::integer, settle_by_renumber};

} // namespace tributary::rules
