#include "merge/mapping/refusals.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::mapping {
namespace {

using testing::error_of;

/// A column of "prose" whose values mean nothing elsewhere.
class Unmovable : public ::testing::Test {
protected:
    Unmovable()
    {
        auto column = testing::text_column("image");
        column.type = "oid";
        column.refused = "holds numbers of large objects (oid)";
        schema = testing::schema({testing::table("posts", {testing::integer_column("id"), column})});
        posts.name = "posts";
    }

    void refuse() const { refuse_unmovable(plan, "prose", schema); }

    plan::Plan plan;
    plan::TablePlan posts;
    model::Schema schema;
};

TEST_F(Unmovable, ColumnsAreRefusedWithTheReason)
{
    auto const error = error_of([&] { refuse(); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_STREQ(error.what(), "source \"prose\": column \"posts.image\" holds numbers of large objects (oid)");
}

TEST_F(Unmovable, ColumnsMayBeDropped)
{
    posts.drop = {"image"};
    plan.tables = {posts};
    EXPECT_NO_THROW(refuse());
}

TEST_F(Unmovable, ColumnsMayStayWithATableThatIsNotLoaded)
{
    posts.load = false;
    plan.tables = {posts};
    EXPECT_NO_THROW(refuse());
}

TEST_F(Unmovable, ColumnsAreRefusedWhereAnotherIsDropped)
{
    posts.drop = {"id"};
    plan.tables = {posts};
    EXPECT_EQ(error_of([&] { refuse(); }).exit, model::Exit::data);
}

TEST_F(Unmovable, ColumnsMayBeDroppedByTheNameOfThePlan)
{
    posts.name = "articles";
    posts.from = {{"prose", "posts"}};
    posts.drop = {"image"};
    plan.tables = {posts};
    EXPECT_NO_THROW(refuse());
}

TEST_F(Unmovable, ColumnsAreCalledAsThePlanCallsThem)
{
    posts.name = "articles";
    posts.from = {{"prose", "posts"}};
    plan.tables = {posts};
    EXPECT_STREQ(error_of([&] { refuse(); }).what(),
                 "source \"prose\": column \"articles.image\" holds numbers of large objects (oid)");
}

} // namespace
} // namespace tributary::mapping
