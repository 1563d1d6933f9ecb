#include "merge/mapping/renames.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::mapping {
namespace {

using testing::error_of;

model::Column column(std::string const &name)
{
    model::Column result;
    result.name = name;
    return result;
}

/// articles.author_id refers to people.id.
model::Schema service()
{
    model::Table people;
    people.name = people.label = "people";
    people.columns = {column("id"), column("nick")};
    people.unique_keys.resize(1);
    people.unique_keys.front().columns = {"id"};
    model::Table posts;
    posts.name = posts.label = "articles";
    posts.columns = {column("id"), column("author_id")};
    posts.foreign_keys.resize(1);
    posts.foreign_keys.front().columns = {"author_id"};
    posts.foreign_keys.front().table = "people";
    posts.foreign_keys.front().referenced = {"id"};
    model::Schema schema;
    schema.tables = {posts, people};
    return schema;
}

plan::Plan plan_with(std::vector<plan::TablePlan> tables)
{
    plan::Plan plan;
    plan.file = "pico.toml";
    plan.tables = std::move(tables);
    return plan;
}

plan::TablePlan called(std::string const &name, std::string const &there)
{
    plan::TablePlan table;
    table.name = name;
    table.from["lists"] = there;
    return table;
}

TEST(WordsOfPlan, CallATableAsThePlanDoes)
{
    auto const schema = in_plan_names(plan_with({called("users", "people")}), "lists", service());
    EXPECT_NE(model::find_table(schema, "users"), nullptr);
    EXPECT_EQ(model::find_table(schema, "people"), nullptr);
}

TEST(WordsOfPlan, ReachTheForeignKeysOntoTheTable)
{
    auto const schema = in_plan_names(plan_with({called("users", "people")}), "lists", service());
    EXPECT_EQ(model::find_table(schema, "articles")->foreign_keys.at(0).table, "users");
}

TEST(WordsOfPlan, LeaveAnotherSourceAlone)
{
    auto const schema = in_plan_names(plan_with({called("users", "people")}), "prose", service());
    EXPECT_EQ(schema, service());
}

TEST(WordsOfPlan, CallAColumnAsThePlanDoesInEveryKey)
{
    plan::TablePlan users = called("users", "people");
    users.columns = {{"number", {{"lists", "id"}}, {}, {}, {}}};
    auto const schema = in_plan_names(plan_with({users}), "lists", service());
    EXPECT_EQ(model::find_table(schema, "users")->unique_keys.at(0).columns, std::vector<std::string>{"number"});
    EXPECT_EQ(model::find_table(schema, "articles")->foreign_keys.at(0).referenced, std::vector<std::string>{"number"});
}

TEST(WordsOfPlan, CallAColumnAsThePlanDoesInAConditionOfTheTable)
{
    plan::TablePlan users = called("users", "people");
    users.columns = {{"name", {{"lists", "nick"}}, {}, {}, {}}};
    auto service_with_check = service();
    service_with_check.tables[1].checks = {{"short", "CHECK (length(nick) < 9)"}};
    auto const schema = in_plan_names(plan_with({users}), "lists", service_with_check);
    EXPECT_EQ(model::find_table(schema, "users")->checks.at(0).definition, "CHECK (length(\"name\") < 9)");
}

TEST(WordsOfPlan, RefuseATableThatTheSourceDoesNotHave)
{
    auto const error = error_of([] { in_plan_names(plan_with({called("users", "peopel")}), "lists", service()); });
    EXPECT_EQ(error.exit, model::Exit::plan);
    EXPECT_EQ(error.next_step, "did you mean \"people\"?");
}

TEST(WordsOfPlan, RefuseANameThatTheSourceHasAlready)
{
    EXPECT_EQ(error_of([] { in_plan_names(plan_with({called("articles", "people")}), "lists", service()); }).exit,
              model::Exit::plan);
}

TEST(WordsOfPlan, SwapTwoNames)
{
    auto const schema =
        in_plan_names(plan_with({called("articles", "people"), called("people", "articles")}), "lists", service());
    EXPECT_NE(model::find_column(*model::find_table(schema, "articles"), "nick"), nullptr);
    EXPECT_EQ(model::find_table(schema, "people")->foreign_keys.at(0).table, "articles");
}

} // namespace
} // namespace tributary::mapping
