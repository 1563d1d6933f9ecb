#include "merge/staging/owned_rows.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

using Owned = std::vector<std::pair<model::AccountIndex, std::int64_t>>;

/// Two users, the second of whom owns both posts.
testing::Given owned_posts()
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, shown);";
    return {.prose = tables + "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'); "
                              "INSERT INTO posts VALUES (7, 2, 1), (8, 2, 0)",
            .lists = tables,
            .users = "table = \"users\"\nname = \"name\"\n"};
}

Owned owned_where(std::string const &condition)
{
    testing::StagedRun const run(owned_posts());
    Owned result;
    for_each_owned(run.staging, {0, "prose.posts", "posts", "posts.user_id", false, condition},
                   [&](auto account, auto row) { result.emplace_back(account, row); });
    return result;
}

TEST(OwnedRows, AreEachWithTheirAccount) { EXPECT_EQ(owned_where(""), (Owned{{1, 1}, {1, 2}})); }

TEST(OwnedRows, AreThoseThatAreLoaded) { EXPECT_EQ(owned_where("posts.shown = 1"), (Owned{{1, 1}})); }

TEST(OwnedRows, AreInATableThatHasANumber)
{
    testing::StagedRun const run(owned_posts());
    EXPECT_EQ(run.query("SELECT id FROM staged_table WHERE staged = 'prose.posts'")[0][0],
              std::to_string(number_of_staged(run.staging, "prose.posts")));
}

} // namespace
} // namespace tributary::staging
