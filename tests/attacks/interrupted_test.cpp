// A program that is asked to end.
#include "tests/testing/program.hpp"
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

/// Two services with enough rows for a snapshot to last.
class Interrupted : public ::testing::Test {
protected:
    Interrupted()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
        testing::execute(services.first,
                         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) "
                         "INSERT INTO users SELECT i, 'a' || i FROM n");
    }

    /// Runs a snapshot and sends it the signal as soon as its new file has grown.
    Outcome snapshot_until(std::string const &signal) const
    {
        auto const file = services.staging().string() + ".new";
        return testing::run_in_shell(
            "\"$TRIBUTARY\" snapshot " + services.plan().string() + " & pid=$!; until test -s " + file +
            " || ! kill -0 $pid 2>/dev/null; do :; done; kill -" + signal + " $pid; wait $pid");
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(Interrupted, ASnapshotSaysWhatBecameOfTheTarget)
{
    auto const outcome = snapshot_until("TERM");
    EXPECT_EQ(outcome.exit_code, 128 + 15) << transcript(outcome);
    EXPECT_NE(outcome.err.find("tributary: interrupted; the target is unchanged\n  run the same command again\n"),
              std::string::npos)
        << transcript(outcome);
}

TEST_F(Interrupted, ASnapshotLeavesNoRowsBehind)
{
    snapshot_until("TERM");
    EXPECT_FALSE(std::filesystem::exists(services.staging().string() + ".new"));
}

TEST_F(Interrupted, ASnapshotCanBeRunAgain)
{
    snapshot_until("TERM");
    auto const outcome = services.command({"snapshot"});
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
}

/// A pg_dump that does not end by itself.
class InterruptedDump : public ::testing::Test {
protected:
    InterruptedDump()
    {
        services.in_both("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE)");
        std::filesystem::create_directories(services.folder() / "bin");
        std::filesystem::create_directories(temporary());
        services.write("bin/pg_dump",
                       "#!/bin/sh\necho $$ >\"$DUMPING.part\"\nmv \"$DUMPING.part\" \"$DUMPING\"\n"
                       "for word; do case $word in --file=*) echo half >\"${word#--file=}\";; esac; done\n"
                       "exec sleep 60\n");
        std::filesystem::permissions(services.folder() / "bin" / "pg_dump", std::filesystem::perms(0755));
    }

    std::filesystem::path temporary() const { return services.folder() / "tmp"; }

    /// Sends the signal when pg_dump runs; prints whether that is still there afterwards.
    Outcome snapshot_until(std::string const &signal) const
    {
        auto const dumping = (services.folder() / "dumping").string();
        return testing::run_in_shell(
            "PATH=" + (services.folder() / "bin").string() + ":$PATH TMPDIR=" + temporary().string() +
                " \"$TRIBUTARY\" run " + services.plan().string() + " & pid=$!; until test -s " + dumping +
                " || ! kill -0 $pid 2>/dev/null; do :; done; kill -" + signal +
                " $pid; wait $pid; code=$?; kill -0 $(cat " + dumping + ") 2>/dev/null && echo it runs on; exit $code",
            {{"DUMPING", dumping}});
    }

    TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(InterruptedDump, LeavesNoTemporaryFolderBehind)
{
    auto const outcome = snapshot_until("TERM");
    EXPECT_EQ(outcome.exit_code, 128 + 15) << transcript(outcome);
    EXPECT_TRUE(std::filesystem::is_empty(temporary())) << transcript(outcome);
}

TEST_F(InterruptedDump, EndsPgDumpToo)
{
    auto const outcome = snapshot_until("TERM");
    EXPECT_EQ(outcome.out.find("it runs on"), std::string::npos) << transcript(outcome);
}

} // namespace
} // namespace tributary
