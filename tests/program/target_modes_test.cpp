#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

namespace tributary {

using testing::Engine;
using testing::Rows;

constexpr auto tables = "CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE);"
                        "CREATE TABLE posts (id serial PRIMARY KEY, author int REFERENCES users, text text);";

std::string const other_schema =
    "CREATE SCHEMA r; CREATE FUNCTION r.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
auto const trigger_of_another_schema =
    other_schema + "CREATE TRIGGER t BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION r.f()";

class TargetModes : public ::testing::Test {
protected:
    TargetModes()
    {
        services.in_both(tables);
        services.in_both("INSERT INTO users (name) VALUES ('bob'); INSERT INTO posts (author, text) VALUES (1, 'a')");
    }

    void expect_merged()
    {
        auto const outcome = services.merge();
        ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    }

    void into_existing(std::string const &more)
    {
        services.of_target = "";
        execute(services.target, tables + more);
    }

    /// The schema as pg_dump writes it, without what is different in every dump and without our own tables.
    static std::string dump(testing::Database const &database)
    {
        auto const command = "pg_dump --schema-only --exclude-schema=tributary '" + database.url +
                             "' | grep -v -e '^.restrict' -e '^.unrestrict'";
        std::unique_ptr<FILE, int (*)(FILE *)> const pipe(popen(command.c_str(), "r"), pclose);
        std::string text;
        std::array<char, 4096> buffer{};
        for (std::size_t size = 1; size > 0;) {
            size = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
            text.append(buffer.data(), size);
        }
        return text;
    }

    void expect_put_back(std::string const &more)
    {
        into_existing(more);
        auto const before = dump(services.target);
        expect_merged();
        EXPECT_EQ(dump(services.target), before);
        EXPECT_EQ(query(services.target, "SELECT count(*) FROM posts"), (Rows{{"2"}}));
    }

    testing::TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(TargetModes, CreateMakesTheSchemaOfTheSourceToTheLetter)
{
    services.in_both(
        "CREATE VIEW shown AS SELECT * FROM users; CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n, 1 AS id FROM posts;"
        "CREATE UNIQUE INDEX ON counted (id); CREATE SEQUENCE free INCREMENT 5 START 100; CREATE SEQUENCE down INCREMENT -1;"
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.text := ''trigger''; RETURN NEW; END';"
        "CREATE TRIGGER t BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE posts ENABLE ALWAYS TRIGGER t;"
        "CREATE INDEX lower ON users (lower(name)) WHERE id > 0; CREATE STATISTICS st ON author, text FROM posts;"
        "COMMENT ON COLUMN users.name IS 'it''s'; COMMENT ON INDEX lower IS 'x';"
        "CREATE TABLE rooms (nr int, during int4range, EXCLUDE USING gist (during WITH &&))");
    expect_merged();
    EXPECT_EQ(dump(services.target), dump(services.first));
    EXPECT_EQ(query(services.target, "SELECT text, count(*) FROM posts GROUP BY 1"), (Rows{{"a", "2"}}));
    EXPECT_EQ(query(services.target, "SELECT n FROM counted"), (Rows{{"2"}}));
}

TEST_F(TargetModes, CreateKeepsACommentThatLooksLikeAStatement)
{
    services.in_both("COMMENT ON TABLE users IS E'one\\nCREATE SCHEMA two;\\nSET three = 3;\\n\\\\restrict four'");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT obj_description('users'::regclass)"),
              query(services.first, "SELECT obj_description('users'::regclass)"));
}

TEST_F(TargetModes, CreateTakesConstraintsThatAreNotValidAsTheyAre)
{
    services.in_both("UPDATE posts SET id = -id; ALTER TABLE posts ADD CONSTRAINT positive CHECK (id > 0) NOT VALID");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT convalidated FROM pg_constraint WHERE conname = 'positive'"),
              (Rows{{"f"}}));
}

TEST_F(TargetModes, CreateSaysWhatToDoAboutASchemaThatItDoesNotRead)
{
    services.in_both(trigger_of_another_schema);
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 78);
    EXPECT_NE(outcome.err.find("name it in `schema` of each source"), std::string::npos) << outcome.err;
}

TEST_F(TargetModes, CreateTakesWhatTheTargetHasInASchemaThatItDoesNotRead)
{
    services.in_both(trigger_of_another_schema);
    execute(services.target, other_schema);
    expect_merged();
}

TEST_F(TargetModes, ForeignKeysComeBackAsTheyWere)
{
    expect_put_back("ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users ON UPDATE CASCADE ON DELETE SET NULL "
                    "DEFERRABLE INITIALLY DEFERRED; CREATE TABLE other (u int REFERENCES users MATCH FULL);"
                    "COMMENT ON CONSTRAINT posts_author_fkey ON posts IS 'a''b';"
                    "ALTER TABLE other ADD CONSTRAINT unchecked FOREIGN KEY (u) REFERENCES posts NOT VALID");
}

TEST_F(TargetModes, IndexesComeBackAsTheyWere)
{
    expect_put_back("CREATE INDEX one ON posts (author) INCLUDE (text) WITH (fillfactor = 50);"
                    "CREATE INDEX two ON posts ((author + 1), text DESC NULLS LAST) WHERE id > 0;"
                    "ALTER INDEX two ALTER COLUMN 1 SET STATISTICS 500; COMMENT ON INDEX two IS 'it''s';"
                    "CREATE UNIQUE INDEX three ON posts (id); ALTER TABLE posts REPLICA IDENTITY USING INDEX three;"
                    "CREATE INDEX four ON users (name); ALTER TABLE users CLUSTER ON four");
}

TEST_F(TargetModes, TriggersComeBackAsTheyWereAndDoNotFire)
{
    expect_put_back(
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.text := ''trigger''; RETURN NEW; END';"
        "CREATE TRIGGER plain BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION f();"
        "CREATE TRIGGER always BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION f();"
        "CREATE TRIGGER off BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION f();"
        "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();"
        "ALTER TABLE posts ENABLE ALWAYS TRIGGER always; ALTER TABLE posts DISABLE TRIGGER off;"
        "COMMENT ON TRIGGER always ON posts IS 'c'");
    EXPECT_EQ(query(services.target, "SELECT DISTINCT text FROM posts"), (Rows{{"a"}}));
}

TEST_F(TargetModes, TriggersOfPartitionsDoNotFire)
{
    std::string const events =
        "CREATE TABLE events (id bigserial, kind text, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind);"
        "CREATE TABLE events_a PARTITION OF events FOR VALUES IN ('a');";
    services.in_both(events + "INSERT INTO events (kind) VALUES ('a')");
    expect_put_back(events + "CREATE TABLE seen (kind text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
                             "'BEGIN INSERT INTO public.seen VALUES (NEW.kind); RETURN NEW; END';"
                             "CREATE TRIGGER t BEFORE INSERT ON events_a FOR EACH ROW EXECUTE FUNCTION f()");
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM seen"), (Rows{{"0"}}));
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM events"), (Rows{{"2"}}));
}

TEST_F(TargetModes, MaterialisedViewsOfTheTargetAreFilledAnew)
{
    into_existing("CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM posts");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT n FROM counted"), (Rows{{"2"}}));
}

TEST_F(TargetModes, BeforeMayMakeTheTables)
{
    services.of_target = "before = \"before.sql\"";
    services.write("before.sql", tables);
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT author FROM posts ORDER BY id"), (Rows{{"1"}, {"1000002"}}));
}

TEST_F(TargetModes, AFilledTargetIsRefusedAndStaysAsItIs)
{
    into_existing("INSERT INTO users (name) VALUES ('here')");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 5);
    EXPECT_NE(outcome.err.find("is not empty"), std::string::npos) << outcome.err;
    EXPECT_EQ(query(services.target, "SELECT name FROM users"), (Rows{{"here"}}));
}

TEST_F(TargetModes, CyclesSelfReferencesAndSharedKeysAreFollowed)
{
    services.in_both(
        "CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users, bio text);"
        "CREATE TABLE trees (id serial PRIMARY KEY, parent int REFERENCES trees);"
        "CREATE TABLE x (id serial PRIMARY KEY, y int); CREATE TABLE y (id serial PRIMARY KEY, x int REFERENCES x DEFERRABLE);"
        "ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES y DEFERRABLE INITIALLY DEFERRED;"
        "INSERT INTO profiles VALUES (1, 'b'); INSERT INTO trees VALUES (1, 2), (2, NULL), (3, 3);"
        "INSERT INTO x (y) VALUES (1); INSERT INTO y (x) VALUES (1)");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT user_id FROM profiles ORDER BY 1"), (Rows{{"1"}, {"1000002"}}));
    EXPECT_EQ(query(services.target, "SELECT parent - id FROM trees ORDER BY id"),
              (Rows{{"1"}, {std::nullopt}, {"0"}, {"1"}, {std::nullopt}, {"0"}}));
    EXPECT_EQ(query(services.target, "SELECT x.id = y.x FROM x JOIN y ON y.id = x.y"), (Rows{{"t"}, {"t"}}));
}

TEST_F(TargetModes, IdsThatDoNotFitAreFoundByTheDryRun)
{
    services.in_both("CREATE TABLE small (id smallserial PRIMARY KEY); INSERT INTO small VALUES (20000)");
    auto const outcome = services.command({"run"});
    EXPECT_EQ(outcome.exit_code, 65) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("\"small.id\""), std::string::npos) << outcome.err;
}

TEST_F(TargetModes, IdsThatJustFitLeaveTheSequenceANumber)
{
    services.in_both("CREATE TABLE small (id smallserial PRIMARY KEY)");
    execute(services.first, "INSERT INTO small VALUES (-20000)");
    execute(services.second, "INSERT INTO small VALUES (-300), (5)");
    expect_merged();
    EXPECT_EQ(query(services.target, "INSERT INTO small DEFAULT VALUES RETURNING id > 0"), (Rows{{"t"}}));
}

TEST_F(TargetModes, SequencesThatCountDownwardsAreRefused)
{
    services.in_both(
        "CREATE SEQUENCE down INCREMENT -1; CREATE TABLE minus (id int PRIMARY KEY DEFAULT nextval('down'));"
        "INSERT INTO minus DEFAULT VALUES");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 65);
    EXPECT_NE(outcome.err.find("\"public.down\" counts downwards"), std::string::npos) << outcome.err;
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), (Rows{{"0"}}));
}

TEST_F(TargetModes, ATargetThatHasChangedIsFoundBeforeTheRows)
{
    into_existing("");
    ASSERT_EQ(services.command({"snapshot"}).exit_code, 0);
    ASSERT_EQ(services.command({"resolve"}).exit_code, 0);
    execute(services.target, "ALTER TABLE posts ADD seen int");
    auto const outcome = services.command({"load", "--execute", "--verbose"});
    EXPECT_EQ(outcome.exit_code, 5) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("its tables have changed since resolve"), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find("first.posts"), std::string::npos) << outcome.err;
}

TEST_F(TargetModes, AColumnThatOnlyAfterMakesIsFoundByTheDryRun)
{
    into_existing("ALTER TABLE posts DROP text");
    services.of_target = "after = \"after.sql\"";
    services.write("after.sql", "ALTER TABLE posts ADD text text;");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("column \"posts.text\" of the target is created by `after`"), std::string::npos)
        << outcome.err;
}

TEST_F(TargetModes, AColumnThatAfterRelievesOfItsDemandIsFoundByTheDryRun)
{
    into_existing("ALTER TABLE posts ADD seen int NOT NULL");
    services.of_target = "after = \"after.sql\"";
    services.write("after.sql", "ALTER TABLE posts DROP seen;");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 78) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("column \"posts.seen\" of the target is changed by `after`"), std::string::npos)
        << outcome.err;
}

TEST_F(TargetModes, ADomainThatDemandsAValueCountsAsTheColumnsDemand)
{
    execute(services.first, "CREATE DOMAIN word AS text; ALTER TABLE posts ADD w word; UPDATE posts SET w = 'x';"
                            "ALTER DOMAIN word SET NOT NULL");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 1) << testing::transcript(outcome);
    EXPECT_NE(outcome.err.find("source \"second\" has no column \"posts.w\", which the target requires"),
              std::string::npos)
        << outcome.err;
}

TEST_F(TargetModes, ADomainsDefaultFillsWhatASourceLacks)
{
    execute(services.first, "CREATE DOMAIN word AS text NOT NULL DEFAULT 'w'; ALTER TABLE posts ADD w word");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT w, count(*) FROM posts GROUP BY 1"), (Rows{{"w", "2"}}));
}

TEST_F(TargetModes, AKeyThatOnlyOnePartitionDeclaresIsFollowed)
{
    services.in_both("CREATE TABLE seen (post int, kind text) PARTITION BY LIST (kind);"
                     "CREATE TABLE seen_a PARTITION OF seen FOR VALUES IN ('a');"
                     "CREATE TABLE seen_b PARTITION OF seen FOR VALUES IN ('b');"
                     "ALTER TABLE seen_a ADD FOREIGN KEY (post) REFERENCES posts; INSERT INTO seen VALUES (1, 'a')");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT count(DISTINCT post) FROM seen"), (Rows{{"2"}}));
}

TEST_F(TargetModes, AKeyOntoAPartitionIsFollowed)
{
    services.in_both("CREATE TABLE seen (id serial, size int) PARTITION BY RANGE (id);"
                     "CREATE TABLE seen_all PARTITION OF seen FOR VALUES FROM (MINVALUE) TO (MAXVALUE);"
                     "ALTER TABLE seen_all ADD PRIMARY KEY (id); CREATE TABLE likes (seen int REFERENCES seen_all);"
                     "INSERT INTO seen (size) VALUES (1); INSERT INTO likes VALUES (1)");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT count(DISTINCT seen) FROM likes"), (Rows{{"2"}}));
}

TEST_F(TargetModes, TwoPartitionsWhoseKeysOfOneNameDifferAreTwoKeys)
{
    services.in_both("CREATE TABLE seen (post int, who int, kind text) PARTITION BY LIST (kind);"
                     "CREATE TABLE seen_a PARTITION OF seen FOR VALUES IN ('a');"
                     "CREATE TABLE seen_b PARTITION OF seen FOR VALUES IN ('b');"
                     "ALTER TABLE seen_a ADD CONSTRAINT k FOREIGN KEY (post) REFERENCES posts;"
                     "ALTER TABLE seen_b ADD CONSTRAINT k FOREIGN KEY (who) REFERENCES users;"
                     "INSERT INTO seen VALUES (1, NULL, 'a'), (NULL, 1, 'b')");
    expect_merged();
    EXPECT_EQ(query(services.target, "SELECT count(DISTINCT post), count(DISTINCT who) FROM seen"), (Rows{{"2", "2"}}));
}

} // namespace tributary
