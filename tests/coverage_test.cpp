#include "merge/resolve/coverage.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::resolve {
namespace {

using testing::error_of;
using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;
using Columns = std::vector<std::string>;
using Looks = Suspect::Looks;

model::Column uuid_column(std::string name)
{
    model::Column column;
    column.name = std::move(name);
    column.type = "uuid";
    return column;
}

model::Column array_column(std::string name, std::string type)
{
    auto column = uuid_column(std::move(name));
    column.type = std::move(type);
    return column;
}

/// One or two services of PostgreSQL with users and whatever a test puts beside them.
class Coverage : public ::testing::Test {
protected:
    Coverage()
    {
        plan.file = "pico.toml";
        plan.users.table = "users";
        plan.users.name = "name";
    }

    static model::Schema with_users(std::vector<model::Table> tables, model::Column id = integer_column("id"))
    {
        auto const key = id.name;
        tables.push_back(table("users", {std::move(id), text_column("name")}, {primary_key({key})}));
        auto result = testing::schema(std::move(tables));
        result.engine = model::Engine::postgresql;
        return result;
    }

    /// `table.column` of each suspect of a single source.
    Columns found(model::Schema const &schema, model::Schema const &target = {}) const
    {
        std::vector<CoverageSource> const sources{{"prose", schema}};
        Columns result;
        for (auto const &suspect : suspects(plan, sources, target)) {
            result.push_back(suspect.table + "." + suspect.column);
        }
        return result;
    }

    Columns found_in_audit(std::vector<model::Column> columns) const
    {
        return found(with_users({table("audit", std::move(columns))}));
    }

    /// What comes of one suspect whose values were counted so.
    std::vector<model::UncoveredColumn> judged(model::Schema const &schema, Tally const &tally) const
    {
        std::vector<CoverageSource> const sources{{"prose", schema}};
        auto const all = suspects(plan, sources, {});
        return uncovered(plan, sources, all, std::vector<Tally>(all.size(), tally));
    }

    static Tally counted(std::int64_t values, std::int64_t ids, std::int64_t names = 0)
    {
        Tally tally;
        tally.values = values;
        tally.ids = ids;
        tally.names = names;
        tally.only_flags = false;
        return tally;
    }

    plan::Plan plan;
};

// ---- who is suspected ------------------------------------------------------------------------------

TEST_F(Coverage, SuspectsAnIntegerThatIsNamedLikeAReference)
{
    EXPECT_EQ((Columns{"audit.actor_id"}), found_in_audit({integer_column("actor_id")}));
}

TEST_F(Coverage, LeavesAnIntegerWithAnotherNameAlone)
{
    EXPECT_EQ(Columns{}, found_in_audit({integer_column("id"), integer_column("size"), integer_column("page_id")}));
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
    plan.waived.push_back({{"audit", "actor_id"}, "numbers of devices", {}});
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
    plan.users.keys = plan::KeysPlan{"logins", "key", "user_id", "text", "", {}};
    EXPECT_EQ(Columns{}, found(with_users({table("logins", {integer_column("user_id"), text_column("key")})})));
}

TEST_F(Coverage, LeavesTheNumberOfAnotherTableAlone)
{
    auto const members = table("members", {integer_column("id")}, {primary_key({"id"})});
    EXPECT_EQ(Columns{}, found(with_users({table("audit", {integer_column("member_id")}), members})));
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
    EXPECT_EQ((Columns{"audit.watchers", "audit.user_ids"}),
              found_in_audit({array_column("watchers", "bigint[]"), array_column("user_ids", "integer[]"),
                              array_column("levels", "integer[]"), array_column("members", "text[]")}));
}

// ---- who is guilty ---------------------------------------------------------------------------------

class Judgement : public Coverage {
protected:
    static model::Schema audit(model::Column column) { return with_users({table("audit", {std::move(column)})}); }

    bool is_uncovered(model::Column column, Tally const &tally) const
    {
        return !judged(audit(std::move(column)), tally).empty();
    }
};

TEST_F(Judgement, AColumnWithoutValuesIsInnocent)
{
    EXPECT_FALSE(is_uncovered(integer_column("user_id"), counted(0, 0)));
}

TEST_F(Judgement, ARoleIsInnocentIfNoValueIsAUser)
{
    EXPECT_FALSE(is_uncovered(integer_column("telegram_user_id"), counted(9, 0)));
}

TEST_F(Judgement, ARoleIsGuiltyIfOneValueIsAUser)
{
    EXPECT_TRUE(is_uncovered(integer_column("actor_id"), counted(9, 1)));
}

TEST_F(Judgement, AUserIdIsGuiltyWhateverItHolds)
{
    EXPECT_TRUE(is_uncovered(integer_column("user_id"), counted(9, 0)));
}

TEST_F(Judgement, AFlagIsInnocent)
{
    auto flags = counted(9, 5);
    flags.only_flags = true;
    EXPECT_FALSE(is_uncovered(integer_column("author"), flags));
}

TEST_F(Judgement, AnIdIsNoFlag)
{
    auto flags = counted(9, 9);
    flags.only_flags = true;
    EXPECT_TRUE(is_uncovered(integer_column("author_id"), flags));
}

TEST_F(Judgement, ATextIsInnocentIfNoValueIsAName)
{
    EXPECT_FALSE(is_uncovered(text_column("author"), counted(9, 0, 0)));
}

TEST_F(Judgement, AUsernameIsGuiltyWhateverItHolds)
{
    EXPECT_TRUE(is_uncovered(text_column("username"), counted(9, 0, 0)));
}

TEST_F(Judgement, SaysHowManyValuesAreUsers)
{
    auto const found = judged(audit(integer_column("actor_id")), counted(43, 41));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("integer column named like a user's id: 41 of 43 values are ids of users (95 %) in prose",
              found[0].evidence);
}

TEST_F(Judgement, ProposesTheLinesOfThePlan)
{
    auto const found = judged(audit(text_column("author")), counted(3, 0, 2));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"audit.author\"\nto = \"users.name\"", found[0].reference);
    EXPECT_EQ("[[waive]]\ncolumn = \"audit.author\"\nreason = \"…\"", found[0].waive);
    EXPECT_TRUE(found[0].likely);
}

TEST_F(Judgement, QuotesNamesAsThePlanReadsThem)
{
    auto const schema = with_users({table("order.log", {integer_column("made\"by")})});
    auto const found = judged(schema, counted(3, 2));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[waive]]\ncolumn = '\"order.log\".\"made\"\"by\"'\nreason = \"…\"", found[0].waive);
}

TEST_F(Judgement, TextsThatAreIdsReferToTheId)
{
    auto const found = judged(audit(text_column("created_by")), counted(3, 3, 0));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"audit.created_by\"\nto = \"users.id\"", found[0].reference);
}

TEST_F(Judgement, ListsAColumnOnceForAllSources)
{
    auto const schema = audit(integer_column("actor_id"));
    std::vector<CoverageSource> const sources{{"prose", schema}, {"lists", schema}};
    auto const all = suspects(plan, sources, {});
    auto const found = uncovered(plan, sources, all, std::vector{counted(4, 3), counted(2, 0)});
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ(
        "integer column named like a user's id: 3 of 4 values are ids of users (75 %) in prose, 0 of 2 (0 %) in lists",
        found[0].evidence);
}

class Kinds : public Coverage {
protected:
    static model::Schema reports()
    {
        return with_users({table("pages", {text_column("path")}),
                           table("posts", {integer_column("id")}, {primary_key({"id"})}),
                           table("reports", {text_column("subject_type"), integer_column("subject_id")})});
    }

    static Tally kinds(std::map<std::string, Tally::Of> said)
    {
        auto tally = counted(0, 0);
        tally.kinds = std::move(said);
        for (auto const &[kind, of] : tally.kinds) {
            tally.values += of.values;
            tally.ids += of.ids;
        }
        return tally;
    }
};

TEST_F(Kinds, AreAskedAboutOneByOneWhereTheirTablesIdsAreShifted)
{
    auto const found = judged(reports(), kinds({{"Page", {1, 1}}, {"Post", {2, 1}}, {"User", {3, 3}}}));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"reports.subject_id\"\nto = \"posts.id\"\nwhen = \"subject_type = 'Post'\"\n"
              "[[reference]]\ncolumn = \"reports.subject_id\"\nto = \"users.id\"\nwhen = \"subject_type = 'User'\"",
              found[0].reference);
}

TEST_F(Kinds, OfNoTableSayNothing)
{
    EXPECT_TRUE(judged(reports(), kinds({{"Page", {5, 5}}, {"Link", {1, 1}}})).empty());
}

TEST_F(Kinds, ThatAreSortsOfUsersLeaveAPlainReference)
{
    auto const schema = with_users({table("sessions", {text_column("user_type"), integer_column("user_id")})});
    auto const found = judged(schema, kinds({{"admin", {2, 2}}, {"guest", {1, 1}}}));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"sessions.user_id\"\nto = \"users.id\"", found[0].reference);
}

// ---- waivers ---------------------------------------------------------------------------------------

class Waivers : public Coverage {
protected:
    model::Error refused(plan::ColumnName column)
    {
        plan.waived.push_back({std::move(column), "because", {7, 1}});
        return error_of([&] { check_waived(plan, std::vector<CoverageSource>{{"prose", schema}}); });
    }

    std::vector<std::string> needless(plan::ColumnName column)
    {
        plan.waived.push_back({std::move(column), "because", {7, 1}});
        return needless_waivers(plan, std::vector<CoverageSource>{{"prose", schema}}, {});
    }

    model::Schema schema =
        with_users({table("audit", {integer_column("actor_id"), integer_column("size"), integer_column("owner_id")}, {},
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
    EXPECT_EQ((Columns{"[[waive]] of \"audit.size\" waives nothing: it does not look like a reference to users"}),
              needless({"audit", "size"}));
}

TEST_F(Waivers, OfACoveredColumnAreNeedless)
{
    EXPECT_EQ((Columns{"[[waive]] of \"audit.owner_id\" waives nothing: it is covered already"}),
              needless({"audit", "owner_id"}));
}

} // namespace
} // namespace tributary::resolve
