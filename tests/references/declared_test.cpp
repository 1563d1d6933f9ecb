#include "merge/references/declared.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::references {
namespace {

using testing::error_of;
using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;
using Holds = model::DeclaredReference::Holds;

/// Posts of a service in PostgreSQL: author is a text, user_id an integer, meta JSON, likes an array.
class Declared : public ::testing::Test {
protected:
    Declared()
    {
        plan.file = "pico.toml";
        plan.users.table = "users";
        plan.users.name = "name";
        auto meta = text_column("meta");
        meta.type = "jsonb";
        meta.kind = model::Kind::other;
        auto likes = text_column("likes");
        likes.type = "bigint[]";
        likes.kind = model::Kind::other;
        schema.engine = model::Engine::postgresql;
        schema.tables = {
            table("posts", {integer_column("id"), integer_column("user_id"), text_column("author"), meta, likes},
                  {primary_key({"id"})}),
            table("users", {integer_column("id"), text_column("name"), text_column("bio")}, {primary_key({"id"})})};
    }

    plan::ReferencePlan &declare(std::string const &column, plan::ColumnName to = {"users", "id"})
    {
        auto &reference = plan.references.emplace_back();
        reference.from = {"posts", column};
        reference.to = std::move(to);
        reference.position = {20, 1};
        reference.from_position = {21, 10};
        reference.to_position = {22, 6};
        return reference;
    }

    std::string refused() const
    {
        auto const error = error_of([&] { check_references(plan, std::vector{schema}); });
        EXPECT_EQ(error.exit, model::Exit::plan);
        return error.what();
    }

    void check() const { check_references(plan, std::vector{schema}); }

    std::vector<model::DeclaredReference> declared(std::string const &column) const
    {
        return declared_references(plan, schema, "posts", column);
    }

    plan::Plan plan;
    model::Schema schema;
};

TEST_F(Declared, ReferencesOfATableThatIsNotThereAreMistakes)
{
    declare("user_id").from.table = "pots";
    EXPECT_EQ(refused(), "pico.toml:21:10: no source has a table \"pots\"");
}

TEST_F(Declared, ReferencesOfAColumnInAnotherCaseAreMistakes)
{
    declare("User_ID");
    EXPECT_EQ(refused(), "pico.toml:21:10: no source has a column \"User_ID\" in table \"posts\"");
}

TEST_F(Declared, ReferencesLeadToAnIdOrTheUsersName)
{
    declare("author", {"users", "bio"});
    EXPECT_EQ(refused(), "pico.toml:22:6: `to`: \"users.bio\" is neither an id nor the users' name");
}

TEST_F(Declared, ReferencesMayLeadToTheUsersNameThoughItIsNotUnique)
{
    declare("author", {"users", "name"});
    EXPECT_NO_THROW(check());
}

TEST_F(Declared, ReferencesOfOneColumnInEveryRowAreNotTwo)
{
    declare("user_id");
    declare("user_id", {"posts", "id"}).position = {30, 1};
    EXPECT_EQ(refused(), "pico.toml:30:1: column \"posts.user_id\" refers to \"users.id\" already, in every row");
}

TEST_F(Declared, ReferencesOfOneColumnMayBeTwoWhereOneHoldsForSomeRows)
{
    declare("user_id").when = "id > 5";
    declare("user_id", {"posts", "id"});
    EXPECT_NO_THROW(check());
}

TEST_F(Declared, ReferencesInAWholeNumberAreMistakes)
{
    declare("user_id").array = true;
    EXPECT_EQ(refused(),
              "pico.toml:20:1: column \"posts.user_id\" (bigint) holds integers, each of which is at most one id");
}

TEST_F(Declared, ReferencesInAnArraySayThatItIsOne)
{
    declare("likes");
    EXPECT_EQ(refused(), "pico.toml:20:1: column \"posts.likes\" (bigint[]) is an array: `array = true`");
}

TEST_F(Declared, ReferencesInNoArrayAreMistakesInPostgres)
{
    declare("author").array = true;
    EXPECT_EQ(refused(), "pico.toml:20:1: column \"posts.author\" (text) is not an array");
}

TEST_F(Declared, ReferencesInAnArrayMayBeInATextOfSqlite)
{
    schema.engine = model::Engine::sqlite;
    declare("author").array = true;
    EXPECT_NO_THROW(check());
}

TEST_F(Declared, ReferencesInATextAreMistakesWhereThereIsNone)
{
    declare("meta", {"users", "name"}).regex = "@([a-z]+)";
    EXPECT_EQ(refused(), "pico.toml:20:1: column \"posts.meta\" (jsonb) does not hold text");
}

TEST_F(Declared, ReferencesInATextMayBeInACitextOfAnySchema)
{
    schema.tables[0].columns[3].type = "public.citext";
    declare("meta", {"users", "name"}).regex = "@([a-z]+)";
    EXPECT_NO_THROW(check());
}

TEST_F(Declared, ReferencesInJsonNeedAPathThatIsOne)
{
    declare("meta").path = "owner";
    EXPECT_TRUE(refused().starts_with("pico.toml:20:1: `path` \"owner\": ")) << refused();
}

TEST_F(Declared, ReferencesByTheKeysOfAnObjectCannotBecomeNull)
{
    auto &reference = declare("meta");
    reference.path = "$";
    reference.keys = true;
    reference.dangling.everywhere = plan::Dangling::null;
    EXPECT_EQ(
        refused(),
        "pico.toml:20:1: `dangling`: an id inside a text, or one that is the key of an object, cannot become NULL");
}

TEST_F(Declared, ReferencesOfEveryRowAreForeignKeys)
{
    EXPECT_TRUE(is_foreign_key(declare("user_id"), schema));
    EXPECT_TRUE(declared("user_id").empty());
}

TEST_F(Declared, ReferencesOfSomeRowsAreNoForeignKeys)
{
    declare("user_id").when = "id > 5";
    ASSERT_EQ(declared("user_id").size(), 1U);
    EXPECT_EQ(declared("user_id")[0].when, "id > 5");
}

TEST_F(Declared, ReferencesOfATextToANumberAreNoForeignKeys)
{
    declare("author");
    ASSERT_EQ(declared("author").size(), 1U);
    EXPECT_TRUE(declared("author")[0].as_text);
}

TEST_F(Declared, ReferencesToATableThatTheSourceLacksSayNothingThere)
{
    declare("author", {"people", "id"});
    EXPECT_TRUE(declared("author").empty());
}

TEST_F(Declared, ReferencesKnowTheirPlaceInThePlan)
{
    declare("user_id");
    declare("meta").path = "$.owner";
    ASSERT_EQ(declared("meta").size(), 1U);
    EXPECT_EQ(declared("meta")[0].position, 1U);
    EXPECT_EQ(declared("meta")[0].holds, Holds::path);
    EXPECT_EQ(declared("meta")[0].pattern, "$.owner");
}

TEST_F(Declared, ReferencesLeadOnToWhereTheColumnThatTheyNameLeads)
{
    schema.tables.push_back(table("people", {integer_column("id")}, {primary_key({"id"})}));
    schema.tables[1].foreign_keys = {foreign_key({"id"}, "people", {"id"})};
    declare("meta").path = "$.owner";
    EXPECT_EQ(declared("meta").at(0).chain, (model::Chain{{"users", "id"}, {"people", "id"}}));
}

} // namespace
} // namespace tributary::references
