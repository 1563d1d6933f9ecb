#include "merge/undeclared/explained.hpp"
#include "merge/undeclared/inside.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

/// What a path of the plan with a filter takes of numbers below one object.
class ExplainedFilter : public ::testing::Test {
protected:
    explicit ExplainedFilter()
        : declared{declared_place(R"($[*]?(@.kind == "user").id)", false, {}, {})}, explained(declared, {}, tally)
    {
    }

    bool takes(ObjectWords const &words, std::size_t steps = 1)
    {
        std::vector<AroundObject> const around{{steps, 0, &words}};
        return explained.filtered(explained.filters_at(here), around) != nullptr;
    }

    InsidePlace here{InsideTally::Way::path, model::Format::json, "$[*].id", {}};
    std::set<DeclaredPlace> declared;
    Tally tally;
    Explained explained;
};

TEST_F(ExplainedFilter, TakesTheObjectsThatHaveItsValue) { EXPECT_TRUE(takes({{"kind", "user", true}})); }

TEST_F(ExplainedFilter, TakesNoOtherValue)
{
    EXPECT_FALSE(takes({{"kind", "page", true}}));
    EXPECT_FALSE(takes({{"other", "user", true}}));
}

TEST_F(ExplainedFilter, TakesNoObjectFurtherOut) { EXPECT_FALSE(takes({{"kind", "user", true}}, 0)); }

TEST_F(ExplainedFilter, IsNotThePlaceAsAWhole)
{
    EXPECT_EQ(explained.whole(here), nullptr);
    EXPECT_EQ(explained.filters_at(here).size(), 1U);
}

TEST_F(ExplainedFilter, IsOfItsOwnPlace)
{
    here.path = "$[*].other";
    EXPECT_TRUE(explained.filters_at(here).empty());
}

TEST_F(ExplainedFilter, AsksForItsMember) { EXPECT_EQ(explained.asked(), std::set<std::string>{"kind"}); }

} // namespace
} // namespace tributary::undeclared
