#include "merge/name_collisions/name_keys.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::name_collisions {
namespace {

using Columns = std::vector<std::string>;

model::UniqueKey key_over(Columns const &columns, std::string const &predicate = {})
{
    model::UniqueKey key;
    key.columns = key.uses = columns;
    key.predicate = predicate;
    for (auto const &column : columns) {
        key.parts.push_back({model::sql_name(column), column});
    }
    return key;
}

std::vector<NameKey> keys_of(std::vector<model::UniqueKey> const &keys)
{
    model::Table users;
    users.label = "users";
    users.unique_keys = keys;
    return name_keys({}, users, "name");
}

TEST(NameKeys, AreNoneWhereNoKeyIsOverTheName)
{
    EXPECT_TRUE(keys_of({key_over({"id"}), key_over({"email"})}).empty());
}

TEST(NameKeys, AreOverAllNamesWithoutPredicateAndOtherColumns)
{
    EXPECT_TRUE(keys_of({key_over({"name"})}).front().is_whole());
}

TEST(NameKeys, AreOverSomeNamesWithAPredicate)
{
    EXPECT_FALSE(keys_of({key_over({"name"}, "deleted_at IS NULL")}).front().is_whole());
}

TEST(NameKeys, KeepNamesApartWithinWhatTheirOtherColumnsSay)
{
    EXPECT_EQ(keys_of({key_over({"realm", "name"})}).front().others.front().column, "realm");
}

TEST(NameKeys, AreNoKeysThatTheIdMakesUniqueAnyway)
{
    EXPECT_TRUE(keys_of({key_over({"id"}), key_over({"id", "name"})}).empty());
}

TEST(NameKeys, AreExpressionsOverTheNameAlone)
{
    auto key = key_over({"name"});
    key.columns.clear();
    key.parts = {{"lower(name)", ""}};
    EXPECT_TRUE(keys_of({key}).front().is_whole());
}

TEST(NameKeys, AreWhatThePlanDeclaresUnique)
{
    plan::Plan plan;
    plan.uniques.push_back({"users", {"name"}, {}, {}, {}, {}});
    model::Table users;
    users.label = "users";
    EXPECT_TRUE(name_keys(plan, users, "name").front().is_whole());
}

} // namespace
} // namespace tributary::name_collisions
