#include "merge/discovery/guess.hpp"
#include "tests/testing/guessing.hpp"

#include <gtest/gtest.h>

namespace tributary::discovery {
namespace {

using testing::foreign_key;
using testing::integer_column;
using testing::posts_of;
using testing::primary_key;
using testing::schema;
using testing::Services;
using testing::table;
using testing::text_column;
using testing::unique_key;
using testing::users_called;
using Words = std::vector<std::string>;

// ---- lookup tables, unique constraints -------------------------------------------------------------

model::Table tags(std::vector<model::Column> more = {})
{
    auto result =
        table("tags", {integer_column("id"), text_column("name")}, {primary_key({"id"}), unique_key({"name"})});
    result.columns.insert(result.columns.end(), more.begin(), more.end());
    return result;
}

std::vector<LookupGuess> lookups_of(model::Table const &one)
{
    Services services({schema({users_called("users"), one}), schema({users_called("users"), one})});
    auto const users = services.users();
    return lookups(services.shape(), services.sources, users, {});
}

TEST(Lookups, AreEvidentWhereThereIsNothingButTheName)
{
    auto const found = lookups_of(tags());
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].match, Words{"name"});
    EXPECT_TRUE(found[0].evident);
}

TEST(Lookups, AreAQuestionWhereTheRowsSayMore)
{
    auto const found = lookups_of(tags({text_column("description")}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_FALSE(found[0].evident);
}

TEST(Lookups, AreNoneWhereARowBelongsToSomebody) { EXPECT_TRUE(lookups_of(posts_of("users")).empty()); }

TEST(Lookups, TakeTheParentIntoTheNaturalKey)
{
    auto one = table("categories", {integer_column("id"), integer_column("parent_id"), text_column("name")},
                     {primary_key({"id"}), unique_key({"parent_id", "name"})},
                     {foreign_key({"parent_id"}, "categories", {"id"})});
    auto const found = lookups_of(one);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].match, (Words{"parent_id", "name"}));
}

/// Django's: what there is, and what may be done with it.
std::vector<LookupGuess> lookups_of_permissions()
{
    auto const kinds = table("kinds", {integer_column("id"), text_column("app"), text_column("model")},
                             {primary_key({"id"}), unique_key({"app", "model"})});
    auto const permissions = table(
        "permissions", {integer_column("id"), text_column("name"), integer_column("kind_id"), text_column("codename")},
        {primary_key({"id"}), unique_key({"kind_id", "codename"})}, {foreign_key({"kind_id"}, "kinds", {"id"})});
    Services services(
        {schema({users_called("users"), kinds, permissions}), schema({users_called("users"), kinds, permissions})});
    auto const users = services.users();
    return lookups(services.shape(), services.sources, users, {});
}

TEST(Lookups, MayTellTheirRowsApartByTwoTexts)
{
    auto const found = lookups_of_permissions();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].match, (Words{"app", "model"}));
}

TEST(Lookups, MayHaveTheirParentsInAnotherLookupTable)
{
    auto const found = lookups_of_permissions();
    ASSERT_EQ(found.size(), 2);
    EXPECT_EQ(found[1].match, (Words{"kind_id", "codename"}));
}

std::vector<UniqueGuess> uniques_of(model::Table const &one)
{
    Services services({schema({users_called("users"), one}), schema({users_called("users"), one})});
    auto const users = services.users();
    return uniques(services.shape(), services.sources, users, {}, {}, {});
}

TEST(Uniques, ProposeASuffixForAText)
{
    auto const found = uniques_of(posts_of("users"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].policy + " " + found[0].column, "suffix slug");
}

TEST(Uniques, ProposeToRenumberAPosition)
{
    auto items =
        table("items", {integer_column("id"), integer_column("user_id"), integer_column("position")},
              {primary_key({"id"}), unique_key({"user_id", "position"})}, {foreign_key({"user_id"}, "users", {"id"})});
    auto const found = uniques_of(items);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].policy + " " + found[0].column, "renumber position");
}

TEST(Uniques, ProposeToRenumberWhatNoDatabaseHandsOut)
{
    auto const found = uniques_of(table("events", {integer_column("id"), integer_column("ordering")},
                                        {primary_key({"id"}), unique_key({"ordering"})}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].policy + " " + found[0].column, "renumber ordering");
}

TEST(Uniques, SayNothingOfIdsThatTheDatabaseHandsOut)
{
    EXPECT_TRUE(uniques_of(table("logs", {integer_column("id")}, {primary_key({"id"})})).empty());
}

TEST(Uniques, SpeakOfTextsThatAreThePrimaryKey)
{
    auto const found = uniques_of(table("images", {text_column("name")}, {primary_key({"name"})}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].columns, (Words{"name"}));
}

TEST(Uniques, SpeakOfExpressionsByTheirColumns)
{
    auto lower = unique_key({});
    lower.uses = {"name"};
    auto const found =
        uniques_of(table("queues", {integer_column("id"), text_column("name")}, {primary_key({"id"}), lower}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].columns, (Words{"name"}));
}

TEST(Uniques, ProposeNoSuffixForANameOfAUser)
{
    auto const found = uniques_of(table("rules", {integer_column("id"), text_column("rule"), text_column("user_name")},
                                        {primary_key({"id"}), unique_key({"rule", "user_name"})}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].column, "rule");
}

TEST(Uniques, ProposeNoSuffixForAnAddress)
{
    auto const found = uniques_of(
        table("cards", {integer_column("id"), text_column("url")}, {primary_key({"id"}), unique_key({"url"})}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].policy, "keep-first");
}

TEST(Uniques, RenumberNumbersPerParent)
{
    auto const found = uniques_of(
        table("issues", {integer_column("id"), integer_column("author"), integer_column("iid")},
              {primary_key({"id"}), unique_key({"author", "iid"})}, {foreign_key({"author"}, "users", {"id"})}));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].policy + " " + found[0].column, "renumber iid");
}

TEST(Uniques, ProposeNothingForTextsOfAKeyOfSeveralColumns)
{
    EXPECT_TRUE(uniques_of(table("members", {text_column("groupref"), text_column("member")},
                                 {primary_key({"groupref", "member"})}))
                    .empty());
}

TEST(Uniques, ProposeNothingForWhatOthersReferToWithAnotherColumn)
{
    EXPECT_TRUE(
        uniques_of(table("aliases",
                         {integer_column("id"), text_column("value"), integer_column("of"), text_column("about")},
                         {primary_key({"id"}), unique_key({"value"})},
                         {foreign_key({"of", "about"}, "aliases", {"id", "value"})}))
            .empty());
}

// ---- drift -----------------------------------------------------------------------------------------

TEST(Drifts, NameATableThatTheTargetLacks)
{
    auto const shape = schema({users_called("users")});
    std::vector<SeenSource> const sources{{"prose", schema({users_called("users"), tags()})}};
    auto const found = drifts(shape, sources);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].kind, DriftGuess::Kind::extra_table);
    EXPECT_EQ(found[0].subject.table, "tags");
}

TEST(Drifts, SeeThatATableMayBeAnotherUnderANewName)
{
    auto articles = posts_of("users");
    articles.label = articles.name = "articles";
    std::vector<SeenSource> const sources{{"prose", schema({users_called("users"), articles})}};
    auto const found = drifts(schema({users_called("users"), posts_of("users")}), sources);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].looks, "posts");
}

TEST(Drifts, NameAColumnThatTheTargetDemands)
{
    auto space = text_column("space");
    space.not_null = true;
    std::vector<SeenSource> const sources{{"prose", schema({tags()})}};
    auto const found = drifts(schema({tags({space})}), sources);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].kind, DriftGuess::Kind::missing_value);
    EXPECT_EQ(found[0].set, "");
}

TEST(Drifts, SetAnEnumWhoseLabelsAreTheSources)
{
    auto space = text_column("space");
    space.type = "public.space";
    space.not_null = true;
    auto shape = schema({tags({space})});
    shape.enums = {{"public.space", {"lists", "prose"}}};
    std::vector<SeenSource> const sources{{"prose", schema({tags()})}};
    auto const found = drifts(shape, sources);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].set, "'prose'");
}

TEST(BestToCreate, IsTheFirstWhereAllAreAlike)
{
    Services const services({schema({tags()}), schema({tags()})});
    EXPECT_EQ(best_to_create(services.sources, model::Engine::sqlite)->name, "prose");
}

TEST(BestToCreate, IsTheOneThatHasWhatTheOthersHave)
{
    Services const services({schema({tags()}), schema({tags(), users_called("users")})});
    EXPECT_EQ(best_to_create(services.sources, model::Engine::sqlite)->name, "lists");
}

TEST(BestToCreate, IsNoneOfAnotherEngine)
{
    Services const services({schema({tags()})});
    EXPECT_EQ(best_to_create(services.sources, model::Engine::postgresql), nullptr);
}

} // namespace
} // namespace tributary::discovery
