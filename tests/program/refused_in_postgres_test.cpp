#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

namespace tributary {

using testing::Engine;
using testing::Rows;

/// What cannot be read whole, or means nothing elsewhere, is named with a way out before anything is touched.
class RefusedInPostgres : public ::testing::Test {
protected:
    RefusedInPostgres() { services.in_both("CREATE TABLE users (id serial PRIMARY KEY, name text)"); }

    void expect_refused(std::string const &sql, std::string const &reason, std::string const &next)
    {
        execute(services.second, sql);
        auto const outcome = services.merge();
        EXPECT_EQ(outcome.exit_code, 65) << testing::transcript(outcome);
        EXPECT_NE(outcome.err.find("source \"second\""), std::string::npos) << outcome.err;
        EXPECT_NE(outcome.err.find(reason), std::string::npos) << outcome.err;
        EXPECT_NE(outcome.err.find(next), std::string::npos) << outcome.err;
        EXPECT_EQ(query(services.target, "SELECT count(*) FROM pg_class WHERE relname = 'users'"), (Rows{{"0"}}));
    }

    /// The second service as somebody who may read it, but does not own it.
    void read_as_somebody_else(std::string const &role) const
    {
        execute(services.second, "DO $$ BEGIN CREATE ROLE " + role +
                                     " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; "
                                     "END $$; GRANT SELECT ON ALL TABLES IN SCHEMA public TO " +
                                     role + "; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO " + role);
    }

    void connect_second_as(std::string const &role)
    {
        std::string const owner = "user=postgres";
        services.second.url.replace(services.second.url.find(owner), owner.size(), "user=" + role);
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(RefusedInPostgres, AnHeir)
{
    expect_refused("CREATE TABLE admins (since date) INHERITS (users)", "\"admins\" inherits from public.users",
                   "a table of its own");
}

TEST_F(RefusedInPostgres, AParentWhoseHeirIsInAnotherSchema)
{
    expect_refused("CREATE SCHEMA other; CREATE TABLE other.admins (since date) INHERITS (users)",
                   "\"users\" is inherited by other.admins", "a table of its own");
}

TEST_F(RefusedInPostgres, AForeignTable)
{
    expect_refused("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                   "CREATE FOREIGN TABLE far (id int) SERVER s",
                   "\"far\" is a foreign table", "a schema that the plan does not read");
}

TEST_F(RefusedInPostgres, APartitionThatIsAForeignTable)
{
    expect_refused("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                   "CREATE TABLE events (id int) PARTITION BY RANGE (id);"
                   "CREATE FOREIGN TABLE old PARTITION OF events FOR VALUES FROM (0) TO (9) SERVER s",
                   "its partition public.old is a foreign table", "detach that partition");
}

TEST_F(RefusedInPostgres, RowSecurityThatHidesRows)
{
    execute(services.second, "ALTER TABLE users ENABLE ROW LEVEL SECURITY");
    read_as_somebody_else("reader");
    connect_second_as("reader");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 65) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("table \"public\".\"users\" has row security, which hides rows from role reader"),
              std::string::npos)
        << outcome.err;
    EXPECT_NE(outcome.err.find("BYPASSRLS"), std::string::npos) << outcome.err;
}

TEST_F(RefusedInPostgres, RowSecurityNotWhereItHidesNothing)
{
    services.in_both(
        "ALTER TABLE users ENABLE ROW LEVEL SECURITY; INSERT INTO users (name) VALUES (current_database())");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
}

TEST_F(RefusedInPostgres, ASourceOfWhichARoleMayNotReadAllWithTheStatementsThatLetIt)
{
    execute(services.second, "CREATE TABLE posts (id serial PRIMARY KEY)");
    read_as_somebody_else("guest");
    execute(services.second, "REVOKE SELECT ON posts, users_id_seq FROM guest");
    connect_second_as("guest");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 69) << testing::transcript(outcome);
    EXPECT_NE(
        outcome.err.find("source \"second\": this role lacks rights: SELECT on table public.posts, SELECT on sequence "
                         "public.users_id_seq\n"),
        std::string::npos)
        << outcome.err;
    EXPECT_NE(outcome.err.find("\n  GRANT SELECT ON public.posts TO guest;\n"
                               "  GRANT SELECT ON SEQUENCE public.users_id_seq TO guest;\n"),
              std::string::npos)
        << outcome.err;
}

TEST_F(RefusedInPostgres, ATargetWhereARoleMayMakeNoTablesWithTheStatementsThatLetIt)
{
    execute(services.target,
            "DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    std::string const owner = "user=postgres";
    services.target.url.replace(services.target.url.find(owner), owner.size(), "user=stranger");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 69) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("target: this role lacks rights: "), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("\n  GRANT CREATE ON SCHEMA public TO stranger;"), std::string::npos) << outcome.err;
    auto const checked = services.command({"check"});
    EXPECT_NE(checked.out.find("GRANT CREATE ON SCHEMA public TO stranger;"), std::string::npos) << checked.out;
}

TEST_F(RefusedInPostgres, AColumnThatNamesLargeObjects)
{
    expect_refused("ALTER TABLE users ADD picture oid", "column \"users.picture\" is of type oid",
                   "bytea for large objects");
}

TEST_F(RefusedInPostgres, ADomainThatNamesLargeObjects)
{
    expect_refused("CREATE DOMAIN picture AS oid; ALTER TABLE users ADD face picture",
                   "column \"users.face\" is of type oid", "`drop`");
}

TEST_F(RefusedInPostgres, NamesOfTheCatalogue)
{
    expect_refused("ALTER TABLE users ADD home regclass", "column \"users.home\" is of type regclass",
                   "text for names");
}

TEST_F(RefusedInPostgres, ArraysOfNamesOfTheCatalogue)
{
    expect_refused("ALTER TABLE users ADD calls regproc[]", "column \"users.calls\" is of type regproc[]",
                   "text for names");
}

TEST_F(RefusedInPostgres, ValuesThatNoDatabaseTakes)
{
    expect_refused("CREATE TABLE odd AS SELECT NULL::pg_node_tree AS tree",
                   "column \"odd.tree\" is of type pg_node_tree", "`drop`");
}

TEST_F(RefusedInPostgres, LargeObjectsThatNoColumnOfTheirsNamesAreSaidToStayBehind)
{
    execute(services.second, "SELECT lo_from_bytea(0, 'x')");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("source \"second\" has 1 large object, which is not read"), std::string::npos)
        << outcome.err;
}

TEST_F(RefusedInPostgres, NotTablesWithoutALog)
{
    services.in_both("CREATE UNLOGGED TABLE visits (user_id int REFERENCES users);"
                     "INSERT INTO users (name) VALUES (current_database()); INSERT INTO visits VALUES (1)");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT count(DISTINCT user_id) FROM visits"), (Rows{{"2"}}));
}

} // namespace tributary
