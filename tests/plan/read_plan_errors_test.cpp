#include "merge/plan/plan.hpp"
#include "tests/testing/plan_file.hpp"

#include <gtest/gtest.h>

/// What a wrong plan file is answered: where, what, and what to do next.
namespace tributary::plan {
namespace {

using testing::error_of;
using testing::least;
using testing::prose;
using testing::target;
using testing::users;

class WrongPlan : public testing::PlanFile {};

TEST_F(WrongPlan, ThatDoesNotExistIsAWrongCommandLine)
{
    auto const error = error_of([&] { read_plan(folder.path / "none.toml", {}); });
    EXPECT_EQ(error.exit, model::Exit::usage);
}

TEST_F(WrongPlan, ThatIsAFolderIsAWrongCommandLine)
{
    auto const error = error_of([&] { read_plan(folder.path, {}); });
    EXPECT_EQ(error.exit, model::Exit::usage);
}

TEST_F(WrongPlan, ThatIsNoTomlPointsAtTheSign) { EXPECT_EQ(place(least + "suffix = = \"x\"\n"), "9:10"); }

TEST_F(WrongPlan, WithAKeyTwicePointsAtTheSecondOne)
{
    EXPECT_TRUE(place(least + "name = \"nick\"\n").starts_with("9:"));
}

TEST_F(WrongPlan, WithAKeyTwiceSaysThatOneOfThemGoes)
{
    EXPECT_EQ(refused(least + "name = \"nick\"\n").next_step,
              "this section has the key already: take one of the two out");
}

TEST_F(WrongPlan, WithASectionTwiceSaysWhereItsLinesBelong)
{
    EXPECT_EQ(refused(least + "[users]\nsuffix = \"x\"\n").next_step,
              "the file has this section already: move the lines below this heading into it");
}

TEST_F(WrongPlan, WithAListThatIsASectionElsewhereSaysThatTheyDiffer)
{
    EXPECT_TRUE(refused(least + "[source]\nname = \"x\"\n")
                    .next_step.starts_with("the name stands further up as something else"));
}

TEST_F(WrongPlan, WithAnUnknownKeyPointsAtTheKey)
{
    EXPECT_EQ(error_text("staginng = \"x\"\n" + least), "1:1: unknown key `staginng` in the plan file");
}

TEST_F(WrongPlan, WithAnUnknownKeyShowsTheNearestAndAllOthers)
{
    EXPECT_EQ(
        refused("staginng = \"x\"\n" + least).next_step,
        "did you mean \"staging\"?\nallowed here: name, staging, source, target, users, reference, waive, zone, unique, table, derive, overrides, id, ids");
}

TEST_F(WrongPlan, WithAnUnknownTablePointsAtIt) { EXPECT_EQ(place(least + "[user]\nx = 1\n"), "9:2"); }

TEST_F(WrongPlan, WithAnUnknownKeyInASourcePointsAtTheKey)
{
    EXPECT_EQ(error_text(prose + "  ulr = \"x\"\n" + target + users), "4:3: unknown key `ulr` in [[source]]");
}

TEST_F(WrongPlan, WithAnUnknownKeyInASourceShowsTheNearest)
{
    EXPECT_TRUE(refused(prose + "ulr = \"x\"\n" + target + users).next_step.starts_with("did you mean \"url\"?\n"));
}

TEST_F(WrongPlan, WithAnUnknownKeyInTheTargetPointsAtTheKey)
{
    EXPECT_EQ(error_text(prose + target + "creat = \"prose\"\n" + users), "6:1: unknown key `creat` in [target]");
}

TEST_F(WrongPlan, WithAnUnknownKeyInUsersPointsAtTheKey)
{
    EXPECT_EQ(error_text(least + "sufix = \"x\"\n"), "9:1: unknown key `sufix` in [users]");
}

TEST_F(WrongPlan, WithAnUnknownKeyInKeysPointsAtTheKey)
{
    EXPECT_EQ(place(least + "keys = { table = \"k\", column = \"c\", fromat = \"ssh\" }\n"), "9:37");
}

TEST_F(WrongPlan, WithAnUnknownKeyInIdsPointsAtTheKey)
{
    EXPECT_EQ(error_text(least + "[ids]\nheadrom = 1\n"), "10:1: unknown key `headrom` in [ids]");
}

TEST_F(WrongPlan, WithoutSourcesSaysSo) { EXPECT_NE(error_text(target + users).find("[[source]]"), std::string::npos); }

TEST_F(WrongPlan, WithoutATargetSaysSo) { EXPECT_NE(error_text(prose + users).find("[target]"), std::string::npos); }

TEST_F(WrongPlan, WithoutUsersSaysSo) { EXPECT_NE(error_text(prose + target).find("[users]"), std::string::npos); }

TEST_F(WrongPlan, WithASourceThatIsNoListPointsAtIt)
{
    EXPECT_TRUE(place("[source]\nname = \"prose\"\nurl = \"x\"\n" + target + users).starts_with("1:"));
}

TEST_F(WrongPlan, WithoutASourcesNamePointsAtTheSource)
{
    EXPECT_EQ(error_text("[[source]]\nurl = \"x\"\n" + target + users), "1:1: [[source]] needs `name`");
}

TEST_F(WrongPlan, WithoutASourcesUrlPointsAtTheSource)
{
    EXPECT_EQ(error_text(prose + "[[source]]\nname = \"lists\"\n" + target + users), "4:1: [[source]] needs `url`");
}

TEST_F(WrongPlan, WithAnEmptySourcesNamePointsAtTheSource)
{
    EXPECT_EQ(refused("[[source]]\nname = \"\"\nurl = \"x\"\n" + target + users).exit, model::Exit::plan);
}

TEST_F(WrongPlan, WithoutTheTargetsUrlPointsAtTheTarget)
{
    EXPECT_EQ(error_text(prose + "[target]\n" + users), "4:1: [target] needs `url`");
}

TEST_F(WrongPlan, WithoutTheUsersTablePointsAtUsers)
{
    EXPECT_EQ(error_text(prose + target + "[users]\nname = \"name\"\n"), "6:1: [users] needs `table`");
}

TEST_F(WrongPlan, WithoutTheUsersNamePointsAtUsers)
{
    EXPECT_EQ(error_text(prose + target + "[users]\ntable = \"t\"\n"), "6:1: [users] needs `name`");
}

TEST_F(WrongPlan, WithoutTheKeysColumnPointsAtKeys) { EXPECT_EQ(place(least + "keys = { table = \"k\" }\n"), "9:8"); }

TEST_F(WrongPlan, WithTwoSourcesOfOneNamePointsAtTheSecondName)
{
    EXPECT_EQ(error_text(prose + prose + target + users), "5:8: there are two sources named \"prose\"");
}

TEST_F(WrongPlan, WithASourceNamedMergedPointsAtTheName)
{
    EXPECT_EQ(place("[[source]]\nname = \"merged\"\nurl = \"x\"\n" + target + users), "2:8");
}

TEST_F(WrongPlan, WithASourceWhoseNameIsNoWordPointsAtTheName)
{
    EXPECT_EQ(place("[[source]]\nname = \"my blog\"\nurl = \"x\"\n" + target + users), "2:8");
}

TEST_F(WrongPlan, WithANumberForTextPointsAtTheNumber)
{
    EXPECT_EQ(error_text(least + "suffix = 7\n"), "9:10: `suffix` must be text in quotes");
}

TEST_F(WrongPlan, WithANumberInAListOfTextPointsAtTheNumber)
{
    EXPECT_EQ(place(least + "match = [\"same-key\", 7]\n"), "9:22");
}

TEST_F(WrongPlan, WithTextForATablePointsAtTheText) { EXPECT_EQ(place(least + "keys = \"public_keys\"\n"), "9:8"); }

TEST_F(WrongPlan, WithTextForExpressionsPointsAtTheText)
{
    EXPECT_EQ(place(prose + "set = \"posts.title\"\n" + target + users), "4:7");
}

TEST_F(WrongPlan, WithAnUnknownRulePointsAtTheRules) { EXPECT_EQ(place(least + "match = \"same-keys\"\n"), "9:9"); }

TEST_F(WrongPlan, WithAnUnknownRuleShowsTheNearestAndAllOthers)
{
    EXPECT_EQ(refused(least + "match = \"same-keys\"\n").next_step,
              "did you mean \"same-key\"?\nallowed here: same-name-and-key, same-key, same-column");
}

TEST_F(WrongPlan, WithAnUnknownPolicyPointsAtIt) { EXPECT_EQ(place(least + "on_collision = \"sufix\"\n"), "9:16"); }

TEST_F(WrongPlan, WithAnUnknownKeyFormatShowsAllOthers)
{
    auto const error = refused(least + "keys = { table = \"k\", column = \"c\", format = \"pgp-armour\" }\n");
    EXPECT_EQ(error.next_step, "allowed here: ssh, text");
}

TEST_F(WrongPlan, WithAnUnknownSourceInYieldsShowsTheNearest)
{
    EXPECT_EQ(refused(least + "yields = [\"porse\"]\n").next_step, "did you mean \"prose\"?\nallowed here: prose");
}

TEST_F(WrongPlan, WithAnUnknownSourceInCreatePointsAtIt)
{
    EXPECT_EQ(error_text(prose + target + "create = \"lists\"\n" + users), "6:10: `create` cannot be \"lists\"");
}

TEST_F(WrongPlan, WithAScriptThatIsNotTherePointsAtIt)
{
    EXPECT_EQ(place(prose + target + "before = \"none.sql\"\n" + users), "6:10");
}

TEST_F(WrongPlan, WithOverridesThatAreNotTherePointsAtThePath)
{
    EXPECT_EQ(error_text("overrides = \"none.csv\"\n" + least),
              "1:13: file does not exist: " + (folder.path / "none.csv").string());
}

TEST_F(WrongPlan, WithAFolderForOverridesPointsAtThePath) { EXPECT_EQ(place("overrides = \".\"\n" + least), "1:13"); }

TEST_F(WrongPlan, WithAnEmptyPathOfOverridesPointsAtIt) { EXPECT_EQ(place("overrides = \"\"\n" + least), "1:13"); }

TEST_F(WrongPlan, WithAnUnknownKeyOfATablePointsAtTheKey)
{
    EXPECT_EQ(error_text(least + "[table.tags]\nmacht = \"name\"\n"), "10:1: unknown key `macht` in [table.tags]");
}

TEST_F(WrongPlan, WithAnUnknownKeyOfATableShowsTheNearestAndAllOthers)
{
    EXPECT_EQ(
        refused(least + "[table.tags]\nmacht = \"name\"\n").next_step,
        "did you mean \"match\"?\nallowed here: match, shared, nulls_equal, survivorship, on_conflict, from, column, where, drop, load, on_self, stage");
}

TEST_F(WrongPlan, WithSharedNumbersAndNothingThatComparesThemPointsAtThem)
{
    EXPECT_EQ(error_text(least + "[table.tags]\nshared = true\n"), "10:10: `shared` is about the columns of `match`");
}

TEST_F(WrongPlan, WithATableThatIsNonePointsAtIt)
{
    EXPECT_EQ(error_text(least + "[table]\nmatch = \"name\"\n"), "10:9: [table.match] must be a table");
}

TEST_F(WrongPlan, WithTextForTablesPointsAtTheText) { EXPECT_EQ(place("table = \"tags\"\n" + least), "1:9"); }

TEST_F(WrongPlan, WithAnUnknownSurvivorshipOfATablePointsAtIt)
{
    EXPECT_EQ(error_text(least + "[table.tags]\nsurvivorship = { uses = \"mni\" }\n"),
              "10:25: `uses` cannot be \"mni\"");
}

TEST_F(WrongPlan, WithNegativeHeadroomPointsAtIt)
{
    EXPECT_EQ(error_text(least + "[ids]\nheadroom = -1\n"), "10:12: `headroom` must be a whole number from 0");
}

TEST_F(WrongPlan, WithHalfHeadroomPointsAtIt) { EXPECT_EQ(place(least + "[ids]\nheadroom = 1.5\n"), "10:12"); }

TEST_F(WrongPlan, WithTextForHeadroomPointsAtIt) { EXPECT_EQ(place(least + "[ids]\nheadroom = \"1\"\n"), "10:12"); }

TEST_F(WrongPlan, NeverRepeatsAUrlThatMayHoldAPassword)
{
    auto const error = refused("[[source]]\nname = \"p\"\nurl = \"postgresql://u:s3cret@h/${\"\n" + target + users);
    EXPECT_EQ((error.what() + error.next_step).find("s3cret"), std::string::npos);
}

} // namespace
} // namespace tributary::plan
