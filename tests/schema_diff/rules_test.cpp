#include "merge/schema_diff/rules.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::schema_diff {
namespace {

using testing::integer_column;
using testing::schema;
using testing::table;
using testing::text_column;
using testing::unique_key;

model::Table users(std::vector<model::UniqueKey> keys, std::vector<model::ForeignKey> references = {})
{
    return table("users", {integer_column("id"), text_column("mail")}, std::move(keys), std::move(references));
}

std::vector<model::Drift> found(model::Schema const &source, model::Schema const &target)
{
    std::vector<model::Drift> result;
    compare_rules({}, {"prose", source}, target, result);
    return result;
}

TEST(LostKeys, AreThoseThatTheTargetLacks) { EXPECT_EQ(lost_keys(users({unique_key({"mail"})}), users({})).size(), 1); }

TEST(LostKeys, AreNotThoseThatAStrongerKeyImplies)
{
    EXPECT_TRUE(lost_keys(users({unique_key({"id", "mail"})}), users({unique_key({"mail"})})).empty());
}

TEST(LostKeys, AreThoseOfWhichTheTargetHasAWeakerOne)
{
    EXPECT_EQ(lost_keys(users({unique_key({"mail"})}), users({unique_key({"id", "mail"})})).size(), 1);
}

TEST(LostKeys, AreThoseThatHoldForSomeRows)
{
    auto partial = unique_key({"mail"});
    partial.predicate = "NOT dead";
    EXPECT_EQ(lost_keys(users({partial}), users({})).size(), 1);
}

TEST(LostKeys, AreNotThoseThatHoldForSomeRowsWhereTheTargetHasThemForAll)
{
    auto partial = unique_key({"mail"});
    partial.predicate = "NOT dead";
    EXPECT_TRUE(lost_keys(users({partial}), users({unique_key({"mail"})})).empty());
}

TEST(LostKeys, AreNotThoseOverAColumnThatTheTargetLacks)
{
    auto key = unique_key({"mail"});
    key.uses = {"mail"};
    EXPECT_TRUE(lost_keys(users({key}), table("users", {integer_column("id")})).empty());
}

TEST(Rules, NameAForeignKeyThatTheTargetLacks)
{
    auto const all = found(schema({users({}, {testing::foreign_key({"id"}, "users", {"id"})})}), schema({users({})}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].kind, "foreign_key");
}

TEST(Rules, NameAViewThatTheTargetLacks)
{
    auto source = schema({});
    source.routines = {{"view", "living", ""}};
    auto const all = found(source, schema({}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].sentence, "source \"prose\" has the view \"living\", which the target does not have");
}

TEST(Rules, SayNothingOfATriggerThatTheTargetHas)
{
    auto source = schema({users({})});
    source.routines = {{"trigger", "t", "users"}};
    EXPECT_TRUE(found(source, source).empty());
}

TEST(Rules, NameASequenceOfNoColumn)
{
    auto source = schema({});
    source.sequences.resize(1);
    source.sequences[0].label = "public.numbers";
    auto const all = found(source, schema({}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].kind, "sequence");
}

} // namespace
} // namespace tributary::schema_diff
