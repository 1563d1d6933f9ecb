#include "merge/databases/target.hpp"
#include "merge/staging/file_lock.hpp"
#include "merge/staging/staging.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::transcript;
using testing::TwoServices;

/// Two services with an ann each, whose names contest, and what `status` says of their run.
class StatusOfARun : public ::testing::TestWithParam<Engine> {
protected:
    StatusOfARun()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE);"
                         "INSERT INTO users VALUES (1, 'ann')");
    }

    nlohmann::json status() const
    {
        auto const outcome = services.command({"status", "--json"});
        EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
        return nlohmann::json::parse(outcome.out);
    }

    std::string next(std::string const &command, std::string const &options = "") const
    {
        return "tributary " + command + " " + (services.folder() / "merge.toml").string() + options;
    }

    TwoServices services{GetParam(), GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Of, StatusOfARun, ::testing::Values(Engine::sqlite, Engine::postgres),
                         [](auto const &one) { return one.param == Engine::sqlite ? "sqlite" : "postgres"; });

TEST_P(StatusOfARun, BeginsWithADryRun) { EXPECT_EQ(status().at("next"), next("run")); }

TEST_P(StatusOfARun, SaysThatTheTargetIsEmpty)
{
    EXPECT_EQ(status().at("target").at("state"), GetParam() == Engine::sqlite ? "absent" : "empty");
}

TEST_P(StatusOfARun, SendsToTheLoadWhenNothingIsOpen)
{
    services.command({"run"});
    EXPECT_EQ(status().at("next"), next("run", " --execute"));
}

TEST_P(StatusOfARun, CountsWhatIsOpen)
{
    services.users += "\non_collision = \"refuse\"";
    services.command({"run"});
    EXPECT_EQ(status().at("undecided"), 1);
}

TEST_P(StatusOfARun, KnowsWhatWasReviewed)
{
    services.command({"run"});
    auto const run = status().at("run");
    EXPECT_EQ(run.at("reviewed_digest"), run.at("digest"));
}

TEST_P(StatusOfARun, CountsTheRowsOfEachSource)
{
    services.command({"snapshot"});
    EXPECT_EQ(status().at("sources").at(1).at("rows"), 1);
}

TEST_P(StatusOfARun, SendsToResolveAfterASnapshot)
{
    services.command({"snapshot"});
    EXPECT_EQ(status().at("next"), next("resolve"));
}

TEST_P(StatusOfARun, KnowsItsOwnLoad)
{
    services.merge();
    EXPECT_EQ(status().at("target").at("state"), "this_run");
}

TEST_P(StatusOfARun, KnowsTheLoadOfAnotherSnapshot)
{
    services.merge();
    services.command({"snapshot"});
    EXPECT_EQ(status().at("target").at("state"), "other_run");
}

TEST_P(StatusOfARun, NamesTheRecordThatASnapshotLeftBehind)
{
    services.merge();
    services.command({"snapshot"});
    EXPECT_EQ(status().at("leftovers").size(), 1);
}

TEST_P(StatusOfARun, KnowsThatTheTargetHasRowsOfOthers)
{
    testing::execute(services.target, "CREATE TABLE users (id INTEGER); INSERT INTO users VALUES (1)");
    EXPECT_EQ(status().at("target").at("state"), "filled");
}

TEST_P(StatusOfARun, ListsEachStepWithItsOutcome)
{
    services.command({"run"});
    auto const steps = status().at("steps");
    EXPECT_EQ(steps.at(1).at("step"), "resolve");
    EXPECT_TRUE(steps.at(1).at("outcome").get<std::string>().starts_with("0 undecided")) << steps;
}

TEST_P(StatusOfARun, SendsToTheQuestionsFirst)
{
    services.users += "\non_collision = \"refuse\"";
    services.command({"run"});
    auto const found = status();
    EXPECT_EQ(found.at("next"), next("run"));
    EXPECT_EQ(found.at("why"),
              "decide what is asked in " + (services.folder() / "merge.conflicts.csv").string() + " first");
}

TEST_P(StatusOfARun, CountsWhatIsDecidedInTheConflictsFile)
{
    services.users += "\non_collision = \"refuse\"";
    services.command({"run"});
    auto asked = testing::contents(services.folder() / "merge.conflicts.csv");
    asked.replace(asked.rfind(",,\n"), 3, ",rename:ann2,\n");
    services.write("merge.conflicts.csv", asked);
    auto const found = status();
    EXPECT_EQ(found.at("answered"), 1);
    EXPECT_EQ(found.at("why"), "every open question is decided; this takes the decisions over");
}

TEST_P(StatusOfARun, NamesWhatIsWrongInTheConflictsFile)
{
    services.users += "\non_collision = \"refuse\"";
    services.command({"run"});
    auto asked = testing::contents(services.folder() / "merge.conflicts.csv");
    asked.replace(asked.rfind(",,\n"), 3, ",perhaps,\n");
    services.write("merge.conflicts.csv", asked);
    EXPECT_NE(status().at("why").get<std::string>().find("merge.conflicts.csv:2"), std::string::npos);
}

TEST_P(StatusOfARun, SaysThatASnapshotIsGoingOn)
{
    services.command({"run"});
    staging::FileLock const working(services.staging().string() + ".new", staging::FileLock::File::made_empty);
    auto const found = status();
    EXPECT_EQ(found.at("going_on"), "snapshot");
    EXPECT_EQ(found.at("leftovers").size(), 0);
    EXPECT_EQ(found.at("next"), next("status"));
}

TEST_P(StatusOfARun, CallsHalfASnapshotThatNobodyWritesLeftOver)
{
    services.write("merge.staging.sqlite.new", "");
    EXPECT_EQ(status().at("leftovers").size(), 1);
}

TEST_P(StatusOfARun, DistinguishesAStepThatGoesOnFromOneThatWasKilled)
{
    services.command({"run"});
    {
        auto const staging = staging::Staging::open(services.staging(), "merge", true);
        staging::StepRecord const step(staging, "load", "merge.toml");
        EXPECT_EQ(status().at("going_on"), "load");
        EXPECT_NE(services.command({"status"}).out.find(": going on\n"), std::string::npos);
    }
    EXPECT_EQ(status().at("going_on"), nullptr);
    EXPECT_NE(services.command({"status"}).out.find(": it was killed\n"), std::string::npos);
}

TEST_P(StatusOfARun, SaysWhyAStepRefused)
{
    services.command({"run"});
    services.command({"verify"});
    auto const steps = status().at("steps");
    EXPECT_TRUE(
        steps.back().at("outcome").get<std::string>().starts_with("failed: target: it holds no run of tributary"))
        << steps;
}

TEST_P(StatusOfARun, SaysWhyTheLoadFailed)
{
    services.of_target += "\nafter = \"after.sql\"";
    services.write("after.sql", "INSERT INTO users (id, name) SELECT id, 'x' || name FROM users;");
    EXPECT_NE(services.merge().exit_code, 0);
    auto const found = status();
    EXPECT_EQ(found.at("next"), next("run", " --execute"));
    EXPECT_TRUE(found.at("why").get<std::string>().starts_with("the last `load` failed: ")) << found;
    EXPECT_NE(found.at("why").get<std::string>().find("after.sql"), std::string::npos) << found;
}

TEST_P(StatusOfARun, SendsToTheAuditWhenAllIsDone)
{
    services.merge();
    auto const found = status();
    EXPECT_EQ(found.at("next"), next("audit"));
    EXPECT_EQ(found.at("why"), "done: the target is loaded, and was compared and found equal");
}

TEST_P(StatusOfARun, SendsToVerifyAfterALoad)
{
    services.command({"run"});
    services.command({"load", "--execute"});
    EXPECT_EQ(status().at("next"), next("verify"));
}

TEST_P(StatusOfARun, SaysHowToGoOnBesideAFileThatIsNoStagingFile)
{
    services.write("merge.staging.sqlite", "my notes");
    auto const command = status().at("next").get<std::string>();
    auto const file = services.staging().string();
    EXPECT_EQ(command, "mv " + file + " " + file + ".old && " + next("run"));
    auto const program = std::filesystem::path(testing::program_under_test()).parent_path().string();
    EXPECT_EQ(std::system(("PATH='" + program + "':\"$PATH\"; { " + command + "; } >/dev/null 2>&1").c_str()), 0);
    EXPECT_EQ(status().at("undecided"), 0);
}

TEST(Status, KnowsThatAnotherProgramWorksOnAPostgresTarget)
{
    TwoServices const services(Engine::postgres, Engine::postgres);
    auto const working =
        databases::open_target_for_trial({"target", services.target.url, {"public"}, services.folder()});
    auto const outcome = services.command({"status", "--json"});
    EXPECT_EQ(nlohmann::json::parse(outcome.out).at("target").at("state"), "busy") << transcript(outcome);
}

TEST_P(StatusOfARun, ChangesNothing)
{
    services.command({"run"});
    auto const before = std::filesystem::last_write_time(services.staging());
    status();
    EXPECT_EQ(std::filesystem::last_write_time(services.staging()), before);
}

TEST_P(StatusOfARun, SaysItInWords)
{
    auto const outcome = services.command({"status"});
    EXPECT_NE(outcome.out.find("decisions           not resolved yet\n"), std::string::npos) << transcript(outcome);
}

TEST(Status, SaysThatATargetCannotBeReached)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    services.target.url = "postgresql://nobody@127.0.0.1:1/none";
    auto const outcome = services.command({"status", "--json"});
    EXPECT_EQ(nlohmann::json::parse(outcome.out).at("target").at("state"), "unreachable") << transcript(outcome);
}

} // namespace
} // namespace tributary
