#include "merge/plan/plan.hpp"
#include "tests/testing/plan_file.hpp"

#include <gtest/gtest.h>

/// What a wrong [users] is answered: where, what, and what to do next. The line in question is the ninth.
namespace tributary::plan {
namespace {

using testing::least;

class WrongUsers : public testing::PlanFile {
protected:
    std::string error_text(std::string const &line) const { return PlanFile::error_text(least + line + "\n"); }
    std::string place(std::string const &line) const { return PlanFile::place(least + line + "\n"); }
    std::string next(std::string const &line) const { return refused(least + line + "\n").next_step; }
};

TEST_F(WrongUsers, WithoutAnyRulePointAtTheEmptyList)
{
    EXPECT_EQ(error_text("match = []"), "9:9: `match` names no rule");
}

TEST_F(WrongUsers, WithARuleOfNoNamePointAtIt)
{
    EXPECT_EQ(error_text("match = { column = \"email\" }"), "9:9: a rule of `match` needs `rule`");
}

TEST_F(WrongUsers, WithAnUnknownRuleInATablePointAtItsName)
{
    EXPECT_EQ(error_text("match = { rule = \"same-colum\", column = \"email\" }"),
              "9:18: `rule` cannot be \"same-colum\"");
}

TEST_F(WrongUsers, WithAnUnknownKeyOfARulePointAtTheKey)
{
    EXPECT_EQ(error_text("match = { rule = \"same-key\", when = \"x\" }"),
              "9:30: unknown key `when` in a rule of `match`");
}

TEST_F(WrongUsers, WithAnUnknownKeyOfARuleShowAllOthers)
{
    EXPECT_EQ(next("match = { rule = \"same-key\", when = \"x\" }"),
              "did you mean \"where\"?\nallowed here: rule, column, fold, where, shared");
}

TEST_F(WrongUsers, WithARuleThatLacksItsColumnPointAtTheRule)
{
    EXPECT_EQ(error_text("match = [\"same-key\", \"same-column\"]"), "9:22: \"same-column\" needs a column");
}

TEST_F(WrongUsers, WithARuleThatLacksItsColumnShowHowItIsWritten)
{
    EXPECT_EQ(next("match = \"same-column\""), "{ rule = \"same-column\", column = \"email\" }");
}

TEST_F(WrongUsers, WithSharedIdsInARuleThatComparesNoColumnPointAtTheRule)
{
    EXPECT_EQ(error_text("match = { rule = \"same-key\", shared = true }"),
              "9:9: \"same-key\" compares no column: `shared` does not apply");
}

TEST_F(WrongUsers, WithAnEmptyColumnOfARulePointAtTheRule)
{
    EXPECT_EQ(error_text("match = { rule = \"same-column\", column = \"\" }"), "9:9: \"same-column\" needs a column");
}

TEST_F(WrongUsers, WithAColumnOfARuleThatComparesNonePointAtTheRule)
{
    EXPECT_EQ(error_text("match = { rule = \"same-key\", column = \"email\" }"),
              "9:9: \"same-key\" compares no column");
}

TEST_F(WrongUsers, WithAnUnknownFoldingOfARulePointAtIt)
{
    EXPECT_EQ(error_text("match = { rule = \"same-name-and-key\", fold = \"cases\" }"),
              "9:46: `fold` cannot be \"cases\"");
}

TEST_F(WrongUsers, WithANumberForAConditionPointAtTheNumber)
{
    EXPECT_EQ(error_text("match = { rule = \"same-key\", where = 1 }"), "9:38: `where` must be text in quotes");
}

TEST_F(WrongUsers, WithTextForNamesPointAtTheText)
{
    EXPECT_EQ(error_text("names = \"case\""), "9:9: `names` in [users] must be a table");
}

TEST_F(WrongUsers, WithAnUnknownKeyOfNamesPointAtTheKey)
{
    EXPECT_EQ(error_text("names = { max_lenght = 5 }"), "9:11: unknown key `max_lenght` in `names` in [users]");
}

TEST_F(WrongUsers, WithAnUnknownKeyOfNamesShowTheNearestAndAllOthers)
{
    EXPECT_EQ(next("names = { max_lenght = 5 }"),
              "did you mean \"max_length\"?\nallowed here: max_length, pattern, reserved, fold, unique, taken");
}

TEST_F(WrongUsers, WithNamesOfNoLengthPointAtIt)
{
    EXPECT_EQ(error_text("names = { max_length = 0 }"), "9:24: `max_length` must be a whole number from 1");
}

TEST_F(WrongUsers, WithNamesOfNegativeLengthPointAtIt) { EXPECT_EQ(place("names = { max_length = -5 }"), "9:24"); }

TEST_F(WrongUsers, WithNamesOfHalfALengthPointAtIt) { EXPECT_EQ(place("names = { max_length = 5.5 }"), "9:24"); }

TEST_F(WrongUsers, WithTextForALengthPointAtIt) { EXPECT_EQ(place("names = { max_length = \"5\" }"), "9:24"); }

TEST_F(WrongUsers, WithANumberForAPatternPointAtIt)
{
    EXPECT_EQ(error_text("names = { pattern = 5 }"), "9:21: `pattern` must be text in quotes");
}

TEST_F(WrongUsers, WithANumberForAReservedNamePointAtIt)
{
    EXPECT_EQ(error_text("names = { reserved = [\"root\", 5] }"), "9:31: `reserved` must be text in quotes");
}

TEST_F(WrongUsers, WithAnUnknownFoldingOfNamesPointAtIt)
{
    EXPECT_EQ(error_text("names = { fold = \"lower\" }"), "9:18: `fold` cannot be \"lower\"");
}

TEST_F(WrongUsers, WithAnUnknownFoldingOfNamesShowAllOthers)
{
    EXPECT_EQ(next("names = { fold = \"lower\" }"), "allowed here: none, case");
}

TEST_F(WrongUsers, WithAnUnknownTiePointAtIt)
{
    EXPECT_EQ(error_text("tie = \"youngest\""), "9:7: `tie` cannot be \"youngest\"");
}

TEST_F(WrongUsers, WithANumberForATiePointAtIt)
{
    EXPECT_EQ(error_text("tie = 1"), "9:7: `tie` must be text in quotes");
}

TEST_F(WrongUsers, WithATieOfNothingPointAtIt)
{
    EXPECT_EQ(error_text("tie = {}"), "9:7: `tie` takes one of { oldest = \"column\" } and { most-rows = \"table\" }");
}

TEST_F(WrongUsers, WithATieOfTwoKindsPointAtIt)
{
    EXPECT_EQ(place("tie = { oldest = \"created\", most-rows = \"posts\" }"), "9:7");
}

TEST_F(WrongUsers, WithAnUnknownKindOfTiePointAtIt)
{
    EXPECT_EQ(error_text("tie = { most_rows = \"posts\" }"), "9:9: unknown key `most_rows` in `tie`");
}

TEST_F(WrongUsers, WithATieByRowsOfNoTablePointAtIt)
{
    EXPECT_EQ(error_text("tie = { most-rows = \"\" }"), "9:7: `tie` needs `most-rows`");
}

TEST_F(WrongUsers, WithATieByNoColumnPointAtIt)
{
    EXPECT_EQ(error_text("tie = { oldest = \"\" }"), "9:7: `tie` needs `oldest`");
}

TEST_F(WrongUsers, WithTextForSurvivorshipPointAtTheText)
{
    EXPECT_EQ(error_text("survivorship = \"min\""), "9:16: `survivorship` must be a table");
}

TEST_F(WrongUsers, WithAnUnknownSurvivorshipPointAtIt)
{
    EXPECT_EQ(error_text("survivorship = { bio = \"mni\" }"), "9:24: `bio` cannot be \"mni\"");
}

TEST_F(WrongUsers, WithAnUnknownSurvivorshipShowTheNearestAndAllOthers)
{
    EXPECT_EQ(next("survivorship = { bio = \"mni\" }"),
              "did you mean \"min\"?\nallowed here: keep-survivor, min, first-non-null");
}

TEST_F(WrongUsers, WithANumberForASurvivorshipPointAtIt)
{
    EXPECT_EQ(error_text("survivorship = { bio = 1 }"), "9:24: `bio` must be text in quotes");
}

TEST_F(WrongUsers, WithTheValueOfAnUnknownSourcePointAtIt)
{
    EXPECT_EQ(error_text("survivorship = { bio = \"source:porse\" }"), "9:24: `bio` cannot be \"porse\"");
}

TEST_F(WrongUsers, WithTheValueOfAnUnknownSourceShowTheNearest)
{
    EXPECT_EQ(next("survivorship = { bio = \"source:porse\" }"), "did you mean \"prose\"?\nallowed here: prose");
}

TEST_F(WrongUsers, WithTheValueOfNoSourcePointAtIt)
{
    EXPECT_EQ(place("survivorship = { bio = \"source:\" }"), "9:24");
}

TEST_F(WrongUsers, WithANumberForAPrivilegePointAtIt)
{
    EXPECT_EQ(error_text("privileges = [\"admin\", 1]"), "9:24: `privileges` must be text in quotes");
}

TEST_F(WrongUsers, WithAnUnknownWordForTheAmbiguousPointAtIt)
{
    EXPECT_EQ(error_text("on_ambiguous = \"merge\""), "9:16: `on_ambiguous` cannot be \"merge\"");
}

TEST_F(WrongUsers, WithAnUnknownWordForTheAmbiguousShowAllOthers)
{
    EXPECT_EQ(next("on_ambiguous = \"merge\""), "allowed here: refuse, split, allow");
}

TEST_F(WrongUsers, WithAnUnknownWordForWidenedAccessShowAllOthers)
{
    EXPECT_EQ(next("widened_access = \"no\""), "allowed here: ask, allow, hold");
}

TEST_F(WrongUsers, WithAHeldKeyThatSurvivorshipHandsOverPointAtIt)
{
    EXPECT_EQ(error_text("widened_access = \"hold\"\nkeys = { table = \"app_users\", column = \"key\" }\n"
                         "survivorship = { key = \"first-non-null\" }"),
              "9:18: `widened_access = \"hold\"` contradicts `survivorship` of \"key\", which may give an account the "
              "login key of another");
}

TEST_F(WrongUsers, WithTruthForWhoseKeysHaveToBeEqualPointAtIt)
{
    EXPECT_EQ(error_text("require_equal_keys_for = true"), "9:26: `require_equal_keys_for` must be text in quotes");
}

} // namespace
} // namespace tributary::plan
