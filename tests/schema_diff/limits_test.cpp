#include "merge/schema_diff/drift.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace tributary::schema_diff {
namespace {

using model::Limit;
using testing::foreign_key;
using testing::integer_column;
using testing::text_column;

constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();

model::Schema schema_of(model::Column column, std::vector<model::ForeignKey> keys = {},
                        model::Engine engine = model::Engine::postgresql)
{
    auto schema = testing::schema({testing::table("posts", {std::move(column)}, {}, std::move(keys))});
    schema.engine = engine;
    return schema;
}

model::Column varchar(std::int64_t length)
{
    auto column = text_column("title");
    column.type = "character varying(" + std::to_string(length) + ")";
    column.max_length = length;
    return column;
}

model::Column required(model::Column column)
{
    column.not_null = true;
    return column;
}

/// Posts of prose and lists in PostgreSQL, each with one column.
class LimitsOf : public ::testing::Test {
protected:
    LimitsOf()
    {
        plan.users.table = "users";
        plan.users.name = "name";
        posts.name = "posts";
    }

    std::vector<Limit> of(model::Schema const &prose, model::Schema const &lists, model::Schema const &target) const
    {
        return limits(plan, std::vector<DriftSource>{{"prose", prose, {}}, {"lists", lists, {}}}, target);
    }

    plan::Plan plan;
    plan::TablePlan posts;
};

TEST_F(LimitsOf, ANarrowerIntegerGoToItsLeastNumber)
{
    auto const wide = schema_of(integer_column("n"));
    auto const narrow = schema_of(integer_column("n", int_max));
    ASSERT_EQ(of(wide, narrow, narrow).size(), 1U);
    EXPECT_EQ(of(wide, narrow, narrow)[0].least, std::numeric_limits<std::int32_t>::min());
    EXPECT_EQ(of(wide, narrow, narrow)[0].greatest, int_max);
}

TEST_F(LimitsOf, AColumnThatDemandsAValueAreThoseOfSourcesThatDoNot)
{
    auto const plain = schema_of(text_column("title"));
    auto const demanding = schema_of(required(text_column("title")));
    ASSERT_EQ(of(plain, demanding, demanding).size(), 1U);
    EXPECT_EQ(of(plain, demanding, demanding)[0].source, "prose");
    EXPECT_EQ(of(plain, demanding, demanding)[0].of, Limit::Of::null);
}

TEST_F(LimitsOf, AColumnThatDemandsAValueAreThereWhereADanglingReferenceBecomesNull)
{
    auto const demanding = schema_of(required(integer_column("user_id")));
    plan::ReferencePlan reference;
    reference.from = {"posts", "user_id"};
    reference.dangling.everywhere = plan::Dangling::null;
    plan.references = {reference};
    EXPECT_EQ(of(demanding, demanding, demanding).size(), 2U);
}

TEST_F(LimitsOf, ATextThatSurvivesFromAnotherSourceAreThoseOfBothSources)
{
    auto const longer = schema_of(varchar(50));
    auto const shorter = schema_of(varchar(5));
    posts.survivorship = {{"title", "first-non-null", "", {}, {}}};
    plan.tables = {posts};
    EXPECT_EQ(of(longer, shorter, shorter).size(), 2U);
}

TEST_F(LimitsOf, ATextThatStaysWithItsRowAreThoseOfItsSource)
{
    auto const longer = schema_of(varchar(50));
    auto const shorter = schema_of(varchar(5));
    ASSERT_EQ(of(longer, shorter, shorter).size(), 1U);
    EXPECT_EQ(of(longer, shorter, shorter)[0].source, "prose");
}

TEST_F(LimitsOf, AColumnThatIsDroppedAreNone)
{
    posts.drop = {"title"};
    plan.tables = {posts};
    EXPECT_TRUE(of(schema_of(varchar(50)), schema_of(varchar(50)), schema_of(varchar(5))).empty());
}

TEST_F(LimitsOf, ATableOfWhichNothingIsLoadedAreNone)
{
    posts.load = false;
    plan.tables = {posts};
    EXPECT_TRUE(of(schema_of(varchar(50)), schema_of(varchar(50)), schema_of(varchar(5))).empty());
}

TEST_F(LimitsOf, AnEnumAreTheLabelsThatTheTargetHas)
{
    auto column = text_column("title");
    column.type = "state";
    column.kind = model::Kind::other;
    auto more = schema_of(column);
    more.enums = {{"state", {"draft", "public"}}};
    auto fewer = schema_of(column);
    fewer.enums = {{"state", {"draft"}}};
    ASSERT_EQ(of(more, fewer, fewer).size(), 1U);
    EXPECT_EQ(of(more, fewer, fewer)[0].labels, (std::vector<std::string>{"draft"}));
}

TEST_F(LimitsOf, AnEnumWithMoreLabelsAreNone)
{
    auto column = text_column("title");
    column.type = "state";
    column.kind = model::Kind::other;
    auto more = schema_of(column);
    more.enums = {{"state", {"draft", "public"}}};
    auto fewer = schema_of(column);
    fewer.enums = {{"state", {"public"}}};
    EXPECT_TRUE(of(fewer, fewer, more).empty());
}

TEST_F(LimitsOf, ATextAreThereThoughASourceInSqliteDeclaresTheSameLength)
{
    auto const here = schema_of(varchar(5), {}, model::Engine::sqlite);
    auto const found = of(here, schema_of(varchar(5)), schema_of(varchar(5)));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].source, "prose");
    EXPECT_EQ(found[0].of, Limit::Of::length);
}

TEST_F(LimitsOf, ATargetInSqliteAreNoLengths)
{
    auto const shorter = schema_of(varchar(5), {}, model::Engine::sqlite);
    EXPECT_TRUE(of(schema_of(varchar(50)), schema_of(varchar(50)), shorter).empty());
}

} // namespace
} // namespace tributary::schema_diff
