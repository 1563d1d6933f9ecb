// A connection pooler in transaction mode between the program and the databases.
#include "tests/testing/pooler.hpp"
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::Pooler;
using testing::PostgresServer;
using testing::transcript;
using testing::TwoServices;

/// Two services and a target; the sources are reached through a pooler with one session for each database.
class ThroughAPooler : public ::testing::Test {
protected:
    ThroughAPooler()
    {
        services.in_both(
            "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE, weight float8, at timestamptz); "
            "INSERT INTO users VALUES (1, 'ann', 0.1 + 0.2::float8, '2022-07-01 12:00+02')");
        testing::execute(services.second, "UPDATE users SET name = 'bob'");
        testing::execute(
            services.target,
            "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE, weight float8, at timestamptz)");
        services.of_target = "";
        direct = services.first.url;
        services.first.url = pooler.through(services.first.url);
        services.second.url = pooler.through(services.second.url);
    }

    /// What the service's own next query finds in the session that it gets.
    static std::string settings_behind(std::string const &url)
    {
        return PostgresServer::query(
                   url, "SELECT concat_ws('; ', current_setting('search_path'), current_setting('row_security'), "
                        "current_setting('extra_float_digits'), current_setting('lock_timeout'), "
                        "current_setting('work_mem'))")
            .at(0)
            .at(0)
            .value();
    }

    static constexpr char const *untouched = "\"$user\", public; on; 1; 0; 4MB";

    Pooler pooler;
    TwoServices services{Engine::postgres, Engine::postgres};
    std::string direct;
};

TEST_F(ThroughAPooler, FloatsArriveInFull)
{
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(
        testing::query(services.target, "SELECT count(*) FROM users WHERE weight = 0.1 + 0.2::float8").at(0).at(0),
        "2");
}

TEST_F(ThroughAPooler, NoSettingStaysBehind)
{
    for (char const *const command : {"check", "run"}) {
        auto const outcome = services.command({command});
        EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    }
    EXPECT_EQ(settings_behind(services.first.url), untouched);
}

TEST_F(ThroughAPooler, ATargetIsLoadedAndNoSettingStaysBehind)
{
    services.target.url = pooler.through(services.target.url);
    services.write("before.sql", "SET search_path = public; SET work_mem = '1MB'; SELECT 1;");
    services.of_target = "before = \"before.sql\"";
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(settings_behind(services.target.url), untouched);
}

TEST_F(ThroughAPooler, CreateIsRefusedWithThatWord)
{
    services.of_target = "create = \"first\"";
    testing::execute(services.target, "DROP TABLE users");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 78) << transcript(outcome);
    EXPECT_NE(outcome.err.find("pooler"), std::string::npos) << transcript(outcome);
}

} // namespace
} // namespace tributary
