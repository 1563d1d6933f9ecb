// Texts in other encodings than they are taken for.
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::PostgresServer;
using testing::query;
using testing::Rows;
using testing::transcript;
using testing::TwoServices;

void expect(Outcome const &outcome, int exit_code, std::string const &words)
{
    EXPECT_EQ(outcome.exit_code, exit_code) << transcript(outcome);
    EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << '\n' << transcript(outcome);
}

/// The second service is a database that does not know how its texts are encoded.
class SqlAscii : public ::testing::Test {
protected:
    SqlAscii()
    {
        auto const old = PostgresServer::query(services.second.url, "SELECT current_database()")[0][0].value();
        auto const name = "ascii_" + old;
        PostgresServer::execute(services.second.url,
                                "CREATE DATABASE " + name +
                                    " ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        services.second.url.replace(services.second.url.find(old), old.size(), name);
        services.in_both("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE, motto text)");
        execute(services.first, "INSERT INTO users VALUES (1, 'ann', 'Grüße')");
        execute(services.second, "INSERT INTO users VALUES (7, 'bob', convert_from('\\x636166e9', 'SQL_ASCII'))");
    }

    TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(SqlAscii, WithBytesThatAreNotUtf8IsRefusedWithTheRowAndTheSetting)
{
    expect(
        services.merge(), 65,
        "source \"second\": table \"users\": column \"motto\" holds a text that is not UTF8 (byte 0xE9) in row id = 7\n"
        "  fix the text in the source, or say how its texts are to be read: encoding = \"LATIN1\" below [[source]]");
}

TEST_F(SqlAscii, IsFoundByCheck)
{
    auto const outcome = services.command({"check"});
    EXPECT_EQ(outcome.exit_code, 65) << transcript(outcome);
    EXPECT_NE(transcript(outcome).find("column \"motto\" holds a text that is not UTF8"), std::string::npos)
        << transcript(outcome);
}

TEST_F(SqlAscii, IsReadAsThePlanSays)
{
    services.of_second = "encoding = \"LATIN1\"";
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT motto FROM users ORDER BY name"), (Rows{{"Grüße"}, {"café"}}));
}

TEST_F(SqlAscii, IsVerifiedAsThePlanSays)
{
    services.of_second = "encoding = \"LATIN1\"";
    services.merge();
    EXPECT_EQ(services.command({"verify"}).exit_code, 0);
}

TEST_F(SqlAscii, WithBytesThatAreNotOfThatEncodingIsRefused)
{
    services.of_second = "encoding = \"EUC_JP\"";
    expect(services.merge(), 65, "column \"motto\" holds a text that is not EUC_JP in row id = 7");
}

TEST_F(SqlAscii, InAnEncodingThatDoesNotExistIsRefusedWithTheNearest)
{
    services.of_second = "encoding = \"LATIN11\"";
    expect(services.merge(), 78, "LATIN1");
}

TEST_F(SqlAscii, WithoutOtherBytesThanUtf8NeedsNoSetting)
{
    execute(services.second, "UPDATE users SET motto = 'Grüße'");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT DISTINCT motto FROM users"), (Rows{{"Grüße"}}));
}

/// A database that says how its texts are encoded.
TEST(EncodingOfADatabase, ThatThePlanContradictsIsRefused)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE)");
    services.of_second = "encoding = \"LATIN1\"";
    expect(services.merge(), 78, "source \"second\": its encoding is UTF8, and the server converts its texts");
}

/// SQLite takes whatever bytes it is given for UTF-8.
class SqliteTexts : public ::testing::TestWithParam<Engine> {
protected:
    SqliteTexts()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, motto TEXT)");
        execute(services.first, "INSERT INTO users VALUES (1, 'ann', 'Grüße')");
        execute(services.second, "INSERT INTO users VALUES (7, 'bob', CAST(x'636166e9' AS TEXT))");
        if (GetParam() == Engine::postgres) {
            services.of_target = "";
            execute(services.target, "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE, motto text)");
        }
    }

    TwoServices services{Engine::sqlite, GetParam()};
};

TEST_P(SqliteTexts, ThatAreNotUtf8AreRefusedWithTheRowAndTheSetting)
{
    expect(
        services.merge(), 65,
        "source \"second\": table \"users\": column \"motto\" holds a text that is not UTF8 (byte 0xE9) in row id = 7\n"
        "  fix the text in the source, or say how its texts are to be read: encoding = \"LATIN1\" below [[source]]");
}

TEST_P(SqliteTexts, AreReadAsThePlanSays)
{
    services.of_second = "encoding = \"latin1\"";
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT motto FROM users ORDER BY name"), (Rows{{"Grüße"}, {"café"}}));
}

INSTANTIATE_TEST_SUITE_P(Into, SqliteTexts, ::testing::Values(Engine::sqlite, Engine::postgres),
                         [](auto const &one) { return std::string(testing::name(one.param)); });

TEST(SqliteBytes, ThatAreNoTextArriveUnchangedWhereThePlanSaysSo)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, motto TEXT)");
    execute(services.second, "INSERT INTO users VALUES (7, 'bob', CAST(x'636166e9' AS TEXT))");
    services.of_second = "encoding = \"SQL_ASCII\"";
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT hex(motto) FROM users"), (Rows{{"636166E9"}}));
}

} // namespace
} // namespace tributary
