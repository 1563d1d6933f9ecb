#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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
