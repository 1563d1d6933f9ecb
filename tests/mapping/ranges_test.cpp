#include "merge/mapping/ranges.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tributary::mapping {
namespace {

using testing::error_of;
using testing::integer_column;
using testing::primary_key;

constexpr std::int64_t smallint_max = std::numeric_limits<std::int16_t>::max();

/// Users of prose (1 to 10) and lists (1 to 20), each numbered by the sequence users_id_seq.
class Ranges : public ::testing::Test {
protected:
    Ranges()
    {
        plan.file = "pico.toml";
        plan.headroom = 100;
        auto id = integer_column("id");
        id.sequence = "users_id_seq";
        users.target = testing::table("users", {id}, {primary_key({"id"})});
        sources.resize(2);
        sources[0].schema = sources[1].schema = target = testing::schema({users.target});
        sources[0].schema.sequences = sources[1].schema.sequences = {sequence()};
        target.sequences = {sequence()};
        users.sources = {source(0, "prose"), source(1, "lists")};
    }

    static model::Sequence sequence()
    {
        model::Sequence result;
        result.name = result.label = "users_id_seq";
        result.max = std::numeric_limits<std::int64_t>::max();
        return result;
    }

    model::MappedSource source(std::uint32_t number, std::string const &name) const
    {
        model::MappedSource result;
        result.source = number;
        result.source_name = name;
        result.table = &users.target;
        return result;
    }

    std::vector<IdRange> ranges() const
    {
        return ranges_of(plan, sources, target, users, users.target.columns[0], limit,
                         [&](auto const &from, auto const &) { return extents.at(from.source); });
    }

    plan::Plan plan;
    std::vector<staging::StagedSource> sources;
    model::Schema target;
    model::MappedTable users;
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    std::vector<std::optional<IdExtent>> extents{IdExtent{1, 10}, IdExtent{1, 20}};
};

TEST_F(Ranges, BeginBehindTheHeadroomOfTheOneBefore)
{
    EXPECT_EQ(ranges().at(1).first, 111);
    EXPECT_EQ(ranges().at(1).last, 130);
}

TEST_F(Ranges, EndWithWhatTheSequenceHandedOutLast)
{
    sources[0].schema.sequences[0].last = 50;
    sources[0].schema.sequences[0].called = true;
    EXPECT_EQ(ranges().at(0).last, 50);
}

TEST_F(Ranges, DoNotCountASequenceThatNobodyCalled)
{
    sources[0].schema.sequences[0].last = 50;
    EXPECT_EQ(ranges().at(0).last, 10);
}

TEST_F(Ranges, EndWithTheGreatestIdWhereTheSequenceIsBehindIt)
{
    sources[0].schema.sequences[0].last = 3;
    sources[0].schema.sequences[0].called = true;
    EXPECT_EQ(ranges().at(0).last, 10);
}

TEST_F(Ranges, AreTheSameWhereTheCatalogueLacksTheSequence)
{
    sources[0].schema.sequences.clear();
    EXPECT_EQ(ranges().at(1).first, 111);
}

TEST_F(Ranges, CannotBeGivenWhereASequenceCountsDownwards)
{
    sources[1].schema.sequences[0].increment = -1;
    auto const error = error_of([&] { ranges(); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_STREQ(error.what(),
                 "source \"lists\": sequence \"users_id_seq\" counts downwards; ids can only be shifted upwards");
}

TEST_F(Ranges, NameTheLargestHeadroomThatFits)
{
    limit = 130;
    auto const error = error_of([&] { ranges(); });
    EXPECT_EQ(error.exit, model::Exit::undecided);
    EXPECT_STREQ(error.what(), "pico.toml: headroom = 100 does not fit into the type of \"users.id\"");
    EXPECT_EQ(error.next_step, "the largest that fits is 49");
}

TEST_F(Ranges, LeaveOneNumberForTheNextRow)
{
    limit = 231;
    EXPECT_EQ(ranges().at(1).last + ranges().at(1).headroom, 230);
}

TEST_F(Ranges, AreRefusedWhereTheIdsAloneDoNotFit)
{
    limit = smallint_max;
    extents[1] = IdExtent{1, smallint_max};
    auto const error = error_of([&] { ranges(); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_TRUE(error.next_step.starts_with("give these columns a wider type in the target (bigint); or keep the ids"));
}

TEST_F(Ranges, EndWhereTheTargetsOwnSequenceEnds)
{
    target.sequences[0].max = 130;
    EXPECT_EQ(error_of([&] { ranges(); }).next_step, "the largest that fits is 49");
}

TEST_F(Ranges, DoNotCareForASequenceOfTheTargetThatHasNoEnd)
{
    target.sequences[0].max = 0;
    EXPECT_EQ(ranges().size(), 2U);
}

TEST_F(Ranges, OfASourceWithoutIdsAreEmpty)
{
    extents[1] = std::nullopt;
    EXPECT_EQ(ranges().at(1).first, ranges().at(1).last + 1);
}

} // namespace
} // namespace tributary::mapping
