#include "merge/plan/plan.hpp"
#include "tests/testing/plan_file.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace tributary::plan {
namespace {

using testing::least;
using testing::lists;
using testing::prose;
using testing::target;
using testing::users;
using Words = std::vector<std::string>;

class ReadPlan : public testing::PlanFile {};

TEST_F(ReadPlan, KeepsTheTextByteForByte)
{
    EXPECT_EQ(read("# a comment\r\n" + least).text, "# a comment\r\n" + least);
}

TEST_F(ReadPlan, NamesTheRunAfterTheFile) { EXPECT_EQ(read(least).name, "pico"); }

TEST_F(ReadPlan, NamesTheRunAsThePlanSays) { EXPECT_EQ(read("name = \"july\"\n" + least).name, "july"); }

TEST_F(ReadPlan, StagesBesideThePlan) { EXPECT_EQ(read(least).staging, folder.path / "pico.staging.sqlite"); }

TEST_F(ReadPlan, NamesTheStagingFileAfterTheRun)
{
    EXPECT_EQ(read("name = \"july\"\n" + least).staging, folder.path / "july.staging.sqlite");
}

TEST_F(ReadPlan, TakesARelativeStagingPathFromThePlansFolder)
{
    EXPECT_EQ(read("staging = \"state/x.sqlite\"\n" + least).staging, folder.path / "state/x.sqlite");
}

TEST_F(ReadPlan, LeavesAnAbsoluteStagingPathAlone)
{
    EXPECT_EQ(read("staging = \"/srv/x.sqlite\"\n" + least).staging, "/srv/x.sqlite");
}

TEST_F(ReadPlan, KeepsTheOrderOfTheSources)
{
    auto const sources = read(prose + lists + target + users).sources;
    EXPECT_EQ(sources.at(0).name, "prose");
    EXPECT_EQ(sources.at(1).name, "lists");
}

TEST_F(ReadPlan, ReadsTheSchemaPublicUnlessToldOtherwise)
{
    EXPECT_EQ(read(least).sources.at(0).schemas, Words{"public"});
}

TEST_F(ReadPlan, TakesOneSchema)
{
    EXPECT_EQ(read(prose + "schema = \"app\"\n" + target + users).sources.at(0).schemas, Words{"app"});
}

TEST_F(ReadPlan, TakesAListOfSchemas)
{
    EXPECT_EQ(read(prose + "schema = [\"public\", \"app\"]\n" + target + users).sources.at(0).schemas,
              (Words{"public", "app"}));
}

TEST_F(ReadPlan, LeavesTheTargetsSchemaToTheSources) { EXPECT_EQ(read(least).target.schemas, Words{}); }

TEST_F(ReadPlan, TakesTheSourceThatTheTargetIsMadeFrom)
{
    EXPECT_EQ(read(prose + target + "create = \"prose\"\n" + users).target.create, "prose");
}

TEST_F(ReadPlan, MakesNothingInTheTargetUnlessTold) { EXPECT_EQ(read(least).target.create, ""); }

TEST_F(ReadPlan, TakesARelativeScriptFromThePlansFolder)
{
    std::ofstream(folder.path / "before.sql") << "SELECT 1;";
    auto const before = read(prose + target + "before = \"before.sql\"\n" + users).target.before.value();
    EXPECT_EQ(before.file, folder.path / "before.sql");
    EXPECT_EQ(before.text, "SELECT 1;");
}

TEST_F(ReadPlan, HasNoOverridesUnlessTold) { EXPECT_EQ(read(least).overrides, std::nullopt); }

TEST_F(ReadPlan, TakesARelativeOverridesPathFromThePlansFolder)
{
    write("answers.csv", "");
    EXPECT_EQ(read("overrides = \"answers.csv\"\n" + least).overrides, folder.path / "answers.csv");
}

TEST_F(ReadPlan, ReplacesAVariableInTheOverridesPath)
{
    setenv("TRIBUTARY_TEST_A", "july", 1);
    write("july.toml", "");
    EXPECT_EQ(read("overrides = \"${TRIBUTARY_TEST_A}.toml\"\n" + least).overrides, folder.path / "july.toml");
}

TEST_F(ReadPlan, HasNoTablesUnlessTold) { EXPECT_TRUE(read(least).tables.empty()); }

TEST_F(ReadPlan, TakesTheNaturalKeyOfATable)
{
    auto const tables = read(least + "[table.tags]\nmatch = [\"parent\", \"name\"]\n").tables;
    ASSERT_EQ(tables.size(), 1U);
    EXPECT_EQ(tables[0].name, "tags");
    EXPECT_EQ(tables[0].match, (Words{"parent", "name"}));
}

TEST_F(ReadPlan, TakesANaturalKeyOfOneColumn)
{
    EXPECT_EQ(read(least + "[table.tags]\nmatch = \"name\"\n").tables.at(0).match, Words{"name"});
}

TEST_F(ReadPlan, MatchesNoRowsOfATableUnlessTold)
{
    EXPECT_EQ(read(least + "[table.tags]\n").tables.at(0).match, Words{});
}

TEST_F(ReadPlan, TakesTheSurvivorshipOfATable)
{
    auto const table = read(least + "[table.tags]\nsurvivorship = { uses = \"min\" }\n").tables.at(0);
    ASSERT_EQ(table.survivorship.size(), 1U);
    EXPECT_EQ(table.survivorship[0].column, "uses");
    EXPECT_EQ(table.survivorship[0].rule, "min");
}

TEST_F(ReadPlan, TakesATableWhoseNameIsQuoted)
{
    EXPECT_EQ(read(least + "[table.\"User Accounts\"]\nmatch = \"name\"\n").tables.at(0).name, "User Accounts");
}

TEST_F(ReadPlan, TakesATableOfASchema)
{
    EXPECT_EQ(read(least + "[table.\"app.tags\"]\nmatch = \"name\"\n").tables.at(0).name, "app.tags");
}

TEST_F(ReadPlan, KnowsThePlaceOfANaturalKey)
{
    auto const table = read(least + "[table.tags]\nmatch = [\"name\"]\n").tables.at(0);
    EXPECT_EQ(table.match_position.line, 10);
    EXPECT_EQ(table.match_position.column, 9);
}

TEST_F(ReadPlan, LeavesHeadroomOpenUnlessTold) { EXPECT_EQ(read(least).headroom, std::nullopt); }

TEST_F(ReadPlan, TakesHeadroomWithUnderscores)
{
    EXPECT_EQ(read(least + "[ids]\nheadroom = 10_000\n").headroom, 10'000);
}

TEST_F(ReadPlan, TakesHeadroomOfZero) { EXPECT_EQ(read(least + "[ids]\nheadroom = 0\n").headroom, 0); }

TEST_F(ReadPlan, ReplacesAVariableInAUrl)
{
    setenv("TRIBUTARY_TEST_HOST", "db1", 1);
    auto const text = "[[source]]\nname = \"p\"\nurl = \"postgresql://${TRIBUTARY_TEST_HOST}/p\"\n" + target + users;
    EXPECT_EQ(read(text).sources.at(0).url, "postgresql://db1/p");
}

TEST_F(ReadPlan, ReplacesSeveralVariablesInAPath)
{
    setenv("TRIBUTARY_TEST_A", "one", 1);
    setenv("TRIBUTARY_TEST_B", "two", 1);
    EXPECT_EQ(read("staging = \"${TRIBUTARY_TEST_A}-${TRIBUTARY_TEST_B}.x\"\n" + least).staging,
              folder.path / "one-two.x");
}

TEST_F(ReadPlan, DoesNotReplaceWhatAVariableHolds)
{
    setenv("TRIBUTARY_TEST_A", "${TRIBUTARY_TEST_B}", 1);
    EXPECT_EQ(read("staging = \"${TRIBUTARY_TEST_A}\"\n" + least).staging, folder.path / "${TRIBUTARY_TEST_B}");
}

TEST_F(ReadPlan, TakesAnEmptyVariableForEmptyText)
{
    setenv("TRIBUTARY_TEST_A", "", 1);
    EXPECT_EQ(read("staging = \"a${TRIBUTARY_TEST_A}b\"\n" + least).staging, folder.path / "ab");
}

TEST_F(ReadPlan, LeavesADollarAloneThatBeginsNoVariable)
{
    EXPECT_EQ(read("staging = \"a$b}\"\n" + least).staging, folder.path / "a$b}");
}

TEST_F(ReadPlan, RefusesAVariableThatIsNotSet)
{
    unsetenv("TRIBUTARY_TEST_NONE");
    auto const error = refused("staging = \"${TRIBUTARY_TEST_NONE}\"\n" + least);
    EXPECT_EQ(error.exit, model::Exit::plan);
    EXPECT_NE(std::string(error.what()).find("TRIBUTARY_TEST_NONE"), std::string::npos);
}

TEST_F(ReadPlan, PointsAtAVariableThatIsNotSet)
{
    unsetenv("TRIBUTARY_TEST_NONE");
    EXPECT_EQ(place("staging = \"${TRIBUTARY_TEST_NONE}\"\n" + least), "1:11");
}

TEST_F(ReadPlan, PointsAtAVariableWithoutItsEnd) { EXPECT_EQ(place("staging = \"${HOME\"\n" + least), "1:11"); }

TEST_F(ReadPlan, ReadsAnExpressionWithItsTableAndColumn)
{
    auto const set = read(prose + "set = { \"posts.cur_space\" = \"'prose'\" }\n" + target + users).sources.at(0).set;
    ASSERT_EQ(set.size(), 1U);
    EXPECT_EQ(set[0].table, "posts");
    EXPECT_EQ(set[0].column, "cur_space");
    EXPECT_EQ(set[0].expression, "'prose'");
}

TEST_F(ReadPlan, KnowsThePlaceOfAnExpression)
{
    auto const set = read(prose + "set = { \"posts.cur_space\" = \"'prose'\" }\n" + target + users).sources.at(0).set;
    EXPECT_EQ(set.at(0).position.line, 4);
    EXPECT_EQ(set.at(0).position.column, 29);
}

TEST_F(ReadPlan, ReadsAnExpressionForATableOfASchema)
{
    auto const set = read(prose + "set = { \"app.posts.title\" = \"1\" }\n" + target + users).sources.at(0).set;
    EXPECT_EQ(set.at(0).table, "app.posts");
    EXPECT_EQ(set.at(0).column, "title");
}

TEST_F(ReadPlan, ReadsNamesInQuotesThatHoldADot)
{
    auto const set =
        read(prose + "set = { '\"order.items\".\"unit price\"' = \"0\" }\n" + target + users).sources.at(0).set;
    EXPECT_EQ(set.at(0).table, "order.items");
    EXPECT_EQ(set.at(0).column, "unit price");
}

TEST_F(ReadPlan, ReadsANameInQuotesThatHoldsAQuote)
{
    auto const set = read(prose + "set = { '\"a\"\"b\".c' = \"0\" }\n" + target + users).sources.at(0).set;
    EXPECT_EQ(set.at(0).table, "a\"b");
}

TEST_F(ReadPlan, RefusesAnExpressionForATableWithoutColumn)
{
    EXPECT_EQ(place(prose + "set = { posts = \"0\" }\n" + target + users), "4:9");
}

TEST_F(ReadPlan, RefusesAnExpressionForANameWhoseQuoteIsNotClosed)
{
    EXPECT_EQ(place(prose + "set = { '\"posts.title' = \"0\" }\n" + target + users), "4:9");
}

TEST_F(ReadPlan, RefusesAnExpressionForANameThatGoesOnBehindItsQuote)
{
    EXPECT_EQ(place(prose + "set = { '\"posts\"x.title' = \"0\" }\n" + target + users), "4:9");
}

TEST_F(ReadPlan, RefusesAnExpressionForAnEmptyColumn)
{
    EXPECT_EQ(place(prose + "set = { 'posts.' = \"0\" }\n" + target + users), "4:9");
}

TEST_F(ReadPlan, RefusesAnEmptyExpression)
{
    EXPECT_EQ(refused(prose + "set = { 'posts.title' = \"\" }\n" + target + users).exit, model::Exit::plan);
}

} // namespace
} // namespace tributary::plan
