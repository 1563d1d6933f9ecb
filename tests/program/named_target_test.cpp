#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); "
                       "INSERT INTO users VALUES (1, 'ann')";

std::string first_line(std::string const &text) { return text.substr(0, text.find('\n')); }

std::string last_line(std::string const &text)
{
    auto const begin = text.rfind('\n', text.size() - 2);
    return text.substr(begin == std::string::npos ? 0 : begin + 1);
}

/// Two services whose target is a file.
class NamedFile : public ::testing::Test {
protected:
    NamedFile() { services.in_both(users); }

    std::string target() const { return "target sqlite:" + (services.folder() / "target.db").string(); }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(NamedFile, ByCheckBeforeItIsInspected)
{
    EXPECT_NE(services.command({"check"}).err.find("check: " + target() + ": a new file\n"), std::string::npos);
}

TEST_F(NamedFile, ByCheckBeforeTheSources)
{
    auto const checked = services.command({"check"});
    EXPECT_LT(checked.err.find("check: " + target()), checked.err.find("check: source")) << transcript(checked);
    EXPECT_LT(checked.out.find("\n  target "), checked.out.find("\n  source ")) << transcript(checked);
}

TEST_F(NamedFile, ByCheckAtTheEnd)
{
    EXPECT_EQ(last_line(services.command({"check"}).err), "check: " + target() + ": a new file; not changed\n");
}

TEST_F(NamedFile, ByADryRunFirst)
{
    EXPECT_EQ(first_line(services.command({"run"}).err), "run: " + target() + ": a new file");
}

TEST_F(NamedFile, ByADryRunLast)
{
    EXPECT_EQ(last_line(services.command({"run"}).err), "run: " + target() + ": a new file; not changed\n");
}

TEST_F(NamedFile, ByResolveFirst)
{
    services.command({"snapshot"});
    EXPECT_EQ(first_line(services.command({"resolve"}).err), "resolve: " + target() + ": a new file");
}

TEST_F(NamedFile, ByARunThatFailsLast)
{
    testing::execute(services.second, "UPDATE users SET name = char(27) || name");
    services.of_second = "set = { \"users.id\" = \"NULL\" }";
    auto const failed = services.command({"run", "--execute"});
    EXPECT_NE(failed.exit_code, 0);
    EXPECT_EQ(last_line(failed.err), "run: " + target() + ": a new file; not changed\n");
}

TEST_F(NamedFile, ByARunThatIsRefusedLastWithWhatItHolds)
{
    services.merge();
    auto const refused = services.command({"run"});
    EXPECT_EQ(refused.exit_code, 5);
    EXPECT_NE(last_line(refused.err).find("run: " + target() + ": holds run \"merge\", loaded at "), std::string::npos)
        << transcript(refused);
}

TEST_F(NamedFile, ByALoadWithRowsTablesAndSecondsLast)
{
    services.command({"run"});
    auto const loaded = services.command({"load", "--execute"});
    EXPECT_TRUE(std::regex_match(last_line(loaded.err), std::regex("load: 2 rows into 1 table of sqlite:.*/target\\.db "
                                                                   "in [0-9]+\\.[0-9] s\n")))
        << transcript(loaded);
}

TEST_F(NamedFile, ByALoadThoughQuietIsAskedFor)
{
    services.command({"run"});
    EXPECT_EQ(services.command({"load", "--execute", "--quiet"}).err, "load: " + target() + ": a new file\n");
}

TEST_F(NamedFile, NotByAQuietDryRun) { EXPECT_EQ(services.command({"run", "--quiet"}).err, ""); }

TEST_F(NamedFile, ByVerifyWithTheRunThatItHolds)
{
    services.merge();
    EXPECT_NE(services.command({"verify"}).err.find("verify: " + target() + ": holds run \"merge\", loaded at "),
              std::string::npos);
}

TEST_F(NamedFile, ByVerifyLastWithWhatWasCompared)
{
    services.merge();
    auto const file = (services.folder() / "target.db").string();
    EXPECT_EQ(last_line(services.command({"verify"}).err),
              "verify: compared 2 rows in 1 table of sqlite:" + file + "\n");
}

/// Two services whose target is a database of a server, which is reached by a socket.
class NamedDatabase : public ::testing::Test {
protected:
    NamedDatabase()
    {
        services.in_both(users);
        services.of_target = "before = \"before.sql\"";
        services.write("before.sql",
                       "CREATE TABLE IF NOT EXISTS users (id serial PRIMARY KEY, name text NOT NULL UNIQUE)");
    }

    /// What check says of the target on stderr.
    std::string checked() const
    {
        auto const outcome = services.command({"check"});
        return testing::transcript(outcome);
    }

    std::string database() const { return query(services.target, "SELECT current_database()")[0][0].value(); }

    std::string user() const { return query(services.target, "SELECT current_user")[0][0].value(); }

    TwoServices services{Engine::sqlite, Engine::postgres};
};

TEST_F(NamedDatabase, ByUserDatabaseSocketAndPort)
{
    auto const said = checked();
    EXPECT_TRUE(std::regex_search(said, std::regex("check: target postgresql://" + user() + "@/" + database() +
                                                   "\\?host=/[^ ]+&port=[0-9]+: empty\n")))
        << said;
}

TEST_F(NamedDatabase, AsTheEnvironmentResolvesIt)
{
    auto const shown = [&](std::string const &name) { return query(services.target, "SHOW " + name)[0][0].value(); };
    auto const socket = shown("unix_socket_directories");
    std::map<std::string, std::string> const environment{
        {"PGHOST", socket}, {"PGPORT", shown("port")}, {"PGDATABASE", database()}, {"PGUSER", user()}};
    auto const url = "postgresql://" + user() + "@/" + database() + "?host=" + socket + "&port=" + shown("port");
    services.target.url = "postgresql://";
    auto const outcome = testing::run_program({"check", services.plan().string()}, environment);
    EXPECT_NE(outcome.err.find("check: target " + url + ": empty\n"), std::string::npos) << transcript(outcome);
}

TEST_F(NamedDatabase, WithoutThePassword)
{
    services.target.url +=
        (services.target.url.find('?') == std::string::npos ? "?" : "&") + std::string("password=hunter2");
    EXPECT_EQ(checked().find("hunter2"), std::string::npos);
}

TEST_F(NamedDatabase, WithTablesThatHaveRows)
{
    execute(services.target, "CREATE TABLE users (id serial PRIMARY KEY, name text); CREATE TABLE notes (id int); "
                             "INSERT INTO notes VALUES (1)");
    EXPECT_NE(checked().find(": 2 tables, 1 with rows\n"), std::string::npos) << checked();
}

TEST_F(NamedDatabase, WithTablesOfOtherSchemas)
{
    execute(services.target, "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int)");
    EXPECT_NE(checked().find(": empty, and 1 table in other schemas\n"), std::string::npos) << checked();
}

TEST_F(NamedDatabase, ThoughATableOfItHidesRows)
{
    execute(services.target, "CREATE TABLE secret (id int); ALTER TABLE secret ENABLE ROW LEVEL SECURITY; "
                             "CREATE ROLE visitor LOGIN; GRANT SELECT ON secret TO visitor");
    services.target.url = std::regex_replace(services.target.url, std::regex("user=postgres"), "user=visitor");
    EXPECT_NE(checked().find(": 1 table, which cannot all be read\n"), std::string::npos) << checked();
}

/// The server runs the trigger at COMMIT, and answers that it has rolled back.
TEST_F(NamedDatabase, AsNotChangedWhereTheServerRefusesToCommit)
{
    services.of_target += "\nafter = \"after.sql\"";
    services.write("after.sql",
                   "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not today''; END';"
                   "CREATE TABLE late (n integer); CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE "
                   "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse(); INSERT INTO late VALUES (1)");
    auto const outcome = services.merge();
    EXPECT_TRUE(last_line(outcome.err).ends_with("; not changed\n")) << transcript(outcome);
    EXPECT_EQ(outcome.err.find("not known"), std::string::npos) << transcript(outcome);
}

TEST_F(NamedDatabase, ByTheLoadThatItHolds)
{
    ASSERT_EQ(services.merge().exit_code, 0);
    EXPECT_TRUE(std::regex_search(services.command({"verify"}).err,
                                  std::regex("^verify: target postgresql://.*: holds run \"merge\", loaded at "
                                             "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC\n")));
}

} // namespace
} // namespace tributary
