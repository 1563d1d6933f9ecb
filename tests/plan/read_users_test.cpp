#include "merge/plan/plan.hpp"
#include "tests/testing/plan_file.hpp"

#include <gtest/gtest.h>

/// [users]: who is who, and the names.
namespace tributary::plan {
namespace {

using testing::least;
using testing::lists;
using testing::prose;
using testing::target;
using testing::users;
using Words = std::vector<std::string>;

class ReadUsers : public testing::PlanFile {
protected:
    UsersPlan with(std::string const &line) const { return read(least + line + "\n").users; }

    static Words rules(UsersPlan const &plan)
    {
        Words result;
        for (auto const &match : plan.match) {
            result.push_back(match.rule);
        }
        return result;
    }
};

TEST_F(ReadUsers, HasTheDocumentedDefaultsOfUsers)
{
    auto const plan = read(least).users;
    EXPECT_EQ(plan.id, "");
    EXPECT_TRUE(plan.keys.empty());
    EXPECT_EQ(rules(plan), Words{"same-name-and-key"});
    EXPECT_EQ(plan.on_collision, "suffix");
    EXPECT_EQ(plan.suffix, "tmp");
    EXPECT_EQ(plan.yields, Words{});
}

TEST_F(ReadUsers, TakesTheKeysOfUsers)
{
    auto const keys =
        read(least + "keys = { table = \"k\", column = \"c\", user = \"u\", format = \"text\", where = \"k.on\" }\n")
            .users.keys.at(0);
    EXPECT_EQ(keys.table, "k");
    EXPECT_EQ(keys.column, "c");
    EXPECT_EQ(keys.user, "u");
    EXPECT_EQ(keys.format, "text");
    EXPECT_EQ(keys.where, "k.on");
}

TEST_F(ReadUsers, TakesAListOfKeys)
{
    auto const keys = read(least + "keys = [{ table = \"k\", column = \"c\" }, { table = \"l\", column = \"d\", via = "
                                   "\"m\", shared = true }]\n")
                          .users.keys;
    ASSERT_EQ(keys.size(), 2U);
    EXPECT_EQ(keys[1].table, "l");
    EXPECT_EQ(keys[1].via, "m");
    EXPECT_TRUE(keys[1].shared);
}

TEST_F(ReadUsers, TakesARowForOneKeyUnlessItIsSharedOrReadTwice)
{
    auto const plan =
        read(least + "keys = [{ table = \"k\", column = \"c\" }, { table = \"l\", column = \"d\" }, { table = "
                     "\"l\", column = \"e\" }, { table = \"m\", column = \"f\", via = \"n\" }]\n");
    EXPECT_TRUE(is_one_key_a_row(plan, plan.users.keys[0]));
    EXPECT_FALSE(is_one_key_a_row(plan, plan.users.keys[1]));
    EXPECT_FALSE(is_one_key_a_row(plan, plan.users.keys[3]));
}

TEST_F(ReadUsers, HasTheDocumentedDefaultsOfKeys)
{
    auto const keys = read(least + "keys = { table = \"k\", column = \"c\" }\n").users.keys.at(0);
    EXPECT_EQ(keys.user, "");
    EXPECT_EQ(keys.format, "ssh");
    EXPECT_EQ(keys.where, "");
}

TEST_F(ReadUsers, TakesARuleOrAListOfRules)
{
    EXPECT_EQ(rules(with("match = \"same-key\"")), Words{"same-key"});
    EXPECT_EQ(rules(with("match = [\"same-key\", \"same-name-and-key\"]")), (Words{"same-key", "same-name-and-key"}));
}

TEST_F(ReadUsers, TakesARuleOfSeveralWords)
{
    auto const rule =
        with("match = { rule = \"same-column\", column = \"email\", fold = \"case\", where = \"checked\" }")
            .match.at(0);
    EXPECT_EQ(rule.rule, "same-column");
    EXPECT_EQ(rule.column, "email");
    EXPECT_EQ(rule.fold, "case");
    EXPECT_EQ(rule.where, "checked");
}

TEST_F(ReadUsers, TakesARuleOfSeveralWordsAmongOthers)
{
    EXPECT_EQ(rules(with("match = [\"same-key\", { rule = \"same-column\", column = \"email\" }]")),
              (Words{"same-key", "same-column"}));
}

TEST_F(ReadUsers, TakesOneRuleTwiceForDifferentColumns)
{
    EXPECT_EQ(rules(with("match = [{ rule = \"same-column\", column = \"email\" }, "
                         "{ rule = \"same-column\", column = \"phone\" }]")),
              (Words{"same-column", "same-column"}));
}

TEST_F(ReadUsers, AsksARuleAboutEverybodyUnlessTold)
{
    auto const rule = with("match = \"same-key\"").match.at(0);
    EXPECT_EQ(rule.column + rule.fold + rule.where, "");
}

TEST_F(ReadUsers, KnowsThePlaceOfARule)
{
    auto const rule = with("match = [\"same-key\", \"same-name-and-key\"]").match.at(1);
    EXPECT_EQ(rule.position.line, 9);
    EXPECT_EQ(rule.position.column, 22);
}

TEST_F(ReadUsers, TakesWhoYields)
{
    EXPECT_EQ(read(prose + lists + target + users + "yields = [\"lists\", \"prose\"]\n").users.yields,
              (Words{"lists", "prose"}));
}

TEST_F(ReadUsers, HasTheDocumentedDefaultsOfAccountsThatMeet)
{
    auto const plan = with("");
    EXPECT_EQ(plan.tie.by, TiePlan::By::precedence);
    EXPECT_EQ(plan.on_ambiguous, UsersPlan::OnAmbiguous::refuse);
    EXPECT_EQ(plan.privileges, std::nullopt);
    EXPECT_TRUE(plan.survivorship.empty());
    EXPECT_EQ(plan.require_equal_keys_for, "");
}

TEST_F(ReadUsers, HasTheDocumentedDefaultsOfNames)
{
    auto const names = with("names = {}").names;
    EXPECT_EQ(names.max_length, 0);
    EXPECT_EQ(names.pattern, "");
    EXPECT_EQ(names.reserved, Words{});
    EXPECT_EQ(names.fold, "");
}

TEST_F(ReadUsers, TakesWhatNamesHaveToRespect)
{
    auto const names =
        with("names = { max_length = 50, pattern = \"^[a-z]+$\", reserved = [\"root\", \"admin\"], fold = \"case\" }")
            .names;
    EXPECT_EQ(names.max_length, 50);
    EXPECT_EQ(names.pattern, "^[a-z]+$");
    EXPECT_EQ(names.reserved, (Words{"root", "admin"}));
    EXPECT_EQ(names.fold, "case");
}

TEST_F(ReadUsers, TakesASectionOfNames) { EXPECT_EQ(with("[users.names]\nfold = \"none\"").names.fold, "none"); }

TEST_F(ReadUsers, TakesTheOldestWithoutAColumn)
{
    auto const tie = with("tie = \"oldest\"").tie;
    EXPECT_EQ(tie.by, TiePlan::By::oldest);
    EXPECT_EQ(tie.word, "");
}

TEST_F(ReadUsers, TakesTheOldestByAColumn)
{
    auto const tie = with("tie = { oldest = \"joined\" }").tie;
    EXPECT_EQ(tie.by, TiePlan::By::oldest);
    EXPECT_EQ(tie.word, "joined");
}

TEST_F(ReadUsers, TakesTheOneWithMostRows)
{
    auto const tie = with("tie = { most-rows = \"posts\" }").tie;
    EXPECT_EQ(tie.by, TiePlan::By::most_rows);
    EXPECT_EQ(tie.word, "posts");
}

TEST_F(ReadUsers, TakesTheSurvivorshipOfColumns)
{
    auto const list = with("survivorship = { created_at = \"min\", bio = \"first-non-null\" }").survivorship;
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].column + "=" + list[0].rule, "bio=first-non-null");
    EXPECT_EQ(list[1].column + "=" + list[1].rule, "created_at=min");
}

TEST_F(ReadUsers, TakesTheValueOfASource)
{
    auto const list = with("survivorship = { bio = \"source:prose\" }").survivorship;
    EXPECT_EQ(list.at(0).rule, "source");
    EXPECT_EQ(list.at(0).source, "prose");
}

TEST_F(ReadUsers, KnowsThePlaceOfASurvivorship)
{
    auto const list = with("survivorship = { bio = \"min\" }").survivorship;
    EXPECT_EQ(list.at(0).position.line, 9);
    EXPECT_EQ(list.at(0).position.column, 24);
}

TEST_F(ReadUsers, TakesPrivileges)
{
    EXPECT_EQ(with("privileges = [\"admin\", \"level\"]").privileges, (Words{"admin", "level"}));
}

TEST_F(ReadUsers, TellsNoPrivilegesFromThoseThatAreRecognised)
{
    EXPECT_EQ(with("privileges = []").privileges, Words{});
}

TEST_F(ReadUsers, TakesWhatHappensWhereAMergeWidensAccess)
{
    EXPECT_EQ(with("").widened_access, UsersPlan::OnWidenedAccess::ask);
    EXPECT_EQ(with("widened_access = \"ask\"").widened_access, UsersPlan::OnWidenedAccess::ask);
    EXPECT_EQ(with("widened_access = \"allow\"").widened_access, UsersPlan::OnWidenedAccess::allow);
    EXPECT_EQ(with("widened_access = \"hold\"").widened_access, UsersPlan::OnWidenedAccess::hold);
}

TEST_F(ReadUsers, TakesWhatHappensToTheAmbiguous)
{
    EXPECT_EQ(with("on_ambiguous = \"refuse\"").on_ambiguous, UsersPlan::OnAmbiguous::refuse);
    EXPECT_EQ(with("on_ambiguous = \"split\"").on_ambiguous, UsersPlan::OnAmbiguous::split);
    EXPECT_EQ(with("on_ambiguous = \"allow\"").on_ambiguous, UsersPlan::OnAmbiguous::allow);
}

TEST_F(ReadUsers, TakesWhoseKeysHaveToBeEqual)
{
    EXPECT_EQ(with("require_equal_keys_for = \"admin = 1\"").require_equal_keys_for, "admin = 1");
}

TEST_F(ReadUsers, TakesAnEmptySuffix) { EXPECT_EQ(with("suffix = \"\"").suffix, ""); }

} // namespace
} // namespace tributary::plan
