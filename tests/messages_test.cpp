#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::said;
using testing::TwoServices;

/// Two services with an Ann each who are not the same, and an operator who wants to be asked.
class Messages : public ::testing::Test {
protected:
    Messages()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO users VALUES (1, 'ann')");
        services.users += "\non_collision = \"refuse\"";
    }

    static void expect_said(Outcome const &outcome, std::string const &words)
    {
        EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << said(outcome);
    }

    std::string plan() const { return (services.folder() / "merge.toml").string(); }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(Messages, NameTheFileOfWhatIsUndecidedThoughQuietIsAskedFor)
{
    auto const outcome = services.command({"run", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 1) << said(outcome);
    expect_said(outcome, "what is undecided is in " + (services.folder() / "merge.conflicts.csv").string());
}

TEST_F(Messages, NameCommandsWithThePlanAsItWasGiven)
{
    expect_said(services.command({"load", "--execute"}), "run `tributary snapshot " + plan() + "` first");
}

TEST_F(Messages, NameAPlanThatAShellWouldTakeApartInQuotes)
{
    services.plan();
    std::filesystem::rename(services.folder() / "merge.toml", services.folder() / "my plan.toml");
    auto const outcome = testing::run_program({"load", "my plan.toml"}, {}, services.folder().string());
    expect_said(outcome, "run `tributary snapshot 'my plan.toml'` first");
}

} // namespace
} // namespace tributary
