#include "merge/plan/plan.hpp"
#include "tests/testing/plan_file.hpp"

#include <gtest/gtest.h>

namespace tributary::plan {
namespace {

using testing::least;
using testing::lists;
using testing::prose;

class PlanOfIds : public testing::PlanFile {};

TEST(Pattern, WithoutAStarFitsItself) { EXPECT_TRUE(fits_pattern("audit.log", "audit.log")); }

TEST(Pattern, WithoutAStarFitsNothingElse) { EXPECT_FALSE(fits_pattern("audit.log", "audit.logs")); }

TEST(Pattern, StandsForAnyCharacters) { EXPECT_TRUE(fits_pattern("a*.l*g", "audit.log")); }

TEST(Pattern, StandsForNoCharacterToo) { EXPECT_TRUE(fits_pattern("audit.*", "audit.")); }

TEST(Pattern, DoesNotFitWhereTheEndDiffers) { EXPECT_FALSE(fits_pattern("*.log", "audit.logs")); }

TEST_F(PlanOfIds, KeepsAllIdsOfATable)
{
    EXPECT_TRUE(keeps_ids(read(least + "[ids]\nkeep = \"posts\"\n"), "posts", "id"));
}

TEST_F(PlanOfIds, KeepsTheIdsOfOneColumn)
{
    auto const plan = read(least + "[ids]\nkeep = [\"posts.id\"]\n");
    EXPECT_TRUE(keeps_ids(plan, "posts", "id"));
    EXPECT_FALSE(keeps_ids(plan, "posts", "number"));
}

TEST_F(PlanOfIds, KeepsAnIdThatIsANaturalKey)
{
    EXPECT_TRUE(keeps_ids(read(least + "[table.codes]\nmatch = [\"code\"]\n"), "codes", "code"));
}

TEST_F(PlanOfIds, TakesThemOneByOneBesideAList)
{
    auto const plan = read(least + "[ids]\nkeep = [\"posts\"]\n[[id]]\ncolumn = \"codes.code\"\nkeep = true\n[[id]]\n"
                                   "column = \"tags\"\nkeep = false\n");
    EXPECT_TRUE(keeps_ids(plan, "posts", "id"));
    EXPECT_TRUE(keeps_ids(plan, "codes", "code"));
    EXPECT_TRUE(shifts_ids(plan, "tags", "id"));
}

TEST_F(PlanOfIds, HaveToBeKeptOrShifted) { EXPECT_EQ(place(least + "[[id]]\ncolumn = \"codes\"\n"), "9:1"); }

TEST_F(PlanOfIds, RefusesANameThatIsNone) { EXPECT_EQ(place(least + "[ids]\nkeep = [\"a..b\"]\n"), "10:8"); }

TEST_F(PlanOfIds, RefusesAWaiverOfTwoThings)
{
    EXPECT_TRUE(error_text(least + "[[waive]]\ntable = \"a.b\"\nkey = \"c.d\"\nreason = \"r\"\n")
                    .ends_with("[[waive]] takes one of `column`, `table` and `key`"));
}

TEST_F(PlanOfIds, RefusesAReferenceToIdsOfAnUnknownSource)
{
    EXPECT_EQ(place(least + "[[reference]]\ncolumn = \"a.b\"\nto = \"c.d\"\nsource = \"pros\"\n"), "12:10");
}

TEST_F(PlanOfIds, RefusesAZoneBehindOneWithoutAnEnd)
{
    auto const zone = std::string("[[zone]]\ncolumn = \"a.b\"\nsource = \"prose\"\nzone = \"UTC\"\n");
    EXPECT_TRUE(error_text(least + zone + zone).find("has no `until`") != std::string::npos);
}

} // namespace
} // namespace tributary::plan
