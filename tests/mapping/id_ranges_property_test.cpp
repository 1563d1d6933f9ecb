#include "merge/mapping/id_ranges.hpp"
#include "tests/testing/populations.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <vector>

namespace tributary::mapping {
namespace {

using Uses = std::vector<IdUse>;

/// Four tables in five have rows, one in two has a sequence.
Uses some_uses()
{
    auto const id = rc::gen::inRange<std::int64_t>(-10, 30);
    auto const use = rc::gen::exec([=] {
        IdUse one;
        if (*rc::gen::inRange(0, 5) > 0) {
            one.least = *id;
            one.greatest = *one.least + *rc::gen::inRange<std::int64_t>(0, 100);
        }
        if (*rc::gen::inRange(0, 2) > 0) {
            one.sequence = *rc::gen::inRange<std::int64_t>(0, 200);
        }
        return one;
    });
    return *rc::gen::container<Uses>(*rc::gen::inRange<std::size_t>(1, 6), use);
}

RC_GTEST_PROP(IdRanges, NeverMeet, ())
{
    auto const uses = some_uses();
    auto const headroom = *rc::gen::inRange<std::int64_t>(0, 30);
    auto const limit = *rc::gen::inRange<std::int64_t>(0, 1200);
    auto const result = mapping::id_ranges(uses, headroom, limit);
    RC_ASSERT(result.ranges.size() == (result.no_room ? 0U : uses.size()));
    std::set<std::int64_t> taken;
    for (std::size_t i = 0; i < result.ranges.size(); ++i) {
        auto const &range = result.ranges[i];
        std::set<std::int64_t> own;
        for (auto id = uses[i].least.value_or(1); id <= uses[i].greatest.value_or(0); ++id) {
            own.insert(id + range.offset);
        }
        for (std::int64_t id = 1; id <= uses[i].sequence.value_or(0); ++id) {
            own.insert(id + range.offset);
        }
        for (std::int64_t id = 1; id <= headroom; ++id) {
            own.insert(range.last + id);
        }
        for (auto const id : own) {
            RC_ASSERT(taken.insert(id).second);
            RC_ASSERT(id < limit);
        }
    }
}

RC_GTEST_PROP(IdRanges, HaveTheHeadroomThatWasSaidToFit, ())
{
    auto const uses = some_uses();
    auto const limit = *rc::gen::inRange<std::int64_t>(0, 1200);
    auto const refused = mapping::id_ranges(uses, limit + 1, limit);
    RC_ASSERT(refused.no_room.has_value());
    auto const fitting = refused.no_room->fitting_headroom;
    RC_ASSERT(mapping::id_ranges(uses, 0, limit).no_room.has_value() == !fitting.has_value());
    if (fitting) {
        RC_ASSERT(!mapping::id_ranges(uses, *fitting, limit).no_room);
        RC_ASSERT(mapping::id_ranges(uses, *fitting + 1, limit).no_room.has_value());
    }
}

} // namespace
} // namespace tributary::mapping
