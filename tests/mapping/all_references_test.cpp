#include "merge/mapping/all_references.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::mapping {
namespace {

using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::schema;
using testing::table;
using testing::text_column;
using Columns = std::vector<std::string>;

model::Table users() { return table("users", {integer_column("id"), text_column("name")}, {primary_key({"id"})}); }

model::Table posts(std::vector<model::ForeignKey> const &keys)
{
    return table("posts", {integer_column("id"), integer_column("user_id")}, {primary_key({"id"})}, keys);
}

/// Posts of two services, of which no one says to whom they belong.
class AllReferences : public ::testing::Test {
protected:
    AllReferences()
    {
        plan.file = "pico.toml";
        plan.sources.resize(2);
        plan.users.table = "users";
        plan.users.name = "name";
    }

    std::vector<model::ForeignKey> of_prose() const
    {
        std::vector<MappingSource> const sources{{"prose", prose, {}}, {"lists", lists, {}}};
        return model::find_table(with_all_references(plan, sources, target).at(0), "posts")->foreign_keys;
    }

    static plan::ReferencePlan reference()
    {
        plan::ReferencePlan result;
        result.from = {"posts", "user_id"};
        result.to = {"users", "id"};
        return result;
    }

    plan::Plan plan;
    model::Schema prose = schema({posts({}), users()});
    model::Schema lists = schema({posts({}), users()});
    model::Schema target = schema({posts({}), users()});
};

TEST_F(AllReferences, AreNoneWhereNoOneDeclaresAny) { EXPECT_TRUE(of_prose().empty()); }

TEST_F(AllReferences, AreThoseOfTheOtherSourceToo)
{
    lists = schema({posts({foreign_key({"user_id"}, "users", {"id"})}), users()});
    ASSERT_EQ(of_prose().size(), 1U);
    EXPECT_EQ(of_prose()[0].columns, (Columns{"user_id"}));
}

TEST_F(AllReferences, OfAnotherSourceAreNotVouchedFor)
{
    lists = schema({posts({foreign_key({"user_id"}, "users", {"id"})}), users()});
    EXPECT_FALSE(of_prose().at(0).enforced);
}

TEST_F(AllReferences, OfTheSourceItselfAreVouchedForThoughOthersHaveThemToo)
{
    prose = lists = schema({posts({foreign_key({"user_id"}, "users", {"id"})}), users()});
    ASSERT_EQ(of_prose().size(), 1U);
    EXPECT_TRUE(of_prose()[0].enforced);
}

TEST_F(AllReferences, AreThoseOfTheTargetToo)
{
    target = schema({posts({foreign_key({"user_id"}, "users", {"id"})}), users()});
    EXPECT_EQ(of_prose().size(), 1U);
}

TEST_F(AllReferences, AreNoneOfColumnsThatTheSourceLacks)
{
    prose = schema({table("posts", {integer_column("id")}), users()});
    lists = schema({posts({foreign_key({"user_id"}, "users", {"id"})}), users()});
    EXPECT_TRUE(of_prose().empty());
}

TEST_F(AllReferences, AreNoneToColumnsThatTheSourceLacks)
{
    lists = schema({posts({foreign_key({"user_id"}, "users", {"number"})}), users()});
    EXPECT_TRUE(of_prose().empty());
}

TEST_F(AllReferences, AreThoseOfThePlanToo)
{
    plan.references = {reference()};
    EXPECT_EQ(of_prose().size(), 1U);
}

TEST_F(AllReferences, AreNoneThatThePlanDeclaresForSomeRows)
{
    plan.references = {reference()};
    plan.references[0].when = "id > 5";
    EXPECT_TRUE(of_prose().empty());
}

TEST_F(AllReferences, AreThoseOfAColumnThatThePlanComputesToo)
{
    prose = schema({table("posts", {integer_column("id")}), users()});
    lists = schema({posts({foreign_key({"user_id"}, "users", {"id"})}), users()});
    plan.sources[0].set = {{"posts", "user_id", "1", {}}};
    EXPECT_EQ(of_prose().size(), 1U);
}

TEST_F(AllReferences, AreThoseOfLoginKeysToTheirUsers)
{
    plan.users.keys.emplace_back();
    plan.users.keys.front().table = "posts";
    plan.users.keys.front().column = "id";
    plan.users.keys.front().user = "user_id";
    ASSERT_EQ(of_prose().size(), 1U);
    EXPECT_EQ(of_prose()[0].table, "users");
}

} // namespace
} // namespace tributary::mapping
