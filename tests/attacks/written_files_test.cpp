// Files in the way of those that the program writes, and links that lead elsewhere.
#include "tests/testing/pages.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tributary {
namespace {

namespace fs = std::filesystem;

using testing::contents;
using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

/// Two services with an Ann each, about whom there is a question, and a user who lets others read what they make.
class WrittenFiles : public ::testing::Test {
protected:
    WrittenFiles()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
                         "INSERT INTO users VALUES (1, 'ann')");
        services.users += "\non_collision = \"refuse\"";
        EXPECT_EQ(services.command({"run"}).exit_code, 1);
    }

    std::string path(std::string const &name) const { return (services.folder() / name).string(); }
    std::string target() const { return services.target.url.substr(std::string("sqlite:").size()); }

    Outcome report(std::string const &file, std::vector<std::string> more = {}) const
    {
        std::vector<std::string> words{"report", "-o", file};
        words.insert(words.end(), more.begin(), more.end());
        return services.command(words);
    }

    /// The command writes nothing into this file, and says why.
    void expect_refused(Outcome const &outcome, std::string const &file, std::string const &before,
                        std::string const &why) const
    {
        EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
        EXPECT_NE(outcome.err.find(file + ": " + why), std::string::npos) << transcript(outcome);
        EXPECT_EQ(fs::exists(file) ? contents(file) : "", before);
    }

    void expect_report_refused(std::string const &file, std::string const &why) const
    {
        auto const before = fs::exists(file) ? contents(file) : "";
        expect_refused(report(file), file, before, why);
    }

    void expect_conflicts_refused(std::string const &file, std::string const &why) const
    {
        auto const before = fs::exists(file) ? contents(file) : "";
        expect_refused(services.command({"run", "--conflicts", file}), file, before, why);
    }

    static unsigned mode_of(std::string const &file)
    {
        struct stat status {};
        EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
        return status.st_mode & 0777U;
    }

    void write_for_all_to_read(std::string const &name, std::string const &text) const
    {
        services.write(name, text);
        fs::permissions(path(name), fs::perms(0666));
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

// ---- reports ------------------------------------------------------------------------------------

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfASource)
{
    expect_report_refused(services.first.url.substr(std::string("sqlite:").size()), "is source \"first\"");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfATargetThatIsNotThereYet)
{
    expect_report_refused(target(), "is the target");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfThePlan)
{
    expect_report_refused(services.plan().string(), "is the plan");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfTheStagingFile)
{
    expect_report_refused(services.staging().string(), "is the staging file");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfTheRecordOfALoad)
{
    services.users = "table = \"users\"\nname = \"name\"";
    EXPECT_EQ(services.command({"run", "--execute", "--yes"}).exit_code, 0);
    fs::copy_file(services.staging(), path("merge.staging.0123456789ab.sqlite"));
    expect_report_refused(path("merge.staging.0123456789ab.sqlite"), "already exists, and is not a report");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfWhatItDidNotWrite)
{
    services.write("notes.txt", "run to the shop, digest what was said\n");
    expect_report_refused(path("notes.txt"), "already exists, and is not a report of tributary");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfAnswers)
{
    services.write("merge.answers.csv",
                   "id,kind,account,table,row,claimants,evidence,proposal,allowed,decision,note\n");
    expect_report_refused(path("merge.answers.csv"), "is the file of answers");
}

TEST_F(WrittenFiles, AReportDoesNotTakeThePlaceOfOneThatHasDecisions)
{
    report(path("open.csv"), {"--what", "conflicts,renames", "--format", "csv"});
    auto text = contents(path("open.csv"));
    text.replace(text.find(",,\n"), 3, ",keep,\n");
    services.write("open.csv", text);
    expect_report_refused(path("open.csv"), "already exists, and somebody wrote decisions or notes into it");
}

TEST_F(WrittenFiles, AReportTakesThePlaceOfOneWithoutDecisions)
{
    report(path("open.csv"), {"--what", "conflicts,overrides", "--format", "csv"});
    EXPECT_EQ(report(path("open.csv"), {"--format", "html"}).exit_code, 0);
    EXPECT_EQ(report(path("open.csv"), {"--format", "json"}).exit_code, 0);
    EXPECT_EQ(report(path("open.csv")).exit_code, 0);
    EXPECT_EQ(report(path("open.csv"), {"--format", "csv"}).exit_code, 0);
}

TEST_F(WrittenFiles, AReportTakesThePlaceOfAnEmptyFile)
{
    services.write("empty", "");
    EXPECT_EQ(report(path("empty")).exit_code, 0);
}

TEST_F(WrittenFiles, AReportFollowsNoLink)
{
    services.write("victim", "");
    fs::create_symlink(path("victim"), path("link"));
    expect_report_refused(path("link"), "is a symbolic link");
    EXPECT_EQ(contents(path("victim")), "");
}

TEST_F(WrittenFiles, AReportGoesIntoNoDevice)
{
    auto const outcome = report("/dev/null");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    EXPECT_NE(outcome.err.find("/dev/null: is not a file"), std::string::npos) << transcript(outcome);
}

TEST_F(WrittenFiles, AReportIsItsOwnersAloneWhateverWasThere)
{
    write_for_all_to_read("report.txt", "");
    report(path("report.txt"));
    EXPECT_EQ(mode_of(path("report.txt")), 0600U);
}

TEST_F(WrittenFiles, AReportThatCannotBeWrittenWholeLeavesWhatWasThere)
{
    report(path("report.txt"), {"--what", "summary"});
    auto const before = contents(path("report.txt"));
    auto const outcome = testing::run_in_shell("ulimit -f 1; trap '' XFSZ; \"$TRIBUTARY\" report " +
                                               services.plan().string() + " --format html -o " + path("report.txt"));
    expect_refused(outcome, path("report.txt"), before, "cannot write: File too large");
}

// ---- open questions -----------------------------------------------------------------------------

TEST_F(WrittenFiles, QuestionsDoNotTakeThePlaceOfASource)
{
    expect_conflicts_refused(services.second.url.substr(std::string("sqlite:").size()), "is source \"second\"");
}

TEST_F(WrittenFiles, QuestionsDoNotTakeThePlaceOfATargetThatIsNotThereYet)
{
    expect_conflicts_refused(target(), "is the target");
}

TEST_F(WrittenFiles, QuestionsDoNotTakeThePlaceOfAStagingFileThatIsNotThereYet)
{
    fs::remove(services.staging());
    expect_conflicts_refused(services.staging().string(), "is the staging file");
}

TEST_F(WrittenFiles, QuestionsDoNotTakeThePlaceOfAnyFileThatSpeaksOfDecisions)
{
    services.write("minutes.csv", "date,decision\n2022-07-01,to move\n");
    expect_conflicts_refused(path("minutes.csv"), "already exists, and is not a conflicts file");
}

TEST_F(WrittenFiles, QuestionsDoNotTakeThePlaceOfAnswersToAnotherPlan)
{
    services.write(
        "other.answers.csv",
        "id,kind,account,table,row,claimants,proposal,decision,note\n,match,second/ann,,,first/ann,,merge,\n");
    expect_conflicts_refused(path("other.answers.csv"), "already exists, and is not a conflicts file");
}

TEST_F(WrittenFiles, QuestionsFollowNoLink)
{
    fs::remove(path("merge.conflicts.csv"));
    services.write("victim", "");
    fs::create_symlink(path("victim"), path("merge.conflicts.csv"));
    expect_conflicts_refused(path("merge.conflicts.csv"), "is a symbolic link");
}

TEST_F(WrittenFiles, QuestionsAreTheirOwnersAloneWhateverWasThere)
{
    fs::permissions(path("merge.conflicts.csv"), fs::perms(0666));
    services.command({"run"});
    EXPECT_EQ(mode_of(path("merge.conflicts.csv")), 0600U);
}

TEST_F(WrittenFiles, WhatHasNoPlaceAmongTheQuestionsIsKeptEachTime)
{
    auto const first = contents(path("merge.conflicts.csv"));
    services.write("merge.conflicts.csv", first + "gone-1,name,,,,,,,,,first note\n");
    services.command({"run"});
    services.write("merge.conflicts.csv", first + "gone-2,name,,,,,,,,,second note\n");
    services.command({"run"});
    EXPECT_NE(contents(path("merge.conflicts.csv.old")).find("first note"), std::string::npos);
    EXPECT_NE(contents(path("merge.conflicts.csv.old-2")).find("second note"), std::string::npos);
}

// ---- the staging file ---------------------------------------------------------------------------

TEST_F(WrittenFiles, ANewStagingFileFollowsNoLink)
{
    services.write("victim", "precious");
    fs::create_symlink(path("victim"), services.staging().string() + ".new");
    auto const outcome = services.command({"snapshot"});
    expect_refused(outcome, services.staging().string() + ".new", "precious", "is a symbolic link");
}

TEST_F(WrittenFiles, ANewStagingFileDoesNotTakeThePlaceOfWhatNoSnapshotLeft)
{
    services.write("merge.staging.sqlite.new", "precious");
    auto const outcome = services.command({"snapshot"});
    expect_refused(outcome, services.staging().string() + ".new", "precious", "already exists, and is not");
}

TEST_F(WrittenFiles, AStagingFileIsItsOwnersAloneWhateverWasThere)
{
    write_for_all_to_read("merge.staging.sqlite.new", "");
    EXPECT_EQ(services.command({"snapshot"}).exit_code, 0);
    EXPECT_EQ(mode_of(services.staging().string()), 0600U);
}

TEST_F(WrittenFiles, TheRecordOfALoadIsItsOwnersAlone)
{
    services.users = "table = \"users\"\nname = \"name\"";
    EXPECT_EQ(services.command({"run", "--execute", "--yes"}).exit_code, 0);
    fs::permissions(services.staging(), fs::perms(0644));
    fs::remove(target());
    EXPECT_EQ(services.command({"resolve"}).exit_code, 0);
    int records = 0;
    for (auto const &entry : fs::directory_iterator(services.folder())) {
        auto const name = entry.path().filename().string();
        if (name.starts_with("merge.staging.") && name != "merge.staging.sqlite") {
            EXPECT_EQ(mode_of(entry.path().string()), 0600U) << name;
            ++records;
        }
    }
    EXPECT_EQ(records, 1);
}

// ---- a first plan -------------------------------------------------------------------------------

TEST_F(WrittenFiles, AFirstPlanIsItsOwnersAlone)
{
    auto const outcome = testing::run_program(
        {"init", path("first.toml"), "--source", "first=" + services.first.url, "--target", services.target.url});
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(mode_of(path("first.toml")), 0600U);
}

} // namespace
} // namespace tributary
