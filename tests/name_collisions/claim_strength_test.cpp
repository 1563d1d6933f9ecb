#include "merge/identity/identities.hpp"
#include "merge/name_collisions/claim_strength.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::name_collisions {
namespace {

using testing::Given;
using testing::StagedRun;

/// One bob in each service: accounts 0 and 1. Rows are (id, name, date).
Given bobs(std::string const &of_prose, std::string const &of_lists, std::string const &users,
           std::string const &column = "created_at")
{
    auto const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, " + column + ");";
    return {.prose = table + "INSERT INTO users VALUES " + of_prose,
            .lists = table + "INSERT INTO users VALUES " + of_lists,
            .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"};
}

/// A bob in each service, and tables of rows that belong to them.
Given owners(std::string const &tables, std::string const &of_prose, std::string const &of_lists)
{
    auto const all = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);" + tables;
    return {.prose = all + "INSERT INTO users VALUES (1, 'bob'), (2, 'ann');" + of_prose,
            .lists = all + "INSERT INTO users VALUES (1, 'bob');" + of_lists,
            .users = "table = \"users\"\nname = \"name\"\ntie = { most-rows = \"posts\" }\n"};
}

constexpr auto posts = "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);";
constexpr auto posts_by_name = "CREATE TABLE posts (id INTEGER PRIMARY KEY, author TEXT REFERENCES users (name));";

class Claims {
public:
    explicit Claims(Given const &given)
        : run(given),
          accounts(identity::read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target)),
          claims(contested_claims(identity::identities(accounts.list(), {}), accounts.names))
    {
    }

    Strength strength() const { return claim_strength(run.job, run.staging, accounts, run.mapping, claims); }
    std::string refused() const
    {
        return run.refused([&] { strength(); });
    }

    StagedRun run;
    identity::Accounts accounts;
    std::vector<Claim> claims;
};

TEST(ClaimStrength, IsEqualWhereThePlanSaysNothing)
{
    Claims const claims(bobs("(1, 'bob', '2020-01-01')", "(1, 'bob', '2010-01-01')", ""));
    auto const strength = claims.strength();
    EXPECT_EQ(strength(0), strength(1));
}

TEST(ClaimStrength, IsLessInASourceThatYields)
{
    Claims const claims(bobs("(1, 'bob', '')", "(1, 'bob', '')", "yields = [\"prose\"]"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, GoesByYieldsBeforeAge)
{
    Claims const claims(
        bobs("(1, 'bob', '2020-01-01')", "(1, 'bob', '2010-01-01')", "yields = [\"lists\"]\ntie = \"oldest\""));
    auto const strength = claims.strength();
    EXPECT_LT(strength(0), strength(1));
}

TEST(ClaimStrength, OfTheOlderAccountIsGreater)
{
    Claims const claims(bobs("(1, 'bob', '2020-01-01')", "(1, 'bob', '2010-01-01')", "tie = \"oldest\""));
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, IsEqualForAccountsOfOneAge)
{
    Claims const claims(bobs("(1, 'bob', '2020-01-01')", "(1, 'bob', '2020-01-01')", "tie = \"oldest\""));
    auto const strength = claims.strength();
    EXPECT_EQ(strength(0), strength(1));
}

TEST(ClaimStrength, TreatsTwoSpellingsOfAMomentAsEqual)
{
    Claims const claims(
        bobs("(1, 'bob', '2020-01-02T03:04:05Z')", "(1, 'bob', '2020-01-02 03:04:05+00')", "tie = \"oldest\""));
    auto const strength = claims.strength();
    EXPECT_EQ(strength(0), strength(1));
}

TEST(ClaimStrength, ComparesNumbersByTheirValue)
{
    Claims const claims(bobs("(1, 'bob', 1000)", "(1, 'bob', 999)", "tie = \"oldest\"", "created_at INTEGER"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, ComparesAnIntegerWithAFraction)
{
    Claims const claims(bobs("(1, 'bob', 1000.5)", "(1, 'bob', 1000)", "tie = \"oldest\"", "created_at NUMERIC"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, IsLeastWhereTheDateIsNull)
{
    Claims const claims(bobs("(1, 'bob', NULL)", "(1, 'bob', '2010-01-01')", "tie = \"oldest\""));
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, TreatsAnEmptyDateAsNull)
{
    Claims const claims(bobs("(1, 'bob', '')", "(1, 'bob', NULL)", "tie = \"oldest\""));
    auto const strength = claims.strength();
    EXPECT_EQ(strength(0), strength(1));
}

TEST(ClaimStrength, GoesByTheColumnThatThePlanNames)
{
    Claims const claims(bobs("(1, 'bob', 3, 1)", "(1, 'bob', 2, 9)", "tie = { oldest = \"born\" }",
                             "created_at INTEGER, born INTEGER"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(0), strength(1));
}

TEST(ClaimStrength, RefusesAColumnThatDoesNotExist)
{
    Claims const claims(bobs("(1, 'bob', 1)", "(1, 'bob', 2)", "tie = { oldest = \"created\" }"));
    EXPECT_EQ(claims.refused(), "78 pico.toml:17:7: `tie`: there is no column \"created\" in table \"users\"");
}

TEST(ClaimStrength, RefusesToGuessWhereNoColumnLooksLikeADate)
{
    Claims const claims(bobs("(1, 'bob', 1)", "(1, 'bob', 2)", "tie = \"oldest\"", "karma INTEGER"));
    EXPECT_EQ(claims.refused(),
              "78 pico.toml:17:7: `tie`: no column of \"users\" looks like the date an account was created");
}

TEST(ClaimStrength, OfTheAccountWithMoreRowsIsGreater)
{
    Claims const claims(owners(posts, "INSERT INTO posts VALUES (1, 1), (2, 2), (3, 2), (4, 2), (5, NULL)",
                               "INSERT INTO posts VALUES (1, 1), (2, 1)"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(2), strength(0));
}

TEST(ClaimStrength, IsLeastWithoutRows)
{
    Claims const claims(owners(posts, "", "INSERT INTO posts VALUES (1, 1)"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(2), strength(0));
}

TEST(ClaimStrength, CountsRowsThatReferToTheName)
{
    Claims const claims(owners(posts_by_name, "INSERT INTO posts VALUES (1, 'bob')",
                               "INSERT INTO posts VALUES (1, 'bob'), (2, 'bob')"));
    auto const strength = claims.strength();
    EXPECT_LT(strength(2), strength(0));
}

TEST(ClaimStrength, RefusesATableThatRefersToAnotherColumnOfTheUsers)
{
    auto const tables = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE);") +
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, author TEXT REFERENCES users (email));";
    Claims const claims({.prose = tables + "INSERT INTO users VALUES (1, 'bob', 'b@prose')",
                         .lists = tables + "INSERT INTO users VALUES (1, 'bob', 'b@lists');"
                                           "INSERT INTO posts VALUES (1, 'b@lists')",
                         .users = "table = \"users\"\nname = \"name\"\ntie = { most-rows = \"posts\" }\n"});
    EXPECT_EQ(claims.refused(),
              "78 pico.toml:17:7: `tie`: table \"posts\" has no reference to the id or name of \"users\"");
}

TEST(ClaimStrength, RefusesATableThatRefersToAnotherColumnOfTheUsersInOneSource)
{
    auto const users = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE);");
    Claims const claims(
        {.prose = users + "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, email TEXT);"
                          "INSERT INTO users VALUES (1, 'bob', 'b@prose'); INSERT INTO posts VALUES (1, 1, NULL)",
         .lists = users + "CREATE TABLE posts (id INTEGER PRIMARY KEY, email TEXT REFERENCES users (email));"
                          "INSERT INTO users VALUES (1, 'bob', 'b@lists'); INSERT INTO posts VALUES (1, 'b@lists')",
         .users = "table = \"users\"\nname = \"name\"\ntie = { most-rows = \"posts\" }\n"});
    EXPECT_EQ(claims.refused(), "78 pico.toml:17:7: `tie`: table \"posts\" of source \"lists\" has no reference to the "
                                "id or name of \"users\"");
}

TEST(ClaimStrength, PassesOverAReferenceToAnotherColumnOfTheUsers)
{
    auto const tables = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE);") +
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, address TEXT REFERENCES users (email), "
                        "user_id INTEGER REFERENCES users);";
    Claims const claims({.prose = tables + "INSERT INTO users VALUES (1, 'bob', 'b@prose')",
                         .lists = tables + "INSERT INTO users VALUES (1, 'bob', 'b@lists');"
                                           "INSERT INTO posts VALUES (1, NULL, 1)",
                         .users = "table = \"users\"\nname = \"name\"\ntie = { most-rows = \"posts\" }\n"});
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, CountsRowsThatReferToTheIdThatThePlanNames)
{
    auto const tables = std::string("CREATE TABLE users (number INTEGER PRIMARY KEY, id INTEGER UNIQUE, name TEXT);") +
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));";
    Claims const claims(
        {.prose = tables + "INSERT INTO users VALUES (1, 7, 'bob')",
         .lists = tables + "INSERT INTO users VALUES (1, 7, 'bob'); INSERT INTO posts VALUES (1, 7)",
         .users = "table = \"users\"\nname = \"name\"\nid = \"id\"\ntie = { most-rows = \"posts\" }\n"});
    auto const strength = claims.strength();
    EXPECT_LT(strength(1), strength(0));
}

TEST(ClaimStrength, RefusesATableThatDoesNotExist)
{
    Claims const claims(owners("CREATE TABLE post (id INTEGER PRIMARY KEY);", "", ""));
    EXPECT_EQ(claims.refused(), "78 pico.toml:17:7: `tie`: there is no table \"posts\"");
}

TEST(ClaimStrength, RefusesATableThatDoesNotReferToTheUsers)
{
    Claims const claims(owners("CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER);", "", ""));
    EXPECT_EQ(claims.refused(),
              "78 pico.toml:17:7: `tie`: table \"posts\" has no reference to the id or name of \"users\"");
}

} // namespace
} // namespace tributary::name_collisions
