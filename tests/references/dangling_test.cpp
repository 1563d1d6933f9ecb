#include "merge/references/dangling.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::references {
namespace {

using testing::Rows;
using testing::StagedRun;

/// A post of lists refers to tags by two columns together.
class Dangling : public ::testing::Test {
protected:
    Rows asked() const { return run.query("SELECT claimants, evidence, proposal FROM conflict"); }

    Link link() const
    {
        Link result;
        result.columns = {"room", "tag"};
        result.values = {run.column("posts", 1, "room").value, run.column("posts", 1, "tag").value};
        result.table = "tags";
        result.referenced = {"room", "name"};
        return result;
    }

    static constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                                   "CREATE TABLE posts (id INTEGER PRIMARY KEY, room TEXT, tag TEXT);";
    StagedRun run{
        {.prose = tables, .lists = std::string(tables) + "INSERT INTO posts VALUES (4, 'a', ''), (5, 'a', 'go')"}};
    staging::DecisionWriter writer{run.staging};
    DanglingRows rows{run.job, run.staging, run.table("posts"), writer};
    std::string const all = " FROM \"lists.posts\" AS posts WHERE 1";
    std::string const none = " FROM \"lists.posts\" AS posts WHERE 0";
};

TEST_F(Dangling, RowsAreAskedAboutOnceForEachReference)
{
    rows.obey(run.source("posts", 1), link(), all, true);
    EXPECT_EQ(asked(), (Rows{{"lists.posts (room, tag) -> tags",
                              "2 rows refer to rows of tags that do not exist, such as a, ; the first row is "
                              "lists/posts#4",
                              "fix the source, or set the column in the plan"}}));
}

TEST_F(Dangling, RowsMayReferByAnEmptyText)
{
    Link by_tag;
    by_tag.columns = {"tag"};
    by_tag.values = {run.column("posts", 1, "tag").value};
    by_tag.table = "tags";
    by_tag.referenced = {"name"};
    rows.obey(run.source("posts", 1), by_tag, all, true);
    EXPECT_EQ(asked().at(0).at(1),
              "2 rows refer to rows of tags that do not exist, such as an empty text; the first row is lists/posts#4");
}

TEST_F(Dangling, RowsThatAreNotThereAreNotAskedAbout)
{
    rows.obey(run.source("posts", 1), link(), none, true);
    EXPECT_EQ(asked(), Rows{});
}

TEST_F(Dangling, RowsForWhichTheSourceVouchesAreSpeltOtherwise)
{
    auto vouched = link();
    vouched.vouched = true;
    rows.obey(run.source("posts", 1), vouched, all, true);
    EXPECT_EQ(
        asked().at(0).at(1),
        "2 rows refer to rows of tags by a value that is written differently there, such as a, ; it would not follow if that value changes"
        "; the first row is lists/posts#4");
}

TEST_F(Dangling, RowsForWhichTheSourceVouchesReferToWhatIsLeftOutWhereSomethingIs)
{
    auto vouched = link();
    vouched.vouched = vouched.enforced = true;
    rows.obey(run.source("posts", 1), vouched, all, false);
    EXPECT_EQ(asked().at(0).at(1), "2 rows refer to rows of tags that do not exist or are left out, such as a, ; the "
                                   "first row is lists/posts#4");
}

TEST_F(Dangling, RowsThatAreTornApartAreNamedByTheFirst)
{
    rows.stop_torn(run.source("posts", 1), link(), "rooms", {1, "4"});
    EXPECT_EQ(
        asked(),
        (Rows{
            {"lists.posts (room, tag) -> tags",
             "1 row cannot follow both its row of tags and its row of rooms: the two references share a column, and their rows fold differently; the first row is "
             "lists/posts#4",
             "fix the source, or set the column in the plan"}}));
}

TEST_F(Dangling, RowsOfOneReferenceAreOneQuestionWhateverIsWrong)
{
    rows.obey(run.source("posts", 1), link(), all, true);
    rows.stop_torn(run.source("posts", 1), link(), "rooms", {1, "4"});
    EXPECT_EQ(
        run.query("SELECT evidence FROM conflict"),
        (Rows{
            {"2 rows refer to rows of tags that do not exist, such as a, ; the first row is lists/posts#4; 1 row cannot follow both its row of tags and its row of rooms: the two references share a column, and their rows fold differently; the first row is "
             "lists/posts#4"}}));
}

TEST_F(Dangling, RowsOfAColumnThatRefersToTwoTablesAreAQuestionForEach)
{
    auto other = link();
    other.table = "rooms";
    rows.obey(run.source("posts", 1), link(), all, true);
    rows.obey(run.source("posts", 1), other, all, true);
    EXPECT_EQ(run.query("SELECT claimants FROM conflict ORDER BY 1"),
              (Rows{{"lists.posts (room, tag) -> rooms"}, {"lists.posts (room, tag) -> tags"}}));
}

TEST_F(Dangling, RowsOfWhichNoneIsTornApartAreNotAskedAbout)
{
    rows.stop_torn(run.source("posts", 1), link(), "rooms", {});
    EXPECT_EQ(asked(), Rows{});
}

TEST_F(Dangling, RowsOfWhichNoneLostItsValueAreNotAskedAbout)
{
    rows.stop_lost(run.source("posts", 1), "tag", {"tags", "name"}, 0, "");
    EXPECT_EQ(asked(), Rows{});
}

} // namespace
} // namespace tributary::references
