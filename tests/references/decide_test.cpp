#include "merge/references/decide.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::references {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, title TEXT);";

constexpr auto posts_refer_to_users = "[[reference]]\ncolumn = \"posts.user_id\"\nto = \"users.id\"\n";

/// prose has a single user; ids of lists are shifted by 101.
Given with_rows_of_lists(std::string const &rows, std::string const &plan = {})
{
    return {.prose = std::string(tables) + "INSERT INTO users VALUES (1, 'ann');",
            .lists = tables + rows,
            .plan = plan,
            .head = "[ids]\nheadroom = 100\n"};
}

bool decide(StagedRun &run, std::string const &label = "posts")
{
    run.decide_ids();
    return decide_references(run.job, run.staging, run.mapping, run.table(label));
}

TEST(DecideReferences, AsksAboutAValueThatNoRowBears)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (5, 9, '')"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"), (Rows{{"posts", "lists.posts (user_id) -> users",
                                                "1 row refers to rows of users that do not exist, such as 9; the first "
                                                "row is lists/posts#5"}}));
}

TEST(DecideReferences, AsksAboutAValueInAGapOfTheIds)
{
    StagedRun run(with_rows_of_lists(
        "INSERT INTO users VALUES (1, 'bob'), (3, 'eve'); INSERT INTO posts VALUES (1, 1, ''), (2, 2, '')"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling").size(), 1U);
}

TEST(DecideReferences, TakesNullForNoReference)
{
    StagedRun run(with_rows_of_lists("INSERT INTO posts VALUES (1, NULL, '')"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"), Rows{});
}

TEST(DecideReferences, TakesZeroAndLessForIdsLikeOthers)
{
    StagedRun run(with_rows_of_lists(
        "INSERT INTO users VALUES (-1, 'bob'), (0, 'eve'); INSERT INTO posts VALUES (1, 0, ''), (2, -1, ''), (3, -2, '')"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"), (Rows{{"posts", "lists.posts (user_id) -> users",
                                                "1 row refers to rows of users that do not exist, such as -2; the "
                                                "first row is lists/posts#3"}}));
}

TEST(DecideReferences, AsksAboutRowsOfAUserWhomThePlanLeavesOut)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'spam'); INSERT INTO posts VALUES (1, 1, '')",
                                     "[table.users]\nwhere = \"name <> 'spam'\"\n"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"), (Rows{{"posts", "lists.posts (user_id) -> users",
                                                "1 row refers to rows of users that do not exist or are left out, such "
                                                "as 1; the first row is lists/posts#1"}}));
}

TEST(DecideReferences, LooksAtAConditionalReferenceWhereItHoldsAndNowhereElse)
{
    constexpr auto with_kinds = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                                "CREATE TABLE likes (id INTEGER PRIMARY KEY, kind TEXT, item INTEGER);";
    StagedRun run(
        {.prose = with_kinds,
         .lists = std::string(with_kinds) + "INSERT INTO likes VALUES (1, 'user', 7), (2, 'tag', 8), (3, NULL, 9)",
         .plan = "[[reference]]\ncolumn = \"likes.item\"\nto = \"users.id\"\nwhen = \"kind = 'user'\"\n"});
    decide(run, "likes");
    EXPECT_EQ(run.conflicts("dangling"), (Rows{{"likes", "lists.likes (item) -> users",
                                                "1 row refers to rows of users that do not exist, such as 7; the first "
                                                "row is lists/likes#1"}}));
}

TEST(DecideReferences, DecidesAnewEachTime)
{
    StagedRun run(with_rows_of_lists("INSERT INTO posts VALUES (1, 9, '')"));
    decide(run);
    decide_references(run.job, run.staging, run.mapping, run.table("posts"));
    EXPECT_EQ(run.conflicts("dangling").size(), 1U);
}

TEST(DecideReferences, LetsAKeptValueMoveWithItsRange)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 9, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"keep\"\n"));
    decide(run);
    EXPECT_EQ(run.merged("posts", 1, {"user_id"}), (Rows{{"110"}}));
}

TEST(DecideReferences, LeavesAKeptValueBelowOneAsItIs)
{
    StagedRun run(
        with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 0, ''), (2, -1, '')",
                           std::string(posts_refer_to_users) + "dangling = \"keep\"\n"));
    decide(run);
    EXPECT_EQ(run.merged("posts", 1, {"user_id"}), (Rows{{"-1"}, {"0"}}));
}

TEST(DecideReferences, CountsTheRowsOfAKeptValue)
{
    StagedRun run(with_rows_of_lists(
        "INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 9, ''), (2, 9, ''), (3, 1, '')",
        std::string(posts_refer_to_users) + "dangling = \"keep\"\n"));
    decide(run);
    EXPECT_EQ(run.query("SELECT \"column\", to_label, to_column, value, rule, becomes, rows FROM dangling_value"),
              (Rows{{"user_id", "users", "id", "9", "keep", "110", "2"}}));
}

TEST(DecideReferences, CountsTheRowsOfAValueThatBecomesNull)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 9, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"null\"\n"));
    decide(run);
    EXPECT_EQ(run.query("SELECT value, rule, becomes, rows FROM dangling_value"),
              (Rows{{"9", "null", std::nullopt, "1"}}));
}

TEST(DecideReferences, CountsTheRowsOfAValueBelowOne)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 0, '')",
                                     posts_refer_to_users));
    decide(run);
    EXPECT_EQ(run.query("SELECT value, rule, becomes, rows FROM dangling_value"), (Rows{{"0", "below 1", "0", "1"}}));
}

TEST(DecideReferences, CountsValuesAnewEachTime)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 9, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"keep\"\n"));
    decide(run);
    decide_references(run.job, run.staging, run.mapping, run.table("posts"));
    EXPECT_EQ(run.query("SELECT rows FROM dangling_value"), (Rows{{"1"}}));
}

TEST(DecideReferences, KeepsTheLastValueOfTheRange)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 101, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"keep\"\n"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"), Rows{});
}

TEST(DecideReferences, AsksAboutAKeptValueBehindTheRange)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 102, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"keep\"\n"));
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"),
              (Rows{{"posts", "lists.posts (user_id) -> users",
                     "1 id that no row of users has is beyond the source's id range, such as 102"}}));
}

TEST(DecideReferences, WritesNullWhereThePlanSaysSo)
{
    StagedRun run(with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 9, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"null\"\n"));
    decide(run);
    EXPECT_EQ(run.merged("posts", 1, {"user_id"}), (Rows{{std::nullopt}}));
}

TEST(DecideReferences, LeavesOutTheRowWhereThePlanSaysSo)
{
    StagedRun run(
        with_rows_of_lists("INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 1, ''), (2, 9, '')",
                           std::string(posts_refer_to_users) + "dangling = \"drop-row\"\n"));
    EXPECT_TRUE(decide(run));
    EXPECT_EQ(run.query("SELECT row, action, rule, reason FROM decision"),
              (Rows{{"2", "leave_out", "dangling", "user_id refers to users 9, which does not exist"}}));
}

TEST(DecideReferences, LeavesNothingOutASecondTime)
{
    StagedRun run(with_rows_of_lists("INSERT INTO posts VALUES (2, 9, '')",
                                     std::string(posts_refer_to_users) + "dangling = \"drop-row\"\n"));
    decide(run);
    EXPECT_FALSE(decide_references(run.job, run.staging, run.mapping, run.table("posts")));
}

TEST(DecideReferences, DropsNoAccountForAReference)
{
    StagedRun run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, boss_id INTEGER)",
                   .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, boss_id INTEGER);"
                            "INSERT INTO users VALUES (1, 'bob', 9)",
                   .plan = "[[reference]]\ncolumn = \"users.boss_id\"\nto = \"users.id\"\ndangling = \"drop-row\"\n"});
    EXPECT_EQ(run.refused([&] { decide(run, "users"); }),
              "78 pico.toml:18:1: `dangling`: drop-row does not apply to accounts");
}

TEST(DecideReferences, WritesNoNullWhereTheTargetDemandsAValue)
{
    constexpr auto demanding = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL);";
    StagedRun run({.prose = demanding,
                   .lists = std::string(demanding) + "INSERT INTO posts VALUES (1, 9)",
                   .plan = std::string(posts_refer_to_users) + "dangling = \"null\"\n"});
    EXPECT_EQ(run.refused([&] { decide(run); }),
              "78 pico.toml:18:1: `dangling`: column \"posts.user_id\" of the target cannot be NULL");
}

TEST(DecideReferences, AsksAboutANumberThatIsNotWrittenAsTheIdsAre)
{
    constexpr auto with_texts = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                                "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id TEXT);";
    StagedRun run({.prose = with_texts,
                   .lists = std::string(with_texts) +
                            "INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, '1'), (2, '01')",
                   .plan = std::string(posts_refer_to_users) + "dangling = \"keep\"\n"});
    decide(run);
    EXPECT_EQ(run.conflicts("dangling"),
              (Rows{{"posts", "lists.posts (user_id) -> users",
                     "1 row holds a number that is not written as the ids of users are, such as 01; another row could "
                     "be meant; the first row is lists/posts#2"}}));
}

TEST(DecideReferences, AsksAboutANameThatWasGivenUpForNone)
{
    constexpr auto by_name = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                             "CREATE TABLE posts (id INTEGER PRIMARY KEY, author TEXT REFERENCES users (name));";
    StagedRun run(
        {.prose = std::string(by_name) + "INSERT INTO users VALUES (1, NULL)",
         .lists = std::string(by_name) + "INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 'bob')"});
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .fold(run.source("users", 1).table_id, 1, run.source("users", 0).table_id, 1, "", "");
    staging::rebuild_crosswalk(run.staging, run.table("users"));
    decide_references(run.job, run.staging, run.mapping, run.table("posts"));
    EXPECT_EQ(run.conflicts("dangling"),
              (Rows{{"posts", "lists.posts (author) -> users",
                     "1 row refers to users.name by a value that was given up without a replacement, such as bob"}}));
}

TEST(LeaveOutByPlan, AdmitsNoRowOfWhichTheConditionIsNull)
{
    StagedRun run(with_rows_of_lists("INSERT INTO posts VALUES (1, NULL, NULL), (2, NULL, 'x')",
                                     "[table.posts]\nwhere = \"title = 'x'\"\n"));
    leave_out_by_plan(run.staging, run.mapping);
    EXPECT_EQ(run.query("SELECT row, action, rule FROM decision"), (Rows{{"1", "leave_out", "where"}}));
}

} // namespace
} // namespace tributary::references
