#include "merge/mapping/meaningful_ids.hpp"

#include <gtest/gtest.h>

namespace tributary::mapping {
namespace {

bool are_meaningful(std::vector<SeenIds> const &sources) { return why_meaningful(sources, false).has_value(); }

TEST(MeaningfulIds, AreThoseOfRowsThatSayTheSame)
{
    EXPECT_EQ(why_meaningful(std::vector<SeenIds>{{"prose", {{1, 7}, {2, 8}}}, {"lists", {{1, 7}, {2, 8}}}}, false),
              "2 of 2 ids that two sources share have rows that say the same");
}

TEST(MeaningfulIds, AreNotThoseOfRowsThatDiffer)
{
    EXPECT_FALSE(are_meaningful({{"prose", {{1, 7}, {2, 8}}}, {"lists", {{1, 5}, {2, 6}}}}));
}

TEST(MeaningfulIds, AreNotKnownByOneRow) { EXPECT_FALSE(are_meaningful({{"prose", {{1, 7}}}, {"lists", {{1, 7}}}})); }

TEST(MeaningfulIds, AreNotThoseOfRowsOfUsers)
{
    EXPECT_FALSE(why_meaningful(std::vector<SeenIds>{{"prose", {{1, 7}, {2, 8}}}, {"lists", {{1, 7}, {2, 8}}}}, true));
}

TEST(MeaningfulIds, AreNotThoseOfWhichHalfSayTheSame)
{
    EXPECT_FALSE(are_meaningful({{"prose", {{1, 7}, {2, 8}}}, {"lists", {{1, 7}, {2, 9}}}}));
}

TEST(MeaningfulIds, AreScattered)
{
    EXPECT_EQ(why_meaningful(std::vector<SeenIds>{{"prose", {{200, 1}, {404, 2}, {500, 3}}}, {"lists", {}}}, false),
              "source \"prose\" uses 3 of the numbers up to 500");
}

TEST(MeaningfulIds, AreScatteredEvenIfTheyAreTwo)
{
    EXPECT_TRUE(are_meaningful({{"prose", {{20240131, 1}, {20240201, 2}}}, {"lists", {}}}));
}

TEST(MeaningfulIds, AreNotTwoThatAreNotFarApart)
{
    EXPECT_FALSE(are_meaningful({{"prose", {{1, 1}, {50, 2}}}, {"lists", {}}}));
}

TEST(MeaningfulIds, AreNotDense)
{
    EXPECT_FALSE(are_meaningful({{"prose", {{1, 1}, {2, 2}, {9, 3}}}, {"lists", {{1, 4}}}}));
}

TEST(AlikeIds, AreThoseOfWhichAllRowsSayTheSame)
{
    EXPECT_EQ(why_alike(std::vector<SeenIds>{{"prose", {{1, 7}, {2, 8}, {3, 9}}}, {"lists", {{1, 7}, {2, 8}}}}),
              "2 of 2 ids that two sources share have rows that say the same");
}

TEST(AlikeIds, AreNotThoseOfWhichOneRowDiffers)
{
    EXPECT_FALSE(
        why_alike(std::vector<SeenIds>{{"prose", {{1, 7}, {2, 8}, {3, 9}}}, {"lists", {{1, 7}, {2, 8}, {3, 1}}}}));
}

TEST(AlikeIds, AreNotThoseOfRowsThatAllSayOneThing)
{
    EXPECT_FALSE(why_alike(std::vector<SeenIds>{{"prose", {{1, 7}, {2, 7}}}, {"lists", {{1, 7}, {2, 7}}}}));
}

TEST(AlikeIds, AreNotThoseOfATableThatWentOnGrowing)
{
    EXPECT_FALSE(why_alike(
        std::vector<SeenIds>{{"prose", {{1, 7}, {2, 8}, {3, 1}, {4, 2}, {5, 3}}}, {"lists", {{1, 7}, {2, 8}}}}));
}

std::string why_chosen_ids(std::vector<SeenIds> const &sources) { return why_not_counted(sources).value_or(""); }

TEST(ChosenIds, AreDays)
{
    EXPECT_EQ(why_chosen_ids({{"prose", {{20220131, 1}, {20220201, 2}, {20220202, 3}}}, {"lists", {{20220201, 1}}}}),
              "those of source \"prose\" are days");
}

TEST(ChosenIds, GoInSteps)
{
    EXPECT_EQ(why_chosen_ids({{"prose", {{10, 1}, {20, 2}, {30, 3}}}, {"lists", {{10, 1}, {20, 2}, {40, 3}}}}),
              "source \"prose\" has multiples of 10 only");
}

TEST(ChosenIds, LeaveNearlyAllNumbersBetweenThemFree)
{
    EXPECT_EQ(why_chosen_ids({{"prose", {{200, 1}, {301, 2}, {404, 3}}}, {"lists", {}}}),
              "source \"prose\" uses 3 of the numbers from 200 to 404");
}

TEST(ChosenIds, AreNotWhatIsLeftOfACount)
{
    EXPECT_EQ(why_chosen_ids({{"prose", {{5001, 1}, {5002, 2}, {5004, 3}}}, {"lists", {}}}), "");
}

TEST(ChosenIds, AreNoneIfOneSourceMayHaveCountedThem)
{
    EXPECT_EQ(why_chosen_ids({{"prose", {{10, 1}, {20, 2}, {30, 3}}}, {"lists", {{1, 1}, {2, 2}, {3, 3}}}}), "");
}

TEST(ChosenIds, AreEqualAndBeginAtZero)
{
    EXPECT_EQ(
        why_enumerated(std::vector<SeenIds>{{"prose", {{0, 1}, {1, 2}, {2, 3}}}, {"lists", {{0, 4}, {1, 5}, {2, 6}}}}),
        "all sources have the same 3 ids, from 0 on");
}

TEST(ChosenIds, AreNotThoseThatBeginAtOne)
{
    EXPECT_FALSE(
        why_enumerated(std::vector<SeenIds>{{"prose", {{1, 1}, {2, 2}, {3, 3}}}, {"lists", {{1, 4}, {2, 5}, {3, 6}}}}));
}

TEST(MeaningfulIds, AreProposedInBothWays)
{
    EXPECT_EQ(
        keep_or_shift({"codes", "code", false, ""}),
        "[[id]]\ncolumn = \"codes.code\"\nkeep = true\n# or, if they mean nothing elsewhere:\n# [[id]]\n# column = \"codes.code\"\n# keep = false");
}

TEST(AlikeIds, AreProposedAsTheKeyByWhichRowsFold)
{
    EXPECT_EQ(
        keep_or_shift({"types", "id", true, ""}),
        "[table.types]\nmatch = [\"id\"]\nshared = true\n# or, if they mean nothing elsewhere:\n# [[id]]\n# column = "
        "\"types.id\"\n# keep = false");
}

} // namespace
} // namespace tributary::mapping
