#include "merge/mapping/staged_columns.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::mapping {
namespace {

using testing::integer_column;
using testing::table;
using testing::text_column;

/// Users of "prose": id, a column that the database computes, ID, and name.
class StagedColumns : public ::testing::Test {
protected:
    StagedColumns()
    {
        plan.sources.resize(1);
        plan.sources[0].name = "prose";
        source.name = "prose";
        source.schema.engine = model::Engine::postgresql;
        auto generated = text_column("upper_name");
        generated.generated = true;
        auto boolean = text_column("banned");
        boolean.type = "boolean";
        boolean.kind = model::Kind::other;
        source.schema.tables = {
            table("posts", {integer_column("id")}),
            table("users", {integer_column("id"), generated, integer_column("ID"), text_column("name"), boolean})};
        source.tables = {{1, 0, "posts", "prose.posts", {"id"}, 0, {}},
                         {2, 0, "users", "prose.users", {"id", "ID~2", "name", "banned"}, 0, {}}};
    }

    model::Table const &users() const { return source.schema.tables[1]; }
    staging::ConditionScope scope() const { return condition_scope(plan, source, users()); }

    plan::Plan plan;
    staging::StagedSource source;
};

TEST_F(StagedColumns, AreCountedWithoutWhatTheDatabaseComputes)
{
    EXPECT_EQ(staged_column(source, users(), "name"), "name");
}

TEST_F(StagedColumns, HaveANumberWhereTheyDifferInCaseAlone)
{
    EXPECT_EQ(staged_column(source, users(), "ID"), "ID~2");
    EXPECT_EQ(staged_column(source, users(), "id"), "id");
}

TEST_F(StagedColumns, AreThemselvesWhereTheTableHasNoneOfThatName)
{
    EXPECT_EQ(staged_column(source, users(), "other"), "other");
}

TEST_F(StagedColumns, InAConditionKeepTheNumber) { EXPECT_EQ(scope().columns.at(1).name, "ID~2"); }

TEST_F(StagedColumns, InAConditionAreCalledAsThePlanCallsThem)
{
    source.schema.tables[1].columns[3].name = "login";
    EXPECT_EQ(scope().columns.at(2).staged, "name");
    EXPECT_EQ(scope().columns.at(2).name, "login");
}

TEST_F(StagedColumns, InAConditionAreBooleansInPostgres) { EXPECT_TRUE(scope().columns.at(3).is_boolean); }

TEST_F(StagedColumns, InAConditionAreNoBooleansInSqlite)
{
    source.schema.engine = model::Engine::sqlite;
    EXPECT_FALSE(scope().columns.at(3).is_boolean);
}

TEST_F(StagedColumns, InAConditionAreJoinedByThoseThatThePlanGivesTheTable)
{
    plan.sources[0].set = {{"users", "origin", "'prose'", {}}};
    ASSERT_EQ(scope().computed.size(), 1U);
    EXPECT_EQ(scope().computed[0].name, "origin");
}

TEST_F(StagedColumns, InAConditionAreTheRowsOwnWhereThePlanComputesThem)
{
    plan.sources[0].set = {{"users", "name", "'x'", {}}};
    EXPECT_TRUE(scope().computed.empty());
}

TEST_F(StagedColumns, InAConditionAreComputedByThePlanWhereTheDatabaseComputesThem)
{
    plan.sources[0].set = {{"users", "upper_name", "'x'", {}}};
    EXPECT_EQ(scope().computed.size(), 1U);
}

TEST_F(StagedColumns, InAConditionAreNotComputedForAnotherTable)
{
    plan.sources[0].set = {{"posts", "origin", "'x'", {}}};
    EXPECT_TRUE(scope().computed.empty());
    EXPECT_EQ(scope().tables.at(0).computed.size(), 1U);
}

TEST_F(StagedColumns, OfAllTablesOfTheSourceCanBeAskedInASubSelect)
{
    ASSERT_EQ(scope().tables.size(), 2U);
    EXPECT_EQ(scope().tables[0].label, "posts");
    EXPECT_EQ(scope().tables[1].staged, "prose.users");
}

} // namespace
} // namespace tributary::mapping
