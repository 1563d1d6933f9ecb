#include "merge/undeclared/tree_paths.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace tributary::undeclared {
namespace {

bool are_paths(std::initializer_list<std::string_view> texts)
{
    TreePaths paths;
    for (auto const text : texts) {
        paths.add(text);
    }
    return paths.are_paths();
}

TEST(TreePaths, AreThoseOfATree)
{
    EXPECT_TRUE(are_paths({"1", "1/2", "1/3", "1/2/4", "1/2/5", "1/2/4/6", "1/2/4/7", "1/2/5/8", "1/3/9", "1/3/9/10"}));
}

TEST(TreePaths, AreNotLists)
{
    EXPECT_FALSE(are_paths({"1,2,3", "3,2", "1,3", "2,1,3", "3,1", "2,3,1", "1,2,3", "2,1", "3,1,2", "1,3,2", "2,3"}));
}

TEST(TreePaths, AreNotNumbersOfChapters)
{
    EXPECT_FALSE(are_paths({"1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.2", "2.2.1", "3", "3.1", "3.1.1"}));
}

TEST(TreePaths, AreNotAFewNumbersThatNeverComeAgain)
{
    EXPECT_FALSE(are_paths({"1/2", "3/4", "5/6", "7/8", "9/10", "11/12", "13/14", "15/16", "17/18", "19/20", "21/22"}));
}

TEST(TreePaths, MayBeginWithASlash)
{
    EXPECT_TRUE(are_paths(
        {"/1/2/", "/1/3/", "/1/2/4/", "/1/2/5/", "/1/2/4/6/", "/1/2/4/7/", "/1/2/5/8/", "/1/3/9/10/", "/1/3/9/11/"}));
}

} // namespace
} // namespace tributary::undeclared
