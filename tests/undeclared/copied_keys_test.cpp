#include "merge/undeclared/copied_keys.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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

/// Repositories of both services are one by their name; their tickets and pages are numbered and named in each. The
/// remarks hold numbers and slugs.
class CopiedPartsOfKeys : public ::testing::Test {
protected:
    static std::string service(std::string const &title)
    {
        return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
               "CREATE TABLE repos (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
               "CREATE TABLE tickets (id INTEGER PRIMARY KEY, repo_id INTEGER REFERENCES repos, number INTEGER,"
               " title TEXT, UNIQUE (repo_id, number));"
               "CREATE TABLE pages (id INTEGER PRIMARY KEY, repo_id INTEGER REFERENCES repos, slug TEXT, title TEXT,"
               " UNIQUE (repo_id, slug));"
               "CREATE TABLE remarks (id INTEGER PRIMARY KEY, repo_id INTEGER REFERENCES repos, ticket_number INTEGER,"
               " see TEXT, votes INTEGER); INSERT INTO repos VALUES (1, 'core');"
               "INSERT INTO tickets VALUES (1, 1, 1, '" +
               title + "'), (2, 1, 2, '" + title + "'), (3, 1, 3, '" + title +
               "'); INSERT INTO pages VALUES (1, 1, 'faq', '" + title + "'), (2, 1, 'home', '" + title +
               "'), (3, 1, 'news', '" + title +
               "'); INSERT INTO remarks VALUES (1, 1, 1, 'faq', 1), (2, 1, 2, 'home', 2), (3, 1, 3, 'news', 3)";
    }

    static std::vector<std::string> asked(std::string const &of_tickets, std::string const &of_pages,
                                          std::string const &plan = {})
    {
        StagedRun const run({.prose = service("a"),
                             .lists = service("b"),
                             .plan = "[table.repos]\nmatch = \"name\"\n[table.tickets]\non_conflict = [{ unique = "
                                     "[\"repo_id\", \"number\"], " +
                                     of_tickets +
                                     " }]\n[table.pages]\non_conflict = [{ unique = [\"repo_id\", \"slug\"], " +
                                     of_pages + " }]\n" + plan},
                            StagedRun::After::resolve);
        std::vector<std::string> result;
        for (auto const &row : run.conflicts("uncovered")) {
            result.push_back(row[1].value_or(""));
        }
        return result;
    }

    std::string const renumber = "policy = \"renumber\", column = \"number\"";
    std::string const suffix = "policy = \"suffix\", column = \"slug\"";
    std::string const keep_first = "policy = \"keep-first\"";
};

TEST_F(CopiedPartsOfKeys, AreAskedAboutBesideTheOtherParts)
{
    EXPECT_EQ(asked(renumber, suffix),
              (std::vector<std::string>{"remarks.see of pages.slug", "remarks.ticket_number of tickets.number"}));
}

TEST_F(CopiedPartsOfKeys, StayAsTheyAreWithAPolicyThatChangesNone)
{
    EXPECT_TRUE(asked(keep_first, keep_first).empty());
}

TEST_F(CopiedPartsOfKeys, MayBeWaived)
{
    EXPECT_TRUE(asked(renumber, suffix,
                      "[[waive]]\ncolumn = \"remarks.see\"\nreason = \"x\"\n[[waive]]\ncolumn = "
                      "\"remarks.ticket_number\"\nreason = \"x\"\n")
                    .empty());
}

} // namespace
} // namespace tributary::undeclared
