#include "merge/mapping/numbered.hpp"
#include "merge/uniqueness/singles.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                        "CREATE TABLE sites (id INTEGER PRIMARY KEY, host TEXT, is_main BOOLEAN, owner INTEGER "
                        "REFERENCES users);";

Given sites(std::string const &of_prose, std::string const &of_lists, std::string const &plan = {})
{
    return {.prose = tables + of_prose, .lists = tables + of_lists, .plan = plan};
}

Rows questions(Given const &given)
{
    StagedRun const run(given, StagedRun::After::resolve);
    return run.query("SELECT claimants FROM conflict WHERE kind = 'single' ORDER BY 1");
}

constexpr auto two_of_prose = "INSERT INTO sites VALUES (1, 'a', 1, NULL), (2, 'b', 0, NULL)";

TEST(Singles, AreFlagsThatAreSetInOneRowOfEachSource)
{
    EXPECT_EQ(questions(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)")), (Rows{{"sites.is_main"}}));
}

TEST(Singles, AreNoFlagsThatAreSetInTwoRowsOfASource)
{
    EXPECT_EQ(questions(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL), (2, 'd', 1, NULL)")), Rows{});
}

TEST(Singles, AreNoFlagsOfTablesWithOneRowEach)
{
    EXPECT_EQ(
        questions(sites("INSERT INTO sites VALUES (1, 'a', 1, NULL)", "INSERT INTO sites VALUES (1, 'c', 1, NULL)")),
        Rows{});
}

TEST(Singles, AreAnsweredByAKeyWithACondition)
{
    EXPECT_EQ(questions(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)",
                              "[[unique]]\ntable = \"sites\"\ncolumns = \"is_main\"\nwhere = \"is_main\"\n")),
              Rows{});
}

TEST(Singles, AreAnsweredByAWaiver)
{
    EXPECT_EQ(questions(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)",
                              "[[waive]]\nkey = \"sites.is_main\"\nreason = \"two are right\"\n")),
              Rows{});
}

TEST(Singles, LoseTheFlagInLaterRowsByThePolicySet)
{
    StagedRun const run(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)",
                              "[[unique]]\ntable = \"sites\"\ncolumns = \"is_main\"\nwhere = \"is_main\"\n"
                              "[table.sites]\non_conflict = [{ unique = \"is_main\", policy = \"set\", set = { is_main "
                              "= \"false\" } }]\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.merged("sites", 1, {"host", "is_main"}), (Rows{{"c", "0"}}));
}

TEST(Singles, LoseTheFlagByThePolicyOfTheirOwnKey)
{
    StagedRun const run(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)",
                              "[[unique]]\ntable = \"sites\"\ncolumns = \"is_main\"\nwhere = \"is_main\"\npolicy = "
                              "\"set\"\nset = { is_main = \"false\" }\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.merged("sites", 1, {"host", "is_main"}), (Rows{{"c", "0"}}));
}

/// Two flags of one table, each set in one row of each source: one is called a boolean, one is an integer.
Given two_flags(std::string const &plan)
{
    std::string const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                              "CREATE TABLE lists (id INTEGER PRIMARY KEY, title TEXT, home BOOLEAN, shown INTEGER);";
    return {.prose = table + "INSERT INTO lists VALUES (1, 'a', 1, 0), (2, 'b', 0, 0), (3, 'c', 0, 1)",
            .lists = table + "INSERT INTO lists VALUES (1, 'd', 0, 0), (2, 'e', 1, 0), (3, 'f', 0, 1)",
            .plan = plan};
}

TEST(Singles, AreIntegersThatAreOneInOneRowAndZeroInOthers)
{
    EXPECT_EQ(questions(two_flags("")), (Rows{{"lists.home"}, {"lists.shown"}}));
}

/// Two tables of which each source has three rows; in one of them the flag is this.
Given written_as(std::string const &set, std::string const &cleared, std::string const &plan = {})
{
    std::string const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                              "CREATE TABLE lists (id INTEGER PRIMARY KEY, title TEXT, home);";
    return {.prose = table + "INSERT INTO lists VALUES (1, 'a', " + set + "), (2, 'b', " + cleared + "), (3, 'c', " +
                     cleared + ")",
            .lists = table + "INSERT INTO lists VALUES (1, 'd', " + cleared + "), (2, 'e', " + cleared +
                     "), (3, 'f', " + set + ")",
            .plan = plan};
}

TEST(Singles, AreTextsThatSayYesInOneRowAndNoInOthers)
{
    auto given = written_as("'Y'", "'N'");
    given.prose.replace(given.prose.find("home)"), 5, "home TEXT)");
    given.lists.replace(given.lists.find("home)"), 5, "home TEXT)");
    StagedRun const run(given, StagedRun::After::resolve);
    auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'single'");
    ASSERT_EQ(lines.size(), 1U);
    given.plan = lines[0][0].value_or("") + "\n";
    StagedRun const again(given, StagedRun::After::resolve);
    EXPECT_EQ(again.query("SELECT * FROM conflict"), Rows{});
    EXPECT_EQ(again.merged("lists", 1, {"title", "home"}), (Rows{{"d", "N"}, {"e", "N"}, {"f", "N"}}));
}

TEST(Singles, AreIntegersThatAreOneInOneRowAndNullInOthers)
{
    auto given = written_as("1", "NULL");
    given.prose.replace(given.prose.find("home)"), 5, "home INTEGER)");
    given.lists.replace(given.lists.find("home)"), 5, "home INTEGER)");
    StagedRun const run(given, StagedRun::After::resolve);
    auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'single'");
    ASSERT_EQ(lines.size(), 1U);
    given.plan = lines[0][0].value_or("") + "\n";
    StagedRun const again(given, StagedRun::After::resolve);
    EXPECT_EQ(again.query("SELECT * FROM conflict"), Rows{});
    EXPECT_EQ(again.merged("lists", 1, {"title", "home"}),
              (Rows{{"d", std::nullopt}, {"e", std::nullopt}, {"f", std::nullopt}}));
}

/// So many users in each service, and a table with this row.
Given settings(int users, std::string const &plan = {})
{
    std::string const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                              "CREATE TABLE settings (id INTEGER PRIMARY KEY, title TEXT);";
    auto const fill = "INSERT INTO users WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                      std::to_string(users) + ") SELECT i, hex(i * 7) || 'n' || title FROM n, settings";
    return {.prose = table + "INSERT INTO settings VALUES (1, 'prose');" + fill,
            .lists = table + "INSERT INTO settings VALUES (1, 'lists');" + fill,
            .plan = plan};
}

TEST(Singles, AreTheOnlyRowsOfServicesWithManyUsers) { EXPECT_EQ(questions(settings(20)), (Rows{{"settings"}})); }

TEST(Singles, AreNotTheOnlyRowsOfServicesWithFewUsers) { EXPECT_EQ(questions(settings(3)), Rows{}); }

TEST(Singles, AreLoadedOfTheFirstByTheLinesThatTheyPropose)
{
    StagedRun const run(settings(20), StagedRun::After::resolve);
    auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'single'");
    ASSERT_EQ(lines.size(), 1U);
    StagedRun const again(settings(20, lines[0][0].value_or("") + "\n"), StagedRun::After::resolve);
    EXPECT_EQ(again.query("SELECT * FROM conflict"), Rows{});
    EXPECT_EQ(again.query("SELECT title FROM \"merged.settings\""), (Rows{{"prose"}}));
}

TEST(Singles, AreNoIntegersThatAreMoreInSomeRow)
{
    auto given = two_flags("");
    given.prose += ", (4, 'g', 0, 2)";
    EXPECT_EQ(questions(given), (Rows{{"lists.home"}}));
}

TEST(Singles, AreAnsweredByTheLinesThatTheyProposeSeveralOfOneTableToo)
{
    StagedRun const run(two_flags(""), StagedRun::After::resolve);
    auto const lines = run.query("SELECT group_concat(proposal, char(10)) FROM conflict WHERE kind = 'single'");
    StagedRun const again(two_flags(lines.at(0).at(0).value_or("") + "\n"), StagedRun::After::resolve);
    EXPECT_EQ(again.query("SELECT * FROM conflict"), Rows{});
    EXPECT_EQ(again.merged("lists", 1, {"title", "home", "shown"}),
              (Rows{{"d", "0", "0"}, {"e", "0", "0"}, {"f", "0", "0"}}));
}

TEST(Singles, StayQuestionsIfWhatIsSetLeavesTheRowInTheKey)
{
    StagedRun const run(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)",
                              "[[unique]]\ntable = \"sites\"\ncolumns = \"is_main\"\nwhere = \"is_main\"\n"
                              "[table.sites]\non_conflict = [{ unique = \"is_main\", policy = \"set\", set = { host "
                              "= \"'x'\" } }]\n"),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.conflicts("unique").size(), 1U);
}

TEST(Singles, AreNoFlagsThatThePlanComputes)
{
    EXPECT_EQ(questions(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)",
                              "[table.sites.column.is_main]\nvalue = \"host = 'a'\"\n")),
              Rows{});
}

/// Whether all rows of the sites are loaded, where the plan has these lines.
bool loads_all_sites(std::string const &plan)
{
    StagedRun const run(sites(two_of_prose, "INSERT INTO sites VALUES (1, 'c', 1, NULL)", plan));
    return loads_all_rows(run.plan, run.table("sites"), mapping::numbered_columns(run.mapping));
}

TEST(SinglesOfATable, AreCertainWhereRowsHaveNoKeyButNewIds) { EXPECT_TRUE(loads_all_sites("")); }

TEST(SinglesOfATable, AreUncertainWhereRowsAreLeftOut)
{
    EXPECT_FALSE(loads_all_sites("[table.sites]\nwhere = \"host <> 'c'\"\n"));
}

TEST(SinglesOfATable, AreUncertainWhereRowsMayBeOne)
{
    EXPECT_FALSE(loads_all_sites("[table.sites]\nmatch = \"host\"\n"));
}

TEST(Singles, AreTablesWhoseKeyACheckPins)
{
    std::string const table = "CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), owner INTEGER REFERENCES "
                              "users); INSERT INTO settings VALUES (1, NULL)";
    EXPECT_EQ(questions(sites(table, table)), (Rows{{"settings"}}));
}

TEST(Singles, AreNoTablesThatBelongToUsers)
{
    std::string const table =
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users); INSERT INTO "
        "notes VALUES (1, NULL)";
    EXPECT_EQ(questions(sites(table, table)), Rows{});
}

TEST(Singles, AreNoTablesThatOneSourceLoads)
{
    std::string const table = "CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), title TEXT); INSERT INTO "
                              "settings VALUES (1, 'x')";
    EXPECT_EQ(questions(sites(table, table, "[table.settings]\nload = { lists = false }\n")), Rows{});
}

/// Three themes of each source, of which as many are active.
Rows active_themes(std::string const &active)
{
    auto const service = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                         "CREATE TABLE themes (id INTEGER PRIMARY KEY, title TEXT, active TEXT);"
                         "INSERT INTO themes (title, active) VALUES " +
                         active + ";";
    return questions({.prose = service, .lists = service});
}

TEST(Singles, AreRowsOfWhichOneIsActive)
{
    EXPECT_EQ(active_themes("('a', 'Y'), ('b', 'N'), ('c', 'N')"), (Rows{{"themes.active"}}));
}

TEST(Singles, AreNoRowsOfWhichSeveralAreActive)
{
    EXPECT_EQ(active_themes("('a', 'Y'), ('b', 'Y'), ('c', 'N')"), Rows{});
}

} // namespace
} // namespace tributary::uniqueness
