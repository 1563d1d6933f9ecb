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

TEST(LostKeys, AreThoseThatMakeMoreTextsEqualThanThoseOfTheTarget)
{
    auto own = users({unique_key({"mail"})});
    own.unique_keys[0].spelling_tells = true;
    auto const there = own;
    own.columns[1].type = "citext";
    EXPECT_EQ(lost_keys(own, there).size(), 1);
}

TEST(LostKeys, AreNotThoseOverAColumnThatTheTargetLacks)
{
    auto key = unique_key({"mail"});
    key.uses = {"mail"};
    EXPECT_TRUE(lost_keys(users({key}), table("users", {integer_column("id")})).empty());
}

TEST(LostKeys, AreExclusionConstraintsToo)
{
    auto own = users({});
    own.exclusions = {{"apart", "EXCLUDE USING gist (mail WITH &&)", "", {{"(mail)", "mail"}}, {"&&"}, {"mail"}, ""}};
    EXPECT_EQ(lost_keys(own, users({})).size(), 1);
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

TEST(Rules, NameAViewOfAnotherDefinition)
{
    auto source = schema({});
    source.routines = {{"view", "living", "", "select 1"}};
    auto target = schema({});
    target.routines = {{"view", "living", "", "select 2"}};
    auto const all = found(source, target);
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].sentence, "source \"prose\" has the view \"living\", of which the target has another definition");
}

TEST(Rules, NameObjectsOfOneKindTogether)
{
    auto source = schema({});
    source.routines = {{"policy", "a", "", ""}, {"policy", "b", "", ""}};
    auto const all = found(source, schema({}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].sentence, "source \"prose\" has 2 policies: \"a\", \"b\", which the target does not have");
}

TEST(Rules, NameAForeignKeyOfAnotherAction)
{
    auto key = testing::foreign_key({"id"}, "users", {"id"});
    key.definition = "ON DELETE CASCADE";
    auto other = key;
    other.definition = "ON DELETE NO ACTION";
    EXPECT_EQ(found(schema({users({}, {key})}), schema({users({}, {other})})).size(), 1);
}

TEST(Rules, NameACheckThatTheTargetLacks)
{
    auto own = users({});
    own.checks = {{"", "CHECK (id > 0)"}};
    EXPECT_EQ(found(schema({own}), schema({users({})})).size(), 1);
}

TEST(Rules, SayNothingOfACheckThatIsOnlyWrittenDifferently)
{
    auto own = users({});
    own.checks = {{"", "CHECK (id > 0)"}};
    auto there = users({});
    there.checks = {{"", "check(ID>0)"}};
    EXPECT_TRUE(found(schema({own}), schema({there})).empty());
}

/// A table whose sizes are generated from this expression.
model::Schema generated_from(std::string const &expression)
{
    auto size = integer_column("size");
    size.generated = true;
    size.generated_as = expression;
    return schema({table("posts", {size})});
}

TEST(Rules, CompareWhatAColumnIsGeneratedFrom)
{
    auto const all = found(generated_from("(net * 119)"), generated_from("(net * 120)"));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].kind, "generated");
}

TEST(Rules, SayNothingOfAnExpressionThatIsOnlyWrittenDifferently)
{
    EXPECT_TRUE(found(generated_from("(net * 119)"), generated_from("( NET*119 )")).empty());
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
