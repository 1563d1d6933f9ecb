#include "merge/model/expect_found.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace tributary::model {
namespace {

struct Thing {
    std::string name;
    int value = 0;
};

TEST(ExpectFound, IsTheElementItselfAndNotACopy)
{
    std::vector<Thing> things{{"a", 1}, {"b", 2}};
    expect_named(things, "b", "thing").value = 3;
    EXPECT_EQ(things.back().value, 3);
}

TEST(ExpectFound, IsTheFirstOfSeveral)
{
    std::vector<Thing> const things{{"a", 1}, {"a", 2}};
    EXPECT_EQ(expect_named(things, "a", "thing").value, 1);
}

TEST(ExpectFound, ThrowsASentenceThatNamesWhatIsMissing)
{
    std::vector<Thing> const things{{"a", 1}};
    try {
        expect_named(things, "b", "thing");
        FAIL() << "nothing was thrown";
    } catch (std::logic_error const &error) {
        EXPECT_EQ(std::string(error.what()), "there is no thing \"b\"");
    }
}

} // namespace
} // namespace tributary::model
