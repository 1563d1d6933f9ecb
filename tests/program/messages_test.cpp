#include "tests/testing/pages.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

/// Two services with an Ann each who are not the same, and an operator who wants to be asked.
class Messages : public ::testing::Test {
protected:
    Messages()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO users VALUES (1, 'ann')");
        services.users += "\non_collision = \"refuse\"\nnames = { unique = true }";
    }

    static void expect_message(Outcome const &outcome, std::string const &words)
    {
        EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << transcript(outcome);
    }

    /// `run` of the same plan with the answers in answers.csv.
    Outcome with_overrides() const
    {
        std::ifstream plan(services.plan());
        std::string const text(std::istreambuf_iterator<char>(plan), {});
        services.write("answered.toml", "overrides = \"answers.csv\"\n" + text);
        return testing::run_program({"run", (services.folder() / "answered.toml").string()});
    }

    std::string plan() const { return (services.folder() / "merge.toml").string(); }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(Messages, NameTheFileOfWhatIsUndecidedThoughQuietIsAskedFor)
{
    auto const outcome = services.command({"run", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    expect_message(outcome, "open questions are in " + (services.folder() / "merge.conflicts.csv").string());
}

TEST_F(Messages, NameCommandsWithThePlanAsItWasGiven)
{
    expect_message(services.command({"load", "--execute"}), "run `tributary snapshot " + plan() + "` first");
}

TEST_F(Messages, SendWhoeverGotAnOptionWrongToTheHelpOfItsCommand)
{
    auto const outcome = services.command({"load", "--exekute"});
    EXPECT_EQ(outcome.exit_code, 64) << transcript(outcome);
    expect_message(outcome, "\n  `tributary load --help` lists its options\n");
    expect_message(services.command({"report", "--what", "bokks"}),
                   "\n  `tributary report --help` lists its options\n");
}

TEST_F(Messages, NameAPlanThatAShellWouldTakeApartInQuotes)
{
    services.plan();
    std::filesystem::rename(services.folder() / "merge.toml", services.folder() / "my plan.toml");
    auto const outcome = testing::run_program({"load", "my plan.toml"}, {}, services.folder().string());
    expect_message(outcome, "run `tributary snapshot 'my plan.toml'` first");
}

TEST_F(Messages, ListEveryAnswerThatAContestedNameTakes)
{
    services.write("answers.csv", "kind,account,decision\nname,second/ann,drop\n");
    auto const outcome = with_overrides();
    EXPECT_EQ(outcome.exit_code, 78) << transcript(outcome);
    expect_message(outcome, "\"drop\" does not answer a question of kind name\n  allowed here: accept, separate, "
                            "rename:<new>, keep, survivor:<source>, merge");
}

TEST_F(Messages, NameTheWaysOfAColumnThatTheTargetLacks)
{
    execute(services.second, "ALTER TABLE users ADD mood TEXT; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    expect_message(outcome, "takes it (`from`); or leave it out (`drop` for a column, `load = false` for a table)");
    expect_message(outcome, "`tributary check " + plan() + "` shows how to resolve each difference");
}

TEST_F(Messages, PutWhatIsToBePastedOnLinesOfItsOwn)
{
    services.in_both("CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER); INSERT INTO posts VALUES (1, 1)");
    auto const outcome = services.command({"run"});
    EXPECT_NE(outcome.out.find("\n      [[reference]]\n      column = \"posts.author_id\"\n      to = \"users.id\"\n"),
              std::string::npos)
        << transcript(outcome);
}

TEST_F(Messages, CountNamesThatAreContestedNotThoseWhoGiveThemUp)
{
    execute(services.second, "INSERT INTO users VALUES (2, 'ann')");
    auto const outcome = services.command({"run"});
    EXPECT_NE(outcome.out.find("Contested names: 1\n"), std::string::npos) << transcript(outcome);
}

TEST_F(Messages, ShowTheQuestionsBeforeWhatIsDecided)
{
    auto const outcome = services.command({"run"});
    EXPECT_LT(outcome.out.find("Undecided: 1\n"), outcome.out.find("Contested names: 1\n")) << transcript(outcome);
}

TEST_F(Messages, HoldNoControlCharacterOfAName)
{
    services.in_both("INSERT INTO users VALUES (2, 'bob' || char(27) || '[31m')");
    auto const outcome = services.command({"run"});
    EXPECT_EQ((outcome.out + outcome.err).find('\x1b'), std::string::npos) << transcript(outcome);
    EXPECT_NE(outcome.out.find("both are named bob\\x1b[31m\n"), std::string::npos) << transcript(outcome);
}

TEST_F(Messages, HoldNoControlCharacterOfAnAnswer)
{
    services.write("answers.csv", "kind,account,decision\nname,second/\x1b[31m,keep\n");
    expect_message(with_overrides(), "the account \"second/\\x1b[31m\" does not exist");
}

TEST_F(Messages, HoldNoControlCharacterOfTheCommandLine)
{
    expect_message(testing::run_program({"\x1b[31m"}), "unknown command \"\\x1b[31m\"");
}

TEST_F(Messages, HoldNoControlCharacterOfAnAccountThatIsExplained)
{
    services.in_both("INSERT INTO users VALUES (2, 'bob' || char(0x202e))");
    services.command({"run"});
    auto const outcome = services.command({"explain", "second/bob\u202e"});
    EXPECT_NE(outcome.out.find("account             second/bob\\u202e, id 2"), std::string::npos)
        << transcript(outcome);
}

TEST_F(Messages, HoldNoControlCharacterOfAColumnThatIsChecked)
{
    services.in_both("CREATE TABLE posts (id INTEGER PRIMARY KEY, \"author\n_id\" INTEGER);"
                     "INSERT INTO posts VALUES (1, 1)");
    auto const outcome = services.command({"check"});
    EXPECT_NE(outcome.out.find("  posts.author\\n_id: "), std::string::npos) << transcript(outcome);
}

TEST_F(Messages, LeaveANoteInTheConflictsFileWithOneMark)
{
    services.command({"run"});
    auto const file = services.folder() / "merge.conflicts.csv";
    auto text = testing::contents(file);
    text.replace(text.rfind(",,\n"), 3, ",,-later\n");
    services.write("merge.conflicts.csv", text);
    services.command({"run"});
    services.command({"run"});
    EXPECT_TRUE(testing::contents(file).ends_with(",,'-later\n")) << testing::contents(file);
}

TEST_F(Messages, SayOfOneRowThatItRefers)
{
    services.in_both(
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users); INSERT INTO posts VALUES (1, 9)");
    auto const outcome = services.command({"run"});
    EXPECT_NE(outcome.out.find("1 row refers to rows of users that do not exist"), std::string::npos)
        << transcript(outcome);
}

TEST_F(Messages, CallNoRowidNull)
{
    services.of_target = "";
    std::filesystem::remove(services.folder() / "target.db");
    testing::execute(services.folder() / "target.db",
                     "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
    auto const outcome = services.command({"check"});
    EXPECT_NE(outcome.out.find("; differences between sources and target; "), std::string::npos) << transcript(outcome);
}

TEST_F(Messages, ExplainThatANameIsUndecided)
{
    services.command({"run"});
    auto const outcome = services.command({"explain", "second/ann"});
    EXPECT_NE(outcome.out.find("name in the target  undecided\n"), std::string::npos) << transcript(outcome);
}

TEST_F(Messages, ExplainAnAnswerToWhoeverItIsAbout)
{
    services.write("answers.csv", "kind,account,claimants,decision,note\nmatch,second/ann,first/ann,merge,asked her\n");
    EXPECT_EQ(with_overrides().exit_code, 0);
    auto const outcome = testing::run_program({"explain", (services.folder() / "answered.toml").string(), "first/ann"});
    EXPECT_NE(outcome.out.find("match merge (second/ann): obeyed; asked her\n"), std::string::npos)
        << transcript(outcome);
}

TEST_F(Messages, ExplainRowsThatAConditionMakesTheirs)
{
    services.in_both("CREATE TABLE likes (id INTEGER PRIMARY KEY, kind TEXT, of_id INTEGER);"
                     "INSERT INTO likes VALUES (1, 'user', 1), (2, 'post', 1)");
    services.rest = "[[reference]]\ncolumn = \"likes.of_id\"\nto = \"users.id\"\nwhen = \"kind = 'user'\"";
    services.command({"run"});
    auto const outcome = services.command({"explain", "second/ann"});
    EXPECT_NE(outcome.out.find("1 in likes (of_id where kind = 'user')"), std::string::npos) << transcript(outcome);
}

} // namespace
} // namespace tributary
