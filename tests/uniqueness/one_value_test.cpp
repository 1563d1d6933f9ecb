#include "merge/uniqueness/one_value.hpp"

#include <gtest/gtest.h>

namespace tributary::uniqueness {
namespace {

TEST(OneValue, IsThatOfAnEquation)
{
    EXPECT_TRUE(allows_one_value("CHECK ((id = 1))", "id"));
    EXPECT_TRUE(allows_one_value("CHECK (1 = id)", "id"));
    EXPECT_TRUE(allows_one_value("CHECK ((code)::text = 'x'::text)", "code"));
}

TEST(OneValue, IsThatOfAListOfOne)
{
    EXPECT_TRUE(allows_one_value("CHECK (id IN (1))", "id"));
    EXPECT_FALSE(allows_one_value("CHECK (id IN (1, 2))", "id"));
}

TEST(OneValue, IsThatOfABooleanThatMustBeTrue)
{
    EXPECT_TRUE(allows_one_value("CHECK (onerow)", "onerow"));
    EXPECT_TRUE(allows_one_value("CHECK (onerow IS TRUE)", "onerow"));
}

TEST(OneValue, IsTheOnlyOneFromOneOn)
{
    EXPECT_TRUE(allows_one_value("CHECK (id < 2)", "id"));
    EXPECT_TRUE(allows_one_value("CHECK (2 > id)", "id"));
    EXPECT_TRUE(allows_one_value("CHECK (id BETWEEN 1 AND 1)", "id"));
    EXPECT_TRUE(allows_one_value("CHECK (((id >= 1) AND (id <= 1)))", "id"));
}

TEST(OneValue, IsNotThatOfALimit)
{
    EXPECT_FALSE(allows_one_value("CHECK (id > 0)", "id"));
    EXPECT_FALSE(allows_one_value("CHECK (id < 10)", "id"));
}

TEST(OneValue, IsNotThatOfAnotherColumn) { EXPECT_FALSE(allows_one_value("CHECK (size = 1)", "id")); }

TEST(OneValue, IsNotKnownOfAnythingElse)
{
    EXPECT_FALSE(allows_one_value("CHECK (id = 1 OR id = 2)", "id"));
    EXPECT_FALSE(allows_one_value("CHECK (NOT id = 1)", "id"));
}

} // namespace
} // namespace tributary::uniqueness
