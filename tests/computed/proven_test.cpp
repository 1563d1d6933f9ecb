#include "merge/computed/proven.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::computed {
namespace {

using staging::Agreement;
using staging::Measure;

/// Whether posts of users prove a column of the users.
bool proven(std::string const &column, Agreement const &all, Measure const &measure = {})
{
    model::MappedTable users;
    users.target = testing::table("users", {testing::integer_column("id")});
    model::MappedTable posts;
    posts.target = testing::table("posts", {testing::integer_column("id"), testing::integer_column("author_id")});
    return is_proven(column, {users, "id", posts, "author_id"}, measure, all);
}

Agreement agreement(std::int64_t equal, std::int64_t different)
{
    Agreement all;
    all.equal = equal;
    all.different = different;
    all.least = 1;
    all.most = 5;
    return all;
}

TEST(Proven, IsANumberOfRowsThatThreeRowsHave) { EXPECT_TRUE(proven("size", agreement(3, 0))); }

TEST(Proven, IsNotWhatTwoRowsHaveByChance) { EXPECT_FALSE(proven("size", agreement(2, 0))); }

TEST(Proven, IsWhatTwoRowsHaveIfItsNameSaysSo) { EXPECT_TRUE(proven("post_count", agreement(2, 0))); }

TEST(Proven, IsNotWhatOneOfTenRowsContradicts) { EXPECT_FALSE(proven("post_count", agreement(9, 1))); }

TEST(Proven, IsNotASumThatTheNumberOfRowsIsAsWell)
{
    Measure sum;
    sum.what = Measure::What::sum;
    sum.column = "points";
    EXPECT_FALSE(proven("size", agreement(20, 0), sum));
}

} // namespace
} // namespace tributary::computed
