#include "merge/plan/plan.hpp"
#include "tests/testing/database.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/temporary_directory.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using Words = std::vector<std::string>;

std::string contents(std::filesystem::path const &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool holds(std::string const &text, std::string const &words) { return text.find(words) != std::string::npos; }

plan::Plan read(std::filesystem::path const &file)
{
    return plan::read_plan(file, {{"same-name-and-key", "same-column"},
                                  {"same-column"},
                                  {"suffix", "refuse"},
                                  {"ssh", "text"},
                                  {"case"},
                                  {},
                                  {},
                                  {},
                                  {}});
}

// ---- the model case --------------------------------------------------------------------------------

/// The databases of fixtures/pico.
struct Pico {
    explicit Pico(Engine engine)
    {
        auto const fixture = std::filesystem::path(TRIBUTARY_FIXTURES) / "pico";
        auto const kind = std::string(name(engine));
        for (std::string const source : {"prose", "lists", "pastes"}) {
            auto const database = testing::empty_database(engine, folder.path, source);
            testing::execute(database, contents(fixture / ("schema." + kind + ".sql")));
            testing::execute(database, contents(fixture / (source + ".sql")));
            words.insert(words.end(), {"--source", source + "=" + database.url});
        }
        target = testing::empty_database(engine, folder.path, "target");
        words.insert(words.end(), {"--target", target.url});
    }

    plan::Plan written() const
    {
        auto const outcome = testing::run_program(words);
        EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
        return read(file);
    }

    testing::TemporaryDirectory folder;
    std::filesystem::path file = folder.path / "pico.toml";
    testing::Database target;
    Words words{"init", file.string()};
};

void expect_the_users_of_the_fixture(plan::Plan const &plan)
{
    EXPECT_EQ(plan.users.table, "app_users");
    EXPECT_EQ(plan.users.name, "name");
    ASSERT_EQ(plan.users.keys.size(), 1U);
    EXPECT_EQ(plan.users.keys.front().table, "public_keys");
    EXPECT_EQ(plan.users.keys.front().column, "public_key");
    EXPECT_EQ(plan.users.keys.front().format, "ssh");
    EXPECT_EQ(plan.target.create, "prose");
}

TEST(InitPico, FindsUsersNamesAndKeysInSqlite) { expect_the_users_of_the_fixture(Pico(Engine::sqlite).written()); }

TEST(InitPico, FindsUsersNamesAndKeysInPostgres) { expect_the_users_of_the_fixture(Pico(Engine::postgres).written()); }

TEST(InitPico, WritesAPlanThatResolvesAtOnce)
{
    Pico const pico(Engine::sqlite);
    pico.written();
    auto const run = testing::run_program({"run", pico.file.string()});
    EXPECT_EQ(run.exit_code, 1) << testing::transcript(run); // files of one name: for the operator to answer
    EXPECT_FALSE(holds(run.out, "uncovered")) << run.out;
}

TEST(InitPico, SetsAnEnumOfTheTargetWhoseLabelsAreTheSources)
{
    Pico const pico(Engine::postgres);
    testing::execute(pico.target, contents(std::filesystem::path(TRIBUTARY_FIXTURES) / "pico/target.postgres.sql"));
    EXPECT_EQ(pico.written().target.create, "");
    auto text = contents(pico.file);
    text.replace(text.find("# widened_access"), 2, "");
    std::ofstream(pico.file) << text;
    auto const run = testing::run_program({"run", pico.file.string(), "--execute"});
    EXPECT_EQ(run.exit_code, 0) << testing::transcript(run);
}

TEST(InitPico, WritesThePlanThatItsPageShows)
{
    Pico const pico(Engine::sqlite);
    auto const init = testing::run_program({"init", "pico.toml", "--source", "prose=sqlite:prose.db", "--source",
                                            "lists=sqlite:lists.db", "--source", "pastes=sqlite:pastes.db", "--target",
                                            "sqlite:pico.db"},
                                           {}, pico.folder.path.string());
    EXPECT_EQ(init.exit_code, 0) << testing::transcript(init);
    auto const page = contents(std::filesystem::path(TRIBUTARY_FIXTURES) / "../docs/commands/init.md");
    EXPECT_TRUE(holds(page, "```toml\n" + contents(pico.file) + "```\n")) << contents(pico.file);
    EXPECT_TRUE(holds(page, init.err)) << init.err;
}

// ---- two services ----------------------------------------------------------------------------------

constexpr auto users_and_posts =
    "CREATE TABLE users (id integer PRIMARY KEY, name varchar(30) UNIQUE, email text);"
    "CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users, title text);"
    "INSERT INTO users VALUES (1, 'alice', 'a@x'), (2, 'bob', 'b@x');"
    "INSERT INTO posts VALUES (1, 1, 'one'), (2, 2, 'two');";

class Init : public ::testing::TestWithParam<Engine> {
protected:
    Outcome init(Words const &more = {}, std::map<std::string, std::string> environment = {}) const
    {
        Words words{"init",     file().string(),        "--source", "first=" + first_url,
                    "--source", "second=" + second_url, "--target", target_url};
        words.insert(words.end(), more.begin(), more.end());
        return testing::run_program(words, std::move(environment));
    }

    plan::Plan written(Words const &more = {}) const
    {
        auto const outcome = init(more);
        EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
        return read(file());
    }

    void expect_refused(int exit_code, std::string const &sentence, Words const &more = {}) const
    {
        auto const outcome = init(more);
        EXPECT_EQ(outcome.exit_code, exit_code) << testing::transcript(outcome);
        EXPECT_TRUE(holds(outcome.err, sentence)) << outcome.err;
        EXPECT_FALSE(std::filesystem::exists(file()));
    }

    std::filesystem::path file() const { return services.folder() / "new.toml"; }

    testing::TwoServices services{GetParam(), GetParam()};
    std::string first_url = services.first.url;
    std::string second_url = services.second.url;
    std::string target_url = services.target.url;
};

INSTANTIATE_TEST_SUITE_P(Engines, Init, ::testing::Values(Engine::sqlite, Engine::postgres),
                         [](auto const &one) { return std::string(name(one.param)); });

TEST_P(Init, NamesTheRunAfterTheFile)
{
    services.in_both(users_and_posts);
    EXPECT_EQ(written().name, "new");
}

TEST_P(Init, KeepsTheOrderOfTheSources)
{
    services.in_both(users_and_posts);
    auto const plan = written();
    ASSERT_EQ(plan.sources.size(), 2);
    EXPECT_EQ(plan.sources[0].name + " " + plan.sources[1].name, "first second");
}

TEST_P(Init, WritesAPlanThatIsLoadedAtOnce)
{
    services.in_both(users_and_posts);
    written();
    auto const run = testing::run_program({"run", file().string(), "--execute"});
    EXPECT_EQ(run.exit_code, 0) << testing::transcript(run);
}

TEST_P(Init, DeclaresAColumnWhoseValuesAreIdsOfUsers)
{
    services.in_both(std::string(users_and_posts) + "CREATE TABLE audit (id integer PRIMARY KEY, actor_id integer);"
                                                    "INSERT INTO audit VALUES (1, 2), (2, NULL);");
    auto const plan = written();
    ASSERT_EQ(plan.references.size(), 1);
    EXPECT_EQ(plan.references[0].from, (plan::ColumnName{"audit", "actor_id"}));
    EXPECT_EQ(plan.references[0].to, (plan::ColumnName{"users", "id"}));
}

TEST_P(Init, DeclaresAColumnWhoseValuesAreNamesOfUsers)
{
    services.in_both(std::string(users_and_posts) + "CREATE TABLE audit (id integer PRIMARY KEY, username text);"
                                                    "INSERT INTO audit VALUES (1, 'bob');");
    auto const plan = written();
    ASSERT_EQ(plan.references.size(), 1);
    EXPECT_EQ(plan.references[0].to, (plan::ColumnName{"users", "name"}));
}

TEST_P(Init, DeclaresAColumnThatIsCalledLikeAnotherTable)
{
    services.in_both(std::string(users_and_posts) + "CREATE TABLE views (id integer PRIMARY KEY, post_id integer);"
                                                    "INSERT INTO views VALUES (1, 2);");
    auto const plan = written();
    ASSERT_EQ(plan.references.size(), 1);
    EXPECT_EQ(plan.references[0].to, (plan::ColumnName{"posts", "id"}));
}

TEST_P(Init, LeavesAColumnWhoseValuesAreNoUsersToTheOperator)
{
    services.in_both(std::string(users_and_posts) + "CREATE TABLE calls (id integer PRIMARY KEY, user_id integer);"
                                                    "INSERT INTO calls VALUES (1, 900);");
    auto const plan = written();
    EXPECT_TRUE(plan.waived.empty() && plan.references.empty());
}

TEST_P(Init, LeavesADoubtfulColumnToTheOperator)
{
    services.in_both(std::string(users_and_posts) + "CREATE TABLE calls (id integer PRIMARY KEY, user_id integer);"
                                                    "INSERT INTO calls VALUES (1, 900), (2, 1);");
    auto const plan = written();
    EXPECT_TRUE(plan.references.empty() && plan.waived.empty());
    EXPECT_TRUE(
        holds(plan.text, "\n# [[reference]]\n# column = \"calls.user_id\"\n# to     = \"users.id\"\n# [[waive]]"))
        << plan.text;
}

TEST_P(Init, FindsWhatOneSourceCallsOtherwise)
{
    testing::execute(services.first, users_and_posts);
    testing::execute(services.second,
                     "CREATE TABLE members (id integer PRIMARY KEY, login varchar(30) UNIQUE, email text);"
                     "INSERT INTO members VALUES (7, 'carol', 'c@x');");
    auto const plan = written();
    ASSERT_EQ(plan.tables.size(), 1);
    EXPECT_EQ(plan.tables[0].from.at("second"), "members");
    auto const run = testing::run_program({"run", file().string(), "--execute"});
    EXPECT_EQ(run.exit_code, 0) << testing::transcript(run);
}

TEST_P(Init, LeavesCreateOutWhereTheTargetHasTheTables)
{
    services.in_both(users_and_posts);
    testing::execute(services.target,
                     "CREATE TABLE users (id integer PRIMARY KEY, name varchar(30) UNIQUE, email text);");
    EXPECT_EQ(written().target.create, "");
}

TEST_P(Init, CreatesFromTheSourceThatIsNamed)
{
    services.in_both(users_and_posts);
    EXPECT_EQ(written({"--create", "second"}).target.create, "second");
}

TEST_P(Init, TakesNamesThatHoldAnything)
{
    std::string const table = R"("us""er.s [x] # 'y'
ü")";
    std::string const sql = "CREATE TABLE " + table +
                            R"( ("i.d" integer PRIMARY KEY, "name" text UNIQUE, "e mail" text);
        CREATE TABLE "ssh ""keys" (id integer PRIMARY KEY, "user" integer REFERENCES )" +
                            table +
                            R"(, "public
key" text);
        CREATE TABLE "a.b" (id integer PRIMARY KEY, "wei
rd.user_id" integer, "post""s_user_id" integer, "x" integer UNIQUE);
        INSERT INTO )" + table +
                            R"( VALUES (1, 'alice', 'a@x');
        INSERT INTO "ssh ""keys" VALUES (1, 1, 'ssh-ed25519 AAAA');
        INSERT INTO "a.b" VALUES (1, 1, 5, 6);)";
    services.in_both(sql);
    auto const plan = written();
    EXPECT_EQ(plan.users.table, "us\"er.s [x] # 'y'\nü");
    ASSERT_EQ(plan.users.keys.size(), 1U);
    EXPECT_EQ(plan.users.keys.front().column, "public\nkey");
    ASSERT_EQ(plan.references.size(), 1);
    EXPECT_EQ(plan.references[0].from, (plan::ColumnName{"a.b", "wei\nrd.user_id"}));
    auto const run = testing::run_program({"run", file().string()});
    EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 1) << testing::transcript(run);
    EXPECT_FALSE(holds(run.out, "uncovered")) << run.out;
}

TEST_P(Init, RefusesAFileThatIsThere)
{
    services.in_both(users_and_posts);
    services.write("new.toml", "mine");
    auto const outcome = init();
    EXPECT_EQ(outcome.exit_code, 73) << testing::transcript(outcome);
    EXPECT_EQ(contents(file()), "mine");
}

TEST_P(Init, RefusesSourcesWithoutUsers)
{
    services.in_both("CREATE TABLE posts (id integer PRIMARY KEY, title text);");
    expect_refused(65, "no table is clearly the users table");
}

TEST_P(Init, TakesTheUsersTableThatIsNamed)
{
    services.in_both("CREATE TABLE folk (id integer PRIMARY KEY, called text);");
    EXPECT_EQ(written({"--users", "folk.called"}).users.name, "called");
}

TEST_P(Init, LeavesNothingBehindIfASourceCannotBeReached)
{
    services.in_both(users_and_posts);
    second_url = "postgresql://postgres:hunter2@127.0.0.1:1/x";
    expect_refused(69, "source \"second\" (x on 127.0.0.1 as postgres)");
}

TEST_P(Init, GoesOnWithoutATargetThatCannotBeReached)
{
    services.in_both(users_and_posts);
    target_url = "postgresql://postgres@127.0.0.1:1/x";
    auto const outcome = init();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_TRUE(holds(outcome.err, "the plan is written as for an empty target")) << outcome.err;
}

// ---- passwords ----------------------------------------------------------------------------------

class InitPostgres : public Init {};
INSTANTIATE_TEST_SUITE_P(Only, InitPostgres, ::testing::Values(Engine::postgres),
                         [](auto const &one) { return std::string(name(one.param)); });

/// The same database, with a password that the server does not ask for.
std::string with_password(std::string const &url) { return url + (holds(url, "?") ? "&" : "?") + "password=hunter2"; }

TEST_P(InitPostgres, WritesNoPassword)
{
    services.in_both(users_and_posts);
    first_url = with_password(first_url);
    auto const outcome = init();
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_FALSE(holds(contents(file()) + outcome.out + outcome.err, "hunter2")) << testing::transcript(outcome);
    EXPECT_TRUE(holds(contents(file()), "url  = \"${FIRST_URL}\"")) << contents(file());
    EXPECT_TRUE(holds(outcome.err, "export FIRST_URL=")) << outcome.err;
}

TEST_P(InitPostgres, DeclaresAnArrayWhoseElementsAreIdsOfAnotherTable)
{
    services.in_both(std::string(users_and_posts) + "CREATE TABLE digests (id integer PRIMARY KEY, post_ids text[]);"
                                                    "INSERT INTO digests VALUES (1, '{1,2,NULL}');");
    auto const plan = written();
    ASSERT_EQ(plan.references.size(), 1);
    EXPECT_TRUE(plan.references[0].array);
}

TEST_P(InitPostgres, WritesAPlanThatTakesTheUrlFromTheEnvironment)
{
    services.in_both(users_and_posts);
    auto const plain = first_url;
    first_url = with_password(first_url);
    init();
    auto const run = testing::run_program({"run", file().string()}, {{"FIRST_URL", plain}});
    EXPECT_EQ(run.exit_code, 0) << testing::transcript(run);
}

TEST_P(InitPostgres, KeepsAVariableThatHoldsThePassword)
{
    services.in_both(users_and_posts);
    auto const real = first_url;
    first_url = first_url + (holds(real, "?") ? "&" : "?") + "password=${SECRET_OF_FIRST}";
    auto const outcome = init({}, {{"SECRET_OF_FIRST", "hunter2"}});
    EXPECT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_TRUE(holds(contents(file()), "password=${SECRET_OF_FIRST}\"")) << contents(file());
}

TEST_P(InitPostgres, NeverRepeatsAUrlThatItDoesNotUnderstand)
{
    first_url = "postgresql://u:hunter2@x@y:z/db";
    auto const outcome = init();
    EXPECT_EQ(outcome.exit_code, 64) << testing::transcript(outcome);
    EXPECT_FALSE(holds(outcome.err, "hunter2")) << outcome.err;
}

} // namespace
} // namespace tributary
