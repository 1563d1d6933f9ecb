#include "merge/staging/duplicates.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tributary::staging {
namespace {

using testing::null;
using testing::number;
using testing::text;
using testing::text_column;
using Words = std::vector<std::string>;

/// A group of rows as "prose#1 lists#2".
using Groups = std::set<std::string>;

class Duplicates : public ::testing::Test, protected testing::Merging {
protected:
    Groups groups(Words const &key, bool nulls_agree = false) const
    {
        Groups result;
        for_each_duplicate(staging, tags, key, nulls_agree, {}, read_exceptions(staging), [&](auto const &rows) {
            std::string group;
            for (auto const &row : rows) {
                group += (group.empty() ? "" : " ") + tags.sources.at(row.source).source_name + "#" +
                         std::to_string(row.row);
            }
            EXPECT_TRUE(result.insert(group).second) << group << " comes twice";
        });
        return result;
    }

    /// Whether the rows of the only group of one name agree in the note.
    bool identical() const
    {
        std::set<std::string> notes;
        for_each_duplicate(staging, tags, {"name"}, false, {"note"}, read_exceptions(staging), [&](auto const &rows) {
            for (auto const &row : rows) {
                notes.insert(row.rest);
            }
        });
        return notes.size() == 1;
    }

    model::MappedTable tags = table(testing::table("tags", {text_column("name"), text_column("note")}));
};

TEST_F(Duplicates, AreNoneWithoutRows)
{
    stage(tags, {});
    EXPECT_EQ(groups({"name"}), Groups{});
}

TEST_F(Duplicates, AreNoneWhereEveryKeyIsThereOnce)
{
    stage(tags, {{text("a"), null}, {text("b"), null}});
    stage(tags, {{text("c"), null}});
    EXPECT_EQ(groups({"name"}), Groups{});
}

TEST_F(Duplicates, AreRowsOfTwoSourcesWithOneKey)
{
    stage(tags, {{text("a"), null}, {text("b"), null}});
    stage(tags, {{text("c"), null}, {text("b"), null}});
    EXPECT_EQ(groups({"name"}), Groups{"prose#2 lists#2"});
}

TEST_F(Duplicates, AreRowsOfOneSourceWithOneKey)
{
    stage(tags, {{text("a"), null}, {text("b"), null}, {text("a"), null}});
    EXPECT_EQ(groups({"name"}), Groups{"prose#1 prose#3"});
}

TEST_F(Duplicates, AreInOneGroupHoweverManyTheyAre)
{
    stage(tags, {{text("a"), null}, {text("b"), null}, {text("a"), null}});
    stage(tags, {{text("a"), null}, {text("a"), null}});
    EXPECT_EQ(groups({"name"}), Groups{"prose#1 prose#3 lists#1 lists#2"});
}

TEST_F(Duplicates, AreInAGroupForEachKey)
{
    stage(tags, {{text("a"), null}, {text("b"), null}});
    stage(tags, {{text("b"), null}, {text("a"), null}});
    EXPECT_EQ(groups({"name"}), (Groups{"prose#1 lists#2", "prose#2 lists#1"}));
}

TEST_F(Duplicates, AgreeInEveryColumnOfTheKey)
{
    stage(tags, {{text("a"), text("x")}});
    stage(tags, {{text("a"), text("y")}, {text("a"), text("x")}});
    EXPECT_EQ(groups({"name", "note"}), Groups{"prose#1 lists#2"});
}

TEST_F(Duplicates, DoNotAgreeWhereABoundaryMoves)
{
    stage(tags, {{text("ab"), text("c")}});
    stage(tags, {{text("a"), text("bc")}});
    EXPECT_EQ(groups({"name", "note"}), Groups{});
}

TEST_F(Duplicates, DoNotAgreeInNull)
{
    stage(tags, {{null, null}});
    stage(tags, {{null, null}});
    EXPECT_EQ(groups({"name"}), Groups{});
}

TEST_F(Duplicates, DoNotAgreeInAKeyThatHoldsANull)
{
    stage(tags, {{text("a"), null}});
    stage(tags, {{text("a"), null}});
    EXPECT_EQ(groups({"name", "note"}), Groups{});
}

TEST_F(Duplicates, AgreeInNullWhereTheKeySaysSo)
{
    stage(tags, {{text("a"), null}});
    stage(tags, {{text("a"), null}});
    EXPECT_EQ(groups({"name", "note"}, true), Groups{"prose#1 lists#1"});
}

TEST_F(Duplicates, DoNotTakeNullForTheEmptyStringWhereTheKeySaysSo)
{
    stage(tags, {{null, null}});
    stage(tags, {{text(""), null}});
    EXPECT_EQ(groups({"name"}, true), Groups{});
}

TEST_F(Duplicates, AgreeInTheEmptyString)
{
    stage(tags, {{text(""), null}});
    stage(tags, {{text(""), null}});
    EXPECT_EQ(groups({"name"}), Groups{"prose#1 lists#1"});
}

TEST_F(Duplicates, AgreeInTextThatHoldsANul)
{
    stage(tags, {{text({"a\0b", 3}), null}, {text({"a\0c", 3}), null}});
    stage(tags, {{text({"a\0b", 3}), null}});
    EXPECT_EQ(groups({"name"}), Groups{"prose#1 lists#1"});
}

TEST_F(Duplicates, DoNotTakeANumberForItsText)
{
    stage(tags, {{number(1), null}});
    stage(tags, {{text("1"), null}});
    EXPECT_EQ(groups({"name"}), Groups{});
}

TEST_F(Duplicates, ArePredictedFromTheShiftedIds)
{
    stage(tags, {{number(101), null}});
    stage(tags, {{number(1), null}, {number(101), null}});
    tags.sources[1].columns[0].offset = 100;
    EXPECT_EQ(groups({"name"}), Groups{"prose#1 lists#1"});
}

TEST_F(Duplicates, ArePredictedWithoutFoldedRows)
{
    stage(tags, {{text("a"), null}});
    stage(tags, {{text("a"), null}});
    fold(tags.sources[1], 1, tags.sources[0], 1);
    EXPECT_EQ(groups({"name"}), Groups{});
}

TEST_F(Duplicates, ArePredictedFromTheNewNames)
{
    tags.name_column = "name";
    stage(tags, {{text("bob"), null}, {text("bobtmp"), null}});
    stage(tags, {{text("bob"), null}});
    rename(tags.sources[1], 1, "bobtmp");
    EXPECT_EQ(groups({"name"}), Groups{"prose#2 lists#1"});
}

TEST_F(Duplicates, AreIdenticalWhereTheRestAgrees)
{
    stage(tags, {{text("a"), text("x")}});
    stage(tags, {{text("a"), text("x")}});
    EXPECT_TRUE(identical());
}

TEST_F(Duplicates, AreIdenticalWhereTheRestIsNullInBoth)
{
    stage(tags, {{text("a"), null}});
    stage(tags, {{text("a"), null}});
    EXPECT_TRUE(identical());
}

TEST_F(Duplicates, AreNotIdenticalWhereTheRestDiffers)
{
    stage(tags, {{text("a"), text("x")}});
    stage(tags, {{text("a"), text("y")}});
    EXPECT_FALSE(identical());
}

TEST_F(Duplicates, AreNotIdenticalWhereTheRestIsNullInOneAndEmptyInTheOther)
{
    stage(tags, {{text("a"), null}});
    stage(tags, {{text("a"), text("")}});
    EXPECT_FALSE(identical());
}

} // namespace
} // namespace tributary::staging
