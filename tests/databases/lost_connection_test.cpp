// A session that ends between two statements: one exit code and one sentence, whatever comes next.
#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"
#include "merge/model/error.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/postgres_server.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tributary::databases {
namespace {

using testing::PostgresServer;

class LostConnection : public ::testing::Test {
protected:
    LostConnection() { PostgresServer::execute(m_url, "CREATE TABLE users (id int PRIMARY KEY, name text)"); }

    Address address(char const *what) const { return {what, m_url, {"public"}, {}}; }

    /// Ends every other session in the database, and waits until they are gone.
    void end_sessions() const
    {
        PostgresServer::execute(
            m_url,
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND "
            "application_name = 'tributary'");
    }

    void expect_lost(std::function<void()> const &work) const
    {
        auto const error = testing::error_of(work);
        EXPECT_EQ(error.exit, model::Exit::unreachable) << error.what();
        EXPECT_EQ(std::string(error.what()).find("encoding"), std::string::npos) << error.what();
        EXPECT_FALSE(error.next_step.empty()) << error.what();
    }

    void expect_source_lost(std::function<void(Source &)> const &work) const
    {
        auto const source = open_source(address("source \"a\""));
        end_sessions();
        expect_lost([&] { work(*source); });
    }

    void expect_target_lost(std::function<void(Target &)> const &work) const
    {
        auto const target = open_target(address("target"));
        end_sessions();
        expect_lost([&] { work(*target); });
    }

    model::Table users() const
    {
        auto table = testing::table("users", {testing::text_column("name")});
        table.schema = "public";
        return table;
    }

private:
    std::string m_url = PostgresServer::shared().create_database();
};

TEST_F(LostConnection, OfASourceBeforeItsCatalogueIsRead)
{
    expect_source_lost([](Source &source) { source.schema(); });
}

TEST_F(LostConnection, OfASourceBeforeItsRowsAreRead)
{
    expect_source_lost([&](Source &source) {
        auto const table = users();
        source.read(table, table.columns, [](auto const &) {});
    });
}

TEST_F(LostConnection, OfASourceBeforeAQuery)
{
    expect_source_lost([](Source &source) { source.query("SELECT 1"); });
}

TEST_F(LostConnection, OfASourceBeforeItsSchemaIsCopied)
{
    expect_source_lost([](Source &source) { source.create_script(); });
}

TEST_F(LostConnection, OfATargetBeforeItsCatalogueIsRead)
{
    expect_target_lost([](Target &target) { target.schema(); });
}

TEST_F(LostConnection, OfATargetBeforeAStatement)
{
    expect_target_lost([](Target &target) { target.execute("SELECT 1"); });
}

TEST_F(LostConnection, OfATargetBeforeAScript)
{
    expect_target_lost([](Target &target) { target.run_script("before.sql", "SELECT 1"); });
}

TEST_F(LostConnection, OfATargetBeforeRowsAreWritten)
{
    expect_target_lost([&](Target &target) { target.write(users(), {"name"}); });
}

TEST_F(LostConnection, OfATargetBeforeItsRowsAreRead)
{
    expect_target_lost([&](Target &target) { target.read(users(), {"name"}, [](auto const &) {}); });
}

TEST_F(LostConnection, OfATargetWhileRowsAreWritten)
{
    auto const target = open_target(address("target"));
    auto const writer = target->write(users(), {"name"});
    end_sessions();
    expect_lost([&] {
        std::string const name(100'000, 'x');
        for (int i = 0; i < 100; ++i) {
            writer->write(std::vector{model::Cell::of(std::string_view(name))});
        }
        writer->finish();
    });
}

} // namespace
} // namespace tributary::databases
