#include "merge/claimants/describe.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::claimants {
namespace {

using testing::Given;
using testing::StagedRun;

/// The evidence of the only question of this kind, from the first mention of `from` on.
std::string evidence(Given const &given, std::string const &kind, std::string const &from)
{
    StagedRun const run(given, StagedRun::After::resolve);
    auto const questions = run.conflicts(kind);
    if (questions.size() != 1) {
        return std::to_string(questions.size()) + " questions";
    }
    auto const text = questions.front().at(2).value_or("");
    auto const at = text.find(from);
    return at == std::string::npos ? text : text.substr(at);
}

/// Ann of prose and Bob of lists have written a post with the slug `a` each, under the ids 1 and 5.
Given posts(std::string const &of_prose, std::string const &of_lists, std::string const &plan = {})
{
    std::string const tables =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, slug TEXT UNIQUE, body TEXT);"
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, post INTEGER REFERENCES posts, kind TEXT, thing INTEGER);";
    return {
        .prose = tables + "INSERT INTO users VALUES (1, 'ann'); INSERT INTO posts VALUES (1, 1, 'a', 'x');" + of_prose,
        .lists = tables + "INSERT INTO users VALUES (3, 'bob'); INSERT INTO posts VALUES (5, 3, 'a', 'y');" + of_lists,
        .plan = plan};
}

TEST(Claimants, AreShownWithTheirOwners)
{
    EXPECT_EQ(
        evidence(posts("", ""), "unique", "prose/posts"),
        "prose/posts#1: user_id prose/ann, no rows refer to it; lists/posts#5: user_id lists/bob, no rows refer to it");
}

TEST(Claimants, AreShownWithWhatRefersToThemAndWhereItGoes)
{
    EXPECT_EQ(
        evidence(
            posts("INSERT INTO notes VALUES (1, 1, '', 0), (2, 1, '', 0)", "INSERT INTO notes VALUES (1, 5, '', 0)"),
            "unique", "prose/posts"),
        "prose/posts#1: user_id prose/ann, referred to by 2 rows of notes; lists/posts#5: user_id lists/bob, "
        "referred to by 1 row of notes; drop: 1 row of notes will refer to prose/posts#1; keep: 2 rows of notes will "
        "refer to lists/posts#5");
}

TEST(Claimants, AreNotReferredToByRowsThatAreLeftOut)
{
    EXPECT_EQ(evidence(posts("", "INSERT INTO notes VALUES (1, 5, 'x', 0)", "[table.notes]\nwhere = \"kind = 'y'\"\n"),
                       "unique", "lists/posts#5: "),
              "lists/posts#5: user_id lists/bob, no rows refer to it");
}

TEST(Claimants, AreReferredToAsThePlanDeclares)
{
    EXPECT_EQ(evidence(posts("", "INSERT INTO notes VALUES (1, NULL, 'post', 5), (2, NULL, 'x', 5)",
                             "[[reference]]\ncolumn = \"notes.thing\"\nto = \"posts.id\"\nwhen = \"kind = 'post'\"\n"
                             "[[waive]]\ncolumn = \"notes.thing\"\nreason = \"numbers\"\n"),
                       "unique", "lists/posts#5: "),
              "lists/posts#5: user_id lists/bob, referred to by 1 row of notes; drop: 1 row of notes will refer to "
              "prose/posts#1");
}

TEST(Claimants, MayBeMeantInsideOfValuesThatAreNotCounted)
{
    EXPECT_EQ(
        evidence(
            posts("", "", "[[reference]]\ncolumn = \"posts.body\"\nto = \"posts.id\"\nregex = \"/posts/([0-9]+)\"\n"),
            "unique", "ids inside"),
        "ids inside posts.body are not counted");
}

/// Ann of prose and Ann of lists, about whose name there is a question.
Given accounts(std::string const &of_prose, std::string const &of_lists, std::string const &users = {})
{
    std::string const tables =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT, password TEXT);"
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);"
        "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);";
    return {.prose = tables + of_prose,
            .lists = tables + of_lists,
            .users = "table = \"users\"\nname = \"name\"\non_collision = \"refuse\"\n" + users};
}

constexpr auto with_keys =
    "keys = { table = \"keys\", column = \"k\", format = \"text\" }\nmatch = \"same-name-and-key-set\"\n";

TEST(ClaimantAccounts, AreShownWithTheirRows)
{
    EXPECT_EQ(
        evidence(accounts("INSERT INTO users VALUES (1, 'ann', NULL, NULL); INSERT INTO posts VALUES (1, 1), (2, 1)",
                          "INSERT INTO users VALUES (7, 'ann', NULL, NULL)",
                          "match = { rule = \"same-column\", column = \"email\" }\n"),
                 "name", "prose/ann"),
        "prose/ann: 2 rows of posts; lists/ann: no rows; merge: one account with 2 rows of posts");
}

TEST(ClaimantAccounts, AreShownWithTheirLoginKeys)
{
    EXPECT_EQ(
        evidence(
            accounts(
                "INSERT INTO users VALUES (1, 'ann', NULL, NULL); INSERT INTO keys VALUES (1, 1, 'a'), (2, 1, 'b')",
                "INSERT INTO users VALUES (7, 'ann', NULL, NULL); INSERT INTO keys VALUES (1, 7, 'c')", with_keys),
            "name", "prose/ann"),
        "prose/ann: no rows, 2 login keys; lists/ann: no rows, 1 login key; no login key in common; "
        "merge: one account with no rows, 3 login keys");
}

TEST(ClaimantAccounts, AreComparedInTheirColumnsButNotInSecrets)
{
    EXPECT_EQ(evidence(accounts("INSERT INTO users VALUES (1, 'ann', 'ann@a.org', 'hunter2')",
                                "INSERT INTO users VALUES (7, 'ann', 'ann@b.org', 'hunter3')",
                                "match = { rule = \"same-column\", column = \"email\" }\n"),
                       "name", "different"),
              "different in email (\"ann@a.org\" / \"ann@b.org\")");
}

TEST(Claimants, CostNothingWhereNothingIsAsked)
{
    StagedRun const run(accounts("INSERT INTO users VALUES (1, 'ann', NULL, NULL)", "", with_keys),
                        StagedRun::After::resolve);
    EXPECT_TRUE(run.conflicts("name").empty());
}

} // namespace
} // namespace tributary::claimants
