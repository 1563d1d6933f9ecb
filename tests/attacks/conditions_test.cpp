// Full disks, servers that go away, statements that are cancelled, targets that take no writes: what is said, with
// which exit code, and that the remedy helps.
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/server_process.hpp"
#include "tests/testing/small_disk.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

namespace tributary {
namespace {

namespace fs = std::filesystem;

using testing::Engine;
using testing::execute;
using testing::Outcome;
using testing::PostgresServer;
using testing::query;
using testing::Rows;
using testing::SmallDisk;
using testing::transcript;
using testing::TwoServices;

void expect(Outcome const &outcome, int exit_code, std::string const &words)
{
    EXPECT_EQ(outcome.exit_code, exit_code) << transcript(outcome);
    EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << '\n' << transcript(outcome);
}

constexpr char const *many_rows =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users, body TEXT)";

void fill(TwoServices const &services)
{
    services.in_both(many_rows);
    auto const sqlite = services.first.engine == Engine::sqlite;
    std::string const numbers = sqlite
                                    ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                                    : "WITH n(i) AS (SELECT generate_series(1, 3000)) ";
    for (auto const &[database, letter] : {std::pair(services.first, "a"), std::pair(services.second, "b")}) {
        execute(database, numbers + "INSERT INTO users SELECT i, '" + letter + "' || i FROM n");
        execute(database, "INSERT INTO notes SELECT id, 3001 - id, '" + std::string(400, 'x') + "' FROM users");
    }
}

// ---- full disks ---------------------------------------------------------------------------------

class FullDisk : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!disk.is_mounted()) {
            GTEST_SKIP() << "only root may mount a small disk";
        }
    }

    SmallDisk disk{"3m"};
};

TEST_F(FullDisk, UnderAnSqliteTargetCannotWriteAndAnEmptierOneIsLoaded)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    fill(services);
    services.target.url = "sqlite:" + (disk.path() / "target.db").string();
    disk.fill_up_to(300000);
    expect(services.merge(), 73, "target: database or disk is full\n  nothing was changed; free space on the disk");
    EXPECT_FALSE(fs::exists(disk.path() / "target.db"));
    fs::remove(disk.path() / "ballast");
    services.target.url = "sqlite:" + (services.folder() / "elsewhere.db").string();
    EXPECT_EQ(services.merge().exit_code, 0);
}

TEST_F(FullDisk, UnderTheStagingFileCannotWriteAndNamesIt)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    fill(services);
    auto const plan = testing::run_in_shell("cp " + services.plan().string() + " " + disk.path().string() + "/p.toml");
    EXPECT_EQ(plan.exit_code, 0);
    disk.fill_up_to(300000);
    auto const outcome = testing::run_program({"run", (disk.path() / "p.toml").string()});
    expect(outcome, 73, "free space on the disk");
    EXPECT_NE(outcome.err.find(".staging.sqlite"), std::string::npos) << transcript(outcome);
    EXPECT_FALSE(fs::exists(disk.path() / "merge.staging.sqlite.new"));
}

TEST_F(FullDisk, UnderAPostgresTargetCannotWriteAndAnEmptierOneIsLoaded)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    fill(services);
    auto const folder = disk.path() / "space";
    fs::create_directory(folder);
    testing::give_to_server_account(folder);
    auto const name = query(services.target, "SELECT current_database()")[0][0].value();
    PostgresServer::execute(services.target.url,
                            "CREATE TABLESPACE small_" + name + " LOCATION '" + folder.string() + "'");
    PostgresServer::execute(services.target.url, "ALTER DATABASE " + name + " SET default_tablespace = small_" + name);
    disk.fill_up_to(300000);
    expect(services.merge(), 73, "nothing was changed; free space on the server's disk, then run this again");
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM pg_class WHERE relname = 'users'"), (Rows{{"0"}}));
    PostgresServer::execute(services.target.url, "ALTER DATABASE " + name + " RESET default_tablespace");
    EXPECT_EQ(services.merge().exit_code, 0);
    PostgresServer::execute(services.target.url, "DROP TABLESPACE small_" + name);
}

TEST_F(FullDisk, ForPgDumpNamesTheFolder)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    fill(services);
    disk.fill_up_to(0);
    auto const outcome = services.merge({{"TMPDIR", disk.path().string()}});
    EXPECT_EQ(outcome.exit_code, 73) << transcript(outcome);
    EXPECT_NE(outcome.err.find(disk.path().string()), std::string::npos) << transcript(outcome);
    EXPECT_NE(outcome.err.find("TMPDIR"), std::string::npos) << transcript(outcome);
}

// ---- disks that fail ----------------------------------------------------------------------------

TEST(FailingDisk, UnderTheStagingFileCannotWriteAndNamesIt)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    fill(services);
    auto const outcome =
        testing::run_in_shell("ulimit -f 200; trap '' XFSZ; \"$TRIBUTARY\" run " + services.plan().string());
    expect(outcome, 73, services.staging().string());
    EXPECT_NE(outcome.err.find("the disk reported an error"), std::string::npos) << transcript(outcome);
}

// ---- expressions that are to be the same tomorrow ------------------------------------------------

class Clock : public ::testing::Test {
protected:
    Clock()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, day TEXT)");
        execute(services.first, "INSERT INTO users VALUES (1, 'ann', 'now')");
        execute(services.second, "INSERT INTO users VALUES (1, 'bob', '2022-07-01')");
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(Clock, IsNotAskedByAnExpressionThatPutsTheWordTogether)
{
    services.of_second = "set = { \"users.day\" = \"datetime('n' || 'ow')\" }";
    expect(services.merge(), 78, "the time of day gives a different value each time");
}

TEST_F(Clock, IsNotAskedByAValueOfTheData)
{
    services.of_first = "set = { \"users.day\" = \"datetime(users.day)\" }";
    expect(services.merge(), 78, "the time of day gives a different value each time");
}

TEST_F(Clock, IsNotAskedByACondition)
{
    services.rest = "[table.users]\nwhere = \"date(lower('NOW')) > day\"";
    expect(services.merge(), 78, "the time of day gives a different value each time");
}

TEST_F(Clock, IsNotAskedByDatesOfTheData)
{
    services.of_second = "set = { \"users.day\" = \"date(users.day, '+1 day') || ' now'\" }";
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT day FROM users WHERE name = 'bob'"), (Rows{{"2022-07-02 now"}}));
}

class Parameter : public Clock, public ::testing::WithParamInterface<char const *> {};

TEST_P(Parameter, InAnExpressionIsRefusedWhereItStands)
{
    services.of_second = std::string("set = { \"users.day\" = \"") + GetParam() + "\" }";
    expect(services.merge(), 78, "it has a parameter, for which there is no value");
}

TEST_P(Parameter, InAConditionIsRefusedWhereItStands)
{
    services.rest = std::string("[table.users]\nwhere = \"day = ") + GetParam() + "\"";
    expect(services.merge(), 78, "it has a parameter, for which there is no value");
}

TEST_P(Parameter, InAValueIsRefusedWhereItStands)
{
    services.rest = std::string("[table.users.column.day]\nvalue = \"") + GetParam() + "\"";
    expect(services.merge(), 78, "it has a parameter, for which there is no value");
}

INSTANTIATE_TEST_SUITE_P(Written, Parameter, ::testing::Values("?", "?1", ":a", "@a", "$x"));

} // namespace
} // namespace tributary
