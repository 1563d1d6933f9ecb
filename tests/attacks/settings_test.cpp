// A role with unusual settings: every one that a user may change.
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::PostgresServer;
using testing::transcript;
using testing::TwoServices;

/// Statements that give the role, for every setting of pg_settings that it may change, another value than the server's
/// own: a switch the other way, the least number, the last word of a list. Of texts those that change what is printed.
constexpr char const *unusual_settings = R"(
    SELECT format('ALTER ROLE oddly SET %I = %L', name, CASE
        WHEN name = 'DateStyle' THEN 'SQL, DMY'
        WHEN name = 'TimeZone' THEN 'Asia/Kathmandu'
        WHEN name = 'search_path' THEN 'nowhere'
        WHEN name IN ('idle_session_timeout', 'idle_in_transaction_session_timeout') THEN '5000' -- time to say something
        WHEN vartype = 'bool' THEN CASE setting WHEN 'on' THEN 'off' ELSE 'on' END
        WHEN vartype = 'enum' THEN (SELECT value FROM unnest(enumvals) WITH ORDINALITY AS e(value, number)
                                    WHERE value <> setting ORDER BY number DESC LIMIT 1)
        ELSE greatest(min_val::numeric, 1)::text END)
    FROM pg_settings
    WHERE context = 'user' AND name NOT LIKE 'default_transaction_read_only' AND name NOT LIKE 'transaction_%'
      AND (vartype <> 'string' OR name IN ('DateStyle', 'TimeZone', 'search_path')) ORDER BY name)";

class UnusualSettings : public ::testing::Test {
protected:
    UnusualSettings()
    {
        auto const &url = services.first.url;
        PostgresServer::execute(url, "DROP ROLE IF EXISTS oddly; CREATE ROLE oddly LOGIN");
        for (auto const &row : PostgresServer::query(url, unusual_settings)) {
            PostgresServer::execute(url, row.at(0).value());
        }
        for (auto *const database : {&services.first, &services.second, &services.target}) {
            auto const name = PostgresServer::query(database->url, "SELECT current_database()").at(0).at(0).value();
            PostgresServer::execute(database->url,
                                    "ALTER DATABASE " + name + " OWNER TO oddly; GRANT ALL ON SCHEMA public TO oddly");
        }
        services.in_both(R"(SET ROLE oddly; SET search_path = public;
            CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE, weight float8, joined timestamptz, born date,
                                picture bytea, stay interval, words text[], "Odd ""Name" text, price money, page xml);
            INSERT INTO users VALUES (1, 'ann', 0.1 + 0.2::float8, '2022-07-01 12:00:00.123456+02', '2022-03-04', '\x00ff5c',
                                      '1 year -2 days 3 hours', '{a,NULL,"NULL"}', 'c:\new', 12.5, '<a/>'))");
        PostgresServer::execute(services.second.url, "UPDATE users SET name = 'bob'");
        for (auto *const database : {&services.first, &services.second, &services.target}) {
            database->url = database->url.substr(0, database->url.find("&user=")) + "&user=oddly";
        }
    }

    TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(UnusualSettings, ChangeNoValueOnItsWay)
{
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << transcript(outcome);
    auto const plain = services.target.url.substr(0, services.target.url.find("&user=")) + "&user=postgres";
    EXPECT_EQ(PostgresServer::query(plain, R"(SELECT count(*) FROM users WHERE weight = 0.1 + 0.2::float8
        AND joined = '2022-07-01 10:00:00.123456+00' AND born = '2022-03-04' AND picture = '\x00ff5c'
        AND stay = '1 year -2 days 3 hours' AND words IS NOT DISTINCT FROM '{a,NULL,"NULL"}' AND "Odd ""Name" = 'c:\new'
        AND price = 12.5::money AND page::text = '<a/>')")
                  .at(0)
                  .at(0),
              "2");
}

TEST_F(UnusualSettings, ChangeNothingThatVerifyCompares)
{
    ASSERT_EQ(services.merge().exit_code, 0);
    auto const outcome = services.command({"verify"});
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
}

} // namespace
} // namespace tributary
