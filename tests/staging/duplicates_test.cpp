#include "merge/staging/duplicates.hpp"
#include "merge/staging/row_digest.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <array>
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
        for_each_duplicate(staging, tags, {key, nulls_agree, {}, {}, nullptr, {}}, read_exceptions(staging),
                           [&](auto const &rows) {
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
        for_each_duplicate(staging, tags, {{"name"}, false, {"note"}, {}, nullptr, {}}, read_exceptions(staging),
                           [&](auto const &rows) {
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

/// The rows of all groups as "source#row" in the order in which they come, when somebody else has found them.
std::string found(staging::Staging const &staging, model::MappedTable const &table,
                  std::vector<std::array<std::int64_t, 3>> const &rows, DuplicateSearch const &search = {})
{
    std::string list;
    for_each_found(
        staging, table, search, read_exceptions(staging),
        [&](FoundRow const &sink) {
            for (auto const &[group, source, row] : rows) {
                sink(group, static_cast<std::size_t>(source), row);
            }
        },
        [&](std::vector<DuplicateRow> const &group) {
            list += list.empty() ? "" : " |";
            for (auto const &row : group) {
                list += " " + std::to_string(row.source) + "#" + std::to_string(row.row);
                for (auto const &value : row.shown) {
                    list += "=" + value.bytes;
                }
            }
        });
    return list;
}

TEST_F(Duplicates, MayBeFoundBySomebodyElse)
{
    stage(tags, {{text("Art"), null}, {text("b"), null}});
    stage(tags, {{text("art"), null}});
    EXPECT_EQ(found(staging, tags, {{7, 1, 1}, {7, 0, 1}}), " 0#1 1#1");
}

TEST_F(Duplicates, ComeInTheOrderOfTheirFirstRowsWhateverTheirGroupsAreCalled)
{
    tags.target.unique_keys = {testing::primary_key({"note"})};
    stage(tags, {{text("Art"), text("1")}, {text("Bee"), text("2")}});
    stage(tags, {{text("bee"), text("1")}, {text("art"), text("2")}});
    EXPECT_EQ(found(staging, tags, {{1, 0, 2}, {1, 1, 1}, {2, 0, 1}, {2, 1, 2}}), " 0#1 1#2 | 0#2 1#1");
}

TEST_F(Duplicates, ShowTheValuesThatWereAskedFor)
{
    stage(tags, {{text("Art"), text("x")}});
    stage(tags, {{text("art"), text("y")}});
    DuplicateSearch search;
    search.shown = {"note"};
    EXPECT_EQ(found(staging, tags, {{1, 0, 1}, {1, 1, 1}}, search), " 0#1=x 1#1=y");
}

TEST_F(Duplicates, ComeLastInTheirGroupWhereAPolicyGaveThemAValue)
{
    stage(tags, {{text("a"), null}});
    stage(tags, {{text("x"), null}});
    staging.database().execute("INSERT INTO assigned VALUES (" + std::to_string(tags.sources[0].table_id) +
                               ", 1, 'name', 'x', 'rule', 'a', '1')");
    EXPECT_EQ(found(staging, tags, {{1, 0, 1}, {1, 1, 1}}), " 1#1 0#1");
}

TEST_F(Duplicates, AreLookedForAmongTheListedKeysOnly)
{
    stage(tags, {{text("a"), null}, {text("b"), null}});
    stage(tags, {{text("a"), null}, {text("b"), null}});
    KeySet listed(staging);
    listed.add(std::vector<model::Cell>{text("b")});
    DuplicateSearch const search{{"name"}, false, {}, {}, &listed, {}};
    std::string rows;
    for_each_duplicate(staging, tags, search, read_exceptions(staging),
                       [&](auto const &group) { rows += std::to_string(group.front().row); });
    EXPECT_EQ(rows, "2");
}

} // namespace
} // namespace tributary::staging
