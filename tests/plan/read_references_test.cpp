#include "tests/testing/plan_file.hpp"

#include <gtest/gtest.h>

/// What the plan says of references, unique columns, tables and derived rows.
namespace tributary::plan {
namespace {

using testing::least;
using testing::lists;
using testing::prose;
using testing::target;
using testing::users;
using Words = std::vector<std::string>;

std::string const reference =
    least + "[[reference]]\ncolumn = \"audit.actor_id\"\nto = \"app_users.id\"\n"; // to line 11

class ReadReferences : public testing::PlanFile {};

TEST_F(ReadReferences, LeadFromAColumnToAColumn)
{
    auto const read_one = read(reference).references.at(0);
    EXPECT_EQ(read_one.from, (ColumnName{"audit", "actor_id"}));
    EXPECT_EQ(read_one.to, (ColumnName{"app_users", "id"}));
}

TEST_F(ReadReferences, TakeASchemaBeforeTheTable)
{
    EXPECT_EQ(
        read(least + "[[reference]]\ncolumn = \"app.audit.actor\"\nto = \"app_users.id\"\n").references.at(0).from,
        (ColumnName{"app.audit", "actor"}));
}

TEST_F(ReadReferences, TakeQuotedParts)
{
    EXPECT_EQ(
        read(least + "[[reference]]\ncolumn = '\"a.b\".\"c\"\"d\"'\nto = \"app_users.id\"\n").references.at(0).from,
        (ColumnName{"a.b", "c\"d"}));
}

TEST_F(ReadReferences, SayNothingOfWhatLeadsNowhereUnlessThePlanDoes)
{
    EXPECT_FALSE(read(reference).references.at(0).dangling.is_said());
}

TEST_F(ReadReferences, SayWhatBecomesOfWhatLeadsNowhere)
{
    EXPECT_EQ(read(reference + "dangling = \"drop-row\"\n").references.at(0).dangling.everywhere, Dangling::drop_row);
}

TEST_F(ReadReferences, SayWhatBecomesOfWhatLeadsNowhereInOneSource)
{
    auto const dangling = read(reference + "dangling = { prose = \"keep\" }\n").references.at(0).dangling;
    EXPECT_EQ(dangling.in("prose"), Dangling::keep);
    EXPECT_EQ(dangling.in("lists"), std::nullopt);
}

TEST_F(ReadReferences, KnowTheSourceOfWhichTheySayWhatBecomesOfIt)
{
    EXPECT_EQ(error_text(reference + "dangling = { prosa = \"keep\" }\n"),
              "12:22: `dangling`: there is no source \"prosa\"");
}

TEST_F(ReadReferences, AskForAColumnInATable)
{
    EXPECT_EQ(error_text(least + "[[reference]]\ncolumn = \"actor_id\"\nto = \"app_users.id\"\n"),
              "10:10: `column` takes \"table.column\"");
}

TEST_F(ReadReferences, AskForWhereTheyLead)
{
    EXPECT_EQ(error_text(least + "[[reference]]\ncolumn = \"audit.actor_id\"\n"), "9:1: [[reference]] needs `to`");
}

TEST_F(ReadReferences, TakeOneWayIntoAValue)
{
    EXPECT_EQ(error_text(reference + "path = \"$.x\"\narray = true\n"),
              "9:1: `array` goes with neither `path` nor `regex`");
}

TEST_F(ReadReferences, HaveKeysAtAPathOnly)
{
    EXPECT_EQ(error_text(reference + "keys = true\n"), "12:8: `keys` needs a `path` to the object whose keys are ids");
}

TEST_F(ReadReferences, OfAWaiverHaveKeysAtAPathOnly)
{
    EXPECT_EQ(error_text(least + "[[waive]]\ncolumn = \"audit.owner\"\nreason = \"r\"\nkeys = true\n"),
              "12:8: `keys` needs a `path` to the object whose keys are ids");
}

TEST_F(ReadReferences, HaveAFormatAtAPathOnly)
{
    EXPECT_EQ(error_text(reference + "format = \"php\"\n"), "12:10: `format` needs a `path` to the ids in the value");
}

TEST_F(ReadReferences, RefuseAnotherFormat)
{
    EXPECT_TRUE(refused(reference + "path = \"$\"\nformat = \"pph\"\n").next_step.starts_with("did you mean \"php\"?"));
}

TEST_F(ReadReferences, FindNoKeysByARegularExpression)
{
    EXPECT_EQ(error_text(reference + "path = \"$\"\nkeys = true\nregex = '(a)'\n"),
              "13:8: `keys` does not go with `regex`: a key as a whole is the id");
}

TEST_F(ReadReferences, RefuseAWordOfTheirOwn)
{
    EXPECT_TRUE(refused(reference + "danglin = \"keep\"\n").next_step.starts_with("did you mean \"dangling\"?"));
}

TEST_F(ReadReferences, RefuseAnotherWayToDangle)
{
    EXPECT_EQ(error_text(reference + "dangling = \"drop\"\n"), "12:12: `dangling` cannot be \"drop\"");
}

TEST_F(ReadReferences, AreNoTable)
{
    EXPECT_EQ(error_text(least + "[reference]\ncolumn = \"a.b\"\n"), "9:1: `reference` must be a list of tables");
}

TEST_F(ReadReferences, AreWaivedWithAReason)
{
    EXPECT_EQ(error_text(least + "[[waive]]\ncolumn = \"audit.owner\"\n"), "9:1: [[waive]] needs `reason`");
}

TEST_F(ReadReferences, StandBesideUniqueColumns)
{
    EXPECT_EQ(read(least + "[[unique]]\ntable = \"posts\"\ncolumns = [\"user_id\", \"slug\"]\n").uniques.at(0).columns,
              (Words{"user_id", "slug"}));
}

class ReadTables : public testing::PlanFile {};

TEST_F(ReadTables, AreLoadedUnlessThePlanSaysOtherwise)
{
    EXPECT_TRUE(read(least + "[table.posts]\n").tables.at(0).load);
}

TEST_F(ReadTables, AreNotLoadedIfThePlanSaysSo)
{
    EXPECT_FALSE(read(least + "[table.posts]\nload = false\n").tables.at(0).load);
}

TEST_F(ReadTables, HaveAnotherNameInASource)
{
    EXPECT_EQ(read(least + "[table.posts]\nfrom = { prose = \"articles\" }\n").tables.at(0).from.at("prose"),
              "articles");
}

TEST_F(ReadTables, HaveNoNameInASourceThatIsNone)
{
    EXPECT_EQ(error_text(least + "[table.posts]\nfrom = { pros = \"articles\" }\n"),
              "10:17: `from`: there is no source \"pros\"");
}

TEST_F(ReadTables, HaveColumnsOfAnotherNameInASource)
{
    auto const table = read(least + "[table.posts.column.title]\nfrom = { prose = \"headline\" }\n").tables.at(0);
    EXPECT_EQ(table.columns.at(0).name, "title");
    EXPECT_EQ(table.columns.at(0).from.at("prose"), "headline");
}

TEST_F(ReadTables, SayWhatHappensToRowsThatCollide)
{
    auto const rule =
        read(least + "[table.posts]\non_conflict = [{ unique = [\"slug\"], policy = \"suffix\", column = \"slug\" }]\n")
            .tables.at(0)
            .on_conflict.at(0);
    EXPECT_EQ(rule.policy, "suffix");
    EXPECT_EQ(rule.column, "slug");
}

TEST_F(ReadTables, NeedAColumnForAPolicyThatChangesOne)
{
    EXPECT_EQ(error_text(least + "[table.posts]\non_conflict = [{ unique = [\"slug\"], policy = \"suffix\" }]\n"),
              "10:16: policy \"suffix\" needs a `column`");
}

TEST_F(ReadTables, TakeNoColumnForAPolicyThatChangesNone)
{
    EXPECT_TRUE(error_text(least + "[table.posts]\non_conflict = [{ policy = \"refuse\", column = \"slug\" }]\n")
                    .ends_with("policy \"refuse\" takes no `column`"));
}

TEST_F(ReadTables, MaySayWhatRowsThatYieldGet)
{
    auto const rule =
        read(least + "[table.posts]\non_conflict = [{ unique = \"pinned\", policy = \"set\", set = { pinned = "
                     "\"false\" } }]\n")
            .tables.at(0)
            .on_conflict.at(0);
    EXPECT_EQ(rule.set.at(0).column, "pinned");
    EXPECT_EQ(rule.set.at(0).expression, "false");
}

TEST_F(ReadTables, NeedSetForThePolicySet)
{
    EXPECT_EQ(error_text(least + "[table.posts]\non_conflict = [{ unique = \"pinned\", policy = \"set\" }]\n"),
              "10:16: policy \"set\" needs `set`");
}

TEST_F(ReadTables, NeedTheKeyForThePolicySet)
{
    EXPECT_EQ(error_text(least + "[table.posts]\non_conflict = [{ policy = \"set\", set = { pinned = \"false\" } }]\n"),
              "10:16: policy \"set\" needs `unique`: which key the rows are to leave");
}

TEST_F(ReadTables, TakeNoSetForAnotherPolicy)
{
    EXPECT_TRUE(
        error_text(least + "[table.posts]\non_conflict = [{ policy = \"refuse\", set = { pinned = \"false\" } }]\n")
            .ends_with("policy \"refuse\" takes no `set`"));
}

TEST_F(ReadTables, MayHaveAKeyWithAPolicyOfItsOwn)
{
    auto const plan =
        read(least + "[[unique]]\ntable = \"posts\"\ncolumns = \"pinned\"\nwhere = \"pinned\"\npolicy = \"set\"\n"
                     "set = { pinned = \"false\" }\n");
    auto const rules = conflict_rules(plan, "posts");
    ASSERT_EQ(rules.size(), 1U);
    EXPECT_EQ(rules[0]->unique, std::vector<std::string>{"[[unique]] (pinned) where pinned"});
    EXPECT_EQ(rules[0]->set.at(0).column, "pinned");
}

TEST_F(ReadTables, TakeSetOfAKeyBesideAPolicyOnly)
{
    EXPECT_EQ(error_text(least + "[[unique]]\ntable = \"posts\"\ncolumns = \"pinned\"\nset = { pinned = \"false\" }\n"),
              "12:7: `set` belongs to a `policy`");
}

TEST_F(ReadTables, TakeNoEmptyConditions)
{
    EXPECT_EQ(error_text(least + "[[unique]]\ntable = \"posts\"\ncolumns = \"pinned\"\nwhere = \"\"\n"),
              "12:9: `where` is empty");
}

TEST_F(ReadTables, AreLoadedFromSomeSources)
{
    auto const plan = read(least + "[table.posts]\nload = { prose = false }\n");
    EXPECT_FALSE(loads(plan, "posts", "prose"));
}

TEST_F(ReadTables, HaveAConditionForOneSource)
{
    auto const table = read(least + "[table.posts]\nwhere = { prose = \"NOT draft\" }\n").tables.at(0);
    EXPECT_EQ(condition_of(table, "prose"), "NOT draft");
    EXPECT_EQ(condition_of(table, "lists"), "");
}

TEST_F(ReadTables, HaveNoConditionForASourceThatIsNotThere)
{
    EXPECT_EQ(error_text(least + "[table.posts]\nwhere = { pros = \"NOT draft\" }\n"),
              "10:18: `where`: there is no source \"pros\"");
}

TEST_F(ReadTables, SayWhatHappensToRowsThatReferToThemselves)
{
    auto const table = read(least + "[table.follows]\non_self = \"drop-row\"\n").tables.at(0);
    EXPECT_EQ(table.on_self, OnSelf::drop_row);
}

TEST_F(ReadTables, TakeOnlyWhatCanBeDoneWithRowsThatReferToThemselves)
{
    EXPECT_EQ(error_text(least + "[table.follows]\non_self = \"drop\"\n"), "10:11: `on_self` cannot be \"drop\"");
}

TEST_F(ReadTables, AreStagedRowByRow)
{
    EXPECT_EQ(error_text(least + "[table.posts]\nstage = \"blocks\"\n"), "10:9: `stage` cannot be \"blocks\"");
}

TEST_F(ReadTables, AreDerivedByASelect)
{
    EXPECT_EQ(error_text(least + "[derive.pairs]\n"), "9:1: [derive.pairs] needs `sql`");
}

} // namespace
} // namespace tributary::plan
