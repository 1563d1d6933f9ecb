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

    static testing::Rows asked_of(std::string const &in_lists, std::string const &in_prose, std::string const &rows)
    {
        auto const users = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE); ");
        testing::StagedRun const run({users + in_prose + rows, users + in_lists + rows, {}},
                                     testing::StagedRun::After::resolve);
        return run.conflicts("lost_key");
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

TEST_F(LostKeys, OfWholeColumnsAreAnsweredByTheLinesThatTheyPropose)
{
    testing::Given const given{
        service("", "hello"), service("CREATE UNIQUE INDEX slugs ON posts (slug);", "hello"), {}};
    testing::StagedRun const run(given, testing::StagedRun::After::resolve);
    auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'lost_key'").at(0).at(0).value_or("");
    testing::StagedRun const again({given.prose, given.lists, lines + "\n"}, testing::StagedRun::After::resolve);
    EXPECT_TRUE(again.conflicts("lost_key").empty());
}

TEST_F(LostKeys, NameTheColumnsWhereTheDatabaseKeepsNoDefinition)
{
    auto const found = asked_of(
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT, lang TEXT, UNIQUE (word, lang));",
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT, lang TEXT);", "INSERT INTO tags VALUES (1, 'a', 'en');");
    ASSERT_EQ(found.size(), 1);
    EXPECT_NE(found[0][2].value_or("").find("UNIQUE (word, lang)"), std::string::npos);
}

TEST_F(LostKeys, AreOneCommentWhateverTheirDefinitionHolds)
{
    testing::StagedRun const run(
        {service("", "hello"), service("CREATE UNIQUE INDEX slugs ON posts (slug\n) -- x\n;", "hello"), {}},
        testing::StagedRun::After::resolve);
    auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'lost_key'").at(0).at(0).value_or("");
    EXPECT_NE(lines.find("# or create it in the target's `before`: CREATE UNIQUE INDEX slugs ON posts (slug )"),
              std::string::npos);
}

} // namespace
} // namespace tributary::uniqueness
