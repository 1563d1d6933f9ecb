#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

namespace tributary {

using testing::Engine;
using testing::Rows;

constexpr auto things = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                        "CREATE TABLE things (id INTEGER PRIMARY KEY, v);"
                        "INSERT INTO users (name) VALUES (hex(randomblob(8)));";
constexpr auto as_stored = "SELECT typeof(v), quote(v), hex(v) FROM things ORDER BY id";

/// Puts each value into the second service, merges, and says what is in both.
void expect_equal_in_sqlite(std::string const &values)
{
    testing::TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both(things);
    execute(services.second, "INSERT INTO things (v) VALUES " + values);
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, as_stored), query(services.second, as_stored));
}

TEST(ValuesInSqlite, KeepTheClassTheyWereStoredIn)
{
    expect_equal_in_sqlite("('1'), (1), (1.0), (x'31'), (NULL), (''), (x'')");
}

TEST(ValuesInSqlite, KeepTheEndsOfTheirRange)
{
    expect_equal_in_sqlite(
        "(9223372036854775807), (-9223372036854775808), (9e999), (-9e999), (5e-324), (0.1 + 0.2), (-0.0), (1e300)");
}

TEST(ValuesInSqlite, KeepTextThatIsNotText)
{
    expect_equal_in_sqlite("(char(0) || 'nul' || char(0)), ('\\N'), ('\\.'), "
                           "(char(9, 10, 13, 92)), ('Ünï©ödé 😀'), (zeroblob(3))");
}

TEST(ValuesInSqlite, KeepBytesThatAreNoTextWhereThePlanSaysSo)
{
    testing::TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both(things);
    execute(services.second, "INSERT INTO things (v) VALUES (CAST(x'ff41' AS TEXT))");
    services.of_second = "encoding = \"SQL_ASCII\"";
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, as_stored), query(services.second, as_stored));
}

TEST(ValuesInSqlite, KeepTablesOfEveryKind)
{
    testing::TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both(
        "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, shown TEXT AS (name || '!'));"
        "CREATE TABLE words (word TEXT PRIMARY KEY, n INT) WITHOUT ROWID;"
        "CREATE TABLE strict (id INTEGER PRIMARY KEY, any ANY) STRICT;"
        "INSERT INTO users (name) VALUES (hex(randomblob(8))); INSERT INTO strict VALUES (1, '3')");
    execute(services.first, "INSERT INTO words VALUES ('a', 1)");
    execute(services.second, "INSERT INTO words VALUES ('b', 2)");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT word, n FROM words ORDER BY 1"), (Rows{{"a", "1"}, {"b", "2"}}));
    EXPECT_EQ(query(services.target, "SELECT typeof(any), count(*) FROM strict GROUP BY 1"), (Rows{{"text", "2"}}));
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM users WHERE shown = name || '!'"), (Rows{{"2"}}));
}

class ValuesBetweenEngines : public ::testing::Test {
protected:
    static constexpr auto postgres_tables =
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);"
        "CREATE TABLE things (id serial PRIMARY KEY, owner bigint REFERENCES users, t text, b bytea, flag boolean, "
        "j jsonb, at timestamptz, f float8, n numeric);";
    static constexpr auto sqlite_tables =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users, t TEXT, b BLOB, flag BOOLEAN, "
        "j TEXT, at TEXT, f REAL, n TEXT);";
};

TEST_F(ValuesBetweenEngines, GoFromSqliteIntoTablesOfPostgres)
{
    testing::TwoServices services(Engine::sqlite, Engine::postgres);
    services.of_target = "";
    services.in_both(sqlite_tables);
    execute(services.target, postgres_tables);
    execute(services.first, "INSERT INTO users (name) VALUES ('al')");
    execute(services.second,
            "INSERT INTO users (name) VALUES ('bob'); INSERT INTO things VALUES "
            "(7, 1, 'tab' || char(9, 10) || '\\N', x'00ff5c', 1, '{\"a\":1}', 'infinity', 9e999, '1.50'),"
            "(8, NULL, '', x'', 0, NULL, '2020-01-01 10:00:00Z', 0.1, NULL)");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT t, b, flag, j, at::text, f, n FROM things ORDER BY id"),
              (Rows{{"tab\t\n\\N", "\\x00ff5c", "t", "{\"a\": 1}", "infinity", "Infinity", "1.50"},
                    {"", "\\x", "f", std::nullopt, "2020-01-01 10:00:00+00", "0.1", std::nullopt}}));
}

TEST_F(ValuesBetweenEngines, TakeTextInABlobColumnAsItsBytes)
{
    testing::TwoServices services(Engine::sqlite, Engine::postgres);
    services.of_target = "";
    services.in_both(sqlite_tables);
    execute(services.target, postgres_tables);
    execute(services.second, "INSERT INTO things (b) VALUES ('\\x41'), ('C:\\101'), ('one \\ two')");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT convert_from(b, 'UTF8') FROM things ORDER BY id"),
              (Rows{{"\\x41"}, {"C:\\101"}, {"one \\ two"}}));
}

TEST_F(ValuesBetweenEngines, NameTheRowThatPostgresDoesNotTake)
{
    testing::TwoServices services(Engine::sqlite, Engine::postgres);
    services.of_target = "";
    services.in_both(sqlite_tables);
    execute(services.target, postgres_tables);
    execute(services.second, "INSERT INTO things (id, j) VALUES (41, '{}'), (42, '{bad')");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_NE(outcome.out.find("second/things#42"), std::string::npos) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM users"), (Rows{{"0"}}));
}

TEST_F(ValuesBetweenEngines, NameTheRowWithANulInItsText)
{
    testing::TwoServices services(Engine::sqlite, Engine::postgres);
    services.of_target = "";
    services.in_both(sqlite_tables);
    execute(services.target, postgres_tables);
    execute(services.second, "INSERT INTO things (id, t) VALUES (42, 'a' || char(0))");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 65);
    EXPECT_NE(outcome.err.find("second/things#42: column \"t\" holds a NUL"), std::string::npos) << outcome.err;
}

TEST_F(ValuesBetweenEngines, GoFromPostgresIntoTablesOfSqlite)
{
    testing::TwoServices services(Engine::sqlite, Engine::postgres, Engine::sqlite);
    services.of_target = "";
    execute(services.first, sqlite_tables);
    execute(services.second, postgres_tables);
    execute(services.target, sqlite_tables);
    execute(services.second,
            "INSERT INTO users (name) VALUES ('bob'); INSERT INTO things VALUES "
            "(7, 1, E'tab\\t\\\\N', '\\x00ff5c', true, '[]', 'infinity', 0.1, "
            "1234567890123456789012345678901234567890.5), (8, NULL, '', '', false, NULL, NULL, NULL, NULL)");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(
        query(services.target, "SELECT t, quote(b), quote(flag), j, at, f, n FROM things ORDER BY id"),
        (Rows{{"tab\t\\N", "X'00FF5C'", "1", "[]", "infinity", "0.1", "1234567890123456789012345678901234567890.5"},
              {"", "X''", "0", std::nullopt, std::nullopt, std::nullopt, std::nullopt}}));
}

TEST_F(ValuesBetweenEngines, AreNeverRoundedSilently)
{
    testing::TwoServices services(Engine::sqlite, Engine::postgres, Engine::sqlite);
    services.of_target = "";
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, n NUMERIC);";
    execute(services.first, tables);
    execute(services.target, tables);
    execute(services.second, "CREATE TABLE users (id serial PRIMARY KEY, name text, n numeric);"
                             "INSERT INTO users VALUES (1, 'bob', 1234567890123456789012345678901234567890.5)");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 1) << testing::transcript(outcome);
    EXPECT_NE(outcome.out.find("second/users#1"), std::string::npos) << testing::transcript(outcome);
}

} // namespace tributary
