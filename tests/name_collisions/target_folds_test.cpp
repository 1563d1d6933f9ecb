#include "merge/name_collisions/target_folds.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::name_collisions {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// Bob in the first service, and this name in the second, under this unique index.
Given given(std::string const &name, std::string const &key)
{
    auto const table =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE UNIQUE INDEX one ON users (" + key + ");";
    return {.prose = table + "INSERT INTO users VALUES (1, 'bob')",
            .lists = table + "INSERT INTO users VALUES (1, '" + name + "')",
            .users = "table = \"users\"\nname = \"name\"\n"};
}

bool are_one(Given const &given)
{
    StagedRun const run(given);
    auto const &users = model::users_of(run.mapping);
    auto accounts = identity::read_accounts(run.job, run.staging, run.sources, users.target);
    join_names_equal_in_target(run.job, run.staging, run.sources, run.mapping, accounts);
    return accounts.names.of[0] == accounts.names.of[1];
}

TEST(NamesEqualInTheTarget, AreOneUnderItsExpression)
{
    EXPECT_TRUE(are_one(given(" Bob", "lower(trim(name))")));
    EXPECT_TRUE(are_one(given("b.o.b", "replace(name, '.', '')")));
}

TEST(NamesEqualInTheTarget, AreOneUnderACollationOfItsOwn)
{
    EXPECT_TRUE(are_one(given("bob  ", "name COLLATE RTRIM")));
}

TEST(NamesEqualInTheTarget, AreNotOneWhereItTellsThemApart)
{
    EXPECT_FALSE(are_one(given("bobby", "lower(trim(name))")));
}

TEST(NamesEqualInTheTarget, AreRenamedAndNoQuestion)
{
    StagedRun const run(given(" Bob", "lower(trim(name))"), StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT kind FROM conflict"), Rows{});
    EXPECT_EQ(run.merged("users", 1, {"name"}), (Rows{{" Bobtmp"}}));
}

} // namespace
} // namespace tributary::name_collisions
