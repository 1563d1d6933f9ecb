#include "merge/staging/folded_values.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace tributary::staging {
namespace {

using testing::null;
using testing::number;
using testing::Rows;
using testing::text;
using Folds = std::vector<std::vector<StagedRow>>;

model::Table const with_colours = testing::table(
    "tags", {testing::integer_column("id"), testing::text_column("colour")}, {testing::primary_key({"id"})});
model::Table const without_colours =
    testing::table("tags", {testing::integer_column("id")}, {testing::primary_key({"id"})});

/// The tags of prose and of lists, and what is folded.
class FoldedValues : public ::testing::Test, protected testing::Merging {
protected:
    Folds folds(bool include_equal = false) const
    {
        Folds result;
        for_each_fold(staging, tags, {"colour"}, include_equal, read_exceptions(staging),
                      [&](std::span<StagedRow const> rows) { result.emplace_back(rows.begin(), rows.end()); });
        return result;
    }

    RowReader reader() const { return {staging, tags, {"colour"}, read_exceptions(staging)}; }

    StagedRow of_prose(std::int64_t row) const { return {prose().table_id, row}; }
    StagedRow of_lists(std::int64_t row) const { return {lists().table_id, row}; }

    model::MappedTable tags = table(with_colours);
    model::MappedSource const &prose() const { return tags.sources.at(0); }
    model::MappedSource const &lists() const { return tags.sources.at(1); }
};

TEST_F(FoldedValues, OfEqualRowsAreNotListed)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("red")}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), Folds{});
}

TEST_F(FoldedValues, OfEqualRowsAreListedWhereTheyAreAskedFor)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("red")}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(true), (Folds{{of_prose(1), of_lists(1)}}));
}

TEST_F(FoldedValues, BeginWithTheSurvivor)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("blue")}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), (Folds{{of_prose(1), of_lists(1)}}));
}

TEST_F(FoldedValues, BeginWithTheSurvivorThoughItsSourceIsTheLater)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("blue")}});
    fold(prose(), 1, lists(), 1);
    EXPECT_EQ(folds(), (Folds{{of_lists(1), of_prose(1)}}));
}

TEST_F(FoldedValues, AreInTheOrderOfTheSurvivors)
{
    stage(tags, {{number(7), text("red")}, {number(8), text("red")}});
    stage(tags, {{number(8), text("blue")}, {number(7), text("blue")}});
    fold(lists(), 1, prose(), 2);
    fold(lists(), 2, prose(), 1);
    EXPECT_EQ(folds(), (Folds{{of_prose(1), of_lists(2)}, {of_prose(2), of_lists(1)}}));
}

TEST_F(FoldedValues, AreInTheOrderOfTheFoldedRowsOfOneSurvivor)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(8), text("blue")}, {number(7), text("green")}});
    fold(lists(), 2, prose(), 1);
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), (Folds{{of_prose(1), of_lists(1), of_lists(2)}}));
}

TEST_F(FoldedValues, OfASurvivorIncludeItsEqualRowsWhereOneDiffers)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("red")}, {number(8), text("blue")}});
    fold(lists(), 1, prose(), 1);
    fold(lists(), 2, prose(), 1);
    EXPECT_EQ(folds(), (Folds{{of_prose(1), of_lists(1), of_lists(2)}}));
}

TEST_F(FoldedValues, DistinguishNullFromAnEmptyText)
{
    stage(tags, {{number(7), null}});
    stage(tags, {{number(7), text("")}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), (Folds{{of_prose(1), of_lists(1)}}));
}

TEST_F(FoldedValues, DifferWhereTheSurvivorsSourceLacksTheColumn)
{
    stage(tags, without_colours, {{number(7)}});
    stage(tags, {{number(7), text("red")}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), (Folds{{of_prose(1), of_lists(1)}}));
}

TEST_F(FoldedValues, AreEqualWhereTheyAreNullAndTheSurvivorsSourceLacksTheColumn)
{
    stage(tags, without_colours, {{number(7)}});
    stage(tags, {{number(7), null}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), Folds{});
}

TEST_F(FoldedValues, AreEqualWhereTheirOwnSourceLacksTheColumn)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, without_colours, {{number(7)}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(folds(), Folds{});
}

TEST_F(FoldedValues, MayBeDecidedWhileTheyAreListed)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("blue")}});
    fold(lists(), 1, prose(), 1);
    FoldedValueWriter writer(staging);
    for_each_fold(staging, tags, {"colour"}, false, read_exceptions(staging), [&](std::span<StagedRow const> rows) {
        writer.add_survived(rows.front(), "colour", text("blue"), "max");
    });
    EXPECT_EQ(query("SELECT row, value FROM survived"), (Rows{{"1", "blue"}}));
}

TEST_F(FoldedValues, OfARowAreItsOwnThoughItIsFolded)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("blue")}});
    fold(lists(), 1, prose(), 1);
    EXPECT_EQ(reader().read(of_lists(1)).values.at(0).bytes, "blue");
}

TEST_F(FoldedValues, OfARowAreItsOwnThoughAnotherSurvives)
{
    stage(tags, {{number(7), text("red")}});
    FoldedValueWriter(staging).add_survived(of_prose(1), "colour", text("blue"), "max");
    EXPECT_EQ(reader().read(of_prose(1)).values.at(0).bytes, "red");
}

TEST_F(FoldedValues, OfARowNameItsSource)
{
    stage(tags, {{number(7), text("red")}});
    stage(tags, {{number(7), text("blue")}});
    EXPECT_EQ(reader().read(of_lists(1)).source->source_name, "lists");
}

TEST_F(FoldedValues, OfARowHaveItsOldPrimaryKey)
{
    stage(tags, {{number(7), text("red")}});
    EXPECT_EQ(reader().read(of_prose(1)).key.integer, 7);
}

TEST_F(FoldedValues, OfARowAreNullWhereItsSourceLacksTheColumn)
{
    stage(tags, without_colours, {{number(7)}});
    EXPECT_TRUE(reader().read(of_prose(1)).values.at(0).is_null());
}

TEST_F(FoldedValues, OfARowThatIsNotStagedAreABug)
{
    stage(tags, {{number(7), text("red")}});
    EXPECT_THROW(reader().read(of_prose(2)), std::logic_error);
}

TEST_F(FoldedValues, OfARowOfAnotherTableAreABug)
{
    stage(tags, {{number(7), text("red")}});
    EXPECT_THROW(reader().read({prose().table_id + 1, 1}), std::logic_error);
}

TEST_F(FoldedValues, ThatAreDroppedAreWrittenWithTheOneThatIsKept)
{
    stage(tags, {{number(7), text("red")}});
    FoldedValueWriter(staging).add_dropped(of_prose(1), "colour", text("red"), text("blue"), "max", number(7));
    EXPECT_EQ(query("SELECT row, \"column\", dropped, kept, rule, called FROM dropped_value"),
              (Rows{{"1", "colour", "red", "blue", "max", "7"}}));
}

TEST_F(FoldedValues, AreGoneWhenTheirTableIsCleared)
{
    stage(tags, {{number(7), text("red")}});
    FoldedValueWriter writer(staging);
    writer.add_survived(of_prose(1), "colour", text("blue"), "max");
    writer.add_dropped(of_prose(1), "colour", text("red"), text("blue"), "max", number(7));
    writer.clear(tags);
    EXPECT_EQ(query("SELECT row FROM survived UNION ALL SELECT row FROM dropped_value"), Rows{});
}

TEST_F(FoldedValues, RemainWhenAnotherTableIsCleared)
{
    stage(tags, {{number(7), text("red")}});
    auto others = table(testing::table("others", {testing::integer_column("id")}));
    stage(others, {{number(1)}});
    FoldedValueWriter writer(staging);
    writer.add_survived(of_prose(1), "colour", text("blue"), "max");
    writer.clear(others);
    EXPECT_EQ(query("SELECT value FROM survived"), (Rows{{"blue"}}));
}

} // namespace
} // namespace tributary::staging
