#include "merge/references/self.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::references {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr auto follows =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT);"
    "CREATE TABLE follows (id INTEGER PRIMARY KEY, a INTEGER REFERENCES users, b INTEGER REFERENCES "
    "users, parent INTEGER REFERENCES follows);"
    "CREATE TABLE likes (id INTEGER PRIMARY KEY, a INTEGER REFERENCES users, b INTEGER REFERENCES users, c INTEGER);";

/// ann and anna of lists are one person, with the survivor ann of prose.
Given people(std::string const &rows_of_lists, std::string const &plan = {})
{
    return {.prose = std::string(follows) + "INSERT INTO users VALUES (1, 'ann', 'a@x.org')",
            .lists = std::string(follows) +
                     "INSERT INTO users VALUES (1, 'ann1', 'a@x.org'), (2, 'ann2', 'a@x.org'), (3, 'bob', 'b@x.org');" +
                     rows_of_lists,
            .plan = plan,
            .users = "table = \"users\"\nname = \"name\"\nmatch = { rule = \"same-column\", column = \"email\" }\n"
                     "on_ambiguous = \"allow\"\n"};
}

Rows questions(StagedRun const &run)
{
    return run.query("SELECT row, proposal FROM conflict WHERE kind = 'self' ORDER BY 1");
}

Rows left_out(StagedRun const &run)
{
    return run.query("SELECT row, rule FROM decision WHERE action = 'leave_out' ORDER BY 1");
}

TEST(SelfReferences, AreAskedAboutWithoutAProposalWhereAMergeMadeThem)
{
    StagedRun const run(people("INSERT INTO follows VALUES (7, 1, 2, NULL)"), StagedRun::After::resolve);
    EXPECT_EQ(questions(run), (Rows{{"lists/follows#7", ""}}));
}

TEST(SelfReferences, AreLeftAloneWhereTheSourceHasThem)
{
    StagedRun const run(people("INSERT INTO follows VALUES (7, 1, 1, NULL)"), StagedRun::After::resolve);
    EXPECT_EQ(questions(run), Rows{});
}

TEST(SelfReferences, AreNoneWhereTwoPeopleStayTwo)
{
    StagedRun const run(people("INSERT INTO follows VALUES (7, 1, 3, NULL)"), StagedRun::After::resolve);
    EXPECT_EQ(questions(run), Rows{});
}

TEST(SelfReferences, AreOneQuestionWhereTheyAreMany)
{
    StagedRun const run(
        people("INSERT INTO follows VALUES (1, 1, 2, NULL), (2, 1, 2, NULL), (3, 1, 2, NULL), (4, 1, 2, "
               "NULL), (5, 1, 2, NULL), (6, 1, 2, NULL)"),
        StagedRun::After::resolve);
    EXPECT_EQ(questions(run), (Rows{{"", ""}}));
}

TEST(SelfReferences, MeanNothingWhereTheyAreUsualInTheSource)
{
    StagedRun const run(
        people("WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) "
               "INSERT INTO follows SELECT i, 1, 1, NULL FROM n; INSERT INTO follows VALUES (11, 1, 2, NULL)"),
        StagedRun::After::resolve);
    EXPECT_EQ(questions(run), Rows{});
}

TEST(SelfReferences, AreLeftOutIfThePlanSaysSo)
{
    StagedRun const run(
        people("INSERT INTO follows VALUES (7, 1, 2, NULL)", "[table.follows]\non_self = \"drop-row\"\n"),
        StagedRun::After::resolve);
    EXPECT_EQ(left_out(run), (Rows{{"1", "on_self"}}));
}

TEST(SelfReferences, StayIfThePlanSaysSo)
{
    StagedRun const run(people("INSERT INTO follows VALUES (7, 1, 2, NULL)", "[table.follows]\non_self = \"keep\"\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(questions(run), Rows{});
    EXPECT_EQ(left_out(run), Rows{});
}

TEST(SelfReferences, OfARowOntoWhichItsParentFoldsAreAskedAbout)
{
    StagedRun const run(
        people("INSERT INTO follows VALUES (7, 1, 3, 8), (8, 2, 3, NULL)",
               "[[unique]]\ntable = \"follows\"\ncolumns = [\"a\", \"b\"]\n[table.follows]\non_conflict "
               "= [{ unique = [\"a\", \"b\"], policy = \"keep-first\" }]\n"),
        StagedRun::After::resolve);
    EXPECT_EQ(questions(run), (Rows{{"lists/follows#7", ""}}));
}

TEST(SelfReferences, CanBeSetToNull)
{
    StagedRun const run(people("INSERT INTO follows VALUES (7, 1, 3, 8), (8, 2, 3, NULL)",
                               "[[unique]]\ntable = \"follows\"\ncolumns = [\"a\", \"b\"]\n[table.follows]\non_self = "
                               "\"null\"\non_conflict = [{ unique = [\"a\", \"b\"], policy = \"keep-first\" }]\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT \"column\", value, rule FROM assigned"), (Rows{{"parent", std::nullopt, "on_self"}}));
}

/// ann1 and ann2 of lists are one person, and of the folders of one person the first stays.
Given folders(std::string const &table, std::string const &rows_of_lists, std::string const &plan = {})
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT);" + table;
    return {.prose = tables + ";INSERT INTO users VALUES (1, 'ann', 'a@x.org')",
            .lists = tables +
                     ";INSERT INTO users VALUES (1, 'ann1', 'a@x.org'), (2, 'ann2', 'a@x.org');"
                     "INSERT INTO folders VALUES " +
                     rows_of_lists,
            .plan = "[[unique]]\ntable = \"folders\"\ncolumns = \"owner\"\n[table.folders]\non_self = \"null\"\n"
                    "on_conflict = [{ unique = \"owner\", policy = \"keep-first\" }]\n" +
                    plan,
            .users = "table = \"users\"\nname = \"name\"\nmatch = { rule = \"same-column\", column = \"email\" }\n"
                     "on_ambiguous = \"allow\"\n"};
}

TEST(SelfReferences, ThatMayNotBeNullAreAskedAbout)
{
    StagedRun const run(folders("CREATE TABLE folders (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users, "
                                "parent INTEGER REFERENCES folders, top INTEGER NOT NULL REFERENCES folders)",
                                "(7, 1, NULL, 8), (8, 2, NULL, 8)"),
                        StagedRun::After::resolve);
    EXPECT_EQ(questions(run), (Rows{{"lists/folders#7", ""}}));
    EXPECT_EQ(run.query("SELECT \"column\" FROM assigned"), Rows{});
}

TEST(SelfReferences, OfSeveralColumnsLoseThoseThatSayNothingElse)
{
    StagedRun const run(folders("CREATE TABLE folders (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users, "
                                "tenant TEXT, parent INTEGER, UNIQUE (tenant, id), FOREIGN KEY (tenant, parent) "
                                "REFERENCES folders (tenant, id))",
                                "(7, 1, 't', 8), (8, 2, 't', NULL)"),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT \"column\", value, old FROM assigned"), (Rows{{"parent", std::nullopt, "8"}}));
}

TEST(SelfReferences, AreNotThoseThatThePlanComputes)
{
    StagedRun const run(
        people("INSERT INTO follows VALUES (7, 1, 2, NULL)", "[table.follows.column.b]\nvalue = \"a\"\n"),
        StagedRun::After::resolve);
    EXPECT_EQ(questions(run), Rows{});
}

TEST(SelfReferences, AreNotCountedAsDanglingWhereTheirRowsAreLeftOut)
{
    StagedRun const run(people("INSERT INTO likes VALUES (7, 1, 2, 99)",
                               "[[reference]]\ncolumn = \"likes.c\"\nto = \"users.id\"\ndangling = \"keep\"\n"
                               "[table.likes]\non_self = \"drop-row\"\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT value FROM dangling_value"), Rows{});
}

TEST(SelfReferences, LeaveARowInThatIsSound)
{
    StagedRun const run(people("INSERT INTO follows VALUES (7, 1, 2, NULL), (8, 1, 1, NULL)",
                               "[table.follows]\non_self = \"drop-row\"\nmatch = [\"a\", \"b\"]\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(left_out(run), (Rows{{"1", "on_self"}}));
}

TEST(SelfReferences, AreNotSpokenOfForATableThatHasNone)
{
    StagedRun const run(people("", "[table.users]\non_self = \"keep\"\n"));
    EXPECT_EQ(run.refused([&] { check_on_self(run.plan, run.mapping); }).substr(0, 2), "78");
}

} // namespace
} // namespace tributary::references
