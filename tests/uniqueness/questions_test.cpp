#include "merge/uniqueness/questions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::StagedRun;

/// Users with an e-mail, and posts with a slug. Both are unique.
Given given(std::string const &of_prose, std::string const &of_lists, std::string const &slug = "slug TEXT UNIQUE",
            std::string const &plan = {})
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE);"
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, " +
                        slug + ", body TEXT, made TEXT);";
    return {.prose = tables + of_prose, .lists = tables + of_lists, .plan = plan};
}

constexpr auto post_of_prose = "INSERT INTO posts VALUES (1, 'a', 'x', 'monday')";
constexpr auto post_of_lists = "INSERT INTO posts VALUES (5, 'a', 'y', 'sunday')";

staging::DuplicateRow row(std::size_t source, std::int64_t number)
{
    staging::DuplicateRow result;
    result.source = source;
    result.row = number;
    return result;
}

class Asked {
public:
    explicit Asked(Given const &given, std::string const &label = "posts")
        : run(given), m_rule(key_rules(run.job, run.staging, run.table(label)).back()),
          m_rows(run.table(label), m_rule, {}), questions(run.staging, m_rows)
    {
    }

    StagedRun run;

private:
    KeyRule m_rule;
    KeyRows m_rows;

public:
    Questions questions;
};

TEST(UniqueQuestions, AreAboutTheRowThatWouldYield)
{
    Asked const asked(given(post_of_prose, post_of_lists));
    auto const question = asked.questions.about({row(0, 1), row(1, 1)}, 1);
    EXPECT_EQ(question.kind, "unique");
    EXPECT_EQ(question.table, "posts");
    EXPECT_EQ(question.row, "lists/posts#5");
    EXPECT_EQ(question.claimants, "prose/posts#1 lists/posts#5");
}

TEST(UniqueQuestions, LeaveEvidenceAndProposalToTheCaller)
{
    Asked const asked(given(post_of_prose, post_of_lists));
    auto const question = asked.questions.about({row(0, 1), row(1, 1)}, 1);
    EXPECT_EQ(question.evidence, "");
    EXPECT_EQ(question.proposal, "");
}

TEST(UniqueQuestions, NameNoAccountWhereTheRowsAreNotAccounts)
{
    Asked const asked(given(post_of_prose, post_of_lists));
    EXPECT_EQ(asked.questions.about({row(0, 1), row(1, 1)}, 1).account, "");
}

TEST(UniqueQuestions, NameTheAccountWhereTheRowsAreAccounts)
{
    Asked const asked(given("INSERT INTO users VALUES (1, 'ann', 'a@x')", "INSERT INTO users VALUES (7, 'bob', 'a@x')"),
                      "users");
    EXPECT_EQ(asked.questions.about({row(0, 1), row(1, 1)}, 1).account, "lists/bob");
}

TEST(UniqueQuestions, NameAtMostTenClaimants)
{
    std::string const many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) "
                             "INSERT INTO posts SELECT i, 'a', 'x', '' FROM n";
    Asked const asked(given(many, "", "slug TEXT", "[[unique]]\ntable = \"posts\"\ncolumns = [\"slug\"]\n"));
    Group const group{row(0, 1), row(0, 2), row(0, 3), row(0, 4),  row(0, 5),  row(0, 6),
                      row(0, 7), row(0, 8), row(0, 9), row(0, 10), row(0, 11), row(0, 12)};
    EXPECT_TRUE(asked.questions.about(group, 1).claimants.ends_with(" prose/posts#10 and 2 more"));
}

TEST(UniqueQuestions, SayWhatIsEqualAndWhatDiffers)
{
    Asked const asked(given(post_of_prose, post_of_lists));
    EXPECT_EQ(
        asked.questions.evidence({row(0, 1), row(1, 1)}, 1),
        "equal in (slug) under sqlite_autoindex_posts_1 (\"a\"), different in body (\"x\" / \"y\"), made (\"monday\" / \"sunday\")");
}

TEST(UniqueQuestions, SayThatOnlyTheIdsDiffer)
{
    Asked const asked(given(post_of_prose, "INSERT INTO posts VALUES (5, 'a', 'x', 'monday')"));
    EXPECT_TRUE(asked.questions.evidence({row(0, 1), row(1, 1)}, 1)
                    .ends_with("sqlite_autoindex_posts_1 (\"a\"), different in their "
                               "own ids"));
}

TEST(UniqueQuestions, ShowNoSecret)
{
    Asked const asked(
        given("ALTER TABLE posts ADD token TEXT; INSERT INTO posts VALUES (1, 'a', 'x', 'monday', 'abc')",
              "ALTER TABLE posts ADD token TEXT; INSERT INTO posts VALUES (5, 'a', 'x', 'monday', 'def')"));
    EXPECT_TRUE(
        asked.questions.evidence({row(0, 1), row(1, 1)}, 1).ends_with("different in token (not shown / not shown)"));
}

TEST(UniqueQuestions, ShowTheBeginningAndTheEndOfALongText)
{
    Asked const asked(given("INSERT INTO posts VALUES (1, 'a', 'x' || hex(zeroblob(40)), '')",
                            "INSERT INTO posts VALUES (5, 'a', '', '')"));
    auto const shown = "\"x" + std::string(32, '0') + "…" + std::string(15, '0') + "\" / \"\"";
    EXPECT_NE(asked.questions.evidence({row(0, 1), row(1, 1)}, 1).find(shown), std::string::npos);
}

TEST(UniqueQuestions, DistinguishNullFromAnEmptyText)
{
    Asked const asked(
        given("INSERT INTO posts VALUES (1, 'a', '', '')", "INSERT INTO posts VALUES (5, 'a', NULL, '')"));
    EXPECT_TRUE(asked.questions.evidence({row(0, 1), row(1, 1)}, 1).ends_with("different in body (\"\" / NULL)"));
}

TEST(UniqueQuestions, PassOverWhatThePlanIgnores)
{
    Asked const asked(given(post_of_prose, post_of_lists, "slug TEXT UNIQUE",
                            "[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"fold-identical\", ignore = "
                            "[\"made\"] }]\n"));
    EXPECT_TRUE(asked.questions.evidence({row(0, 1), row(1, 1)}, 1).ends_with("different in body (\"x\" / \"y\")"));
}

TEST(UniqueQuestions, QuoteTheExpressionAsItIsDeclared)
{
    Asked const asked(given(std::string(post_of_prose) + "; CREATE UNIQUE INDEX one_slug ON posts (lower(slug))",
                            post_of_lists, "slug TEXT"));
    EXPECT_TRUE(
        asked.questions.evidence({row(0, 1), row(1, 1)}, 1).starts_with("equal in (lower(slug)) under one_slug"));
}

TEST(UniqueQuestions, SayThatTheSpellingDiffersWhereTheIndexIgnoresCase)
{
    Asked const asked(
        given(post_of_prose, "INSERT INTO posts VALUES (5, 'A', 'x', 'monday')", "slug TEXT COLLATE NOCASE UNIQUE"));
    EXPECT_TRUE(asked.questions.evidence({row(0, 1), row(1, 1)}, 1).ends_with("different in slug (\"a\" / \"A\")"));
}

} // namespace
} // namespace tributary::uniqueness
