#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

namespace tributary {

using testing::Engine;
using testing::Rows;

/// Two services with people and posts, and a target with a table of who wrote about what.
class Derive : public ::testing::TestWithParam<Engine> {
protected:
    static constexpr auto in_services =
        "CREATE TABLE users (id integer PRIMARY KEY, name text);"
        "CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL REFERENCES "
        "users (id), topic text);";
    static constexpr auto in_target =
        "CREATE TABLE places (id integer PRIMARY KEY); INSERT INTO places VALUES (5);"
        "CREATE TABLE topics (author integer NOT NULL REFERENCES users (id), topic varchar(10) NOT NULL, "
        "weight integer DEFAULT 3 CHECK (weight > 0), place integer REFERENCES places (id), note text, "
        "PRIMARY KEY (author, topic));"
        "CREATE UNIQUE INDEX lower_topics ON topics (author, lower(topic))";

    Derive()
    {
        services.of_target = "";
        services.in_both(std::string(in_services) +
                         "INSERT INTO users VALUES (1, 'ann'), (2, 'bob');"
                         "INSERT INTO posts VALUES (1, 1, 'cats'), (2, 1, 'cats'), (3, 2, 'dogs')");
        execute(services.second, "UPDATE users SET name = name || ' too'");
        execute(services.target, std::string(in_services) + in_target);
    }

    void say(std::string const &sql) { services.rest = "[derive.topics]\nsql = '''" + sql + "'''"; }

    /// Refused by the dry run with the place in the plan, and nothing is loaded.
    void expect_refused(std::string const &sql, std::string const &words)
    {
        say(sql);
        auto const outcome = services.merge();
        EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
        EXPECT_NE(outcome.err.find("merge.toml:20:1: [derive.topics]: "), std::string::npos) << outcome.err;
        EXPECT_NE(outcome.err.find(words), std::string::npos) << outcome.err;
        EXPECT_EQ(query(services.target, "SELECT count(*) FROM users"), (Rows{{"0"}}));
    }

    void expect_merged(std::string const &sql)
    {
        say(sql);
        auto const outcome = services.merge();
        ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    }

    testing::TwoServices services{GetParam(), GetParam()};
};

TEST_P(Derive, LeavesColumnsThatItDoesNotFillToTheirDefaults)
{
    expect_merged("SELECT DISTINCT author, topic FROM \"merged.posts\"");
    EXPECT_EQ(query(services.target, "SELECT u.name, t.topic, t.weight, t.note FROM topics AS t JOIN users AS u ON "
                                     "u.id = t.author ORDER BY 1"),
              (Rows{{"ann", "cats", "3", std::nullopt},
                    {"ann too", "cats", "3", std::nullopt},
                    {"bob", "dogs", "3", std::nullopt},
                    {"bob too", "dogs", "3", std::nullopt}}));
}

TEST_P(Derive, ReadsStagedTablesToo)
{
    expect_merged("SELECT author, topic, count(*) AS weight FROM \"first.posts\" GROUP BY 1, 2");
    EXPECT_EQ(query(services.target, "SELECT author, topic, weight FROM topics ORDER BY 1"),
              (Rows{{"1", "cats", "2"}, {"2", "dogs", "1"}}));
}

TEST_P(Derive, FindsByVerifyARowThatSomebodyChanged)
{
    expect_merged("SELECT DISTINCT author, topic FROM \"merged.posts\"");
    execute(services.target, "UPDATE topics SET note = 'mine' WHERE topic = 'cats'");
    auto const outcome = services.command({"verify"});
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_NE(testing::transcript(outcome).find("differs in note"), std::string::npos) << testing::transcript(outcome);
}

TEST_P(Derive, IsSaidInTheReportsAndBeforeTheLoad)
{
    say("SELECT DISTINCT author, topic FROM \"merged.posts\"");
    ASSERT_EQ(services.command({"snapshot"}).exit_code, 0);
    auto const resolved = services.command({"resolve"});
    ASSERT_EQ(resolved.exit_code, 0) << testing::transcript(resolved);
    auto const json = services.command({"report", "--json"}).out;
    EXPECT_NE(json.find("\"derived\": [\n    {\"table\": \"topics\", \"rows\": 4}"), std::string::npos) << json;
    auto const load = services.command({"load"}).out;
    EXPECT_NE(load.find("load 4 derived rows of topics"), std::string::npos) << load;
}

TEST_P(Derive, RefusesATableThatTheTargetDoesNotHave)
{
    services.rest = "[derive.topisc]\nsql = 'SELECT 1 AS author'";
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("did you mean \"topics\"?"), std::string::npos) << outcome.err;
}

TEST_P(Derive, RefusesATableThatASourceFills)
{
    services.rest = "[derive.posts]\nsql = 'SELECT 1 AS author'";
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("source \"first\" fills that table"), std::string::npos) << outcome.err;
}

TEST_P(Derive, RefusesATargetTableThatIsNotEmpty)
{
    execute(services.target, "INSERT INTO users VALUES (1, 'x'); INSERT INTO topics VALUES (1, 'a', 1, 5, NULL)");
    say("SELECT DISTINCT author, topic FROM \"merged.posts\"");
    EXPECT_EQ(services.merge().exit_code, 5);
}

TEST_P(Derive, RefusesWhatIsNoSelect) { expect_refused("DELETE FROM \"first.posts\"", "only a SELECT is allowed"); }

TEST_P(Derive, RefusesAWriteBehindASelect)
{
    expect_refused("WITH x AS (SELECT 1) INSERT INTO \"first.posts\" SELECT * FROM x", "only a SELECT is allowed");
}

TEST_P(Derive, RefusesTwoStatements)
{
    expect_refused("SELECT author, topic FROM \"merged.posts\"; DROP TABLE decision", "more than one statement");
}

TEST_P(Derive, RefusesToAttachAFile) { expect_refused("ATTACH 'x.db' AS x", "only a SELECT is allowed"); }

TEST_P(Derive, RefusesPragmas)
{
    expect_refused("SELECT 1 AS author, name AS topic FROM pragma_table_list", "only a SELECT is allowed");
}

TEST_P(Derive, RefusesTheStagingFilesOwnTables)
{
    expect_refused("SELECT 1 AS author, started AS topic FROM step", "step.started");
}

TEST_P(Derive, RefusesWhatIsDifferentEachTime)
{
    expect_refused("SELECT author, random() AS topic FROM \"merged.posts\"",
                   "random gives a different value each time");
}

TEST_P(Derive, RefusesAParameter)
{
    expect_refused("SELECT author, ?1 AS topic FROM \"merged.posts\"", "it has a parameter");
}

TEST_P(Derive, RefusesWhatSqliteDoesNotTake)
{
    expect_refused("SELECT author, topci AS topic FROM \"merged.posts\"", "no such column: topci");
}

TEST_P(Derive, RefusesAColumnTwice)
{
    expect_refused("SELECT author, author, topic FROM \"merged.posts\"", "it has two columns \"author\"");
}

TEST_P(Derive, RefusesToLeaveOutADemandedColumn)
{
    expect_refused("SELECT DISTINCT author FROM \"merged.posts\"",
                   "it has no column \"topic\", which the table requires");
}

TEST_P(Derive, RefusesARowThatACheckDoesNotTake)
{
    expect_refused("SELECT DISTINCT author, topic, -1 AS weight FROM \"merged.posts\"",
                   "the target rejects the row (1, cats, -1): ");
}

TEST_P(Derive, RefusesARowThatAnIndexOverAnExpressionDoesNotTake)
{
    expect_refused("SELECT DISTINCT author, topic FROM \"merged.posts\" UNION ALL SELECT DISTINCT author, upper(topic) "
                   "FROM \"merged.posts\"",
                   "the target rejects the row (");
}

TEST_P(Derive, RefusesAReferenceToARowThatTheTargetAloneKnowsNot)
{
    expect_refused("SELECT DISTINCT author, topic, 6 AS place FROM \"merged.posts\"",
                   "4 rows refer to rows of places that do not exist in the target");
}

TEST_P(Derive, TakesAReferenceToARowThatTheTargetAloneKnows)
{
    expect_merged("SELECT DISTINCT author, topic, 5 AS place FROM \"merged.posts\"");
}

TEST_P(Derive, LeavesRowsThatReferToDerivedOnesInVainUndecided)
{
    execute(services.target, "DROP TABLE topics; CREATE TABLE topics (topic text PRIMARY KEY);"
                             "DROP TABLE posts; CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL "
                             "REFERENCES users (id), topic text REFERENCES topics (topic))");
    say("SELECT DISTINCT topic FROM \"merged.posts\" WHERE topic = 'cats'");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 1) << testing::transcript(outcome);
    EXPECT_NE(outcome.out.find("2 rows refer to rows of topics that do not exist, such as dogs"), std::string::npos)
        << testing::transcript(outcome);
}

INSTANTIATE_TEST_SUITE_P(OnBothEngines, Derive, ::testing::Values(Engine::sqlite, Engine::postgres),
                         [](auto const &engine) { return std::string(testing::name(engine.param)); });

} // namespace tributary
