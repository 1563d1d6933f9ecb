#include "tests/testing/pages.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::execute;
using testing::transcript;
using testing::TwoServices;

constexpr auto users = "CREATE TABLE users (id integer PRIMARY KEY, name varchar(20) NOT NULL UNIQUE);";

/// What the target does not take is asked about in the dry run, and answered in the conflicts file.
class RefusedValues : public ::testing::Test {
protected:
    static std::string questions(TwoServices const &services)
    {
        return testing::contents(services.folder() / "merge.conflicts.csv");
    }

    static void answer(TwoServices const &services, std::string const &row, std::string const &decision)
    {
        auto text = questions(services);
        auto const at = text.find(",,\n", text.find(row));
        ASSERT_NE(at, std::string::npos) << text;
        services.write("merge.conflicts.csv", text.replace(at, 3, "," + decision + ",\n"));
    }

    static void expect_loaded(TwoServices const &services)
    {
        auto const outcome = services.command({"run"});
        EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome) << questions(services);
        auto const merged = services.merge();
        EXPECT_EQ(merged.exit_code, 0) << transcript(merged);
    }
};

TEST_F(RefusedValues, AreThoseOfAnotherTypeInAStrictTableOfSqlite)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both(users);
    execute(services.first, "CREATE TABLE visits (id INTEGER PRIMARY KEY, n INTEGER) STRICT");
    execute(services.second, "CREATE TABLE visits (id INTEGER PRIMARY KEY, n INTEGER);"
                             "INSERT INTO visits VALUES (1, 7), (2, 'many'), (3, NULL)");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    EXPECT_NE(questions(services).find("visits.n INTEGER"), std::string::npos) << questions(services);
    answer(services, "visits.n INTEGER", "set:n=9");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT n FROM visits ORDER BY id"),
              (testing::Rows{{"7"}, {"9"}, {std::nullopt}}));
}

TEST_F(RefusedValues, AreTextsThatALengthDoesNotHoldInSqliteThoughItIsDeclared)
{
    TwoServices services(Engine::postgres, Engine::sqlite, Engine::postgres);
    services.in_both("CREATE TABLE users (id integer PRIMARY KEY, name varchar(20) NOT NULL UNIQUE, title varchar(5), "
                     "code char(3))");
    execute(services.second, "INSERT INTO users VALUES (1, 'cid', 'abcdef', 'xyz   '), (2, 'dov', 'abcde', 'wxyz')");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    answer(services, "users.title character varying(5)", "set:title=abc");
    answer(services, "users.code character(3)", "set:code=abc");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT title, code FROM users ORDER BY name"),
              (testing::Rows{{"abc", "abc"}, {"abcde", "abc"}}));
}

TEST_F(RefusedValues, AreValuesThatTypesDoNotHoldInSqliteThoughTheyAreDeclared)
{
    TwoServices services(Engine::postgres, Engine::sqlite, Engine::postgres);
    services.in_both("CREATE TABLE users (id integer PRIMARY KEY, name varchar(20) NOT NULL UNIQUE);"
                     "CREATE TABLE visits (id integer PRIMARY KEY, n smallint, price numeric(5,2), note text NOT NULL, "
                     "state varchar(9) CHECK (state < 'z'))");
    execute(services.second, "INSERT INTO visits VALUES (1, 99999, 1, '', 'a'), (2, 2, 123456.5, '', 'b');"
                             "PRAGMA ignore_check_constraints = 1; INSERT INTO visits VALUES (3, 3, 3, '', 'zz')");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    answer(services, "visits.n smallint", "drop");
    answer(services, "\"visits.price numeric(5,2)", "drop");
    answer(services, "visits.visits_state_check", "drop");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM visits"), (testing::Rows{{"0"}}));
}

TEST_F(RefusedValues, AreNamesThatALengthDoesNotHoldInSqliteThoughItIsDeclared)
{
    TwoServices services(Engine::postgres, Engine::sqlite, Engine::postgres);
    services.in_both("CREATE TABLE users (id integer PRIMARY KEY, name varchar(5) NOT NULL UNIQUE)");
    execute(services.second, "INSERT INTO users VALUES (1, 'abcdefg')");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT length(name) FROM users"), (testing::Rows{{"5"}}));
}

/// Coupons of one code, each in one service.
constexpr auto coupons =
    "CREATE TABLE coupons (id integer PRIMARY KEY, code varchar(8) NOT NULL UNIQUE, worth integer);";

TEST_F(RefusedValues, ThatAnAnswerGivesToARowThatSharesAKeyAreThoseOfTheAnswer)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both(std::string(users) + coupons);
    execute(services.first, "INSERT INTO coupons VALUES (1, 'summer', 5)");
    execute(services.second, "INSERT INTO coupons VALUES (1, 'summer', 7)");
    services.command({"run"});
    answer(services, "\nunique-", "set:code=summer-sale");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    EXPECT_NE(outcome.err.find("the target does not take the value of merge.answers.csv:2: "), std::string::npos)
        << transcript(outcome);
    answer(services, "\nunique-", "set:code=summer2");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT code FROM coupons ORDER BY code"),
              (testing::Rows{{"summer"}, {"summer2"}}));
}

TEST_F(RefusedValues, ThatAnAnswerGivesMayBeNullInSqlite)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both(std::string(users) + coupons);
    execute(services.first, "INSERT INTO coupons VALUES (1, 'summer', 5)");
    execute(services.second, "INSERT INTO coupons VALUES (1, 'summer', 7)");
    services.command({"run"});
    answer(services, "\nunique-", "set:code=NULL");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    EXPECT_NE(outcome.err.find("merge.answers.csv:2: the column is NOT NULL"), std::string::npos)
        << transcript(outcome);
}

TEST_F(RefusedValues, AreNoneWhereBothTablesOfSqliteAreStrict)
{
    TwoServices services(Engine::sqlite, Engine::sqlite);
    services.in_both(users);
    services.in_both(
        "CREATE TABLE visits (id INTEGER PRIMARY KEY, n INTEGER) STRICT; INSERT INTO visits VALUES (1, 7)");
    expect_loaded(services);
}

TEST_F(RefusedValues, AreThoseThatACheckOfTheTargetThatIsNotValidDoesNotTake)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    std::string const tables = std::string(users) + "CREATE TABLE visits (id serial PRIMARY KEY, n integer, day date);";
    services.in_both(tables);
    execute(services.second, "INSERT INTO visits (n) VALUES (7), (-1)");
    execute(services.target, tables + "ALTER TABLE visits ADD CONSTRAINT n_is_positive CHECK (n > 0) NOT VALID");
    services.of_target.clear();
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    EXPECT_NE(questions(services).find("visits.n_is_positive"), std::string::npos) << questions(services);
    answer(services, "visits.n_is_positive", "drop");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT n FROM visits"), (testing::Rows{{"7"}}));
}

TEST_F(RefusedValues, AreNotThoseThatAreThereBeforeACheckThatIsNotValid)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both(std::string(users) +
                     "CREATE TABLE visits (id serial PRIMARY KEY, n integer); INSERT INTO visits (n) VALUES (-1);"
                     "ALTER TABLE visits ADD CONSTRAINT n_is_positive CHECK (n > 0) NOT VALID");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT n FROM visits"), (testing::Rows{{"-1"}, {"-1"}}));
}

TEST_F(RefusedValues, AreRowsThatAnExclusionConstraintDoesNotTakeTogether)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both(std::string(users) + "CREATE TABLE stays (id serial PRIMARY KEY, nights int4range, guest text, "
                                          "EXCLUDE USING gist (nights WITH &&));"
                                          "INSERT INTO stays (nights, guest) VALUES ('[1,5)', current_database())");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    answer(services, "\nunique-", "drop");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT nights FROM stays"), (testing::Rows{{"[1,5)"}}));
}

TEST_F(RefusedValues, AreRowsThatAnExclusionConstraintOfTheTargetAloneDoesNotTakeTogether)
{
    TwoServices services(Engine::postgres, Engine::postgres);
    std::string const tables =
        std::string(users) + "CREATE TABLE stays (id serial PRIMARY KEY, nights int4range, guest text);";
    services.in_both(tables);
    execute(services.second, "INSERT INTO stays (nights, guest) VALUES ('[1,5)', 'ann'), ('[4,7)', 'bo')");
    execute(services.target, tables + "ALTER TABLE stays ADD EXCLUDE USING gist (nights WITH &&)");
    services.of_target.clear();
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome);
    answer(services, "\nunique-", "drop");
    expect_loaded(services);
    EXPECT_EQ(query(services.target, "SELECT nights FROM stays"), (testing::Rows{{"[1,5)"}}));
}

} // namespace
} // namespace tributary
