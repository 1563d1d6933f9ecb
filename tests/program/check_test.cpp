#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tributary {
namespace {

using testing::Engine;
using testing::Rows;
using Json = nlohmann::json;

constexpr char const *users_and_posts =
    "CREATE TABLE users (id serial PRIMARY KEY, name varchar(50) UNIQUE);"
    "CREATE TABLE posts (id serial PRIMARY KEY, author_id integer, title text);"
    "INSERT INTO users (name) VALUES ('ann'), ('bob'); INSERT INTO posts (author_id, title) VALUES (1, 'hello'), (2, NULL)";

/// Two services and a target, all of them PostgreSQL.
class Check : public ::testing::Test {
protected:
    testing::Outcome run() const { return services.command({"check"}); }

    /// What --json prints; the exit code is in it and must be the program's.
    Json found() const
    {
        auto const outcome = services.command({"check", "--json"});
        auto result = Json::parse(outcome.out);
        EXPECT_EQ(outcome.exit_code, result.at("exit").get<int>()) << testing::transcript(outcome);
        return result;
    }

    bool says(testing::Outcome const &outcome, std::string const &words) const
    {
        return outcome.out.find(words) != std::string::npos;
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(Check, FindsNothingInTheWayOfAPlanThatExplainsEverything)
{
    services.in_both(users_and_posts);
    services.rest = "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\n";
    auto const outcome = run();
    EXPECT_EQ(0, outcome.exit_code) << testing::transcript(outcome);
    EXPECT_TRUE(says(outcome, "Nothing here prevents a merge.")) << outcome.out;
    EXPECT_TRUE(says(outcome, "contested names, unique values")) << outcome.out;
}

TEST_F(Check, WritesNeitherStagingNorTarget)
{
    services.in_both(users_and_posts);
    run();
    EXPECT_FALSE(std::filesystem::exists(services.staging()));
    EXPECT_EQ((Rows{{"0"}}), query(services.target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
}

TEST_F(Check, MeasuresAnUndeclaredReferenceInTheLiveSources)
{
    services.in_both(users_and_posts);
    auto const result = found();
    EXPECT_EQ(1, result["exit"]);
    ASSERT_EQ(1U, result["coverage"].size());
    EXPECT_EQ("author_id", result["coverage"][0]["column"]);
    EXPECT_EQ((Json{{"source", "first"}, {"values", 2}, {"known", 2}}), result["coverage"][0]["shares"][0]);
    EXPECT_EQ("[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"", result["coverage"][0]["reference"]);
}

TEST_F(Check, SaysWhichDatabasesItReached)
{
    services.in_both(users_and_posts);
    auto const result = found();
    ASSERT_EQ(3U, result["databases"].size());
    EXPECT_EQ("target", result["databases"][0]["role"]);
    EXPECT_EQ("first", result["databases"][1]["name"]);
    EXPECT_EQ("PostgreSQL", result["databases"][1]["engine"]);
}

TEST_F(Check, GoesOnAfterASourceThatCannotBeReached)
{
    services.in_both(users_and_posts);
    services.first.url = "postgresql:///tributary?host=/nowhere";
    services.of_target = "create = \"second\"";
    auto const result = found();
    EXPECT_EQ(69, result["exit"]);
    ASSERT_EQ(2U, result["databases"].size());
    EXPECT_EQ("second", result["databases"][1]["name"]);
}

TEST_F(Check, MentionsATargetThatHoldsRows)
{
    services.in_both(users_and_posts);
    services.of_target = "";
    execute(services.target, users_and_posts);
    auto const result = found();
    EXPECT_EQ("filled", result["target"]["state"]);
    EXPECT_EQ(5, result["exit"]);
}

TEST_F(Check, MentionsATargetThatHoldsARun)
{
    services.in_both(users_and_posts);
    services.rest = "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\n";
    ASSERT_EQ(0, services.merge().exit_code);
    EXPECT_EQ("loaded", found()["target"]["state"]);
}

TEST_F(Check, CountsValuesThatTheTargetWouldRefuse)
{
    services.in_both(users_and_posts);
    services.of_target = "";
    execute(services.target, "CREATE TABLE users (id serial PRIMARY KEY, name varchar(50) UNIQUE);"
                             "CREATE TABLE posts (id serial PRIMARY KEY, author_id integer, title text NOT NULL)");
    auto const all = found();
    auto const &drift = all["drift"];
    ASSERT_EQ(2U, drift.size());
    EXPECT_EQ("nullability", drift[0]["kind"]);
    EXPECT_EQ("answerable", drift[0]["weight"]);
    EXPECT_EQ("1 of its values is NULL: `resolve` asks what becomes of it (kind `value`)", drift[0]["means"]);
}

TEST_F(Check, EndsAsResolveDoesWhereTheTargetWouldRefuseAValue)
{
    services.in_both(users_and_posts);
    services.of_target = "";
    services.rest = "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\n";
    execute(services.target, "CREATE TABLE users (id serial PRIMARY KEY, name varchar(50) UNIQUE);"
                             "CREATE TABLE posts (id serial PRIMARY KEY, author_id integer, title text NOT NULL)");
    EXPECT_EQ(1, found()["exit"]);
    EXPECT_EQ(1, services.command({"run"}).exit_code);
}

TEST_F(Check, ADifferenceThatNoValueMeetsIsHarmless)
{
    services.in_both(users_and_posts);
    services.of_target = "";
    execute(services.target, "CREATE TABLE users (id serial PRIMARY KEY, name varchar(50) UNIQUE);"
                             "CREATE TABLE posts (id serial PRIMARY KEY, author_id integer, title varchar(9))");
    auto const drift = found()["drift"];
    ASSERT_EQ(2U, drift.size());
    EXPECT_EQ("harmless", drift[0]["weight"]);
    EXPECT_EQ("no current value is affected", drift[0]["means"]);
}

TEST_F(Check, FindsTablesThatTheRoleMayNotRead)
{
    services.in_both(users_and_posts);
    execute(services.first, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; GRANT SELECT ON users TO reader;"
                            "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO reader");
    services.first.url += (services.first.url.find('?') == std::string::npos ? "?" : "&") + std::string("user=reader");
    auto const result = found();
    EXPECT_EQ(1, result["exit"]);
    ASSERT_EQ(1U, result["databases"][1]["missing_rights"].size()) << result.dump(2);
    EXPECT_EQ("GRANT SELECT ON public.posts TO reader;", result["databases"][1]["missing_rights"][0]["remedy"]);
}

TEST_F(Check, FindsIdsWithoutRoom)
{
    services.in_both(users_and_posts);
    services.rest = "[ids]\nheadroom = 3000000000\n[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\n";
    auto const ids = found()["ids"];
    ASSERT_EQ(2U, ids.size());
    EXPECT_EQ("posts", ids[0]["table"]);
    EXPECT_EQ(true, ids[0]["blocks"]);
}

TEST_F(Check, MentionsAWaiverThatWaivesNothing)
{
    services.in_both(users_and_posts);
    services.rest = "[[waive]]\ncolumn = \"posts.user_id\"\nreason = \"a foreign key declares it\"\n";
    EXPECT_EQ(1U, found()["needless_waivers"].size());
}

TEST_F(Check, EndsWithAPlanErrorIfThePlanNamesWhatDoesNotExist)
{
    services.in_both(users_and_posts);
    services.users = "table = \"people\"\nname = \"name\"";
    auto const result = found();
    EXPECT_EQ(78, result["exit"]);
}

TEST(CheckRules, ListsEveryKindOfRuleWithoutAPlan)
{
    auto const outcome = testing::run_program({"check", "--rules"});
    EXPECT_EQ(0, outcome.exit_code);
    EXPECT_NE(std::string::npos, outcome.out.find("same-name-and-key "));
    EXPECT_NE(std::string::npos, outcome.out.find("keep-survivor "));
}

TEST(CheckRules, AreJsonWhenAskedFor)
{
    auto const outcome = testing::run_program({"check", "--rules", "--json"});
    EXPECT_EQ("same-name-and-key", Json::parse(outcome.out)["match"][0]["name"]);
}

} // namespace
} // namespace tributary
