#include "tests/testing/program.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

namespace tributary {

using testing::Engine;
using testing::Rows;

/// `run PLAN --execute` in the background.
class Running {
public:
    explicit Running(std::string const &plan) : m_id(fork())
    {
        if (m_id == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            char const *const program = testing::program_under_test();
            execl(program, program, "run", plan.c_str(), "--execute", "--quiet", nullptr);
            _exit(127);
        }
    }
    Running(Running const &) = delete;
    Running &operator=(Running const &) = delete;
    ~Running() { end_by(SIGKILL); }

    /// False if it does not come true within 20 seconds.
    static bool wait_until(std::function<bool()> const &condition)
    {
        for (int i = 0; i < 1000; ++i) {
            if (condition()) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return false;
    }

    void end_by(int signal)
    {
        if (m_id > 0) {
            kill(m_id, signal);
            waitpid(m_id, nullptr, 0);
            m_id = -1;
        }
    }

private:
    pid_t m_id;
};

bool has_bytes(std::filesystem::path const &file)
{
    std::error_code none;
    auto const size = std::filesystem::file_size(file, none);
    return !none && size > 0;
}

constexpr auto endless = "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g) SELECT count(*) FROM g";

class KilledInPostgres : public ::testing::Test {
protected:
    static constexpr auto tables = "CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE);"
                                   "CREATE TABLE posts (id serial PRIMARY KEY, author int REFERENCES users);"
                                   "CREATE INDEX of_author ON posts (author);";

    KilledInPostgres()
    {
        services.in_both(std::string(tables) +
                         "INSERT INTO users (name) VALUES (current_database()); INSERT INTO posts (author) VALUES (1)");
        // waits at the end of the load, when everything but COMMIT is done
        services.of_target = "after = \"after.sql\"";
        services.write("after.sql", "SELECT pg_sleep(600) FROM users LIMIT 1");
        execute(services.target, tables);
    }

    bool sleeps() const
    {
        return query(services.target, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND "
                                      "datname = current_database()")[0][0] == "1";
    }

    void kill_before_commit(int signal)
    {
        Running program(services.plan());
        ASSERT_TRUE(Running::wait_until([&] { return sleeps(); }));
        program.end_by(signal);
        // the server finds out at its next word to the client; here it is told
        query(services.target, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                               "AND datname = current_database()");
        ASSERT_TRUE(Running::wait_until([&] { return !sleeps(); }));
    }

    Rows target_in_short() const
    {
        return query(services.target,
                     "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts), (SELECT count(*) "
                     "FROM pg_constraint WHERE contype = 'f'), (SELECT count(*) FROM pg_indexes WHERE "
                     "schemaname = 'public'), (SELECT count(*) FROM pg_namespace WHERE nspname = 'tributary')");
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(KilledInPostgres, BeforeCommitLeavesTheTargetUntouched)
{
    kill_before_commit(SIGKILL);
    EXPECT_EQ(target_in_short(), (Rows{{"0", "0", "1", "4", "0"}}));
}

TEST_F(KilledInPostgres, ByCtrlCLeavesTheTargetUntouched)
{
    kill_before_commit(SIGINT);
    EXPECT_EQ(target_in_short(), (Rows{{"0", "0", "1", "4", "0"}}));
}

TEST_F(KilledInPostgres, BeforeCommitIsDoneAgainByTheSameCommand)
{
    kill_before_commit(SIGKILL);
    services.write("after.sql", "SELECT 1");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(target_in_short(), (Rows{{"2", "2", "1", "4", "1"}}));
}

TEST_F(KilledInPostgres, ALostConnectionToTheTargetIsAFailureThatChangesNothing)
{
    std::thread server([&] {
        Running::wait_until([&] { return sleeps(); });
        query(services.target, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                               "AND datname = current_database()");
    });
    auto const outcome = services.merge();
    server.join();
    EXPECT_EQ(outcome.exit_code, 69) << testing::transcript(outcome);
    EXPECT_EQ(target_in_short(), (Rows{{"0", "0", "1", "4", "0"}}));
}

TEST_F(KilledInPostgres, ASecondRunOfThePlanWaitsForNobody)
{
    Running program(services.plan());
    ASSERT_TRUE(Running::wait_until([&] { return sleeps(); }));
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 75) << testing::transcript(outcome);
}

class KilledInSqlite : public ::testing::Test {
protected:
    KilledInSqlite()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                         "INSERT INTO users (name) VALUES (hex(randomblob(8)))");
    }

    /// Kills the program once it has begun to write to `file`.
    void kill_while_writing(std::filesystem::path const &file)
    {
        Running program(services.plan());
        ASSERT_TRUE(Running::wait_until([&] { return has_bytes(file.string() + "-journal"); }));
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        program.end_by(SIGKILL);
    }

    testing::TwoServices services{Engine::sqlite, Engine::sqlite};
};

/// What a program leaves that was killed in the middle of a write: half of its pages, and a journal to undo them.
void leave_half_a_write(std::filesystem::path const &file)
{
    auto const writer = fork();
    if (writer == 0) {
        sqlite3 *database = nullptr;
        sqlite3_open(file.c_str(), &database);
        auto const code =
            sqlite3_exec(database,
                         "PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM property; DELETE FROM step;"
                         "CREATE TABLE half AS WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g "
                         "WHERE n < 1000) SELECT randomblob(500) AS x FROM g",
                         nullptr, nullptr, nullptr);
        _exit(code); // without closing: nothing is rolled back
    }
    int status = -1;
    waitpid(writer, &status, 0);
    ASSERT_EQ(status, 0);
    ASSERT_TRUE(has_bytes(file.string() + "-journal"));
}

TEST_F(KilledInSqlite, InResolveIsDoneAgainByTheSameCommand)
{
    ASSERT_EQ(services.command({"run"}).exit_code, 0);
    leave_half_a_write(services.staging());
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
}

TEST_F(KilledInSqlite, InResolveLeavesAStagingFileThatCanBeReported)
{
    ASSERT_EQ(services.command({"run"}).exit_code, 0);
    leave_half_a_write(services.staging());
    auto const outcome = services.command({"report"});
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
}

TEST_F(KilledInSqlite, InResolveLeavesAStagingFileThatCanBeLoaded)
{
    ASSERT_EQ(services.command({"run"}).exit_code, 0);
    leave_half_a_write(services.staging());
    auto const outcome = services.command({"load", "--execute"});
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM users"), (Rows{{"2"}}));
}

TEST_F(KilledInSqlite, BeforeCommitIsDoneAgainByTheSameCommand)
{
    services.of_target += "\nafter = \"after.sql\"";
    services.write("after.sql", std::string("CREATE TABLE slow AS SELECT (") + endless + ") AS n FROM users");
    kill_while_writing(services.folder() / "target.db");
    services.write("after.sql", "SELECT 1");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM users"), (Rows{{"2"}}));
}

TEST_F(KilledInSqlite, BeforeCommitLeavesATargetWithoutTables)
{
    services.of_target += "\nafter = \"after.sql\"";
    services.write("after.sql", std::string("CREATE TABLE slow AS SELECT (") + endless + ") AS n FROM users");
    kill_while_writing(services.folder() / "target.db");
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM sqlite_schema"), (Rows{{"0"}}));
}

} // namespace tributary
