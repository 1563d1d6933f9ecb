#include "merge/mapping/users.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::mapping {
namespace {

using testing::error_of;
using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;

class Users : public ::testing::Test {
protected:
    Users()
    {
        plan.file = "pico.toml";
        plan.users.table = "app_users";
        plan.users.name = "name";
        plan.users.position = {14, 1};
        plan.users.name_position = {16, 9};
        plan.users.id_position = {17, 9};
        schema.tables = {table("app_users", {integer_column("id"), integer_column("number"), text_column("name")},
                               {primary_key({"id"})}),
                         table("public_keys",
                               {integer_column("id"), integer_column("user_id"), integer_column("checked_by"),
                                text_column("public_key")},
                               {primary_key({"id"})}, {foreign_key({"user_id"}, "app_users", {"id"})})};
        keys.table = "public_keys";
        keys.column = "public_key";
        keys.position = {18, 8};
    }

    UsersTable settled() const { return users_table(plan, "prose", schema); }
    model::Error refused() const
    {
        return error_of([&] { settled(); });
    }

    plan::Plan plan;
    plan::KeysPlan keys;
    model::Schema schema;
};

TEST_F(Users, AreInTheTableOfThePlan) { EXPECT_EQ(settled().table, &schema.tables[0]); }

TEST_F(Users, AreToldApartByThePrimaryKey) { EXPECT_EQ(settled().id, "id"); }

TEST_F(Users, AreToldApartByTheColumnThatThePlanNames)
{
    plan.users.id = "number";
    EXPECT_EQ(settled().id, "number");
}

TEST_F(Users, HaveNoKeysWithoutKeysInThePlan) { EXPECT_TRUE(settled().keys.empty()); }

TEST_F(Users, HaveTheirKeysInTheTableOfThePlan)
{
    plan.users.keys = {keys};
    EXPECT_EQ(settled().keys.at(0).table, &schema.tables[1]);
}

TEST_F(Users, OwnTheKeysThatTheForeignKeySays)
{
    plan.users.keys = {keys};
    EXPECT_EQ(settled().keys.at(0).user, "user_id");
}

TEST_F(Users, OwnTheKeysThatThePlanSays)
{
    keys.user = "checked_by";
    plan.users.keys = {keys};
    EXPECT_EQ(settled().keys.at(0).user, "checked_by");
}

TEST_F(Users, AreNotAskedForAForeignKeyWhereThePlanSaysWhoseKeyItIs)
{
    schema.tables[1].foreign_keys.clear();
    keys.user = "checked_by";
    plan.users.keys = {keys};
    EXPECT_EQ(settled().keys.at(0).user, "checked_by");
}

TEST_F(Users, MayKeepTheirKeyInTheirOwnTable)
{
    schema.tables[0].columns.push_back(text_column("ssh_key"));
    keys.table = "app_users";
    keys.column = "ssh_key";
    keys.user = "id";
    plan.users.keys = {keys};
    EXPECT_EQ(settled().keys.at(0).table, settled().table);
}

TEST_F(Users, MayShareAKeyThroughATableOfLinks)
{
    schema.tables.push_back(
        table("user_keys", {integer_column("user_id"), integer_column("key_id")}, {},
              {foreign_key({"user_id"}, "app_users", {"id"}), foreign_key({"key_id"}, "public_keys", {"id"})}));
    keys.via = "user_keys";
    plan.users.keys = {keys};
    auto const found = settled().keys.at(0);
    EXPECT_EQ(found.owners().label, "user_keys");
    EXPECT_EQ(found.user + " " + found.link + " " + found.id, "user_id key_id id");
}

TEST_F(Users, WhoseLinksDoNotReferToAKeyAreRefused)
{
    schema.tables.push_back(
        table("user_keys", {integer_column("user_id")}, {}, {foreign_key({"user_id"}, "app_users", {"id"})}));
    keys.via = "user_keys";
    plan.users.keys = {keys};
    EXPECT_STREQ(refused().what(), "pico.toml:18:8: table \"user_keys\" of source \"prose\" has no foreign key to "
                                   "\"public_keys\"");
}

TEST_F(Users, MayHaveKeysOfSeveralKinds)
{
    plan.users.keys = {keys, keys};
    EXPECT_EQ(settled().keys.size(), 2U);
}

TEST_F(Users, WithoutTheirTableAreRefusedAtItsPlace)
{
    plan.users.table = "app_user";
    EXPECT_STREQ(refused().what(), "pico.toml:14:1: there is no table \"app_user\" in source \"prose\"");
}

TEST_F(Users, WithoutTheirTableAreShownTheNearest)
{
    plan.users.table = "app_user";
    EXPECT_EQ(refused().next_step, "did you mean \"app_users\"?");
}

TEST_F(Users, WithoutTheirTableEndTheProgramAsAWrongPlan)
{
    plan.users.table = "app_user";
    EXPECT_EQ(refused().exit, model::Exit::plan);
}

TEST_F(Users, WithoutTheirNameColumnAreRefusedAtItsPlace)
{
    plan.users.name = "nmae";
    EXPECT_STREQ(refused().what(),
                 "pico.toml:16:9: there is no column \"nmae\" in table \"app_users\" of source \"prose\"");
}

TEST_F(Users, WithoutTheirNameColumnAreShownTheNearest)
{
    plan.users.name = "namee";
    EXPECT_EQ(refused().next_step, "did you mean \"name\"?");
}

TEST_F(Users, WithoutTheirIdColumnAreRefusedAtItsPlace)
{
    plan.users.id = "uid";
    EXPECT_STREQ(refused().what(),
                 "pico.toml:17:9: there is no column \"uid\" in table \"app_users\" of source \"prose\"");
}

TEST_F(Users, WithoutAPrimaryKeyAreRefusedUnlessThePlanNamesTheId)
{
    schema.tables[0].unique_keys.clear();
    EXPECT_EQ(refused().exit, model::Exit::plan);
}

TEST_F(Users, WithAPrimaryKeyOfTwoColumnsAreRefusedUnlessThePlanNamesTheId)
{
    schema.tables[0].unique_keys = {primary_key({"id", "number"})};
    EXPECT_EQ(refused().exit, model::Exit::plan);
}

TEST_F(Users, WithAPrimaryKeyOfTwoColumnsTakeTheIdOfThePlan)
{
    schema.tables[0].unique_keys = {primary_key({"id", "number"})};
    plan.users.id = "number";
    EXPECT_EQ(settled().id, "number");
}

TEST_F(Users, WithoutTheirKeysTableAreRefusedAtItsPlace)
{
    keys.table = "public_key";
    plan.users.keys = {keys};
    EXPECT_STREQ(refused().what(), "pico.toml:18:8: there is no table \"public_key\" in source \"prose\"");
}

TEST_F(Users, WithoutTheKeysColumnAreRefusedAtItsPlace)
{
    keys.column = "publickey";
    plan.users.keys = {keys};
    EXPECT_STREQ(refused().what(),
                 "pico.toml:18:8: there is no column \"publickey\" in table \"public_keys\" of source \"prose\"");
}

TEST_F(Users, WithoutTheColumnThatSaysWhoseKeyItIsAreRefusedAtItsPlace)
{
    keys.user = "owner";
    plan.users.keys = {keys};
    EXPECT_STREQ(refused().what(),
                 "pico.toml:18:8: there is no column \"owner\" in table \"public_keys\" of source \"prose\"");
}

TEST_F(Users, WhoseKeysReferToNobodyAreRefused)
{
    schema.tables[1].foreign_keys.clear();
    plan.users.keys = {keys};
    EXPECT_EQ(refused().exit, model::Exit::plan);
}

TEST_F(Users, WhoseKeysReferToAnotherColumnThanTheIdAreRefused)
{
    schema.tables[1].foreign_keys = {foreign_key({"user_id"}, "app_users", {"number"})};
    plan.users.keys = {keys};
    EXPECT_EQ(refused().exit, model::Exit::plan);
}

} // namespace
} // namespace tributary::mapping
