#include "merge/plan/environment.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace tributary::plan {
namespace {

/// TRIBUTARY_TEST is "x", TRIBUTARY_EMPTY is empty, TRIBUTARY_UNSET is not set.
class Environment : public ::testing::Test {
protected:
    Environment()
    {
        setenv("TRIBUTARY_TEST", "x", 1);
        setenv("TRIBUTARY_EMPTY", "", 1);
        unsetenv("TRIBUTARY_UNSET");
    }
    ~Environment() override
    {
        unsetenv("TRIBUTARY_TEST");
        unsetenv("TRIBUTARY_EMPTY");
    }
};

TEST_F(Environment, ReplacesEachVariable) { EXPECT_EQ(expand("${TRIBUTARY_TEST}-${TRIBUTARY_TEST}/").text, "x-x/"); }

TEST_F(Environment, LeavesATextWithoutVariablesAsItIs) { EXPECT_EQ(expand("a$b{c}").text, "a$b{c}"); }

TEST_F(Environment, TakesAnEmptyVariableForSet)
{
    EXPECT_EQ(expand("a${TRIBUTARY_EMPTY}b").text, "ab");
    EXPECT_EQ(expand("a${TRIBUTARY_EMPTY}b").missing, "");
}

TEST_F(Environment, NamesTheFirstVariableThatIsNotSet)
{
    EXPECT_EQ(expand("${TRIBUTARY_TEST}${TRIBUTARY_UNSET}${ALSO_UNSET_X}").missing, "TRIBUTARY_UNSET");
}

TEST_F(Environment, SeesThatABracketIsNotClosed) { EXPECT_TRUE(expand("${TRIBUTARY_TEST").unclosed); }

TEST_F(Environment, DoesNotReplaceWhatAVariableHolds)
{
    setenv("TRIBUTARY_TEST", "${TRIBUTARY_UNSET}", 1);
    EXPECT_EQ(expand("${TRIBUTARY_TEST}").text, "${TRIBUTARY_UNSET}");
}

} // namespace
} // namespace tributary::plan
