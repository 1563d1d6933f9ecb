#include "merge/databases/sqlite/database.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

/// Two services that were merged, and what their operator does afterwards.
class Loaded : public ::testing::Test {
protected:
    Loaded()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); INSERT INTO users VALUES (1, 'ann')");
        auto const loaded = services.merge();
        EXPECT_EQ(loaded.exit_code, 0) << transcript(loaded);
    }

    std::filesystem::path kept() const
    {
        for (auto const &entry : std::filesystem::directory_iterator(services.folder())) {
            if (entry.path().filename().string().starts_with("merge.staging.") && entry.path() != services.staging()) {
                return entry.path();
            }
        }
        return {};
    }

    std::string moved_back() const { return "`mv " + kept().string() + " " + services.staging().string() + "`"; }
    std::string command(std::string const &word) const
    {
        return "`tributary " + word + " " + (services.folder() / "merge.toml").string() + "`";
    }

    /// The words are in what it says on stderr.
    static void expect_message(Outcome const &outcome, std::string const &words)
    {
        EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << transcript(outcome);
    }

    /// Writes to the staging file as the program does, with checksums.
    void as_tributary(std::string const &sql) const
    {
        using namespace databases::sqlite;
        Database(services.staging().string(), Open::read_write, Pages::checked).execute(sql);
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(Loaded, IsVerifiedByTheCommandThatARefusedRunNames)
{
    auto const again = services.merge();
    EXPECT_EQ(again.exit_code, 5);
    expect_message(again, command("verify") + " compares it with the staging file");
    EXPECT_EQ(services.command({"verify"}).exit_code, 0);
}

TEST_F(Loaded, IsNotComparedWithALaterSnapshot)
{
    services.command({"snapshot"});
    auto const verified = services.command({"verify"});
    EXPECT_EQ(verified.exit_code, 5) << transcript(verified);
    expect_message(verified, services.staging().string() + " is not the record of that load");
    expect_message(verified, moved_back());
}

TEST_F(Loaded, IsVerifiedWhenItsRecordIsMovedBack)
{
    services.command({"snapshot"});
    std::filesystem::rename(kept(), services.staging());
    EXPECT_EQ(services.command({"verify"}).exit_code, 0);
}

TEST_F(Loaded, RefusesToResolveALaterSnapshotAndSaysWhereTheRecordIs)
{
    services.command({"snapshot"});
    auto const resolved = services.command({"resolve"});
    EXPECT_EQ(resolved.exit_code, 5) << transcript(resolved);
    expect_message(resolved, "it holds run \"merge\" already");
    expect_message(resolved, moved_back());
}

TEST_F(Loaded, IsNotReportedFromALaterSnapshotWhichSaysWhereTheRecordIs)
{
    services.command({"snapshot"});
    auto const report = services.command({"report"});
    EXPECT_EQ(report.exit_code, 5) << transcript(report);
    expect_message(report, command("resolve"));
    expect_message(report, moved_back());
}

TEST_F(Loaded, NamesTheDigestOfARecordThatIsNotThere)
{
    std::filesystem::remove(services.staging());
    services.command({"snapshot"});
    auto const digest =
        testing::query(services.folder() / "target.db", "SELECT digest FROM tributary_run")[0][0].value();
    expect_message(services.command({"verify"}), "a staging file with digest " + digest + ", is not beside");
}

TEST_F(Loaded, IsNotReportedWithoutItsRecordWhichIsAskedForBeforeANewSnapshot)
{
    std::filesystem::remove(services.staging());
    auto const report = services.command({"report"});
    EXPECT_EQ(report.exit_code, 5) << transcript(report);
    expect_message(report, "if the run was loaded, " + command("audit"));
}

TEST_F(Loaded, IsNotExplainedWithoutItsRecordWhichIsAskedForBeforeANewSnapshot)
{
    std::filesystem::remove(services.staging());
    expect_message(services.command({"explain", "first/ann"}), "if the run was loaded, " + command("audit"));
}

TEST_F(Loaded, IsNotVerifiedWithoutItsRecordWhichVerifyAsksFor)
{
    std::filesystem::remove(services.staging());
    auto const verified = services.command({"verify"});
    EXPECT_EQ(verified.exit_code, 5) << transcript(verified);
    expect_message(verified,
                   services.staging().string() + " does not exist\n  the record of that load, a staging file ");
    EXPECT_EQ(verified.err.find("snapshot"), std::string::npos) << transcript(verified);
}

TEST_F(Loaded, KeepsARecordWhoseDecisionsWereChanged)
{
    as_tributary("UPDATE id_range SET \"offset\" = 7 WHERE source = 1");
    auto const verified = services.command({"verify"});
    EXPECT_EQ(verified.exit_code, 5) << transcript(verified);
    expect_message(verified, "it is the record of a load: restore it from the copy");
}

TEST_F(Loaded, KeepsARecordThatAnotherProgramWroteTo)
{
    testing::execute(services.staging(), "UPDATE id_range SET \"offset\" = 7 WHERE source = 1");
    auto const verified = services.command({"verify"});
    EXPECT_EQ(verified.exit_code, 5) << transcript(verified);
    expect_message(verified, "if it is the record of a load, restore it from a copy");
}

TEST_F(Loaded, KeepsARecordOfAnotherVersion)
{
    as_tributary("PRAGMA user_version = 1");
    expect_message(services.command({"report"}), "that version reads it: keep it if it is the record of a load");
}

TEST_F(Loaded, IsLookedForInTheDatabaseOfThatLoad)
{
    std::filesystem::remove(services.folder() / "target.db");
    auto const verified = services.command({"verify"});
    EXPECT_EQ(verified.exit_code, 5) << transcript(verified);
    expect_message(verified, "see that the plan's `url` names the database of that load");
}

TEST_F(Loaded, IsVerifiedAsJson)
{
    testing::execute(services.folder() / "target.db", "UPDATE users SET name = 'eve' WHERE id = 1");
    auto const verified = services.command({"verify", "--json"});
    EXPECT_EQ(verified.exit_code, 4) << transcript(verified);
    auto const found = nlohmann::json::parse(verified.out);
    EXPECT_EQ(found, nlohmann::json::parse(R"({"run": {"name": "merge"}, "equal": false,
        "differences": [{"table": "users", "row": "1", "what": "differs in name"}]})"));
}

TEST_F(Loaded, WantsThePlanOfThatNightToBeVerified)
{
    services.rest = "# a word more";
    auto const verified = services.command({"verify"});
    EXPECT_EQ(verified.exit_code, 5) << transcript(verified);
    expect_message(verified, "has changed since it was loaded");
    expect_message(verified, "restore them as they were");
}

TEST_F(Loaded, IsReportedUnderAnotherPlanWithAWordAboutThat)
{
    services.rest = "# a word more";
    auto const report = services.command({"report"});
    EXPECT_EQ(report.exit_code, 0) << transcript(report);
    expect_message(report, "has changed since it was loaded; this is what was decided then");
}

TEST_F(Loaded, IsReportedUnderItsOwnPlanWithoutAWord) { EXPECT_EQ(services.command({"report"}).err, ""); }

TEST_F(Loaded, WantsItsPlanBackWhereTheSourcesAreOthers)
{
    auto const plan = services.folder() / "other.toml";
    std::ifstream stream(services.plan());
    std::string text(std::istreambuf_iterator<char>(stream), {});
    text.replace(text.find("\"second\""), 8, "\"third\"");
    services.write("other.toml", text);
    auto const report = testing::run_program({"report", plan.string()});
    EXPECT_EQ(report.exit_code, 5) << transcript(report);
    expect_message(report, "restore them as they were");
}

TEST_F(Loaded, KeepsItsRecordWhenItIsResolvedAgainForAnEmptyTarget)
{
    std::filesystem::remove(services.folder() / "target.db");
    services.rest = "[ids]\nheadroom = 5";
    auto const resolved = services.command({"resolve"});
    EXPECT_EQ(resolved.exit_code, 0) << transcript(resolved);
    EXPECT_EQ(testing::query(kept(), "SELECT outcome FROM step WHERE name = 'load'"), (testing::Rows{{"committed"}}));
}

} // namespace
} // namespace tributary
