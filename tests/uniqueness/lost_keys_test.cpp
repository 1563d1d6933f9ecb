#include "merge/uniqueness/lost_keys.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::uniqueness {
namespace {

/// Posts whose slugs are unique in lists, and not in prose, from which the target is made.
class LostKeys : public ::testing::Test {
protected:
    static std::string service(std::string const &rule, std::string const &slug)
    {
        return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE); CREATE TABLE posts (id INTEGER PRIMARY KEY, "
               "slug TEXT); INSERT INTO posts VALUES (1, '" +
               slug + "'); " + rule;
    }

    testing::Rows asked(std::string const &slug, std::string const &plan = {})
    {
        testing::StagedRun const run(
            {service("", "hello"), service("CREATE UNIQUE INDEX slugs ON posts (lower(slug));", slug), plan},
            testing::StagedRun::After::resolve);
        return run.conflicts("lost_key");
    }
};

TEST_F(LostKeys, AreAskedAboutWhereRowsWouldShareThem)
{
    auto const found = asked("Hello");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][1], "posts.slugs");
}

TEST_F(LostKeys, AreNotAskedAboutWhereNoRowsWould) { EXPECT_TRUE(asked("bye").empty()); }

TEST_F(LostKeys, AreNotAskedAboutWhereThePlanWaivesThem)
{
    EXPECT_TRUE(asked("Hello", "[[waive]]\nkey = \"posts.slugs\"\nreason = \"r\"\n").empty());
}

} // namespace
} // namespace tributary::uniqueness
