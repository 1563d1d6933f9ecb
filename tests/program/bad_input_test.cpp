#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace tributary {

using testing::Engine;
using testing::Rows;

constexpr auto users_table =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
    "CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT REFERENCES users, text TEXT);"
    "INSERT INTO users (name) VALUES ('bob'); INSERT INTO posts (author, text) VALUES (1, 'a'), (1, 'b');";

/// A refusal says a sentence that holds `words`, ends as the contract says, and makes no target.
class BadInput : public ::testing::Test {
protected:
    BadInput() { services.in_both(users_table); }

    void expect_refused(int exit_code, std::string const &words)
    {
        auto const outcome = services.merge({{"PGCONNECT_TIMEOUT", "5"}});
        EXPECT_EQ(outcome.exit_code, exit_code) << testing::transcript(outcome);
        EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
        EXPECT_EQ(outcome.err.find("this is a bug"), std::string::npos) << outcome.err;
        EXPECT_FALSE(std::filesystem::exists(services.folder() / "target.db"));
    }

    testing::TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(BadInput, AServerThatDoesNotAnswer)
{
    services.second.url = "postgresql://postgres:hunter2@127.0.0.1:1/x";
    expect_refused(69, "source \"second\" (x on 127.0.0.1 as postgres): connection");
}

TEST_F(BadInput, AFileThatDoesNotExist)
{
    services.second.url = "sqlite:nowhere.db";
    expect_refused(69, "source \"second\": file does not exist");
    EXPECT_FALSE(std::filesystem::exists(services.folder() / "nowhere.db"));
}

TEST_F(BadInput, AFileThatIsNoDatabase)
{
    services.write("second.db", std::string(5000, 'x'));
    expect_refused(69, "source \"second\": file is not a database");
}

TEST_F(BadInput, AFileThatIsDamaged)
{
    execute(services.second, "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 1000) "
                             "INSERT INTO posts (text) SELECT hex(randomblob(50)) FROM g");
    std::fstream file(services.folder() / "second.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(20480);
    file << std::string(20480, 'x');
    file.close();
    expect_refused(69, "source \"second\": ");
}

TEST_F(BadInput, ASourceWithoutUsersTable)
{
    services.users = "table = \"usres\"\nname = \"name\"";
    expect_refused(78, "there is no table \"usres\" in source \"first\"\n  did you mean \"users\"?");
}

TEST_F(BadInput, AMisspeltKey)
{
    services.of_target = "craete = \"first\"";
    expect_refused(78, "merge.toml:14:1: unknown key `craete` in [target]\n  did you mean \"create\"?");
}

TEST_F(BadInput, AVariableThatIsNotSet)
{
    services.second.url = "sqlite:${TRIBUTARY_NOT_SET}";
    expect_refused(78, "environment variable not set: TRIBUTARY_NOT_SET");
}

TEST_F(BadInput, ATargetInAFolderThatDoesNotExist)
{
    services.target.url = "sqlite:no/such/folder/t.db";
    expect_refused(73, "target: cannot open");
}

TEST_F(BadInput, AnExpressionThatIsNoSql)
{
    services.of_second = "set = { \"posts.text\" = \"upper(\" }";
    expect_refused(78, "merge.toml:10:24: `set` for \"posts.text\": ");
}

TEST_F(BadInput, AnExpressionThatEndsTheStatement)
{
    services.of_second = "set = { \"posts.text\" = \"1); DROP TABLE users; --\" }";
    expect_refused(78, "merge.toml:10:24: ");
}

TEST_F(BadInput, AnExpressionThatIsDifferentEachTime)
{
    services.of_second = "set = { \"posts.text\" = \"hex(randomblob(4))\" }";
    expect_refused(78, "merge.toml:10:24: ");
}

TEST_F(BadInput, AnExpressionOverManyRows)
{
    services.of_second = "set = { \"posts.text\" = \"count(*)\" }";
    expect_refused(78, "merge.toml:10:24: ");
}

TEST_F(BadInput, AnExpressionThatFailsOnARow)
{
    services.of_second = "set = { \"posts.text\" = \"abs(-9223372036854775807 - posts.id)\" }";
    auto const outcome = services.merge();
    EXPECT_TRUE(outcome.exit_code == 65 || outcome.exit_code == 78) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("posts"), std::string::npos) << outcome.err;
}

TEST_F(BadInput, AnExpressionForAnIdThatGivesNull)
{
    services.of_second = "set = { \"posts.id\" = \"NULL\" }";
    auto const outcome = services.merge();
    EXPECT_TRUE(outcome.exit_code == 65 || outcome.exit_code == 78) << testing::transcript(outcome);
    EXPECT_FALSE(std::filesystem::exists(services.folder() / "target.db"));
}

TEST_F(BadInput, GarbageWhereTheStagingFileShouldBe)
{
    services.write("merge.staging.sqlite", "my notes");
    expect_refused(5, "this is not a tributary staging file");
    std::ifstream file(services.staging());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "my notes");
}

TEST_F(BadInput, ADatabaseOfSomebodyElseWhereTheStagingFileShouldBe)
{
    testing::execute(services.staging(), "CREATE TABLE theirs (a)");
    expect_refused(5, "this is not a tributary staging file");
    EXPECT_EQ(testing::query(services.staging(), "SELECT name FROM sqlite_schema"), (Rows{{"theirs"}}));
}

TEST_F(BadInput, TheStagingFileOfAnotherRun)
{
    ASSERT_EQ(services.command({"snapshot"}).exit_code, 0);
    services.write("other.toml",
                   "name = \"other\"\nstaging = \"merge.staging.sqlite\"\n[[source]]\nname = \"first\"\nurl = \"" +
                       services.first.url + "\"\n[target]\nurl = \"" + services.target.url +
                       "\"\n[users]\ntable = \"users\"\nname = \"name\"\n");
    auto const outcome = testing::run_program({"run", services.folder() / "other.toml", "--execute"});
    EXPECT_EQ(outcome.exit_code, 5);
    EXPECT_NE(outcome.err.find("this is the staging file of run \"merge\", not of \"other\""), std::string::npos)
        << outcome.err;
}

TEST_F(BadInput, AStagingPathThatIsAFolder)
{
    std::filesystem::create_directory(services.staging());
    expect_refused(73, "merge.staging.sqlite");
}

TEST_F(BadInput, APlanThatDoesNotExist)
{
    auto const outcome = testing::run_program({"run", services.folder() / "none.toml"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_NE(outcome.err.find("none.toml: the plan file does not exist"), std::string::npos) << outcome.err;
}

TEST_F(BadInput, ALoadBeforeTheSnapshot)
{
    auto const outcome = services.command({"load", "--execute"});
    EXPECT_EQ(outcome.exit_code, 5);
    EXPECT_NE(outcome.err.find("run `tributary snapshot "), std::string::npos) << outcome.err;
}

TEST_F(BadInput, APlanThatChangedAfterTheDryRun)
{
    ASSERT_EQ(services.command({"run"}).exit_code, 0);
    services.of_second = "set = { \"posts.text\" = \"'other'\" }";
    auto const outcome = services.command({"load", "--execute"});
    EXPECT_EQ(outcome.exit_code, 5);
    EXPECT_NE(outcome.err.find("has changed since it was resolved"), std::string::npos) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(services.folder() / "target.db"));
}

class BadScript : public ::testing::Test {
protected:
    static constexpr auto tables = "CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE);\n";

    BadScript()
    {
        services.in_both(std::string(tables) + "INSERT INTO users (name) VALUES ('bob')");
        services.of_target = "before = \"before.sql\"";
    }

    void expect_refused(std::string const &script, std::string const &words)
    {
        services.write("before.sql", script);
        auto const outcome = services.merge();
        EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
        EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
        EXPECT_EQ(query(services.target, "SELECT count(*) FROM pg_tables WHERE schemaname NOT LIKE 'pg\\_%' AND "
                                         "schemaname <> 'information_schema'"),
                  (Rows{{"0"}}));
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(BadScript, MayNotCommit) { expect_refused(std::string(tables) + "-- x\nCOMMIT;", "before.sql:3: COMMIT"); }

TEST_F(BadScript, MayNotCommitInABlock)
{
    expect_refused(std::string(tables) + "DO $$ BEGIN COMMIT; END $$;", "before.sql");
}

TEST_F(BadScript, IsQuotedWithItsLineWhereItIsWrong)
{
    expect_refused("-- ééé 😀\n" + std::string(tables) + "CREATE TABEL x;", "before.sql:3: syntax error at or near");
}

TEST_F(BadScript, MayNotCopyFromTheProgramsInput)
{
    expect_refused(std::string(tables) + "COPY users FROM STDIN;", "COPY");
}

TEST_F(BadScript, ThatCannotBeReadIsNotAnEmptyOne)
{
    services.write("before.sql", "CREATE TABLE more (a int)");
    services.of_target = "create = \"first\"\nbefore = \"before.sql\"";
    std::filesystem::permissions(services.folder() / "before.sql", std::filesystem::perms::none);
    if (::access((services.folder() / "before.sql").c_str(), R_OK) == 0) {
        GTEST_SKIP() << "root may read everything";
    }
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
}

TEST(Password, IsNotShownWhereItsSignsAreNotEncoded)
{
    testing::TwoServices services(Engine::sqlite, Engine::sqlite);
    execute(services.first, users_table);
    services.second.url = "postgresql://postgres:hunter@secret/sauce@127.0.0.1:1/x";
    auto const outcome = services.merge();
    EXPECT_NE(outcome.exit_code, 0);
    EXPECT_EQ(testing::transcript(outcome).find("hunter"), std::string::npos) << outcome.err;
    EXPECT_EQ(testing::transcript(outcome).find("secret"), std::string::npos) << outcome.err;
    EXPECT_EQ(testing::transcript(outcome).find("sauce"), std::string::npos) << outcome.err;
}

TEST(Password, IsInNeitherTheOutputNorTheStagingFile)
{
    testing::TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both(
        "CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE); INSERT INTO users (name) VALUES ('bob')");
    services.first.url += "&password=hunter2secret";
    services.second.url += "&password=hunter2secret";
    services.target.url += "&password=hunter2secret";
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(testing::transcript(outcome).find("hunter2secret"), std::string::npos);
    std::ifstream file(services.staging(), std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}).find("hunter2secret"), std::string::npos);
}

} // namespace tributary
