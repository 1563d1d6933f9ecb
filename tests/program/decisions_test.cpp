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

/// Two services with an Ann each who are not the same, posts of theirs that no key explains, and an operator who wants
/// to be asked about names.
class Decisions : public ::testing::Test {
protected:
    Decisions()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, mail TEXT UNIQUE);"
                         "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title TEXT);"
                         "INSERT INTO users VALUES (1, 'ann', NULL), (2, 'bo', NULL);"
                         "INSERT INTO posts VALUES (1, 2, 'a'), (2, 1, 'b')");
        testing::execute(services.second, "UPDATE users SET name = 'cleo' WHERE id = 2");
        services.users += "\non_collision = \"refuse\"";
    }

    std::filesystem::path conflicts() const { return services.folder() / "merge.conflicts.csv"; }
    std::filesystem::path answers() const { return services.folder() / "merge.answers.csv"; }

    /// Writes the decision, and a note, into the row of the conflicts file that begins so.
    void decide(std::string const &row, std::string const &decision, std::string const &note = {}) const
    {
        auto text = testing::contents(conflicts());
        auto at = text.find("\n" + row);
        ASSERT_NE(at, std::string::npos) << text;
        at = text.find(",,\n", at);
        text.replace(at, 3, "," + decision + "," + note + "\n");
        services.write("merge.conflicts.csv", text);
    }

    /// The id of the question whose row names these claimants.
    std::string question_about(std::string const &claimants) const
    {
        auto const text = testing::contents(conflicts());
        auto const begin = text.rfind('\n', text.find(claimants)) + 1;
        return text.substr(begin, text.find(',', begin) - begin);
    }

    void decide_all() const
    {
        services.command({"run"});
        decide("name-", "rename:anna");
        decide("uncovered-", "accept");
    }

    static void expect(Outcome const &outcome, int exit_code, std::string const &words)
    {
        EXPECT_EQ(outcome.exit_code, exit_code) << transcript(outcome);
        EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << transcript(outcome);
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(Decisions, InTheConflictsFileAreTakenOver)
{
    decide_all();
    expect(services.command({"run"}), 0,
           "run: 2 decisions are taken over from " + conflicts().string() + " into " + answers().string());
}

TEST_F(Decisions, ThatAreTakenOverAreObeyed)
{
    decide_all();
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 5) << transcript(outcome); // nobody has seen this yet
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target,
                             "SELECT p.title, u.name FROM posts AS p JOIN users AS u ON u.id = p.author_id "
                             "WHERE p.id > 2 ORDER BY p.title"),
              (testing::Rows{{"a", "cleo"}, {"b", "anna"}}));
}

TEST_F(Decisions, AreTakenOverOnce)
{
    decide_all();
    auto const text = testing::contents(conflicts());
    services.command({"run"});
    auto const once = testing::contents(answers());
    services.write("merge.conflicts.csv", text);
    services.command({"run"});
    EXPECT_EQ(testing::contents(answers()), once);
}

TEST_F(Decisions, ThatTheirKindDoesNotTakeStopTheRunWhereTheyStand)
{
    services.command({"run"});
    decide("name-", "drop");
    expect(services.command({"run"}), 78, "\"drop\" does not answer a question of kind name\n  allowed here: accept,");
    EXPECT_FALSE(std::filesystem::exists(answers()));
}

TEST_F(Decisions, ThatContradictAnAnswerThatIsObeyedAreRefused)
{
    decide_all();
    auto const text = testing::contents(conflicts());
    services.command({"run"});
    auto other = text;
    other.replace(other.find("rename:anna"), 11, "rename:anne");
    services.write("merge.conflicts.csv", other);
    expect(services.command({"run"}), 78, "says \"rename:anna\" of the same question\n  take one of them out");
}

TEST_F(Decisions, TakeThePlaceOfAnAnswerThatCannotBeObeyed)
{
    services.command({"run"});
    decide("name-", "rename:bo");
    decide("uncovered-", "accept");
    services.command({"run"});
    decide("name-", "rename:anna");
    EXPECT_EQ(services.command({"run"}).exit_code, 0);
    EXPECT_EQ(testing::contents(answers()).find("rename:bo,"), std::string::npos);
}

TEST_F(Decisions, ThatAreRefusedStayInTheConflictsFileAndMayBeCorrectedThere)
{
    services.command({"run"});
    decide("uncovered-", "accept");
    decide("name-", "survivor:nowhere");
    expect(services.command({"run"}), 78, "this question is not about a source \"nowhere\"");
    EXPECT_FALSE(std::filesystem::exists(answers()));
    auto text = testing::contents(conflicts());
    services.write("merge.conflicts.csv", text.replace(text.find("survivor:nowhere"), 16, "rename:anna"));
    EXPECT_EQ(services.command({"run"}).exit_code, 0);
}

TEST_F(Decisions, ThatAreNotObeyedStopALoad)
{
    decide_all();
    services.command({"run"});
    auto const text = testing::contents(answers());
    services.write("merge.answers.csv",
                   text + ",match,second/cleo,,,first/bo,,merge,\n,match,second/cleo,,,first/bo,,separate,\n");
    EXPECT_NE(services.merge().exit_code, 0);
}

TEST_F(Decisions, InTomlAreMovedAsThoseInCsvAre)
{
    auto const file = (services.folder() / "open.toml").string();
    services.command({"run", "--conflicts", file});
    auto text = testing::contents(file);
    for (auto const &[kind, decision] : {std::pair("\"name\"", "rename:anna"), std::pair("\"uncovered\"", "accept")}) {
        auto const at = text.find("decision  = \"\"", text.find(kind));
        text.replace(at, 14, std::string("decision  = \"") + decision + "\"");
    }
    services.write("open.toml", text);
    expect(services.command({"run", "--conflicts", file}), 0, "run: 2 decisions are taken over from " + file);
    EXPECT_EQ(testing::contents(file).find("rename:anna"), std::string::npos);
    EXPECT_NE(testing::contents(answers()).find("rename:anna"), std::string::npos);
}

TEST_F(Decisions, WithTheFormOfAnAnswerForAnAnswerAreRefused)
{
    services.command({"run"});
    decide("name-", "rename:<new>");
    expect(services.command({"run"}), 78, "\"rename:<new>\" is not a decision");
}

TEST_F(Decisions, ThatRenameToWhatNobodyCanTypeAreNotObeyed)
{
    services.command({"run"});
    decide("name-", "rename:anna\u200b");
    decide("uncovered-", "accept");
    expect(services.command({"run"}), 1, "it has control or invisible characters");
}

TEST_F(Decisions, ThatWaiveNeedAReason)
{
    services.command({"run"});
    decide("uncovered-", "waive");
    expect(services.command({"run"}), 78, "a waiver needs a reason\n  write it into `note`");
    EXPECT_FALSE(std::filesystem::exists(answers()));
}

TEST_F(Decisions, AreKeptWhereOnlyTheirOwnerReadsThem)
{
    decide_all();
    services.command({"run"});
    auto const mode = std::filesystem::status(answers()).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Decisions, MaySetAValueOfARowThatSharesAKey)
{
    services.in_both("UPDATE users SET mail = 'a@x.org' WHERE id = 1");
    services.users = "table = \"users\"\nname = \"name\"";
    services.command({"run"});
    decide("unique-", "set:mail=b@x.org");
    decide("uncovered-", "accept");
    services.command({"run"});
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target, "SELECT name, mail FROM users WHERE mail IS NOT NULL ORDER BY mail"),
              (testing::Rows{{"ann", "a@x.org"}, {"anntmp", "b@x.org"}}));
}

TEST_F(Decisions, ThatSetAColumnThatDoesNotExistStayInTheConflictsFile)
{
    services.in_both("UPDATE users SET mail = 'a@x.org' WHERE id = 1");
    services.users = "table = \"users\"\nname = \"name\"";
    services.command({"run"});
    decide("unique-", "set:mial=b@x.org");
    auto const outcome = services.command({"run"});
    expect(outcome, 78, "`set`: table \"users\" has no column \"mial\"");
    expect(outcome, 78, "did you mean \"mail\"?");
    expect(outcome, 78, "merge.conflicts.csv:");
    EXPECT_FALSE(std::filesystem::exists(answers()));
}

TEST_F(Decisions, MayMergeAccountsThatShareAKey)
{
    services.in_both("UPDATE users SET mail = 'a@x.org' WHERE id = 1");
    services.users = "table = \"users\"\nname = \"name\"";
    services.command({"run"});
    decide("unique-", "merge");
    decide("uncovered-", "accept");
    services.command({"run"});
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target, "SELECT count(*) FROM users"), (testing::Rows{{"3"}}));
}

TEST_F(Decisions, MayKeepValuesThatReferToNothing)
{
    services.in_both("INSERT INTO posts VALUES (3, 77, 'c')");
    services.command({"run"});
    decide("name-", "rename:anna");
    decide("uncovered-", "accept");
    services.command({"run"});
    decide(question_about("first.posts (author_id) -> users"), "keep");
    decide(question_about("second.posts (author_id) -> users"), "keep");
    EXPECT_EQ(services.command({"run"}).exit_code, 0) << testing::contents(conflicts());
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target, "SELECT author_id FROM posts WHERE title = 'c' ORDER BY 1"),
              (testing::Rows{{"77"}, {"1000079"}}));
}

TEST_F(Decisions, AboutValuesThatReferToNothingHoldForTheirOwnSource)
{
    services.in_both("INSERT INTO posts VALUES (3, 77, 'c')");
    services.command({"run"});
    decide("name-", "rename:anna");
    decide("uncovered-", "accept");
    services.command({"run"});
    decide(question_about("first.posts (author_id) -> users"), "keep");
    decide(question_about("second.posts (author_id) -> users"), "accept:2");
    EXPECT_EQ(services.command({"run"}).exit_code, 0) << testing::contents(conflicts());
    EXPECT_EQ(services.merge().exit_code, 0);
    EXPECT_EQ(testing::query(services.target, "SELECT author_id FROM posts WHERE title = 'c' ORDER BY 1"),
              (testing::Rows{{std::nullopt}, {"77"}}));
}

/// What `run --execute` loads, the last dry run has shown.
class Reviewed : public Decisions {
protected:
    Reviewed()
    {
        services.users = "table = \"users\"\nname = \"name\"";
        decide_all_but_names();
    }

    void decide_all_but_names() const
    {
        services.command({"run"});
        decide("uncovered-", "accept");
        services.command({"run"});
    }
};

TEST_F(Reviewed, RunsAreLoaded) { EXPECT_EQ(services.merge().exit_code, 0); }

TEST_F(Reviewed, RunsMayHaveMoreRows)
{
    testing::execute(services.first, "INSERT INTO posts VALUES (9, 1, 'z')");
    EXPECT_EQ(services.merge().exit_code, 0);
}

TEST_F(Reviewed, RunsWithAnotherRenameAreShownAndStopped)
{
    testing::execute(services.second, "UPDATE users SET name = 'bo' WHERE name = 'cleo'");
    expect(services.merge(), 5, "  + rename second/bo (#2) to botmp\n");
    EXPECT_FALSE(std::filesystem::exists(services.folder() / "target.db"));
}

TEST_F(Reviewed, RunsWithARenameLessAreShownAndStopped)
{
    testing::execute(services.second, "UPDATE users SET name = 'zoe' WHERE name = 'ann'");
    expect(services.merge(), 5, "  - rename second/ann (#1) to anntmp\n");
}

TEST_F(Reviewed, RunsAreWhatTheLastOneShowedAlsoIfItStopped)
{
    testing::execute(services.second, "UPDATE users SET name = 'bo' WHERE name = 'cleo'");
    services.merge();
    EXPECT_EQ(services.merge().exit_code, 0);
}

TEST_F(Reviewed, RunsThatWereNotShownAreStoppedAgain)
{
    testing::execute(services.second, "UPDATE users SET name = 'bo' WHERE name = 'cleo'");
    std::filesystem::remove(conflicts());
    std::filesystem::create_directory(conflicts()); // it cannot be written, and so nothing is printed
    EXPECT_EQ(services.merge().exit_code, 73);
    std::filesystem::remove(conflicts());
    expect(services.merge(), 5, "  + rename second/bo (#2) to botmp\n");
}

TEST_F(Reviewed, RunsWithNamesThatHaveChangedHandsAreShownAndStopped)
{
    testing::execute(services.second,
                     "UPDATE users SET name = 'x' WHERE id = 1; UPDATE users SET name = 'ann' WHERE id = 2;"
                     "UPDATE users SET name = 'cleo' WHERE id = 1");
    expect(services.merge(), 5, "  + rename second/ann (#2) to anntmp\n");
}

TEST_F(Reviewed, RunsStayReviewedOverASnapshot)
{
    testing::execute(services.second, "UPDATE users SET name = 'bo' WHERE name = 'cleo'");
    services.command({"snapshot"});
    EXPECT_EQ(services.merge().exit_code, 5);
}

TEST_F(Reviewed, RunsWithYesAreLoadedWhateverTheLastOneShowed)
{
    testing::execute(services.second, "UPDATE users SET name = 'bo' WHERE name = 'cleo'");
    expect(services.command({"run", "--execute", "--yes"}), 0, "  + rename second/bo (#2) to botmp\n");
}

} // namespace
} // namespace tributary
