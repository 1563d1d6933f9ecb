#include "merge/identity/decide_values.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr char const *survived = "SELECT row, \"column\", value, rule FROM survived ORDER BY 1, 2";
constexpr char const *dropped = "SELECT t.source, v.\"column\", v.dropped, v.kept, v.rule FROM dropped_value AS v "
                                "JOIN staged_table AS t ON t.id = v.table_id ORDER BY 1, 2";

/// Users of (id, name, bio, points, banned).
Given given(std::string const &of_prose, std::string const &of_lists, std::string const &survivorship = {})
{
    std::string const table =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT, points INTEGER, banned BOOLEAN);";
    return {.prose = table + "INSERT INTO users VALUES " + of_prose,
            .lists = table + "INSERT INTO users VALUES " + of_lists,
            .users = "table = \"users\"\nname = \"name\"\nsurvivorship = { " + survivorship + " }\n"};
}

/// The same tags in both services, which no rule of the plan names.
Given tags(std::string const &plan = {})
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                            "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT, colour TEXT);";
    return {.prose = std::string(tables) + "INSERT INTO tags VALUES (1, 'c++', 'red')",
            .lists = std::string(tables) + "INSERT INTO tags VALUES (1, 'c++', 'blue')",
            .plan = plan};
}

/// The first row of each later source's table is folded onto the first one of prose.
class Folded {
public:
    explicit Folded(Given const &given, std::string const &label = "users") : run(given), m_label(label)
    {
        run.decide_ids();
        staging::DecisionWriter(run.staging)
            .fold(run.source(label, 1).table_id, 1, run.source(label, 0).table_id, 1, "rule", "reason");
    }

    bool decide(bool folds_differ = false, std::vector<SettledPrivilege> const &privileges = {}) const
    {
        auto const accounts = read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
        return ValueDecider(run.job, run.staging, run.mapping, accounts, privileges)
            .decide(run.table(m_label), folds_differ);
    }

    StagedRun run;

private:
    std::string m_label;
};

TEST(DecideValues, WritesNothingWhereRowsAgree)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'rob', 'x', 5, 0)"));
    EXPECT_FALSE(folded.decide());
    EXPECT_EQ(folded.run.query(dropped), Rows{});
}

TEST(DecideValues, KeepsTheSurvivorsValueAndRecordsTheOther)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'y', 5, 0)"));
    EXPECT_FALSE(folded.decide());
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "bio", "y", "x", "keep-survivor"}}));
}

TEST(DecideValues, GivesTheSurvivorWhatTheRuleChooses)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'longer', 5, 0)", "bio = \"longest\""));
    EXPECT_TRUE(folded.decide());
    EXPECT_EQ(folded.run.query(survived), (Rows{{"1", "bio", "longer", "longest"}}));
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"0", "bio", "x", "longer", "longest"}}));
}

TEST(DecideValues, RecordsNoNullAsDropped)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', NULL, 5, 0)"));
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), Rows{});
}

TEST(DecideValues, KeepsANullOfTheSurvivorAndRecordsTheOther)
{
    Folded const folded(given("(1, 'bob', NULL, 5, 0)", "(1, 'bob', 'y', 5, 0)"));
    EXPECT_FALSE(folded.decide());
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "bio", "y", std::nullopt, "keep-survivor"}}));
}

TEST(DecideValues, DistinguishesAnEmptyTextFromNull)
{
    Folded const folded(given("(1, 'bob', NULL, 5, 0)", "(1, 'bob', '', 5, 0)"));
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "bio", "", std::nullopt, "keep-survivor"}}));
}

TEST(DecideValues, AddsUpEqualValuesTooAndDropsNone)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'x', 5, 0)", "points = \"sum\""));
    EXPECT_TRUE(folded.decide());
    EXPECT_EQ(folded.run.query(survived), (Rows{{"1", "points", "10", "sum"}}));
    EXPECT_EQ(folded.run.query(dropped), Rows{});
}

TEST(DecideValues, RefusesASumThatDoesNotFit)
{
    Folded const folded(given("(1, 'bob', 'x', 9223372036854775807, 0)", "(1, 'bob', 'x', 1, 0)", "points = \"sum\""));
    EXPECT_TRUE(folded.run.refused([&] { folded.decide(); })
                    .starts_with("65 prose/users#1: survivorship \"sum\" of column \"points\": "));
}

TEST(DecideValues, NamesTheSourceThatTheRulePicks)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'y', 5, 0)", "bio = \"source:lists\""));
    folded.decide();
    EXPECT_EQ(folded.run.query(survived), (Rows{{"1", "bio", "y", "source:lists"}}));
}

TEST(DecideValues, TreatsTwoSpellingsOfABooleanAsEqual)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 1)", "(1, 'bob', 'x', 5, 't')"));
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), Rows{});
}

TEST(DecideValues, RecordsABooleanAsALetter)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 1)", "(1, 'bob', 'x', 5, 0)"));
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "banned", "f", "t", "keep-survivor"}}));
}

TEST(DecideValues, LoadsABooleanAsItsSourceWritesIt)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'x', 5, 'true')", "banned = \"any\""));
    folded.decide();
    EXPECT_EQ(folded.run.query(survived), (Rows{{"1", "banned", "true", "any"}}));
}

TEST(DecideValues, KeepsTheValueThatTheOperatorChose)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'x', 5, 1)"));
    EXPECT_TRUE(folded.decide(false, {{0, "banned", 1}}));
    EXPECT_EQ(folded.run.query(survived), (Rows{{"1", "banned", "1", "override"}}));
}

TEST(DecideValues, StartsOverEachTime)
{
    Folded const folded(given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'longer', 5, 0)", "bio = \"longest\""));
    folded.decide();
    EXPECT_TRUE(folded.decide());
    EXPECT_EQ(folded.run.query(survived).size(), 1U);
    EXPECT_EQ(folded.run.query(dropped).size(), 1U);
}

TEST(DecideValues, ComparesReferencesAsTheTargetHasThem)
{
    std::string const tables = "CREATE TABLE teams (id INTEGER PRIMARY KEY);"
                               "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, team INTEGER REFERENCES teams);"
                               "INSERT INTO teams VALUES (3); INSERT INTO users VALUES (1, 'bob', 3)";
    Folded const folded({.prose = tables, .lists = tables, .head = "[ids]\nheadroom = 100\n"});
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "team", "106", "3", "keep-survivor"}}));
}

TEST(DecideValues, DropsAValueForWhichTheSurvivorsSourceHasNoColumn)
{
    auto lacking = given("(1, 'bob', 'x', 5, 0)", "(1, 'bob', 'y', 5, 0)");
    lacking.target = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT, points INTEGER, banned BOOLEAN)";
    lacking.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, points INTEGER, banned BOOLEAN);"
                    "INSERT INTO users VALUES (1, 'bob', 5, 0)";
    Folded const folded(lacking);
    EXPECT_FALSE(folded.decide());
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "bio", "y", std::nullopt, "keep-survivor"}}));
}

TEST(DecideValues, PassesOverATableWithoutRulesUnlessItsFoldsMayDiffer)
{
    Folded const folded(tags(), "tags");
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), Rows{});
}

TEST(DecideValues, RecordsWhatDiffersInATableWithoutRules)
{
    Folded const folded(tags(), "tags");
    folded.decide(true);
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "colour", "blue", "red", "keep-survivor"}}));
}

TEST(DecideValues, FollowsTheRulesOfALookupTable)
{
    Folded const folded(tags("[table.tags]\nsurvivorship = { colour = \"max\" }\n"), "tags");
    folded.decide();
    EXPECT_EQ(folded.run.query(dropped), (Rows{{"1", "colour", "blue", "red", "max"}}));
}

TEST(DecideValues, RefusesARuleForAColumnThatDoesNotExist)
{
    Folded const folded(tags("[table.tags]\nsurvivorship = { color = \"max\" }\n"), "tags");
    EXPECT_EQ(folded.run.refused([&] { folded.decide(); }),
              "78 pico.toml:19:26: `survivorship`: there is no column \"color\" of table \"tags\"");
}

} // namespace
} // namespace tributary::identity
