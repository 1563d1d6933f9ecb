// A source whose definitions run code where they are copied to.
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::transcript;
using testing::TwoServices;

bool names(testing::Outcome const &outcome, std::string const &text)
{
    return outcome.err.find(text) != std::string::npos;
}

/// Two services in PostgreSQL; the target is made from the first, in which somebody defines what starts a program, but
/// on the target's database alone. The target's role is a superuser.
class HostileSchema : public ::testing::Test {
protected:
    HostileSchema()
    {
        // the server may be another user's
        std::filesystem::permissions(services.folder(), std::filesystem::perms::all);
        services.in_both("CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL UNIQUE); "
                         "CREATE TABLE posts (id integer PRIMARY KEY, title text)");
        testing::execute(services.second, "INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (1, 'x')");
        auto const target = testing::query(services.target, "SELECT current_database()").at(0).at(0).value_or("");
        define("CREATE FUNCTION shell() RETURNS integer LANGUAGE plpgsql AS $f$ BEGIN IF current_database() = '" +
               target + "' THEN COPY (SELECT 1) TO PROGRAM 'touch " + mark().string() +
               "'; END IF; RETURN 1; END $f$; "
               "CREATE FUNCTION calm(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS "
               "$f$ BEGIN PERFORM public.shell(); RETURN $1; END $f$");
    }

    std::filesystem::path mark() const { return services.folder() / "shell"; }
    bool has_run() const { return std::filesystem::exists(mark()); }
    void define(std::string const &sql) const { testing::execute(services.first, sql); }

    /// No command without --execute runs it, and a load as superuser refuses to.
    void expect_refused(std::string const &object) const
    {
        auto const check = services.command({"check"});
        EXPECT_FALSE(has_run()) << transcript(check);
        EXPECT_TRUE(names(check, object)) << transcript(check);
        auto const dry = services.command({"run"});
        EXPECT_FALSE(has_run()) << transcript(dry);
        EXPECT_TRUE(names(dry, object)) << transcript(dry);
        EXPECT_EQ(dry.exit_code, 0) << transcript(dry);
        auto const load = services.command({"run", "--execute"});
        EXPECT_EQ(load.exit_code, 5) << transcript(load);
        EXPECT_TRUE(names(load, "its role is a superuser")) << transcript(load);
        EXPECT_TRUE(names(load, object)) << transcript(load);
        EXPECT_FALSE(has_run()) << transcript(load);
    }

    TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(HostileSchema, StartsNoProgramByAMaterialisedView)
{
    define("CREATE MATERIALIZED VIEW m AS SELECT shell()");
    expect_refused("materialized view public.m (public.shell())");
}

TEST_F(HostileSchema, StartsNoProgramByAViewBehindAMaterialisedOne)
{
    define("CREATE VIEW v AS SELECT shell() AS s; CREATE MATERIALIZED VIEW m AS SELECT s FROM v");
    expect_refused("materialized view public.m");
}

TEST_F(HostileSchema, StartsNoProgramByACheck)
{
    define("ALTER TABLE posts ADD CHECK (shell() = 1 AND title <> '')");
    expect_refused("CHECK posts_title_check of table public.posts (public.shell())");
}

TEST_F(HostileSchema, StartsNoProgramByACheckThatHasTheServerReadAView)
{
    define("CREATE VIEW v AS SELECT shell() AS s; ALTER TABLE posts ADD CONSTRAINT reads CHECK (title <> '' AND "
           "table_to_xml('public.v'::regclass, true, true, '') IS NOT NULL)");
    expect_refused("CHECK reads of table public.posts (table_to_xml");
}

TEST_F(HostileSchema, StartsNoProgramByTheCheckOfADomain)
{
    define("CREATE DOMAIN word AS text CHECK (shell() = 1 AND VALUE <> ''); ALTER TABLE posts ALTER title TYPE word");
    expect_refused("of domain public.word (public.shell())");
}

TEST_F(HostileSchema, StartsNoProgramByADefault)
{
    define("ALTER TABLE posts ADD stars integer DEFAULT shell()");
    expect_refused("DEFAULT of column public.posts.stars (public.shell())");
}

TEST_F(HostileSchema, StartsNoProgramByAGeneratedColumn)
{
    define("ALTER TABLE posts ADD twice integer GENERATED ALWAYS AS (calm(id)) STORED");
    expect_refused("expression of column public.posts.twice (public.calm(integer))");
}

TEST_F(HostileSchema, StartsNoProgramByAnIndex)
{
    define("CREATE UNIQUE INDEX twice ON posts (calm(id))");
    expect_refused("index twice of table public.posts (public.calm(integer))");
}

TEST_F(HostileSchema, StartsNoProgramByAConstantInAnIndexOfNoRows)
{
    define("CREATE INDEX one ON posts ((calm(1) + id))");
    expect_refused("index one of table public.posts (public.calm(integer))");
}

TEST_F(HostileSchema, StartsNoProgramByATrigger)
{
    define(
        "CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN PERFORM public.shell(); RETURN NEW; END "
        "$f$; CREATE TRIGGER t BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION fired()");
    auto const outcome = services.merge(); // it comes when the rows are there
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_FALSE(has_run());
}

TEST_F(HostileSchema, RunsWhenTheOperatorTrustsTheSource)
{
    define("CREATE MATERIALIZED VIEW m AS SELECT shell()");
    auto const outcome = services.command({"run", "--execute", "--trust-source"});
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_TRUE(has_run());
    EXPECT_TRUE(
        names(outcome, "load: runs 1 definition of source \"first\" that calls code: materialized view public.m"))
        << transcript(outcome);
}

TEST_F(HostileSchema, RunsWithTheRightsOfARoleThatHasNone)
{
    define("CREATE FUNCTION plain(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1'; "
           "CREATE MATERIALIZED VIEW m AS SELECT plain(1) AS two");
    auto const database = testing::query(services.target, "SELECT current_database()").at(0).at(0).value_or("");
    auto const role = "loader_" + database;
    testing::execute(services.target, "CREATE ROLE \"" + role + "\" LOGIN; GRANT ALL ON DATABASE \"" + database +
                                          "\" TO \"" + role + "\"; GRANT ALL ON SCHEMA public TO \"" + role + "\"");
    services.target.url += (services.target.url.find('?') == std::string::npos ? "?user=" : "&user=") + role;
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(testing::query(services.target, "SELECT two FROM m").at(0).at(0), "2");
}

TEST_F(HostileSchema, EvaluatesWhatTouchesNothingButItsArguments)
{
    define("ALTER TABLE posts ADD CONSTRAINT filled CHECK (length(title) > 1)");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 1) << transcript(outcome); // the row of the second
    EXPECT_FALSE(names(outcome, "not evaluated")) << transcript(outcome);
}

} // namespace
} // namespace tributary
