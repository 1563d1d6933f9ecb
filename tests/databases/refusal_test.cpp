#include "merge/databases/target.hpp"
#include "merge/model/error.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tributary::databases {
namespace {

using model::Exit;

/// A PostgreSQL target that raises whatever SQLSTATE a row of `late` names at COMMIT, and of `early` at once.
class RefusedByPostgres : public ::testing::Test {
protected:
    RefusedByPostgres()
    {
        testing::PostgresServer::execute(
            m_url,
            "CREATE TABLE late (state text); CREATE TABLE early (state text);"
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF NEW.state = 'gone' THEN PERFORM pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid()); END IF; "
            "RAISE EXCEPTION USING ERRCODE = NEW.state, MESSAGE = 'no'; END $$;"
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION refuse();"
            "CREATE TRIGGER early BEFORE INSERT ON early FOR EACH ROW EXECUTE FUNCTION refuse()");
        m_target = open_target({"target", m_url, {"public"}, {}});
    }

    model::Error at_commit(std::string const &state)
    {
        m_target->execute("INSERT INTO public.late VALUES ('" + state + "')");
        return testing::error_of([&] { m_target->commit(); });
    }

    model::Error by_a_statement(std::string const &state)
    {
        return testing::error_of([&] { m_target->execute("INSERT INTO public.early VALUES ('" + state + "')"); });
    }

    model::Error by_a_script(std::string const &state)
    {
        return testing::error_of(
            [&] { m_target->run_script("after.sql", "INSERT INTO public.early VALUES ('" + state + "')"); });
    }

    /// Rows on their way into `early`.
    void copy(std::string const &state)
    {
        auto early = testing::table("early", {testing::text_column("state")});
        early.schema = "public";
        auto const writer = m_target->write(early, {"state"});
        writer->write(std::vector{model::Cell::of(std::string_view(state))});
        writer->finish();
    }

    /// Ends the session with FATAL 25P03, which the SQLSTATE table does not list (nor 25P04 of PostgreSQL 17).
    void let_the_transaction_time_out()
    {
        m_target->execute("SET idle_in_transaction_session_timeout = 50");
        testing::PostgresServer::execute(
            m_url, "DO $$ BEGIN FOR attempt IN 1..3000 LOOP PERFORM pg_stat_clear_snapshot(); "
                   "EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND "
                   "datname = current_database()); PERFORM pg_sleep(0.01); END LOOP; END $$");
    }

private:
    std::string m_url = testing::PostgresServer::shared().create_database();
    std::unique_ptr<Target> m_target;
};

TEST_F(RefusedByPostgres, AtCommitForAConstraintIsData) { EXPECT_EQ(at_commit("23505").exit, Exit::data); }

TEST_F(RefusedByPostgres, AtCommitForAValueIsData) { EXPECT_EQ(at_commit("22003").exit, Exit::data); }

TEST_F(RefusedByPostgres, AtCommitForWhatATriggerRaisesIsData) { EXPECT_EQ(at_commit("P0001").exit, Exit::data); }

TEST_F(RefusedByPostgres, AtCommitForAFullDiskCannotWriteAndSaysWhatHelps)
{
    auto const error = at_commit("53100");
    EXPECT_EQ(error.exit, Exit::cannot_write);
    EXPECT_EQ(error.what(), std::string("target: COMMIT: no"));
    EXPECT_EQ(error.next_step, "nothing was changed; free space on the server's disk, then run this again");
}

TEST_F(RefusedByPostgres, AtCommitForNoMemoryIsToTryAgain) { EXPECT_EQ(at_commit("53200").exit, Exit::busy); }

TEST_F(RefusedByPostgres, AtCommitForTooManyConnectionsIsToTryAgain) { EXPECT_EQ(at_commit("53300").exit, Exit::busy); }

TEST_F(RefusedByPostgres, AtCommitForASerializationFailureIsToTryAgain)
{
    EXPECT_EQ(at_commit("40001").exit, Exit::busy);
}

TEST_F(RefusedByPostgres, AtCommitForADeadlockIsToTryAgain) { EXPECT_EQ(at_commit("40P01").exit, Exit::busy); }

TEST_F(RefusedByPostgres, AtCommitForALockTimeoutIsToTryAgain) { EXPECT_EQ(at_commit("55P03").exit, Exit::busy); }

TEST_F(RefusedByPostgres, AtCommitForAnAdministratorsShutdownIsUnreachable)
{
    EXPECT_EQ(at_commit("57P01").exit, Exit::unreachable);
}

TEST_F(RefusedByPostgres, AtCommitForACrashIsUnreachable) { EXPECT_EQ(at_commit("57P02").exit, Exit::unreachable); }

TEST_F(RefusedByPostgres, AtCommitForAStartingServerIsUnreachable)
{
    EXPECT_EQ(at_commit("57P03").exit, Exit::unreachable);
}

TEST_F(RefusedByPostgres, AtCommitForAMissingRightIsUnreachableAndNamesTheCommandThatListsThem)
{
    auto const error = at_commit("42501");
    EXPECT_EQ(error.exit, Exit::unreachable);
    EXPECT_TRUE(error.next_step.starts_with("`tributary check PLAN` lists the missing rights"));
}

TEST_F(RefusedByPostgres, AtCommitForACancelledStatementIsToTryAgain)
{
    EXPECT_EQ(at_commit("57014").exit, Exit::busy);
}

TEST_F(RefusedByPostgres, AtCommitForAnythingElseHasFailed) { EXPECT_EQ(at_commit("XX000").exit, Exit::failed); }

TEST_F(RefusedByPostgres, WithTheConnectionLostDuringCommitIsToBeResumed)
{
    EXPECT_EQ(at_commit("gone").exit, Exit::resumable);
}

TEST_F(RefusedByPostgres, ByAStatementForAFullDiskCannotWrite)
{
    EXPECT_EQ(by_a_statement("53100").exit, Exit::cannot_write);
}

TEST_F(RefusedByPostgres, ByAStatementForADeadlockIsToTryAgain) { EXPECT_EQ(by_a_statement("40P01").exit, Exit::busy); }

TEST_F(RefusedByPostgres, ByAStatementOnAStandbyCannotWrite)
{
    EXPECT_EQ(by_a_statement("25006").exit, Exit::cannot_write);
}

TEST_F(RefusedByPostgres, ByAStatementForATimeoutThatEndsTheSessionIsUnreachable)
{
    let_the_transaction_time_out();
    EXPECT_EQ(by_a_statement("23505").exit, Exit::unreachable);
}

TEST_F(RefusedByPostgres, WhileRowsAreCopiedForATimeoutThatEndsTheSessionIsUnreachable)
{
    let_the_transaction_time_out();
    EXPECT_EQ(testing::error_of([&] { copy("23505"); }).exit, Exit::unreachable);
}

TEST_F(RefusedByPostgres, ByAScriptForATimeoutThatEndsTheSessionIsUnreachable)
{
    let_the_transaction_time_out();
    EXPECT_EQ(by_a_script("23505").exit, Exit::unreachable);
}

TEST_F(RefusedByPostgres, WhileRowsAreCopiedForAFullDiskCannotWrite)
{
    EXPECT_EQ(testing::error_of([&] { copy("53100"); }).exit, Exit::cannot_write);
}

TEST_F(RefusedByPostgres, WhileRowsAreCopiedForACancelledStatementIsToTryAgain)
{
    EXPECT_EQ(testing::error_of([&] { copy("57014"); }).exit, Exit::busy);
}

TEST_F(RefusedByPostgres, WhileRowsAreCopiedForAConstraintRefusesTheRow) { EXPECT_THROW(copy("23514"), RowRefused); }

TEST_F(RefusedByPostgres, ByAScriptForAConstraintIsAnErrorOfThePlan)
{
    auto const error = by_a_script("23505");
    EXPECT_EQ(error.exit, Exit::plan);
    EXPECT_EQ(error.next_step, "the target is unchanged; fix the script\n");
}

TEST_F(RefusedByPostgres, ByAScriptForAFullDiskCannotWrite)
{
    EXPECT_EQ(by_a_script("53100").exit, Exit::cannot_write);
}

/// An SQLite target with one page left.
class RefusedBySqlite : public ::testing::Test {
protected:
    RefusedBySqlite()
    {
        m_target->execute("CREATE TABLE t (v TEXT NOT NULL)");
        auto const pages = m_target->query("PRAGMA page_count").front().front().value_or("0");
        m_target->execute("PRAGMA max_page_count = " + pages);
    }

    void write(model::Cell const &value)
    {
        m_target->write(testing::table("t", {testing::text_column("v")}), {"v"})->write(std::vector{value});
    }

    testing::TemporaryDirectory m_folder; // first: the file is in it
    std::unique_ptr<Target> m_target =
        open_target({"target", "sqlite:" + (m_folder.path / "target.db").string(), {}, {}});
    std::string m_long = std::string(100'000, 'x');
};

TEST_F(RefusedBySqlite, ForAFullDiskWhileRowsAreWrittenCannotWrite)
{
    auto const error = testing::error_of([&] { write(model::Cell::of(std::string_view(m_long))); });
    EXPECT_EQ(error.exit, Exit::cannot_write);
    EXPECT_EQ(error.what(), std::string("target: database or disk is full"));
    EXPECT_EQ(error.next_step, "nothing was changed; free space on the disk, then run this again");
}

TEST_F(RefusedBySqlite, ForAFullDiskByAStatementCannotWrite)
{
    auto const error = testing::error_of([&] { m_target->execute("INSERT INTO t VALUES (hex(randomblob(100000)))"); });
    EXPECT_EQ(error.exit, Exit::cannot_write);
}

TEST_F(RefusedBySqlite, ForAFullDiskByAScriptCannotWrite)
{
    auto const error =
        testing::error_of([&] { m_target->run_script("after.sql", "INSERT INTO t VALUES (hex(randomblob(100000)))"); });
    EXPECT_EQ(error.exit, Exit::cannot_write);
}

TEST_F(RefusedBySqlite, ForAConstraintRefusesTheRow) { EXPECT_THROW(write({}), RowRefused); }

TEST_F(RefusedBySqlite, ForAConstraintOfAStatementIsData)
{
    EXPECT_EQ(testing::error_of([&] { m_target->execute("INSERT INTO t VALUES (NULL)"); }).exit, Exit::data);
}

} // namespace
} // namespace tributary::databases
