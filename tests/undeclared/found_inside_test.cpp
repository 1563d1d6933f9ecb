#include "merge/undeclared/inside.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::undeclared {
namespace {

/// What one place in docs.data is found to be.
class FoundInside : public testing::Coverage {
protected:
    FoundInside()
    {
        suspect.table = "docs";
        suspect.column = "data";
        suspect.looks = Suspect::Looks::inside;
        tally.filled = tally.json = 10;
        place.path = "$.x";
        place.values = 10;
        place.ids = 10;
        place.distinct = 5;
        place.scattered = true;
    }

    std::optional<model::UncoveredColumn> found()
    {
        auto const schema = with_users({testing::table("docs", {}), testing::table("posts", {})});
        std::vector<CoverageSource> const sources{{"prose", schema}};
        tally.inside.emplace("x", place);
        auto const all = found_inside(plan, sources, std::vector{suspect}, std::vector{tally});
        return all.empty() ? std::nullopt : std::optional(all.front());
    }

    Suspect suspect;
    Tally tally;
    InsideTally place;
};

TEST_F(FoundInside, IsDeclaredByItsPath)
{
    EXPECT_EQ(found()->reference, "[[reference]]\ncolumn = \"docs.data\"\nto = \"users.id\"\npath = \"$.x\"");
}

TEST_F(FoundInside, IsDeclaredForDocumentsAloneWhereOthersAreTexts)
{
    tally.filled = 12;
    EXPECT_NE(found()->reference.find("when = \"json_valid(data)\""), std::string::npos);
}

TEST_F(FoundInside, IsDeclaredForDocumentsAloneWhereOthersAreEmpty)
{
    tally.empty = 1;
    EXPECT_NE(found()->reference.find("when = \"json_valid(data)\""), std::string::npos);
}

TEST_F(FoundInside, OfAnyWordsAreAFewNamesWhereNothingElseIsAmongThem)
{
    place.way = InsideTally::Way::regex;
    place.path.clear();
    place.nameless = place.weak = true;
    place.ids = 0;
    place.names = 10;
    place.distinct = 0;
    place.distinct_names = 5;
    EXPECT_TRUE(found());
    place.names = 9;
    tally.inside.clear();
    EXPECT_FALSE(found());
}

TEST_F(FoundInside, OfAWordThatMayMeanAnythingNeedsSeveralIds)
{
    place.way = InsideTally::Way::regex;
    place.weak = true;
    place.distinct = 2;
    EXPECT_FALSE(found());
}

TEST_F(FoundInside, OfMembersNamedByNumbersIsNoSeries)
{
    place.any_member = true;
    place.scattered = false;
    EXPECT_FALSE(found());
}

TEST_F(FoundInside, OfAnyTableNamesRivals)
{
    place.of_any = true;
    place.others[{"posts", "id"}] = 10;
    EXPECT_NE(found()->evidence.find("; they may be ids of posts"), std::string::npos);
    EXPECT_TRUE(found()->reference.starts_with("# One of these:\n# [[reference]]"));
}

TEST_F(FoundInside, NamesMembersThatThePathLeadsToAsWell)
{
    place.any_member = true;
    place.besides = {"total"};
    EXPECT_NE(found()->evidence.find("the path leads to members with names of their own as well: total"),
              std::string::npos);
}

} // namespace
} // namespace tributary::undeclared
