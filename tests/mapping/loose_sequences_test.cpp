#include "merge/mapping/loose_sequences.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <map>

namespace tributary::mapping {
namespace {

/// Orders of one service, with an id that no default fills, and a number of an invoice.
class LooseSequences : public ::testing::Test {
protected:
    LooseSequences()
    {
        orders = testing::table("orders", {testing::integer_column("id"), testing::integer_column("invoice")},
                                {testing::primary_key({"id"})});
        sources.resize(1);
        sources[0].name = "prose";
        sources[0].schema = testing::schema({orders});
        mapping.resize(1);
        mapping[0].target = orders;
        model::MappedSource source;
        source.source_name = "prose";
        source.table = &orders;
        source.columns.resize(2);
        source.columns[0].name = source.columns[0].value = "id";
        source.columns[1].name = source.columns[1].value = "invoice";
        mapping[0].sources = {source};
    }

    LooseSequence found(std::int64_t last)
    {
        model::Sequence sequence;
        sequence.name = sequence.label = "numbers";
        sequence.last = last;
        sequence.called = true;
        sources[0].schema.sequences = {sequence};
        auto const all = loose_sequences(sources, mapping, [](auto const &, auto const &column) {
            return std::optional(column == "id" ? IdExtent{1, 90} : IdExtent{1000, 1089});
        });
        return all.empty() ? LooseSequence{} : all.front();
    }

    model::Table orders;
    std::vector<staging::StagedSource> sources;
    model::Mapping mapping;
};

TEST_F(LooseSequences, NumberTheIdsAtWhoseGreatestTheyStand)
{
    EXPECT_EQ(found(90).surely, (std::vector<model::KeyColumn>{{"orders", "id"}}));
}

TEST_F(LooseSequences, NumberIdsThatAreOneStepBehind) { EXPECT_EQ(found(91).surely.size(), 1); }

TEST_F(LooseSequences, NumberAnotherColumnAtWhoseGreatestTheyStand)
{
    EXPECT_TRUE(found(1089).is_known);
    EXPECT_TRUE(found(1089).ids.empty());
}

TEST_F(LooseSequences, GoPastTheColumnAtWhoseGreatestTheyStand) { EXPECT_EQ(found(1089).others.size(), 1); }

TEST_F(LooseSequences, AreNotKnownWhereNothingEndsWhereTheyStand) { EXPECT_FALSE(found(5000).is_known); }

TEST_F(LooseSequences, GoPastAColumnOfWhichAnotherSourceHasNotUsedTheLastNumber)
{
    auto second = sources[0];
    second.name = "lists";
    second.schema.sequences = {};
    sources.push_back(second);
    auto in_second = mapping[0].sources[0];
    in_second.source = 1;
    in_second.source_name = "lists";
    mapping[0].sources.push_back(in_second);
    model::Sequence sequence;
    sequence.name = sequence.label = "numbers";
    sequence.last = 1090;
    sequence.called = true;
    sources[1].schema.sequences = {sequence};
    EXPECT_EQ(found(1089).others.size(), 1);
}

TEST_F(LooseSequences, AreNotThoseThatFeedAColumn)
{
    sources[0].schema.tables[0].columns[0].sequence = "numbers";
    EXPECT_EQ(found(90).label, "");
}

} // namespace
} // namespace tributary::mapping
