// A source that is not left alone while it is read.
#include "merge/databases/postgres/session.hpp"
#include "merge/databases/postgres/snapshot.hpp"
#include "merge/databases/source.hpp"
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::PostgresServer;
using testing::transcript;
using testing::TwoServices;

/// A database with one table, `notes`, and a session that holds on to what it did.
class Served : public ::testing::Test {
protected:
    Served()
    {
        PostgresServer::execute(
            url, "CREATE TABLE notes (id int PRIMARY KEY, body text); INSERT INTO notes VALUES (1, 'x')");
    }

    databases::Address address() const { return {"source \"prose\"", url, {"public"}, {}}; }

    std::string refusal_of(std::string const &sql) const
    {
        try {
            PostgresServer::execute(url, sql);
            return {};
        } catch (std::runtime_error const &error) {
            return error.what();
        }
    }

    std::string url = PostgresServer::shared().create_database();
};

using SnapshotOf = Served;

TEST_F(SnapshotOf, ATableKeepsItFromBeingTruncatedBeforeItIsRead)
{
    auto const source = databases::open_source(address());
    EXPECT_NE(refusal_of("SET lock_timeout = '50ms'; TRUNCATE notes").find("lock timeout"), std::string::npos);
}

TEST_F(SnapshotOf, ATableLetsWritersIn)
{
    auto const source = databases::open_source(address());
    EXPECT_EQ(refusal_of("SET lock_timeout = '50ms'; INSERT INTO notes VALUES (2, 'y'); DELETE FROM notes"), "");
}

TEST_F(SnapshotOf, ALockedTableNamesTheProcessThatHoldsIt)
{
    auto const info = databases::postgres::conninfo_of(address());
    auto const holder = databases::postgres::connect(address(), info);
    pqxx::work holding(*holder);
    holding.exec("LOCK TABLE notes IN ACCESS EXCLUSIVE MODE");
    auto const connection = databases::postgres::connect(address(), info);
    try {
        databases::postgres::begin_snapshot(*connection, {"public"}, "source \"prose\"", std::chrono::milliseconds(50));
        FAIL() << "it was not refused";
    } catch (model::Error const &error) {
        auto const pid = std::to_string(holder->backendpid());
        EXPECT_EQ(std::string(error.what())
                      .find("source \"prose\": table public.notes is locked by process " + pid +
                            " (tributary, role postgres)"),
                  0U)
            << error.what();
    }
}

TEST_F(SnapshotOf, ASchemaThatDoesNotExistIsRefused)
{
    auto elsewhere = address();
    elsewhere.schemas = {"elsewhere"};
    EXPECT_THROW(databases::open_source(elsewhere), model::Error);
}

/// Two services on PostgreSQL, of an account each.
class Services : public ::testing::Test {
protected:
    Services()
    {
        services.in_both("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE)");
        testing::execute(services.first, "INSERT INTO users VALUES (1, 'ann')");
        testing::execute(services.second, "INSERT INTO users VALUES (1, 'bob')");
    }

    /// What a load says after these statements, which come when everything is decided.
    testing::Outcome load_after(std::string const &sql) const
    {
        EXPECT_EQ(services.command({"run"}).exit_code, 0);
        testing::execute(services.second, sql);
        return services.command({"load", "--execute"});
    }

    TwoServices services{Engine::postgres, Engine::postgres};
};

using LateWrites = Services;

TEST_F(LateWrites, AreNamedByTheLoad)
{
    auto const outcome =
        load_after("INSERT INTO users VALUES (2, 'eve'), (3, 'dan'); UPDATE users SET name = 'bo' WHERE id = 1");
    EXPECT_NE(outcome.err.find("source \"second\" was written to after its snapshot, and this is not loaded: table "
                               "public.users: 3 rows inserted or updated"),
              std::string::npos)
        << transcript(outcome);
}

TEST_F(LateWrites, DeletedRowsTooOnceTheServerHasCountedThem)
{
    auto const outcome = load_after("DELETE FROM users; SELECT pg_stat_force_next_flush()");
    EXPECT_NE(outcome.err.find("table public.users: 1 deleted"), std::string::npos) << transcript(outcome);
}

TEST_F(LateWrites, ATruncatedTableToo)
{
    auto const outcome = load_after("TRUNCATE users");
    EXPECT_NE(outcome.err.find("table public.users: it was truncated or written anew"), std::string::npos)
        << transcript(outcome);
}

TEST_F(LateWrites, OfNobodyAreNotReported)
{
    auto const outcome = load_after("SELECT 1");
    EXPECT_EQ(outcome.err.find("after its snapshot"), std::string::npos) << transcript(outcome);
}

using OpenSessions = Services;

TEST_F(OpenSessions, AreNamedByCheck)
{
    auto const url = services.second.url + "&application_name=puma";
    auto const puma =
        databases::postgres::connect({"puma", url, {}, {}}, databases::postgres::conninfo_of({"puma", url, {}, {}}));
    auto const outcome = services.command({"check"});
    EXPECT_NE(outcome.out.find("still in use: puma as postgres\n"), std::string::npos) << transcript(outcome);
}

using OneDatabaseTwice = Services;

TEST_F(OneDatabaseTwice, IsRefusedUnderAnotherNameOfItsHost)
{
    services.first.url = services.second.url + "&application_name=other";
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 78) << transcript(outcome);
    EXPECT_NE(outcome.err.find("source \"second\" is the same database as source \"first\""), std::string::npos)
        << transcript(outcome);
}

TEST_F(OneDatabaseTwice, IsRefusedAsSourceAndTarget)
{
    services.target.url = services.second.url;
    auto const outcome = services.command({"run", "--execute"});
    EXPECT_EQ(outcome.exit_code, 78) << transcript(outcome);
    EXPECT_NE(outcome.err.find("target is the same database as source \"second\""), std::string::npos)
        << transcript(outcome);
}

TEST_F(OneDatabaseTwice, IsFoundByCheck)
{
    services.first.url = services.second.url;
    EXPECT_EQ(services.command({"check"}).exit_code, 78);
}

TEST_F(OneDatabaseTwice, IsAllowedInTwoSchemas)
{
    services.second.url = services.first.url;
    services.of_second = "schema = \"lists\"";
    testing::execute(services.first,
                     "CREATE SCHEMA lists CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE)");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.err.find("the same database"), std::string::npos) << transcript(outcome);
}

TEST(OneFileTwice, IsRefusedThroughALink)
{
    TwoServices services{Engine::sqlite, Engine::sqlite};
    services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
    auto const link = services.folder() / "link.db";
    std::filesystem::create_symlink(services.first.url.substr(std::string("sqlite:").size()), link);
    services.second.url = "sqlite:" + link.string();
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 78) << transcript(outcome);
}

} // namespace
} // namespace tributary
