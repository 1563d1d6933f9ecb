#include "tests/testing/scenario_folder.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tributary {
namespace {

using Sentences = std::vector<std::string>;

class ScenarioFolder : public ::testing::Test {
protected:
    ScenarioFolder()
    {
        std::filesystem::create_directory(folder.path / "expected");
        plant("README.md");
        plant("schema.sql");
        plant("letters.sql");
        plant("before.sqlite.sql");
        plant("plan.toml", "[[source]]\nname = \"letters\"\n[target]\nbefore = \"before.${engine}.sql\"\n");
        plant("expected/exit_code");
        plant("expected/renames.csv");
        plant("expected/posts.sql");
        plant("expected/posts.out");
    }

    void plant(std::string const &file, std::string const &text = {}) const
    {
        std::ofstream(folder.path / file) << text;
    }

    Sentences unread() const { return testing::unread_files(folder.path); }

    testing::TemporaryDirectory folder;
};

TEST_F(ScenarioFolder, WithFilesThatAreReadIsAccepted) { EXPECT_EQ(unread(), Sentences{}); }

TEST_F(ScenarioFolder, WithAMisspeltFileInExpectedNamesTheNearest)
{
    plant("expected/exit_cod");
    EXPECT_EQ(unread(), Sentences{"nothing reads expected/exit_cod; did you mean \"exit_code\"?"});
}

TEST_F(ScenarioFolder, WithAReportThatDoesNotExistIsRefused)
{
    plant("expected/rename.csv");
    EXPECT_EQ(unread(), Sentences{"nothing reads expected/rename.csv; did you mean \"renames.csv\"?"});
}

TEST_F(ScenarioFolder, WithAMisspeltEngineIsRefused)
{
    plant("expected/renames.postgre.csv");
    EXPECT_EQ(unread(),
              Sentences{"nothing reads expected/renames.postgre.csv; did you mean \"renames.postgres.csv\"?"});
}

TEST_F(ScenarioFolder, WithAnAnswerToNoQueryIsRefused)
{
    plant("expected/members.out");
    EXPECT_EQ(unread(), Sentences{"nothing reads expected/members.out: there is no members.sql"});
}

TEST_F(ScenarioFolder, WithAFileForBothThatEachEngineReplacesIsRefused)
{
    plant("expected/renames.sqlite.csv");
    plant("expected/renames.postgres.csv");
    EXPECT_EQ(unread(), Sentences{"nothing reads expected/renames.csv: each engine has a file of its own"});
}

TEST_F(ScenarioFolder, WithRowsOfNoSourceIsRefused)
{
    plant("leters.sql");
    EXPECT_EQ(unread(), Sentences{"nothing reads leters.sql; did you mean \"letters.sql\"?"});
}

TEST_F(ScenarioFolder, WithAStrayPlanIsRefused)
{
    plant("plan2.toml");
    EXPECT_EQ(unread(), Sentences{"nothing reads plan2.toml; did you mean \"plan.toml\"?"});
}

TEST_F(ScenarioFolder, MayHoldWhatTheProgramLeavesBesideThePlan)
{
    plant("x.staging.sqlite");
    plant("x.conflicts.csv");
    EXPECT_EQ(unread(), Sentences{});
}

TEST_F(ScenarioFolder, DoesNotOwnAConflictsFileThatARunLeft)
{
    EXPECT_TRUE(testing::is_left_by_a_run(folder.path, "letters.conflicts.csv"));
}

TEST_F(ScenarioFolder, DoesNotOwnAnswersThatThePlanDoesNotName)
{
    EXPECT_TRUE(testing::is_left_by_a_run(folder.path, "letters.answers.csv"));
}

TEST_F(ScenarioFolder, OwnsAnswersThatThePlanNames)
{
    plant("plan.toml", "overrides = \"letters.answers.csv\"\n");
    EXPECT_FALSE(testing::is_left_by_a_run(folder.path, "letters.answers.csv"));
}

TEST_F(ScenarioFolder, OwnsItsSchema) { EXPECT_FALSE(testing::is_left_by_a_run(folder.path, "schema.sql")); }

} // namespace
} // namespace tributary
