#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

namespace tributary {

using testing::Engine;
using testing::Rows;

class NamesOfThings : public ::testing::Test {
protected:
    void expect_merged()
    {
        auto const outcome = services.merge();
        ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(NamesOfThings, MayHaveCapitals)
{
    services.users = "table = \"User\"\nname = \"Name\"";
    services.in_both(R"(CREATE TABLE "User" ("Id" serial PRIMARY KEY, "Name" text UNIQUE);
        CREATE TABLE "Post" ("Id" serial PRIMARY KEY, "User" int REFERENCES "User");
        INSERT INTO "User" ("Name") VALUES ('bob'); INSERT INTO "Post" ("User") VALUES (1))");
    expect_merged();
    EXPECT_EQ(query(services.target, R"(SELECT "Name" FROM "Post" JOIN "User" ON "User"."Id" = "User" ORDER BY 1)"),
              (Rows{{"bob"}, {"bobtmp"}}));
}

TEST_F(NamesOfThings, MayDifferInCaseOnly)
{
    services.users = "table = \"User\"\nname = \"name\"";
    services.in_both(R"(CREATE TABLE "User" (id serial PRIMARY KEY, "ID" int, "Name" text, name text UNIQUE);
        CREATE TABLE "user" ("Id" serial PRIMARY KEY, "User" int REFERENCES "User", id int REFERENCES "user");
        INSERT INTO "User" VALUES (1, 7, 'Other', 'bob'); INSERT INTO "user" VALUES (1, 1, 1))");
    expect_merged();
    EXPECT_EQ(query(services.target, R"(SELECT * FROM "User" ORDER BY id)"),
              (Rows{{"1", "7", "Other", "bob"}, {"1000002", "7", "Other", "bobtmp"}}));
    EXPECT_EQ(query(services.target, R"(SELECT * FROM "user" ORDER BY id)"),
              (Rows{{"1", "1", "1"}, {"1000002", "1000002", "1000002"}}));
}

TEST_F(NamesOfThings, MayHoldQuotesDotsBackslashesAndSpaces)
{
    services.users = R"(table = "a\"b'c\\d e")"
                     "\nname = \"x.y\"";
    services.in_both(
        R"(CREATE TABLE "a""b'c\d e" ("sel ect" serial PRIMARY KEY, "x.y" text UNIQUE, "#" text, "$1" int, "?1" int);
        CREATE TABLE "merged.x" ("%s" serial PRIMARY KEY, "{}" int REFERENCES "a""b'c\d e");
        INSERT INTO "a""b'c\d e" VALUES (DEFAULT, 'bob', 'hash', 1, 2); INSERT INTO "merged.x" ("{}") VALUES (1))");
    expect_merged();
    EXPECT_EQ(query(services.target, R"(SELECT * FROM "a""b'c\d e" ORDER BY 1)"),
              (Rows{{"1", "bob", "hash", "1", "2"}, {"1000002", "bobtmp", "hash", "1", "2"}}));
    EXPECT_EQ(query(services.target, R"(SELECT "{}" FROM "merged.x" ORDER BY 1)"), (Rows{{"1"}, {"1000002"}}));
}

TEST_F(NamesOfThings, MayBeAsLongAsPostgresAllowsInAnyScript)
{
    services.users = "table = \"ééééééééééééééééééééééééééééééé\"\nname = \"имя\"";
    services.in_both("CREATE TABLE \"ééééééééééééééééééééééééééééééé\" (id serial PRIMARY KEY, имя varchar(5) UNIQUE);"
                     "INSERT INTO \"ééééééééééééééééééééééééééééééé\" (имя) VALUES ('ééééé'), ('ab')");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT имя FROM \"ééééééééééééééééééééééééééééééé\" ORDER BY id"),
              (Rows{{"ééééé"}, {"ab"}, {"éétmp"}, {"abtmp"}}));
}

TEST_F(NamesOfThings, MayBeInSeveralSchemas)
{
    services.of_first = services.of_second = "schema = [\"app\", \"audit\"]";
    services.users = "table = \"app.users\"\nname = \"name\"";
    services.in_both(
        "CREATE SCHEMA app; CREATE SCHEMA audit; CREATE TYPE audit.kind AS ENUM ('a');"
        "CREATE TABLE app.users (id serial PRIMARY KEY, name text UNIQUE);"
        "CREATE TABLE audit.users (id serial PRIMARY KEY, actor int REFERENCES app.users, kind audit.kind);"
        "INSERT INTO app.users (name) VALUES ('bob'); INSERT INTO audit.users VALUES (DEFAULT, 1, 'a')");
    expect_merged();
    EXPECT_EQ(query(services.target,
                    "SELECT name, kind FROM audit.users AS a JOIN app.users AS u ON u.id = actor ORDER BY 1"),
              (Rows{{"bob", "a"}, {"bobtmp", "a"}}));
}

TEST_F(NamesOfThings, MayBeInASchemaWithAnyName)
{
    services.of_first = services.of_second = R"(schema = "sch'e\"ma é")";
    services.in_both(
        R"(CREATE SCHEMA "sch'e""ma é"; CREATE TABLE "sch'e""ma é".users (id serial PRIMARY KEY, name text UNIQUE);
        INSERT INTO "sch'e""ma é".users (name) VALUES ('bob'))");
    expect_merged();
    EXPECT_EQ(query(services.target, R"(SELECT name FROM "sch'e""ma é".users ORDER BY 1)"),
              (Rows{{"bob"}, {"bobtmp"}}));
}

TEST_F(NamesOfThings, MayUseAnExtensionInASchemaOfItsOwn)
{
    auto const there = query(services.first, "SELECT count(*) FROM pg_available_extensions WHERE name = 'citext'");
    if (there[0][0] != "1") {
        GTEST_SKIP() << "postgresql-contrib is not installed";
    }
    services.in_both("CREATE SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions;"
                     "CREATE TABLE users (id serial PRIMARY KEY, name extensions.citext UNIQUE);"
                     "INSERT INTO users (name) VALUES ('bob')");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT name FROM users ORDER BY 1"), (Rows{{"bob"}, {"bobtmp"}}));
}

TEST_F(NamesOfThings, OfAccountsAreFollowedByReferencesInAnotherCase)
{
    auto const there = query(services.first, "SELECT count(*) FROM pg_available_extensions WHERE name = 'citext'");
    if (there[0][0] != "1") {
        GTEST_SKIP() << "postgresql-contrib is not installed";
    }
    services.in_both("CREATE EXTENSION citext; CREATE TABLE users (id serial PRIMARY KEY, name citext UNIQUE);"
                     "CREATE TABLE posts (id serial PRIMARY KEY, author citext REFERENCES users (name), service text);"
                     "INSERT INTO users (name) VALUES ('Bob'); INSERT INTO posts (author, service) "
                     "VALUES ('bob', current_database()), ('Bob', current_database())");
    auto const outcome = services.merge();
    auto const strangers =
        outcome.exit_code == 0
            ? query(services.target, "SELECT p.id FROM posts AS p JOIN users AS u ON u.name = p.author "
                                     "WHERE (u.id = 1) <> (p.id < 1000)")
            : Rows{};
    EXPECT_EQ(strangers, Rows{}) << testing::transcript(outcome); // refused, or each post with its own author
}

TEST_F(NamesOfThings, OfAccountsArePaddedByNobody)
{
    services.in_both(
        "CREATE TABLE users (id serial PRIMARY KEY, name char(10) UNIQUE); INSERT INTO users (name) VALUES ('Bob')");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT name::text FROM users ORDER BY id"), (Rows{{"Bob"}, {"Bobtmp"}}));
}

TEST_F(NamesOfThings, OfAccountsMayBeTheirPrimaryKey)
{
    services.in_both("CREATE TABLE users (name text PRIMARY KEY);"
                     "CREATE TABLE posts (id serial PRIMARY KEY, author text REFERENCES users);"
                     "INSERT INTO users VALUES ('bob'); INSERT INTO posts (author) VALUES ('bob')");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT author FROM posts ORDER BY id"), (Rows{{"bob"}, {"bobtmp"}}));
}

} // namespace tributary
