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
using testing::Rows;
using testing::transcript;
using testing::TwoServices;

constexpr auto merge = "\"$TRIBUTARY\" run \"$PLAN\" --execute ";
constexpr auto stands = "stdout: cannot write; the load stands, and the target is as it was resolved\n";

/// Two services, and a shell that closes or breaks the streams of the program.
class Streams : public ::testing::Test {
protected:
    explicit Streams(Engine engine) : services(engine, engine)
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); "
                         "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')");
    }

    Outcome shell(std::string const &script) const
    {
        return testing::run_in_shell(script, {{"PLAN", services.plan().string()}});
    }

    /// Into a pipe whose reader has gone before the program begins. The exit code is the program's.
    Outcome into_broken_pipe(std::string const &command) const
    {
        auto const code = (services.folder() / "code").string();
        return shell("{ sleep 0.1; " + command + "; echo $? >" + code + "; } | true; exit $(cat " + code + ")");
    }

    static void expect_message(Outcome const &outcome, std::string const &words)
    {
        EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << transcript(outcome);
    }

    TwoServices services;
};

class StreamsWithSqlite : public Streams {
protected:
    StreamsWithSqlite() : Streams(Engine::sqlite) {}

    std::filesystem::path target() const { return services.folder() / "target.db"; }

    void expect_loaded() const
    {
        EXPECT_EQ(testing::query(target(), "SELECT count(*) FROM users"), (Rows{{"4"}}));
        EXPECT_EQ(testing::query(target(), "PRAGMA integrity_check"), (Rows{{"ok"}}));
        EXPECT_EQ(testing::query(services.staging(), "PRAGMA integrity_check"), (Rows{{"ok"}}));
        EXPECT_FALSE(holds_message(target()));
        EXPECT_FALSE(holds_message(services.staging()));
    }

    /// What is printed, in a file where it has no business.
    static bool holds_message(std::filesystem::path const &file)
    {
        std::ifstream stream(file, std::ios::binary);
        std::string const bytes(std::istreambuf_iterator<char>(stream), {});
        return bytes.find("Contested names") != std::string::npos || bytes.find("load: ") != std::string::npos;
    }
};

TEST_F(StreamsWithSqlite, StdoutMayBeClosed)
{
    auto const outcome = shell(std::string(merge) + ">&-");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_message(outcome, stands);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, StderrMayBeClosed)
{
    auto const outcome = shell(std::string(merge) + "2>&-");
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, StdoutAndStderrMayBeClosed)
{
    auto const outcome = shell(std::string(merge) + ">&- 2>&-");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, AllMayBeClosed)
{
    auto const outcome = shell(std::string(merge) + "<&- >&- 2>&-");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, TheReaderOfStdoutMayLeaveAfterALine)
{
    auto const outcome = shell(std::string(merge) + "| head -1");
    EXPECT_EQ(outcome.out.substr(0, 10), "run merge\n") << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, TheReaderOfStdoutMayHaveLeft)
{
    auto const outcome = into_broken_pipe(merge);
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_message(outcome, stands);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, TheReaderOfStdoutAndStderrMayHaveLeft)
{
    auto const outcome = into_broken_pipe(std::string(merge) + "2>&1");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, TheDiskOfStdoutMayBeFull)
{
    auto const outcome = shell(std::string(merge) + ">/dev/full");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_message(outcome, stands);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, TheDiskOfStderrMayBeFull)
{
    auto const outcome = shell(std::string(merge) + "2>/dev/full");
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, AQuietLoadHasNothingToPrint)
{
    auto const outcome = shell(std::string(merge) + "--quiet >&-");
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithSqlite, ALoadThatDiffersAndCannotPrintItSaysSo)
{
    services.of_target += "\nafter = \"after.sql\"";
    services.write("after.sql", "UPDATE users SET name = 'eve' WHERE id = 1");
    auto const outcome = shell(std::string(merge) + ">/dev/full");
    EXPECT_EQ(outcome.exit_code, 4) << transcript(outcome);
    expect_message(outcome, "stdout: cannot write; the load stands, and the target differs\n");
}

TEST_F(StreamsWithSqlite, AReportThatCannotBeWrittenEndsWith73)
{
    services.command({"run"});
    auto const outcome = shell(R"("$TRIBUTARY" report "$PLAN" >/dev/full)");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    EXPECT_EQ(outcome.err, "stdout: cannot write everything that was to be printed\n");
}

TEST_F(StreamsWithSqlite, AReportWhoseReaderHasLeftEndsWithoutAWord)
{
    services.command({"run"});
    auto const outcome = into_broken_pipe(R"("$TRIBUTARY" report "$PLAN")");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    EXPECT_EQ(outcome.err, "");
}

TEST_F(StreamsWithSqlite, AnExplanationThatCannotBeWrittenEndsWith73)
{
    services.command({"run"});
    auto const outcome = shell(R"("$TRIBUTARY" explain "$PLAN" first/ann >/dev/full)");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
}

TEST_F(StreamsWithSqlite, AHelpThatCannotBeWrittenEndsWith73)
{
    EXPECT_EQ(shell("\"$TRIBUTARY\" --help >/dev/full").exit_code, 73);
}

class StreamsWithPostgres : public Streams {
protected:
    StreamsWithPostgres() : Streams(Engine::postgres) {}

    void expect_loaded() const { EXPECT_EQ(query(services.target, "SELECT count(*) FROM users"), (Rows{{"4"}})); }
};

TEST_F(StreamsWithPostgres, AllMayBeClosed)
{
    auto const outcome = shell(std::string(merge) + "<&- >&- 2>&-");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_loaded();
}

TEST_F(StreamsWithPostgres, TheReaderOfStdoutMayHaveLeft)
{
    auto const outcome = into_broken_pipe(merge);
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_message(outcome, stands);
    expect_loaded();
}

TEST_F(StreamsWithPostgres, TheDiskOfStdoutMayBeFull)
{
    auto const outcome = shell(std::string(merge) + ">/dev/full");
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    expect_message(outcome, stands);
    expect_loaded();
}

} // namespace
} // namespace tributary
