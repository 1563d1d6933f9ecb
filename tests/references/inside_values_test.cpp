#include "merge/references/inside_values.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::references {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// prose has ann, lists has bob and eve (1 and 2, shifted by 101) and a post whose `meta` is this.
Given with_meta(std::string const &meta, std::string const &reference)
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                            "CREATE TABLE posts (id INTEGER PRIMARY KEY, kind TEXT, meta TEXT);";
    return {.prose = std::string(tables) + "INSERT INTO users VALUES (1, 'ann');",
            .lists = std::string(tables) + "INSERT INTO users VALUES (1, 'bob'), (2, 'eve');" +
                     "INSERT INTO posts VALUES (7, 'x', " + meta + ")",
            .plan = "[[reference]]\ncolumn = \"posts.meta\"\n" + reference,
            .head = "[ids]\nheadroom = 100\n"};
}

constexpr auto owner = "to = \"users.id\"\npath = \"$.owner\"\n";
constexpr auto mentions = "to = \"users.name\"\nregex = '@([a-z]+)'\n";

bool rewrite(StagedRun &run)
{
    if (run.query("SELECT 1 FROM id_range").empty()) {
        run.decide_ids();
    }
    staging::DecisionWriter writer(run.staging);
    return rewrite_inside(run.job, run.staging, run.mapping, staging::read_exceptions(run.staging), run.table("posts"),
                          run.source("posts", 1), run.column("posts", 1, "meta"), writer);
}

Rows meta(StagedRun &run)
{
    rewrite(run);
    return run.merged("posts", 1, {"meta"});
}

/// A user of lists is folded onto ann of prose.
void fold(StagedRun &run, std::int64_t row)
{
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .fold(run.source("users", 1).table_id, row, run.source("users", 0).table_id, 1, "", "");
    staging::rebuild_crosswalk(run.staging, run.table("users"));
}

TEST(InsideValues, LeaveAllOtherBytesOfJsonAsTheyAre)
{
    StagedRun run(with_meta(R"('{ "owner" : 2,"n":[2.0, "\u0041"] }')", owner));
    EXPECT_EQ(meta(run), (Rows{{R"({ "owner" : 103,"n":[2.0, "\u0041"] })"}}));
}

TEST(InsideValues, KeepAnIdInQuotesInQuotes)
{
    StagedRun run(with_meta(R"('{"owner": "2"}')", owner));
    EXPECT_EQ(meta(run), (Rows{{R"({"owner": "103"})"}}));
}

TEST(InsideValues, LeaveNullInJsonAlone)
{
    StagedRun run(with_meta(R"('{"owner": null}')", owner));
    EXPECT_EQ(meta(run), (Rows{{R"({"owner": null})"}}));
    EXPECT_EQ(run.query("SELECT * FROM rewritten"), Rows{});
}

TEST(InsideValues, LeaveNullAlone)
{
    StagedRun run(with_meta("NULL", owner));
    EXPECT_EQ(meta(run), (Rows{{std::nullopt}}));
    EXPECT_EQ(run.query("SELECT * FROM conflict"), Rows{});
}

Rows dangling_values(StagedRun &run)
{
    rewrite(run);
    return run.query("SELECT to_label, to_column, value, rule, becomes, rows FROM dangling_value ORDER BY value");
}

TEST(InsideValues, CountTheRowsOfAKeptId)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", std::string(owner) + "dangling = \"keep\"\n"));
    EXPECT_EQ(dangling_values(run), (Rows{{"users", "id", "9", "keep", "110", "1"}}));
}

TEST(InsideValues, CountTheRowsOfAnIdThatBecomesNull)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", std::string(owner) + "dangling = \"null\"\n"));
    EXPECT_EQ(dangling_values(run), (Rows{{"users", "id", "9", "null", std::nullopt, "1"}}));
}

TEST(InsideValues, CountARowOnceHoweverOftenItMentionsAName)
{
    StagedRun run(with_meta("'@gone, @bob and @gone'", mentions));
    EXPECT_EQ(dangling_values(run), (Rows{{"users", "name", "gone", "keep", "gone", "1"}}));
}

TEST(InsideValues, SayWhatTheValueWasAndWhoseRowItIs)
{
    StagedRun run(with_meta(R"('{"owner": 1}')", owner));
    rewrite(run);
    EXPECT_EQ(run.query("SELECT row, \"column\", value, rule, old, called FROM rewritten"),
              (Rows{{"1", "meta", R"({"owner": 102})", "reference", R"({"owner": 1})", "7"}}));
}

TEST(InsideValues, AskAboutAnIdThatNoRowBears)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", owner));
    rewrite(run);
    EXPECT_EQ(run.conflicts("dangling"),
              (Rows{{"posts", "lists.posts (meta) -> users",
                     "1 id refers to rows of users that do not exist, such as 9 in lists/posts#7"}}));
}

TEST(InsideValues, AskAboutAValueThatIsNoJson)
{
    StagedRun run(with_meta("'owner: 1'", owner));
    rewrite(run);
    EXPECT_EQ(run.conflicts("reference").size(), 1U);
}

TEST(InsideValues, AskAboutTheEmptyText)
{
    StagedRun run(with_meta("''", owner));
    rewrite(run);
    EXPECT_EQ(run.conflicts("reference").size(), 1U);
}

TEST(InsideValues, WriteNullForAnIdThatNoRowBearsWhereThePlanSaysSo)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", std::string(owner) + "dangling = \"null\"\n"));
    EXPECT_EQ(meta(run), (Rows{{R"({"owner": null})"}}));
}

TEST(InsideValues, MoveAKeptIdWithItsRange)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", std::string(owner) + "dangling = \"keep\"\n"));
    EXPECT_EQ(meta(run), (Rows{{R"({"owner": 110})"}}));
}

TEST(InsideValues, AskAboutAKeptIdBehindTheRange)
{
    StagedRun run(with_meta(R"('{"owner": 103}')", std::string(owner) + "dangling = \"keep\"\n"));
    rewrite(run);
    EXPECT_EQ(run.conflicts("dangling"),
              (Rows{{"posts", "lists.posts (meta) -> users",
                     "1 id that no row of users has is beyond the source's id range, such as 103 in lists/posts#7"}}));
}

TEST(InsideValues, LeaveOutTheRowWhereThePlanSaysSo)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", std::string(owner) + "dangling = \"drop-row\"\n"));
    EXPECT_TRUE(rewrite(run));
    EXPECT_EQ(meta(run), Rows{});
}

TEST(InsideValues, FollowTheSurvivorOfAFoldedUser)
{
    StagedRun run(with_meta(R"('{"owner": 2}')", owner));
    fold(run, 2);
    EXPECT_EQ(meta(run), (Rows{{R"({"owner": 1})"}}));
}

TEST(InsideValues, AskWhereTwoKeysOfAnObjectBecomeOne)
{
    StagedRun run(
        with_meta(R"('{"votes": {"1": 5, "2": 6}}')", "to = \"users.id\"\npath = \"$.votes\"\nkeys = true\n"));
    fold(run, 1);
    staging::DecisionWriter(run.staging)
        .fold(run.source("users", 1).table_id, 2, run.source("users", 0).table_id, 1, "", "");
    staging::rebuild_crosswalk(run.staging, run.table("users"));
    rewrite(run);
    EXPECT_EQ(
        run.conflicts("reference"),
        (Rows{{"posts", "lists.posts (meta)", "1 value has two keys that would become equal, such as lists/posts#7"}}));
}

TEST(InsideValues, LetTheKeysOfAnObjectChangePlaces)
{
    StagedRun run(
        with_meta(R"('{"votes": {"1": 5, "2": 6}}')", "to = \"users.id\"\npath = \"$.votes\"\nkeys = true\n"));
    EXPECT_EQ(meta(run), (Rows{{R"({"votes": {"102": 5, "103": 6}})"}}));
}

TEST(InsideValues, KeepTheLengthsOfAValueOfPhp)
{
    StagedRun run(with_meta(R"('a:1:{s:5:"inner";s:22:"a:1:{s:5:"owner";i:2;}";}')",
                            "to = \"users.id\"\npath = \"$.inner.owner\"\nformat = \"php\"\n"));
    EXPECT_EQ(meta(run), (Rows{{R"(a:1:{s:5:"inner";s:24:"a:1:{s:5:"owner";i:103;}";})"}}));
}

TEST(InsideValues, WriteNullForAnIdInAValueOfPhp)
{
    StagedRun run(with_meta(R"('a:1:{i:0;s:1:"9";}')",
                            "to = \"users.id\"\npath = \"$[*]\"\nformat = \"php\"\ndangling = \"null\"\n"));
    EXPECT_EQ(meta(run), (Rows{{"a:1:{i:0;N;}"}}));
}

TEST(InsideValues, AskAboutAValueThatPhpDidNotSerialise)
{
    StagedRun run(with_meta(R"('a:1:{i:0;s:2:"9";}')", "to = \"users.id\"\npath = \"$[*]\"\nformat = \"php\"\n"));
    EXPECT_EQ(meta(run), (Rows{{R"(a:1:{i:0;s:2:"9";})"}}));
    EXPECT_EQ(run.conflicts("reference"),
              (Rows{{"posts", "lists.posts (meta)", "1 value is not serialised by PHP, such as lists/posts#7"}}));
}

TEST(InsideValues, AskWhereARegexWouldChangeALength)
{
    StagedRun run(with_meta(R"('a s:4:"id=2"; b')", "to = \"users.id\"\nregex = 'id=([0-9]+)'\n"));
    EXPECT_EQ(meta(run), (Rows{{R"(a s:4:"id=2"; b)"}}));
    EXPECT_EQ(run.conflicts("reference"),
              (Rows{{"posts", "lists.posts (meta)",
                     "1 value is serialised, and the regular expression would make a length in it wrong, "
                     "such as lists/posts#7"}}));
}

TEST(InsideValues, LetARegexChangeAStringWhoseLengthStays)
{
    StagedRun run(with_meta(R"('s:4:"@eve";')", mentions));
    fold(run, 2);
    EXPECT_EQ(meta(run), (Rows{{R"(s:4:"@ann";)"}}));
}

TEST(InsideValues, SearchTheTextsAtAPath)
{
    StagedRun run(with_meta(R"('{"a": "@x\u0041 id=2", "b": "id=2"}')",
                            "to = \"users.id\"\npath = \"$.a\"\nregex = 'id=([0-9]+)'\n"));
    EXPECT_EQ(meta(run), (Rows{{R"({"a": "@x\u0041 id=103", "b": "id=2"})"}}));
}

TEST(InsideValues, RewriteAnArrayOfPostgres)
{
    StagedRun run(with_meta("'{2,NULL,1}'", "to = \"users.id\"\narray = true\n"));
    EXPECT_EQ(meta(run), (Rows{{"{103,NULL,102}"}}));
}

TEST(InsideValues, RewriteAnArrayInJson)
{
    StagedRun run(with_meta("'[2, [1]]'", "to = \"users.id\"\narray = true\n"));
    EXPECT_EQ(meta(run), (Rows{{"[103, [102]]"}}));
}

TEST(InsideValues, LeaveAnEmptyArrayAlone)
{
    StagedRun run(with_meta("'[]'", "to = \"users.id\"\narray = true\n"));
    EXPECT_EQ(meta(run), (Rows{{"[]"}}));
    EXPECT_EQ(run.query("SELECT * FROM conflict"), Rows{});
}

TEST(InsideValues, RewriteANameInATextWhereItsUserIsCalledOtherwise)
{
    StagedRun run(with_meta("'hello @eve and @bob'", mentions));
    fold(run, 2);
    EXPECT_EQ(meta(run), (Rows{{"hello @ann and @bob"}}));
}

TEST(InsideValues, LeaveANameOfNobodyInATextAlone)
{
    StagedRun run(with_meta("'hello @nobody'", mentions));
    EXPECT_EQ(meta(run), (Rows{{"hello @nobody"}}));
    EXPECT_EQ(run.query("SELECT * FROM conflict"), Rows{});
}

TEST(InsideValues, LookOnlyAtRowsForWhichTheReferenceHolds)
{
    StagedRun run(with_meta(R"('{"owner": 9}')", std::string(owner) + "when = \"kind = 'y'\"\n"));
    rewrite(run);
    EXPECT_EQ(run.query("SELECT * FROM conflict"), Rows{});
}

TEST(InsideValues, RewriteTwoReferencesInOneValue)
{
    StagedRun run(with_meta(R"('{"owner": 2, "editor": 1}')",
                            std::string(owner) +
                                "[[reference]]\ncolumn = \"posts.meta\"\nto = \"users.id\"\npath = \"$.editor\"\n"));
    EXPECT_EQ(meta(run), (Rows{{R"({"owner": 103, "editor": 102})"}}));
}

} // namespace
} // namespace tributary::references
