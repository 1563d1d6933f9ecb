#include "merge/undeclared/copied_keys.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using testing::StagedRun;

/// Pages of both services, whose slugs are unique, and a menu that holds slugs.
class CopiedKeys : public ::testing::Test {
protected:
    static std::string service(std::string const &pages, std::string const &menu)
    {
        return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
               "CREATE TABLE pages (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, body TEXT);"
               "CREATE TABLE menu (id INTEGER PRIMARY KEY, page TEXT, label TEXT);"
               "INSERT INTO pages (slug, body) VALUES " +
               pages + "; INSERT INTO menu (page, label) VALUES " + menu;
    }

    static testing::Given given(std::string const &menu, std::string const &plan = {})
    {
        return {.prose = service("('faq', 'a'), ('intro', 'a')", "('faq', 'x')"),
                .lists = service("('faq', 'b'), ('intro', 'b'), ('rules', 'b')", menu),
                .plan =
                    "[table.pages]\non_conflict = [{ unique = \"slug\", policy = \"suffix\", column = \"slug\" }]\n" +
                    plan};
    }
};

TEST_F(CopiedKeys, AreAskedAboutWhereAPolicyChangesTheKey)
{
    StagedRun const run(given("('faq', 'F'), ('intro', 'I'), ('rules', 'R')"), StagedRun::After::resolve);
    auto const found = run.conflicts("uncovered");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][1], "menu.page of pages.slug");
}

TEST_F(CopiedKeys, AreNotAskedAboutWhereNoneOfTheirValuesChanges)
{
    StagedRun const run(given("('rules', 'F'), ('rules', 'I'), ('rules', 'R')"), StagedRun::After::resolve);
    EXPECT_TRUE(run.conflicts("uncovered").empty());
}

TEST_F(CopiedKeys, AreNoTextsOfWhichManyAreNotOfTheKey)
{
    StagedRun const run(given("('faq', 'F'), ('intro', 'I'), ('rules', 'R'), ('other', 'O')"),
                        StagedRun::After::resolve);
    EXPECT_TRUE(run.conflicts("uncovered").empty());
}

TEST_F(CopiedKeys, FollowTheKeyByTheLinesThatAreProposed)
{
    auto const menu = "('faq', 'F'), ('intro', 'I'), ('rules', 'R')";
    StagedRun const run(given(menu), StagedRun::After::resolve);
    auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'uncovered'").at(0).at(0).value_or("");
    StagedRun const again(given(menu, lines + "\n"), StagedRun::After::resolve);
    EXPECT_EQ(again.merged("menu", 1, {"page"}), (testing::Rows{{"faqtmp"}, {"introtmp"}, {"rules"}}));
}

} // namespace
} // namespace tributary::undeclared
