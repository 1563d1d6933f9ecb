#include "merge/staging/crosswalk.hpp"
#include "merge/staging/merged.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

namespace tributary::staging {
namespace {

using testing::null;
using testing::number;
using testing::Rows;
using testing::text;
using Words = std::vector<std::string>;

/// prose has ann (1) and bob (2), lists has bob (1), ann (2) and somebody without a name (3). lists/1 and lists/2 have
/// two posts each, and one post has no author. Ids of lists are shifted by 100, those of its posts by 200.
class Merged : public ::testing::Test, protected testing::Merging {
protected:
    Merged()
    {
        stage(users, {{number(1), text("ann")}, {number(2), text("bob")}});
        stage(users, {{number(1), text("bob")}, {number(2), text("ann")}, {number(3), null}});
        stage(posts, {{number(1), number(2), text("bob")}});
        stage(posts,
              {{number(1), number(1), text("bob")}, {number(2), number(2), text("ann")}, {number(3), null, null}});
        users.sources[1].columns[0].offset = 100;
        posts.sources[1].columns[0].offset = 200;
        posts.sources[1].columns[1].offset = 100;
        posts.sources[0].columns[1].chain = posts.sources[1].columns[1].chain = {{"users", "id"}};
        posts.sources[0].columns[2].chain = posts.sources[1].columns[2].chain = {{"users", "name"}};
        write_key_columns(staging, {users, posts});
    }

    Rows users_of_lists() const { return merged(users, 1, {"id", "name"}); }
    Rows posts_of_lists() const { return merged(posts, 1, {"id", "user_id", "author"}); }

    /// What is folded and renamed counts from here on.
    std::int64_t follow() const { return rebuild_crosswalk(staging, users); }

    model::MappedTable users =
        table(testing::table("users", {testing::integer_column("id"), testing::text_column("name")},
                             {testing::primary_key({"id"})}),
              "name");
    model::MappedTable posts = table(testing::table(
        "posts", {testing::integer_column("id"), testing::integer_column("user_id"), testing::text_column("author")},
        {testing::primary_key({"id"})}));
};

TEST_F(Merged, LeavesTheFirstSourceAsItIs)
{
    EXPECT_EQ(merged(posts, 0, {"id", "user_id", "author"}), (Rows{{"1", "2", "bob"}}));
}

TEST_F(Merged, ShiftsIdsIntoTheirRange)
{
    EXPECT_EQ(users_of_lists(), (Rows{{"101", "bob"}, {"102", "ann"}, {"103", std::nullopt}}));
}

TEST_F(Merged, ShiftsReferencesWithWhatTheyReferTo)
{
    EXPECT_EQ(posts_of_lists(),
              (Rows{{"201", "101", "bob"}, {"202", "102", "ann"}, {"203", std::nullopt, std::nullopt}}));
}

TEST_F(Merged, HasTheColumnsThatWereAskedForInTheirOrder)
{
    EXPECT_EQ(merged(posts, 0, {"author", "id"}), (Rows{{"bob", "1"}}));
}

TEST_F(Merged, TracesARowBackToItsNumberInStaging)
{
    EXPECT_EQ(merged(users, 1, {"name"}, Origin::row), (Rows{{"1", "bob"}, {"2", "ann"}, {"3", std::nullopt}}));
}

TEST_F(Merged, HasNullWhereTheSourceHasNoColumn)
{
    users.sources[1].columns[1].value = "";
    EXPECT_EQ(users_of_lists(), (Rows{{"101", std::nullopt}, {"102", std::nullopt}, {"103", std::nullopt}}));
}

TEST_F(Merged, HasWhatAnExpressionOverTheStagedRowSays)
{
    posts.sources[0].columns[2].value = "(upper(posts.author) || posts.\"#\")";
    EXPECT_EQ(merged(posts, 0, {"id", "author"}), (Rows{{"1", "BOB1"}}));
}

TEST_F(Merged, JoinsNothingWhereNothingWasDecided)
{
    auto const sql = merged_select(posts, posts.sources[1], Words{"id", "user_id"}, read_exceptions(staging));
    EXPECT_EQ(sql.find("JOIN"), std::string::npos);
}

TEST_F(Merged, LeavesFoldedRowsOut)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    EXPECT_EQ(users_of_lists(), (Rows{{"101", "bob"}, {"103", std::nullopt}}));
}

TEST_F(Merged, LetsReferencesToAFoldedRowReferToTheSurvivor)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    follow();
    EXPECT_EQ(posts_of_lists(),
              (Rows{{"201", "101", "bob"}, {"202", "1", "ann"}, {"203", std::nullopt, std::nullopt}}));
}

TEST_F(Merged, LetsReferencesToAFoldedRowReferToASurvivorOfTheSameSource)
{
    fold(users.sources[1], 2, users.sources[1], 1);
    follow();
    EXPECT_EQ(posts_of_lists().at(1), (testing::Row{"202", "101", "bob"}));
}

TEST_F(Merged, LeavesTheOtherSourcesReferencesAlone)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    follow();
    EXPECT_EQ(merged(posts, 0, {"id", "user_id"}), (Rows{{"1", "2"}}));
}

TEST_F(Merged, HasTheNewName)
{
    rename(users.sources[1], 1, "bobtmp");
    EXPECT_EQ(users_of_lists().at(0), (testing::Row{"101", "bobtmp"}));
}

TEST_F(Merged, HasTheNewNameWhereverItIsReferredTo)
{
    rename(users.sources[1], 1, "bobtmp");
    follow();
    EXPECT_EQ(posts_of_lists().at(0), (testing::Row{"201", "101", "bobtmp"}));
}

TEST_F(Merged, LeavesTheNameWhereTheOtherSourceRefersToItsOwn)
{
    rename(users.sources[1], 1, "bobtmp");
    follow();
    EXPECT_EQ(merged(posts, 0, {"id", "author"}), (Rows{{"1", "bob"}}));
}

TEST_F(Merged, LetsReferencesToAFoldedNameSayTheSurvivorsName)
{
    fold(users.sources[1], 2, users.sources[0], 2);
    follow();
    EXPECT_EQ(posts_of_lists().at(1), (testing::Row{"202", "2", "bob"}));
}

TEST_F(Merged, LetsReferencesToAFoldedNameSayTheSurvivorsNewName)
{
    rename(users.sources[0], 1, "anntmp");
    fold(users.sources[1], 2, users.sources[0], 1);
    follow();
    EXPECT_EQ(posts_of_lists().at(1), (testing::Row{"202", "1", "anntmp"}));
}

TEST_F(Merged, FollowsAReferenceThroughAnother)
{
    auto badges = table(testing::table("badges", {testing::integer_column("id"), testing::integer_column("profile")}));
    stage(badges, {});
    stage(badges, {{number(1), number(2)}});
    badges.sources[1].columns[1].offset = 100;
    badges.sources[1].columns[1].chain = {{"profiles", "user_id"}, {"users", "id"}};
    write_key_columns(staging, {badges});
    fold(users.sources[1], 2, users.sources[0], 1);
    follow();
    EXPECT_EQ(merged(badges, 1, {"id", "profile"}), (Rows{{"1", "1"}}));
}

TEST_F(Merged, LoadsTheColumnsThatTheSourceFills)
{
    posts.sources[1].columns[1].value = "";
    EXPECT_EQ(loaded_columns(posts.sources[1]), (Words{"id", "author"}));
}

TEST_F(Merged, CallsARowByItsPrimaryKey)
{
    EXPECT_EQ(row_in_words(staging, posts, posts.sources[1], 3), "lists/posts#3");
}

TEST_F(Merged, CallsARowByAllOfItsPrimaryKeyThoughTheTargetLacksAColumnOfIt)
{
    auto notes = table(testing::table("notes", {testing::integer_column("id")}));
    stage(notes,
          testing::table("notes", {testing::text_column("shelf"), testing::integer_column("id")},
                         {testing::primary_key({"shelf", "id"})}),
          {{text("a"), number(7)}});
    EXPECT_EQ(row_in_words(staging, notes, notes.sources[0], 1), "prose/notes#a,7");
}

TEST_F(Merged, CallsARowByItsNumberWithoutAPrimaryKey)
{
    auto notes = table(testing::table("notes", {testing::text_column("words")}));
    stage(notes, {{text("a")}, {text("b")}});
    EXPECT_EQ(row_in_words(staging, notes, notes.sources[0], 2), "prose/notes#2");
}

TEST_F(Merged, HasAViewOfAllSources)
{
    write_views(staging, {users, posts}, read_exceptions(staging));
    EXPECT_EQ(query("SELECT id, name FROM \"merged.users\" ORDER BY id"),
              (Rows{{"1", "ann"}, {"2", "bob"}, {"101", "bob"}, {"102", "ann"}, {"103", std::nullopt}}));
}

TEST_F(Merged, HasViewsThatSayWhatWasDecided)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    rename(users.sources[1], 1, "bobtmp");
    follow();
    write_views(staging, {users, posts}, read_exceptions(staging));
    EXPECT_EQ(query("SELECT u.name, p.author FROM \"merged.posts\" AS p JOIN \"merged.users\" AS u ON u.id = p.user_id "
                    "ORDER BY p.id"),
              (Rows{{"bob", "bob"}, {"bobtmp", "bobtmp"}, {"ann", "ann"}}));
}

TEST_F(Merged, HasNewViewsInPlaceOfThoseThatAreThere)
{
    write_views(staging, {users, posts}, {});
    write_views(staging, {users}, {});
    EXPECT_EQ(query("SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'merged.%'"),
              (Rows{{"merged.users"}}));
}

TEST_F(Merged, LeavesTheOtherViewsOfTheFileAlone)
{
    write_views(staging, {users}, {});
    EXPECT_EQ(query("SELECT name FROM sqlite_schema WHERE name = 'identity'"), (Rows{{"identity"}}));
}

TEST_F(Merged, CountsTheCrosswalksEntries)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    rename(users.sources[1], 1, "bobtmp");
    EXPECT_EQ(follow(), 3);
    EXPECT_EQ(query("SELECT k.\"column\", c.old, c.new FROM crosswalk AS c JOIN key_column AS k ON k.id = c.key_id "
                    "ORDER BY 1, 2"),
              (Rows{{"id", "2", "1"}, {"name", "ann", "ann"}, {"name", "bob", "bobtmp"}}));
}

TEST_F(Merged, HasNoEntriesInTheCrosswalkWhereNothingWasDecided) { EXPECT_EQ(follow(), 0); }

TEST_F(Merged, HasNoEntryForANameThatIsMissing)
{
    fold(users.sources[1], 3, users.sources[0], 1);
    follow();
    EXPECT_EQ(query("SELECT old, new FROM crosswalk"), (Rows{{"3", "1"}}));
}

TEST_F(Merged, HasTheSameEntriesWhenTheCrosswalkIsBuiltAgain)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    follow();
    EXPECT_EQ(follow(), 2);
}

TEST_F(Merged, ReplacesTheEntriesWhenAnotherRowIsFolded)
{
    fold(users.sources[1], 2, users.sources[0], 1);
    follow();
    staging.database().execute("DELETE FROM decision");
    fold(users.sources[1], 1, users.sources[0], 2);
    follow();
    EXPECT_EQ(query("SELECT old, new FROM crosswalk WHERE typeof(old) = 'integer'"), (Rows{{"1", "2"}}));
}

TEST_F(Merged, ListsTheColumnsThatOthersReferTo)
{
    EXPECT_EQ(query("SELECT source, label, \"column\" FROM key_column ORDER BY source, \"column\""),
              (Rows{{"0", "users", "id"}, {"0", "users", "name"}, {"1", "users", "id"}, {"1", "users", "name"}}));
}

} // namespace
} // namespace tributary::staging
