#include "merge/target/shape.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::target {
namespace {

using testing::error_of;
using testing::Given;
using testing::integer_column;
using testing::StagedRun;
using testing::table;
using testing::text_column;

constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";

TEST(ShapeOfTarget, IsThatOfTheSourceThatItIsMadeFrom)
{
    StagedRun const run({.prose = std::string(users) + "CREATE INDEX by_name ON users (name)", .lists = users});
    EXPECT_EQ(run.shape.schema.tables.size(), 1U);
    EXPECT_EQ(model::primary_key(run.shape.schema.tables[0])->columns, std::vector<std::string>{"id"});
}

TEST(ShapeOfTarget, MakesNoFile)
{
    StagedRun const run({.prose = users, .lists = users});
    EXPECT_FALSE(std::filesystem::exists(run.folder() / "target.db"));
}

TEST(ShapeOfTarget, KnowsWhatItIsWhenTheRowsCome)
{
    StagedRun run({.prose = users, .lists = users});
    run.plan.target.after = plan::Script{"after.sql", "ALTER TABLE users ADD COLUMN since TEXT;"};
    auto const shape = shape_of_target(run.plan, run.sources);
    EXPECT_EQ(shape.before_rows.tables.at(0).columns.size(), 2U);
    EXPECT_EQ(shape.schema.tables.at(0).columns.size(), 3U);
}

TEST(ShapeOfTarget, RefusesATableWithRows)
{
    StagedRun const run({.prose = users, .lists = users, .target = users});
    testing::execute(run.folder() / "target.db", "INSERT INTO users VALUES (1, 'ann')");
    EXPECT_EQ(run.refused([&] { shape_of_target(run.plan, run.sources); }),
              "5 target: table \"users\" is not empty; nothing was changed");
}

TEST(ShapeOfTarget, TakesRowsInATableThatNoSourceHas)
{
    StagedRun const run({.prose = users, .lists = users, .target = users});
    testing::execute(run.folder() / "target.db", "CREATE TABLE other (x); INSERT INTO other VALUES (1)");
    EXPECT_NO_THROW(shape_of_target(run.plan, run.sources));
}

TEST(ShapeOfTarget, RefusesATableThatIsToBeMadeThoughItIsEmpty)
{
    StagedRun const run({.prose = users, .lists = users});
    testing::execute(run.folder() / "target.db", users);
    EXPECT_EQ(run.refused([&] { shape_of_target(run.plan, run.sources); }),
              "5 target: it has a table \"users\" already, and the plan says create = \"prose\"; nothing was changed");
}

TEST(ShapeOfTarget, RefusesATargetThatHoldsARun)
{
    StagedRun const run({.prose = users, .lists = users});
    testing::execute(
        run.folder() / "target.db",
        "CREATE TABLE tributary_run (name, digest, loaded_at); INSERT INTO tributary_run VALUES ('old', 'x', '')");
    EXPECT_EQ(run.refused([&] { shape_of_target(run.plan, run.sources); }),
              "5 target: it holds run \"old\" already; nothing was changed");
}

TEST(CreateScript, IsEmptyWhereTheTargetsTablesAreThere)
{
    StagedRun const run({.prose = users, .lists = users, .target = users});
    EXPECT_EQ(create_script(run.plan, run.sources).before_rows, "");
}

TEST(WithoutValues, ForgetsHowFarSequencesAre)
{
    model::Schema schema;
    schema.sequences.resize(1);
    schema.sequences[0].last = 7;
    schema.sequences[0].called = true;
    EXPECT_EQ(without_values(schema).sequences[0].last, 0);
    EXPECT_FALSE(without_values(schema).sequences[0].called);
}

/// Posts with an id and a title, before the rows and when all is done.
class RefuseLate : public ::testing::Test {
protected:
    RefuseLate()
    {
        plan.file = "pico.toml";
        plan.target.position = {9, 1};
        shape.schema = shape.before_rows =
            testing::schema({table("posts", {integer_column("id"), text_column("title")})});
    }

    std::string refused(std::vector<std::string> const &filled = {"id", "title"}) const
    {
        return error_of([&] { refuse_late(plan, shape, "posts", filled); }).what();
    }

    plan::Plan plan;
    TargetShape shape;
};

TEST_F(RefuseLate, TakesWhatIsThereWhenTheRowsCome)
{
    EXPECT_NO_THROW(refuse_late(plan, shape, "posts", {"id", "title"}));
}

TEST_F(RefuseLate, RefusesATableThatIsMadeAfterwards)
{
    shape.before_rows.tables.clear();
    EXPECT_EQ(
        refused(),
        "pico.toml:9:1: table \"posts\" of the target is created by `after`, which runs when its rows are loaded already");
}

TEST_F(RefuseLate, RefusesAColumnThatIsMadeAfterwards)
{
    shape.before_rows.tables[0].columns.pop_back();
    EXPECT_EQ(
        refused(),
        "pico.toml:9:1: column \"posts.title\" of the target is created by `after`, which runs when its rows are loaded already");
}

TEST_F(RefuseLate, TakesAColumnThatIsMadeAfterwardsWhereNothingFillsIt)
{
    shape.before_rows.tables[0].columns.pop_back();
    EXPECT_NO_THROW(refuse_late(plan, shape, "posts", {"id"}));
}

TEST_F(RefuseLate, RefusesAColumnThatDemandsAValueUntilAfterwards)
{
    shape.before_rows.tables[0].columns[1].not_null = true;
    EXPECT_EQ(
        refused({"id"}),
        "pico.toml:9:1: column \"posts.title\" of the target is changed by `after`, but requires a value when the rows are loaded");
}

TEST_F(RefuseLate, TakesAColumnThatDemandsAValueUntilAfterwardsAndHasADefault)
{
    shape.before_rows.tables[0].columns[1].not_null = true;
    shape.before_rows.tables[0].columns[1].default_expression = "''::text";
    EXPECT_NO_THROW(refuse_late(plan, shape, "posts", {"id"}));
}

TEST_F(RefuseLate, LooksOnlyAtSourcesWithRows)
{
    shape.before_rows.tables.clear();
    model::Mapping mapping(1);
    mapping[0].target = shape.schema.tables[0];
    mapping[0].sources.resize(1);
    EXPECT_NO_THROW(refuse_late(plan, shape, mapping));
}

} // namespace
} // namespace tributary::target
