#include "merge/plan/suffix.hpp"
#include "tests/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tributary::plan {
namespace {

Plan plan_with(std::string const &suffix)
{
    Plan plan;
    plan.file = "pico.toml";
    plan.users.suffix = suffix;
    plan.users.suffix_position = {12, 10};
    return plan;
}

/// A name with what is put around it, for an account of lists.
std::string around_name(std::string const &suffix)
{
    auto const around = affixes(plan_with(suffix), "lists");
    return around.before + "(name)" + around.after;
}

model::Error refused(std::string const &suffix)
{
    return testing::error_of([&] { affixes(plan_with(suffix), "lists"); });
}

TEST(Suffix, StandsBehindTheName) { EXPECT_EQ(around_name("tmp"), "(name)tmp"); }

TEST(Suffix, MayBeNothing) { EXPECT_EQ(around_name(""), "(name)"); }

TEST(Suffix, MayNameTheSource) { EXPECT_EQ(around_name("-{source}"), "(name)-lists"); }

TEST(Suffix, MayStandAroundTheName) { EXPECT_EQ(around_name("x-{name}-y"), "x-(name)-y"); }

TEST(Suffix, MayStandBeforeTheName) { EXPECT_EQ(around_name("old-{name}"), "old-(name)"); }

TEST(Suffix, MayBeTheNameAlone) { EXPECT_EQ(around_name("{name}"), "(name)"); }

TEST(Suffix, MayNameTheSourceBeforeTheName) { EXPECT_EQ(around_name("{source}.{name}"), "lists.(name)"); }

TEST(Suffix, MayNameTheSourceTwice) { EXPECT_EQ(around_name("{source}-{name}-{source}"), "lists-(name)-lists"); }

TEST(Suffix, MayHoldMoreThanAscii) { EXPECT_EQ(around_name("·ä"), "(name)·ä"); }

TEST(Suffix, MayNotNameTheNameTwice) { EXPECT_EQ(refused("{name}{name}").exit, model::Exit::plan); }

TEST(Suffix, MayNotHoldOtherBraces) { EXPECT_EQ(refused("{sorce}").exit, model::Exit::plan); }

TEST(Suffix, MayNotHoldABraceThatDoesNotEnd) { EXPECT_EQ(refused("tmp{").exit, model::Exit::plan); }

TEST(Suffix, MayNotHoldABraceThatDoesNotBegin) { EXPECT_EQ(refused("tmp}").exit, model::Exit::plan); }

TEST(Suffix, MayNotBeEmptyBraces) { EXPECT_EQ(refused("{}").exit, model::Exit::plan); }

TEST(Suffix, IsPointedAtWhereItIsWrong)
{
    EXPECT_STREQ(refused("{x}").what(), "pico.toml:12:10: `suffix` takes {name} once, and {source}");
}

} // namespace
} // namespace tributary::plan
