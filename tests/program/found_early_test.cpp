#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

namespace tributary {

using testing::Engine;

/// What `run` refuses before a row is copied: then there is no staging file.
class FoundEarly : public ::testing::Test {
protected:
    FoundEarly() { services.in_both("CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE, age integer)"); }

    void expect_found(int exit_code, std::string const &words)
    {
        auto const outcome = services.command({"run"});
        EXPECT_EQ(outcome.exit_code, exit_code) << testing::transcript(outcome);
        EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
        EXPECT_FALSE(std::filesystem::exists(services.staging()));
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(FoundEarly, AConditionOverAColumnThatDoesNotExist)
{
    services.rest = "[table.users]\nwhere = \"aeg > 3\"\n";
    expect_found(78, "`where` in source \"first\": no such column: aeg");
}

TEST_F(FoundEarly, AnExpressionThatIsNotOne)
{
    services.of_first = "set = { \"users.age\" = \"age +\" }";
    expect_found(78, "`set` for \"users.age\"");
}

TEST_F(FoundEarly, AScriptThatFails)
{
    services.of_target += "\nbefore = \"before.sql\"";
    services.write("before.sql", "SELECT 1;\nSELECT * FROM nothing;\n");
    expect_found(78, "before.sql:2");
}

TEST_F(FoundEarly, AnAnswerAboutAnAccountThatDoesNotExist)
{
    execute(services.first, "INSERT INTO users (name) VALUES ('anna'), ('bob')");
    services.write("merge.answers.csv", "kind,account,decision\nname,first/ana,rename:x\n");
    expect_found(78, "the account \"first/ana\" does not exist");
}

TEST_F(FoundEarly, ATableOfTheTargetThatIsFilled)
{
    execute(services.target, "CREATE TABLE users (id serial PRIMARY KEY, name text)");
    expect_found(5, "it has a table \"users\" already");
}

TEST_F(FoundEarly, ATargetThatIsReadOnly)
{
    execute(services.target, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', "
                             "current_database()); END $$");
    expect_found(69, "default_transaction_read_only is on");
}

TEST_F(FoundEarly, AnAnswerAboutAnAccountThatExistsIsTaken)
{
    execute(services.first, "INSERT INTO users (name) VALUES ('anna')");
    services.write("merge.answers.csv", "kind,account,decision\nname,first/anna,rename:ann\n");
    auto const outcome = services.command({"run"});
    EXPECT_TRUE(std::filesystem::exists(services.staging())) << testing::transcript(outcome);
}

} // namespace tributary
