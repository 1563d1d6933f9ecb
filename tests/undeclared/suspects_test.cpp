#include "merge/undeclared/waived.hpp"
#include "tests/testing/coverage.hpp"
#include "tests/testing/error_of.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tributary::undeclared {
namespace {

using testing::column_of_type;
using testing::Coverage;
using testing::error_of;
using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;
using Columns = std::vector<std::string>;

model::Column uuid_column(std::string name) { return column_of_type(std::move(name), "uuid"); }

// ---- who is suspected ------------------------------------------------------------------------------

TEST_F(Coverage, SuspectsAnIntegerThatIsNamedLikeAReference)
{
    EXPECT_EQ((Columns{"audit.actor_id"}), found_in_audit({integer_column("actor_id")}));
}

TEST_F(Coverage, SuspectsAFloatThatIsNamedLikeAReference)
{
    EXPECT_EQ((Columns{"audit.actor_id"}), found_in_audit({column_of_type("actor_id", "double precision")}));
}

TEST_F(Coverage, LeavesAnIntegerWithAnotherNameAlone)
{
    EXPECT_EQ(Columns{}, found_in_audit({integer_column("size"), integer_column("max_users"),
                                         integer_column("seats_per_user"), integer_column("user_count")}));
}

TEST_F(Coverage, SuspectsAnIntegerThatIsNamedLikeAnIdOfAnything)
{
    EXPECT_EQ((Columns{"audit.page_id"}), found_in_audit({integer_column("page_id")}));
}

TEST_F(Coverage, SuspectsANounForSomebodyWhoDoesSomething)
{
    EXPECT_EQ((Columns{"audit.updater", "audit.blockee"}),
              found_in_audit({integer_column("updater"), integer_column("blockee"), integer_column("order")}));
}

TEST_F(Coverage, KnowsTheTablesToWhichTheNameOfANumberPoints)
{
    auto const projects = table("projects", {integer_column("id")}, {primary_key({"id"})});
    auto const schema = with_users({projects, table("audit", {integer_column("proj"), integer_column("project_no"),
                                                              integer_column("author_no"), integer_column("pro")})});
    std::vector<CoverageSource> const sources{{"prose", schema}};
    std::vector<std::set<model::KeyColumn>> hinted;
    for (auto const &suspect : suspects(plan, sources, schema)) {
        if (suspect.looks == Suspect::Looks::number) {
            hinted.push_back(suspect.hinted);
        }
    }
    model::KeyColumn const of_projects{"projects", "id"};
    model::KeyColumn const of_users{"users", "id"};
    EXPECT_EQ(hinted, (std::vector<std::set<model::KeyColumn>>{{of_projects}, {of_projects}, {of_users}, {}}));
}

TEST_F(Coverage, SuspectsAColumnThatIsNamedAfterAnotherTable)
{
    auto const actors = table("actors", {integer_column("id")}, {primary_key({"id"})});
    EXPECT_EQ((Columns{"audit.first_actor"}),
              found(with_users({actors, table("audit", {integer_column("first_actor")})})));
}

TEST_F(Coverage, SuspectsAPrimaryKeyThatIsNamedAfterAnotherTable)
{
    auto const pipelines = table("pipelines", {integer_column("id")}, {primary_key({"id"})});
    auto const details = table("details", {integer_column("pipeline_id")}, {primary_key({"pipeline_id"})});
    EXPECT_EQ((Columns{"details.pipeline_id"}), found(with_users({pipelines, details})));
}

TEST_F(Coverage, LooksIntoJson)
{
    auto const all = suspects(
        plan, std::vector<CoverageSource>{{"prose", with_users({table("audit", {column_of_type("meta", "jsonb")})})}},
        {});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].looks, Suspect::Looks::inside);
}

TEST_F(Coverage, LeavesAForeignKeyAlone)
{
    EXPECT_EQ(Columns{}, found(with_users({table("audit", {integer_column("actor_id")}, {},
                                                 {foreign_key({"actor_id"}, "users", {"id"})})})));
}

TEST_F(Coverage, LeavesAForeignKeyOfTheTargetAlone)
{
    auto const source = with_users({table("audit", {integer_column("actor_id")})});
    auto const target =
        with_users({table("audit", {integer_column("actor_id")}, {}, {foreign_key({"actor_id"}, "users", {"id"})})});
    EXPECT_EQ(Columns{}, found(source, target));
}

TEST_F(Coverage, LeavesAForeignKeyOfAnotherSourceAlone)
{
    auto const plain = with_users({table("audit", {integer_column("actor_id")})});
    auto const declared =
        with_users({table("audit", {integer_column("actor_id")}, {}, {foreign_key({"actor_id"}, "users", {"id"})})});
    std::vector<CoverageSource> const sources{{"prose", plain}, {"lists", declared}};
    EXPECT_TRUE(suspects(plan, sources, {}).empty());
}

TEST_F(Coverage, LeavesAReferenceOfThePlanAlone)
{
    plan.references.push_back({});
    plan.references[0].from = {"audit", "actor_id"};
    plan.references[0].to = {"users", "id"};
    EXPECT_EQ(Columns{}, found_in_audit({integer_column("actor_id")}));
}

TEST_F(Coverage, LeavesAWaivedColumnAlone)
{
    plan.waived.push_back({{"audit", "actor_id"}, "numbers of devices", "", "", {}, false, "", {}});
    EXPECT_EQ(Columns{}, found_in_audit({integer_column("actor_id")}));
}

TEST_F(Coverage, LeavesADroppedColumnAlone)
{
    plan.tables.push_back({});
    plan.tables[0].name = "audit";
    plan.tables[0].drop = {"actor_id"};
    EXPECT_EQ(Columns{}, found_in_audit({integer_column("actor_id")}));
}

TEST_F(Coverage, LeavesATableThatIsNotLoadedAlone)
{
    plan.tables.push_back({});
    plan.tables[0].name = "audit";
    plan.tables[0].load = false;
    EXPECT_EQ(Columns{}, found_in_audit({integer_column("actor_id")}));
}

TEST_F(Coverage, LeavesAGeneratedColumnAlone)
{
    auto column = integer_column("actor_id");
    column.generated = true;
    EXPECT_EQ(Columns{}, found_in_audit({column}));
}

TEST_F(Coverage, LeavesTheKeysOfUsersAlone)
{
    plan.users.keys = {plan::KeysPlan{"logins", "key", "user_id", "text", "", {}, false, ""}};
    EXPECT_EQ(Columns{}, found(with_users({table("logins", {integer_column("user_id"), text_column("key")})})));
}

TEST_F(Coverage, TakesWhatIsNamedAfterAnotherTableForNoUser)
{
    auto const members = table("members", {integer_column("id")}, {primary_key({"id"})});
    auto const all = named_suspects({{"prose", with_users({table("audit", {integer_column("member_id")}), members})}});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].looks, Suspect::Looks::id_of_table);
}

TEST_F(Coverage, SuspectsWhatIsCalledLikeATableWithoutANumberOfItsOwn)
{
    auto const members = table("members", {integer_column("group_no")});
    EXPECT_EQ((Columns{"audit.member_id"}),
              found(with_users({table("audit", {integer_column("member_id")}), members})));
}

TEST_F(Coverage, LeavesATablesOwnNumberAlone)
{
    auto id = integer_column("user_id");
    id.sequence = "public.logins_user_id_seq";
    EXPECT_EQ(Columns{}, found(with_users({table("logins", {id}, {primary_key({"user_id"})})})));
}

TEST_F(Coverage, SuspectsAPrimaryKeyThatIsCalledLikeAUsersIdAndFedByNothing)
{
    EXPECT_EQ((Columns{"profiles.user_id"}),
              found(with_users({table("profiles", {integer_column("user_id")}, {primary_key({"user_id"})})})));
}

TEST_F(Coverage, SuspectsWhatIsCalledLikeAReferenceElsewhere)
{
    EXPECT_EQ(
        (Columns{"replies.penned"}),
        found(with_users({table("posts", {integer_column("penned")}, {}, {foreign_key({"penned"}, "users", {"id"})}),
                          table("replies", {integer_column("penned")})})));
}

TEST_F(Coverage, SuspectsWhatIsCalledLikeAReferenceToWhatRefersToUsers)
{
    EXPECT_EQ(
        (Columns{"notes.holder"}),
        found(with_users({table("desks", {integer_column("seat")}, {primary_key({"seat"})},
                                {foreign_key({"seat"}, "users", {"id"})}),
                          table("lamps", {integer_column("holder")}, {}, {foreign_key({"holder"}, "desks", {"seat"})}),
                          table("notes", {integer_column("holder")})})));
}

TEST_F(Coverage, SuspectsEveryUuidWhereUsersHaveUuids)
{
    EXPECT_EQ((Columns{"visits.id", "visits.page"}),
              found(with_users({table("visits", {uuid_column("id"), uuid_column("page")}, {primary_key({"id"})})},
                               uuid_column("id"))));
}

TEST_F(Coverage, LeavesUuidsAloneWhereUsersHaveNumbers)
{
    EXPECT_EQ(Columns{}, found_in_audit({uuid_column("id"), uuid_column("page")}));
}

TEST_F(Coverage, SuspectsATextThatIsNamedLikeAUsersName)
{
    EXPECT_EQ((Columns{"audit.author", "audit.created_by", "audit.username"}),
              found_in_audit(
                  {text_column("author"), text_column("created_by"), text_column("username"), text_column("title")}));
}

TEST_F(Coverage, LooksForNumbersOfUsersInEveryText)
{
    auto const all = suspects(
        plan, std::vector<CoverageSource>{{"prose", with_users({table("audit", {text_column("whodunnit")})})}}, {});
    EXPECT_EQ(std::count_if(all.begin(), all.end(),
                            [](auto const &one) { return one.looks == Suspect::Looks::text_by_value; }),
              1);
}

TEST_F(Coverage, LeavesTheUsersOwnTextsAlone)
{
    auto schema = with_users({});
    schema.tables.back().columns.push_back(text_column("login"));
    EXPECT_EQ(Columns{}, found(schema));
}

TEST_F(Coverage, SuspectsTheUserWhoInvitedAUser)
{
    auto schema = with_users({});
    schema.tables.back().columns.push_back(integer_column("invited_by"));
    EXPECT_EQ((Columns{"users.invited_by"}), found(schema));
}

TEST_F(Coverage, SuspectsAnIdBesideAKind)
{
    EXPECT_EQ((Columns{"audit.subject_id"}),
              found_in_audit({text_column("subject_type"), integer_column("subject_id")}));
}

TEST_F(Coverage, SuspectsAnIdBesideAKindAsLongAsNoReferenceHoldsForEveryRow)
{
    plan.references.push_back({});
    plan.references[0].from = {"audit", "subject_id"};
    plan.references[0].to = {"users", "id"};
    plan.references[0].when = "subject_type = 'User'";
    EXPECT_EQ((Columns{"audit.subject_id"}),
              found_in_audit({text_column("subject_type"), integer_column("subject_id")}));
}

TEST_F(Coverage, SuspectsAnArrayThatIsNamedLikeIdsOfUsers)
{
    EXPECT_EQ((Columns{"audit.watchers", "audit.user_ids", "audit.members"}),
              found_in_audit({column_of_type("watchers", "bigint[]"), column_of_type("user_ids", "integer[]"),
                              column_of_type("levels", "integer[]"), column_of_type("members", "text[]")}));
}

// ---- waivers ---------------------------------------------------------------------------------------

class Waivers : public Coverage {
protected:
    model::Error refused(plan::ColumnName column)
    {
        plan.waived.push_back({std::move(column), "because", "", "", {}, false, "", {7, 1}});
        return error_of([&] { check_waived(plan, std::vector<CoverageSource>{{"prose", schema}}); });
    }

    std::vector<std::string> needless(plan::ColumnName column)
    {
        plan.waived.push_back({std::move(column), "because", "", "", {}, false, "", {7, 1}});
        return needless_waivers(plan, std::vector<CoverageSource>{{"prose", schema}}, {});
    }

    model::Schema schema = with_users(
        {table("audit", {integer_column("actor_id"), integer_column("max_users"), integer_column("owner_id")}, {},
               {foreign_key({"owner_id"}, "users", {"id"})})});
};

TEST_F(Waivers, OfAnUnknownTableAreMistakesOfThePlan)
{
    auto const error = refused({"audits", "actor_id"});
    EXPECT_EQ(model::Exit::plan, error.exit);
    EXPECT_STREQ("pico.toml:7:1: [[waive]]: no source has a table \"audits\"", error.what());
    EXPECT_EQ("did you mean \"audit\"?", error.next_step);
}

TEST_F(Waivers, OfAnUnknownColumnAreMistakesOfThePlan)
{
    auto const error = refused({"audit", "actor"});
    EXPECT_EQ(model::Exit::plan, error.exit);
    EXPECT_STREQ("pico.toml:7:1: [[waive]]: table \"audit\" has no column \"actor\" in any source", error.what());
}

TEST_F(Waivers, OfASuspectAreNeeded) { EXPECT_EQ(Columns{}, needless({"audit", "actor_id"})); }

TEST_F(Waivers, OfAnInnocentColumnAreNeedless)
{
    EXPECT_EQ((Columns{"[[waive]] of \"audit.max_users\" is not needed: the column does not look like a reference"}),
              needless({"audit", "max_users"}));
}

TEST_F(Waivers, OfACoveredColumnAreNeedless)
{
    EXPECT_EQ((Columns{"[[waive]] of \"audit.owner_id\" is not needed: the column is covered already"}),
              needless({"audit", "owner_id"}));
}

} // namespace
} // namespace tributary::undeclared
