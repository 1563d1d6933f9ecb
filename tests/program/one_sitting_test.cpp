#include "tests/testing/pages.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

/// Decisions of one sitting that have to do with each other, and decisions that were meant for another question.
class OneSitting : public ::testing::Test {
protected:
    OneSitting() { services.users += "\non_collision = \"refuse\""; }

    std::filesystem::path conflicts() const { return services.folder() / "merge.conflicts.csv"; }
    std::filesystem::path answers() const { return services.folder() / "merge.answers.csv"; }
    std::string questions() const { return testing::contents(conflicts()); }

    /// Writes the decision into the row of the conflicts file that has this text, the last of them.
    void decide(std::string const &part, std::string const &decision) const
    {
        auto text = questions();
        auto at = text.rfind(part);
        ASSERT_NE(at, std::string::npos) << part << "\n" << text;
        at = text.find(",,\n", at);
        ASSERT_NE(at, std::string::npos) << part << "\n" << text;
        text.replace(at, 3, "," + decision + ",a note\n");
        services.write("merge.conflicts.csv", text);
    }

    Outcome run() const { return services.command({"run"}); }

    static void expect(Outcome const &outcome, int exit_code, std::string const &words)
    {
        EXPECT_EQ(outcome.exit_code, exit_code) << transcript(outcome);
        EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << transcript(outcome);
    }

    static void expect_not(Outcome const &outcome, std::string const &words)
    {
        EXPECT_EQ(outcome.err.find(words), std::string::npos) << transcript(outcome);
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

/// An Ann in each service who are not the same, badges of one label, and posts whose authors nothing declares.
class Allowed : public OneSitting {
protected:
    Allowed()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
                         "CREATE TABLE badges (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE, colour TEXT);"
                         "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title TEXT);"
                         "INSERT INTO users VALUES (1, 'ann'), (2, 'bo');"
                         "INSERT INTO badges VALUES (1, 'gold', 'yellow');"
                         "INSERT INTO posts VALUES (1, 2, 'a'), (2, 1, 'b')");
        testing::execute(services.second, "UPDATE users SET name = 'cleo' WHERE id = 2;"
                                          "UPDATE badges SET colour = 'golden'");
        run();
    }

    void expect_refused(std::string const &part, std::string const &decision, std::string const &words) const
    {
        decide(part, decision);
        auto const outcome = run();
        expect(outcome, 78, words);
        EXPECT_NE(outcome.err.find("merge.conflicts.csv:"), std::string::npos) << transcript(outcome);
        EXPECT_FALSE(std::filesystem::exists(answers()));
    }
};

TEST_F(Allowed, IsNoNumberThatTheRowDoesNotList)
{
    expect_refused("\nuncovered-", "accept:1", "allowed here: accept, waive\n");
}

TEST_F(Allowed, IsWhatTheRowListsAndNotAllThatItsKindTakes)
{
    expect_refused("\nunique-", "separate", "allowed here: drop, keep, set:<column>=<value>, suffix\n");
}

TEST_F(Allowed, IsShownInFullWhereTheKindTakesNoSuchDecision)
{
    expect_refused("\nname-", "drop", "allowed here: accept, separate, rename:<new>, keep, survivor:<source>, merge\n");
}

TEST_F(Allowed, IsAMergeOfAccountsOnly)
{
    expect_refused("\nunique-", "merge", "allowed here: drop, keep, set:<column>=<value>, suffix\n");
}

TEST_F(Allowed, IsASurvivorThatExists)
{
    expect_refused("\nname-", "survivor:nowhere",
                   "`survivor`: this question is not about a source \"nowhere\"\n"
                   "  allowed here: first, second\n");
}

TEST_F(Allowed, IsAMergeOfAccountsOnlyInTheFileOfAnswersToo)
{
    services.write("merge.answers.csv", "kind,table,row,decision\nunique,badges,second/badges#1,merge\n");
    expect(run(), 1, "\"merge\" does not answer this question; allowed here: drop, keep, set:<column>=<value>, suffix");
}

TEST_F(Allowed, DoesNotHoldAgainstAnAnswerOfWhichNothingIsKnown)
{
    decide("\nname-", "rename:anna");
    decide("\nuncovered-", "accept");
    decide("\nunique-", "drop");
    auto const text = questions();
    run();
    auto older = text;
    older.replace(older.find("rename:anna"), 11, "rename:anne");
    services.write("merge.conflicts.csv", older);
    std::filesystem::remove(services.staging());
    auto const outcome = run();
    expect(outcome, 78, "says \"rename:anna\" of the same question\n  take one of them out");
    EXPECT_NE(outcome.err.find("merge.answers.csv:"), std::string::npos) << transcript(outcome);
}

/// A service that demands what the other does not have.
class Demanding : public OneSitting {
protected:
    Demanding()
    {
        testing::execute(services.first,
                         "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
                         "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users, "
                         "n INTEGER NOT NULL CHECK (n > 0));"
                         "INSERT INTO users VALUES (1, 'ann'), (2, 'bo')");
        testing::execute(services.second,
                         "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
                         "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users, n INTEGER);"
                         "INSERT INTO users VALUES (1, 'cleo'), (2, 'dora')");
    }
};

TEST_F(Demanding, IsAskedAboutAReferenceThoughANameIsContested)
{
    testing::execute(services.second,
                     "INSERT INTO posts VALUES (1, NULL, 1); UPDATE users SET name = 'ann' WHERE id = 1");
    run();
    EXPECT_NE(questions().find("posts.author_id NOT NULL"), std::string::npos) << questions();
    decide("\nvalue-", "drop");
    decide("\nname-", "rename:anna");
    expect(run(), 0, "2 decisions are taken over");
}

TEST_F(Demanding, IsAnsweredStillWhereANameIsContestedAnew)
{
    testing::execute(services.first, "CREATE TABLE likes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, "
                                     "CHECK (user_id < 1000))");
    testing::execute(services.second, "CREATE TABLE likes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);"
                                      "INSERT INTO likes VALUES (1, 1)");
    run();
    decide("\nvalue-", "drop");
    expect(run(), 0, "1 decision is taken over");
    testing::execute(services.second, "UPDATE users SET name = 'ann' WHERE id = 1");
    auto const outcome = run();
    expect(outcome, 1, "not asked yet: it is kept until the questions before it are answered");
    expect_not(outcome, "no longer applies");
    decide("\nname-", "rename:anna");
    expect_not(run(), "override");
}

TEST_F(Demanding, AsksOnceMoreAboutRowsThatAnotherAnswerBrings)
{
    testing::execute(services.second, "INSERT INTO posts VALUES (1, 1, NULL), (2, 1, -1)");
    run();
    decide("posts.n NOT NULL", "set:n=0");
    decide("posts.check_n", "set:n=1");
    auto const outcome = run();
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    expect_not(outcome, "either");
    EXPECT_NE(questions().find("\"posts.check_n, further rows\""), std::string::npos) << questions();
    EXPECT_NE(questions().find("and 1 row does not comply: second/posts#1 (n 0); only since other answers are obeyed"),
              std::string::npos)
        << questions();
    decide("further rows", "set:n=5");
    expect(run(), 0, "1 decision is taken over");
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target, "SELECT n FROM posts ORDER BY id"), (testing::Rows{{"5"}, {"1"}}));
}

/// Both Anns are one by their keys, and differ in a privilege; each has a page of the same name.
class MergedByKey : public OneSitting {
protected:
    MergedByKey()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, is_admin boolean);"
            "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, key TEXT);"
            "CREATE TABLE pages (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, "
            "slug TEXT, body TEXT, UNIQUE (user_id, slug));"
            "INSERT INTO users VALUES (1, 'ann', 0), (2, 'bo', 0); INSERT INTO keys VALUES (1, 1, 'key of ann');"
            "INSERT INTO pages VALUES (1, 1, 'home', 'a')");
        testing::execute(services.second, "UPDATE users SET is_admin = 1 WHERE id = 1;"
                                          "UPDATE users SET name = 'cleo' WHERE id = 2; UPDATE pages SET body = 'b'");
        services.users += "\nkeys = { table = \"keys\", column = \"key\", format = \"text\" }";
        run();
    }
};

TEST_F(MergedByKey, AreSeparatedByAnAnswerThatIsNamedWhereItSettlesAnother)
{
    decide("\nprivilege-", "separate");
    decide("\nunique-", "drop");
    auto const outcome = run();
    expect(outcome, 1, "no longer needed: merge.answers.csv:2 (separate) settles its question");
    decide("\nname-", "rename:anna");
    EXPECT_EQ(run().exit_code, 0);
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target, "SELECT count(*) FROM pages"), (testing::Rows{{"2"}}));
}

TEST_F(MergedByKey, AreSeparatedByAnAnswerThatIsNamedWhereAnotherContradictsIt)
{
    decide("\nprivilege-", "separate");
    decide("\nunique-", "set:slug=second");
    expect(run(), 1, "cannot be obeyed: merge.answers.csv:2 (separate) settles what it is about");
}

/// Accounts that each installation has made, and one that two people of the other service may be.
class MadeByInstaller : public OneSitting {
protected:
    MadeByInstaller()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
            "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, key TEXT);"
            "INSERT INTO users VALUES (1, 'admin'), (2, 'guest'), (3, 'system')");
        for (auto const *const source : {"first", "second"}) {
            testing::execute(source == std::string("first") ? services.first : services.second,
                             std::string("INSERT INTO users WITH RECURSIVE n (i) AS (VALUES (10) UNION ALL SELECT i + "
                                         "1 FROM n WHERE i < 40) SELECT i, '") +
                                 source + "' || i FROM n");
        }
        testing::execute(services.first, "INSERT INTO keys VALUES (1, 11, 'one'), (2, 12, 'two')");
        testing::execute(services.second, "INSERT INTO keys VALUES (1, 1, 'one'), (2, 1, 'two')");
        services.users += "\nmatch = [\"same-key\"]\nkeys = { table = \"keys\", column = \"key\", format = \"text\" }";
        run();
    }
};

TEST_F(MadeByInstaller, AreOneQuestionWithoutThoseThatHaveTheirOwn)
{
    EXPECT_NE(questions().find("\nambiguous-"), std::string::npos) << questions();
    EXPECT_NE(questions().find(",first/guest second/guest first/system second/system,"), std::string::npos)
        << questions();
}

/// An answer about a value has everything decided once more.
TEST_F(MadeByInstaller, AreWarnedAboutOnceHoweverOftenAllIsDecided)
{
    std::string const refuse = "on_collision = \"refuse\"";
    services.users.erase(services.users.find(refuse), refuse.size());
    testing::execute(services.first, "CREATE TABLE posts (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)");
    testing::execute(services.second, "CREATE TABLE posts (id INTEGER PRIMARY KEY, n INTEGER);"
                                      "INSERT INTO posts VALUES (1, NULL)");
    services.write("merge.answers.csv", "kind,claimants,decision\nvalue,posts.n NOT NULL,drop\n");
    auto const outcome = run();
    std::string const warning = "They look as if each installation had made them";
    auto const first = outcome.err.find(warning);
    EXPECT_NE(first, std::string::npos) << transcript(outcome);
    EXPECT_EQ(outcome.err.find(warning, first + 1), std::string::npos) << transcript(outcome);
}

TEST_F(MadeByInstaller, AreDecidedOneByOneByALineOfTheConflictsFile)
{
    EXPECT_NE(
        questions().find("add a line to this file: kind seeded, account second/guest, decision merge or separate"),
        std::string::npos)
        << questions();
    services.write("merge.conflicts.csv", questions() + ",seeded,second/guest,,,,,,,separate,\n");
    decide("\nseeded-", "merge");
    decide("\nambiguous-", "separate");
    run();
    auto const said = services.command({"report", "--what", "merges", "--format", "csv"}).out;
    EXPECT_NE(said.find("second/system"), std::string::npos) << said;
    EXPECT_EQ(said.find("second/guest"), std::string::npos) << said;
}

} // namespace
} // namespace tributary
