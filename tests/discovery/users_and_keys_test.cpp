#include "merge/discovery/guess.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/guessing.hpp"

#include <gtest/gtest.h>

namespace tributary::discovery {
namespace {

using testing::error_of;
using testing::foreign_key;
using testing::integer_column;
using testing::keys_of;
using testing::posts_of;
using testing::primary_key;
using testing::schema;
using testing::Services;
using testing::table;
using testing::text_column;
using testing::unique_key;
using testing::users_called;
using Words = std::vector<std::string>;

// ---- users -----------------------------------------------------------------------------------------

TEST(GuessUsers, GoesByTheNameOfTheTable)
{
    Services services({schema({posts_of("app_users"), users_called("app_users")})});
    EXPECT_EQ(services.users().table, "app_users");
}

TEST(GuessUsers, SaysHowManySourcesHaveItAndWhatRefersToIt)
{
    auto const one = schema({keys_of("app_users"), posts_of("app_users"), users_called("app_users")});
    Services services({one, one});
    EXPECT_EQ(services.users().why, "2 of 2 sources have it; 2 tables refer to it");
}

TEST(GuessUsers, KnowsATableOfAnotherLanguageByWhatSurroundsIt)
{
    Services services(
        {schema({users_called("nutzer"), keys_of("nutzer"), posts_of("nutzer"), users_called("orte", "ort")})});
    EXPECT_EQ(services.users().table, "nutzer");
}

TEST(GuessUsers, DoesNotTakeATableOfRolesForTheUsers)
{
    Services services({schema({users_called("user_roles"), users_called("users")})});
    EXPECT_EQ(services.users().table, "users");
}

TEST(GuessUsers, TakesThePublicAccountsOfThoseWhoLogIn)
{
    auto people =
        table("users",
              {integer_column("id"), text_column("email"), text_column("password_hash"), integer_column("account_id")},
              {primary_key({"id"}), unique_key({"email"})}, {foreign_key({"account_id"}, "accounts", {"id"})});
    std::vector<model::Table> tables{people, users_called("accounts", "username")};
    for (auto const *const name : {"statuses", "follows", "blocks", "mutes", "polls", "lists"}) {
        tables.push_back(table(name, {integer_column("id"), integer_column("account_id")}, {primary_key({"id"})},
                               {foreign_key({"account_id"}, "accounts", {"id"})}));
    }
    Services services({schema(tables)});
    EXPECT_EQ(services.users().table, "accounts");
    EXPECT_EQ(services.users().name.name, "username");
}

TEST(GuessUsers, PrefersAUniqueLoginToADisplayName)
{
    auto people = table("users", {integer_column("id"), text_column("name"), text_column("login")},
                        {primary_key({"id"}), unique_key({"login"})});
    Services services({schema({people})});
    EXPECT_EQ(services.users().name.name, "login");
}

TEST(GuessUsers, CallsThemByTheirEmailWhereThereIsNothingElse)
{
    auto people =
        table("users", {integer_column("id"), text_column("email")}, {primary_key({"id"}), unique_key({"email"})});
    Services services({schema({people})});
    EXPECT_TRUE(services.users().named_by_email);
}

TEST(GuessUsers, TakesAnotherUniqueColumnWhereThePrimaryKeyIsOfSeveral)
{
    auto people = table("users", {integer_column("tenant"), integer_column("id"), text_column("username")},
                        {primary_key({"tenant", "id"}), unique_key({"id"}), unique_key({"username"})});
    Services services({schema({people})});
    auto const guess = services.users();
    EXPECT_EQ(guess.id, "id");
    EXPECT_FALSE(guess.id_is_primary);
}

TEST(GuessUsers, FindsTheTableThatOneSourceCallsOtherwise)
{
    Services services({schema({users_called("app_users")}), schema({users_called("members", "nick")})});
    services.users();
    EXPECT_EQ(services.sources[1].tables.at("app_users"), "members");
    EXPECT_EQ(services.sources[1].columns.at({"app_users", "name"}), "nick");
}

TEST(GuessUsers, RefusesToChooseBetweenTwoThatAreAlike)
{
    Services services({schema({users_called("accounts"), users_called("members"), users_called("persons")})});
    auto const error = error_of([&] { services.users(); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_EQ(error.next_step, "it may be \"accounts\", \"members\", \"persons\"\n"
                               "name it: --users TABLE, or TABLE.COLUMN with the column of the names");
}

TEST(GuessUsers, TakesTheOperatorsWord)
{
    Services services({schema({users_called("accounts"), users_called("members")})});
    EXPECT_EQ(services.users({"members.email"}).name.name, "email");
}

TEST(GuessUsers, TakesTheOperatorsWordForOneSource)
{
    Services services(
        {schema({users_called("users")}), schema({users_called("xs", "nick"), users_called("ys", "nick")})});
    services.users({"lists=ys"});
    EXPECT_EQ(services.sources[1].tables.at("users"), "ys");
}

TEST(GuessUsers, RefusesATableThatIsNotThere)
{
    Services services({schema({users_called("members")})});
    auto const error = error_of([&] { services.users({"member"}); });
    EXPECT_EQ(error.exit, model::Exit::usage);
    EXPECT_EQ(error.next_step, "did you mean \"members\"?");
}

TEST(GuessUsers, RefusesASourceWithoutUsers)
{
    Services services({schema({users_called("users")}), schema({table("logs", {integer_column("id")})})});
    auto const error = error_of([&] { services.users(); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_NE(std::string(error.what()).find("source \"lists\" has no table \"users\""), std::string::npos);
}

TEST(GuessUsers, TellsThemApartByTheirNameWhereThereIsNoId)
{
    auto people = table("users", {text_column("name"), text_column("password")}, {unique_key({"name"})});
    Services services({schema({people})});
    EXPECT_EQ(services.users().id, "name");
}

// ---- keys ------------------------------------------------------------------------------------------

TEST(GuessKeys, FindsTheTableByItsNameAndItsForeignKey)
{
    Services services({schema({users_called("users"), keys_of("users")})});
    auto const users = services.users();
    auto const keys = best_keys(keys_candidates(services.shape(), services.sources, users));
    ASSERT_TRUE(keys);
    EXPECT_EQ(keys->table + "." + keys->column + "/" + keys->user, "public_keys.public_key/user_id");
}

TEST(GuessKeys, NamesTheUserColumnThatNoForeignKeyDeclares)
{
    auto keys = keys_of("users");
    keys.foreign_keys.clear();
    Services services({schema({users_called("users"), keys})});
    auto const users = services.users();
    auto const best = best_keys(keys_candidates(services.shape(), services.sources, users));
    ASSERT_TRUE(best);
    EXPECT_FALSE(best->declared);
}

TEST(GuessKeys, TakesNoApiKeys)
{
    auto keys = table("api_keys", {integer_column("id"), integer_column("user_id"), text_column("key")},
                      {primary_key({"id"})}, {foreign_key({"user_id"}, "users", {"id"})});
    Services services({schema({users_called("users"), keys})});
    auto const users = services.users();
    EXPECT_FALSE(best_keys(keys_candidates(services.shape(), services.sources, users)));
}

TEST(GuessKeys, LetsTheValuesTellWhichColumnOfATableOfKeysItIs)
{
    auto keys = keys_of("users");
    keys.columns[2] = text_column("fingerprint");
    keys.columns.push_back(text_column("content"));
    Services services({schema({users_called("users"), keys})});
    auto const users = services.users();
    auto candidates = keys_candidates(services.shape(), services.sources, users);
    ASSERT_EQ(candidates.size(), 2);
    candidates[1].values = candidates[1].ssh = 10;
    EXPECT_EQ(best_keys(candidates)->column, "content");
}

TEST(GuessKeys, TakesAKeyInTheUsersTableOnlyIfItIsAnSshKey)
{
    auto people = users_called("users");
    people.columns.push_back(text_column("public_key"));
    Services services({schema({people})});
    auto const users = services.users();
    auto candidates = keys_candidates(services.shape(), services.sources, users);
    ASSERT_EQ(candidates.size(), 1);
    EXPECT_FALSE(best_keys(candidates));
    candidates[0].values = candidates[0].ssh = 10;
    EXPECT_EQ(best_keys(candidates)->user, "id");
}

TEST(GuessKeys, TakesNoTableThatOneSourceLacks)
{
    Services services({schema({users_called("users"), keys_of("users")}), schema({users_called("users")})});
    auto const users = services.users();
    EXPECT_TRUE(keys_candidates(services.shape(), services.sources, users).empty());
}

TEST(GuessKeys, KnowsAnSshKeyBehindItsOptions) { EXPECT_TRUE(begins_like_ssh("no-pty ssh-ed25519 AAAA")); }

TEST(GuessKeys, TakesNoTextThatSpeaksOfSshForAKey) { EXPECT_FALSE(begins_like_ssh("my-ssh-rsa key")); }

} // namespace
} // namespace tributary::discovery
