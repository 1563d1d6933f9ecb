// A password in the urls of a plan: where it must not be afterwards.
#include "tests/testing/pages.hpp"
#include "tests/testing/postgres_server.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace tributary {
namespace {

namespace fs = std::filesystem;

using testing::Engine;
using testing::Outcome;
using testing::PostgresServer;
using testing::transcript;
using testing::TwoServices;

constexpr char const *secret = "Zw9-xylophone_42";

/// Two services with a question between them. Programs that are started write down their arguments.
class Passwords : public ::testing::Test {
protected:
    Passwords()
    {
        services.in_both("CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL UNIQUE);"
                         "INSERT INTO users VALUES (1, 'ann')");
        for (auto *const database : {&services.first, &services.second, &services.target}) {
            database->url += std::string("&password=") + secret;
        }
        services.of_target += "\nafter = \"after.sql\"";
        services.write("after.sql", "CREATE TABLE seen AS SELECT * FROM pg_stat_activity;");
        fs::create_directory(services.folder() / "bin");
        for (char const *const program : {"pg_dump", "pg_restore"}) {
            services.write(std::string("bin/") + program,
                           "#!/bin/sh\necho \"$0 $*\" >>\"$ARGUMENTS\"\nPATH=${PATH#*:}\nexec " + std::string(program) +
                               " \"$@\"\n");
            fs::permissions(services.folder() / "bin" / program, fs::perms(0755));
        }
    }

    Outcome command(std::string const &words, std::string const &more = {}) const
    {
        auto const folder = services.folder().string();
        return testing::run_in_shell("PATH=" + folder + "/bin:$PATH ARGUMENTS=" + folder +
                                     "/arguments \"$TRIBUTARY\" " + words + " " + services.plan().string() + " " +
                                     more);
    }

    void expect_silence(Outcome const &outcome) const
    {
        EXPECT_EQ(transcript(outcome).find(secret), std::string::npos) << transcript(outcome);
        EXPECT_EQ(transcript(outcome).find("xylophone"), std::string::npos) << transcript(outcome);
    }

    void run_everything() const
    {
        expect_silence(command("check"));
        expect_silence(command("check", "--json"));
        expect_silence(command("run", "--verbose"));
        expect_silence(command("resolve", "--json"));
        expect_silence(command("load", "--execute --verbose"));
        expect_silence(command("verify", "--verbose"));
        expect_silence(command("report", "--format json --with-values"));
        expect_silence(command("report", "--format html --with-values -o " + (services.folder() / "r.html").string()));
        expect_silence(command("explain", "first/ann"));
    }

    std::string what_the_target_holds() const
    {
        return PostgresServer::query(
                   services.target.url,
                   "SELECT coalesce(string_agg(table_to_xml(c.oid, true, false, '')::text, ''), '') "
                   "FROM pg_class AS c WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, "
                   "to_regnamespace('tributary'))")[0][0]
            .value();
    }

    TwoServices services{Engine::postgres, Engine::postgres};
};

TEST_F(Passwords, AreInNothingThatIsPrintedOrWritten)
{
    run_everything();
    int files = 0;
    for (auto const &entry : fs::recursive_directory_iterator(services.folder())) {
        if (entry.is_regular_file() && entry.path() != services.plan()) {
            ++files;
            EXPECT_EQ(testing::contents(entry.path()).find("xylophone"), std::string::npos) << entry.path();
        }
    }
    EXPECT_TRUE(fs::exists(services.folder() / "arguments"));
    EXPECT_TRUE(fs::exists(services.staging()));
    EXPECT_GT(files, 5);
}

TEST_F(Passwords, AreInNothingThatTheTargetHoldsNorInWhatSessionsShow)
{
    run_everything();
    auto const held = what_the_target_holds();
    EXPECT_NE(held.find("tributary"), std::string::npos);
    EXPECT_EQ(held.find("xylophone"), std::string::npos);
}

TEST_F(Passwords, AreInNoMessageAboutADatabaseThatDoesNotExist)
{
    auto const name = services.second.url.find("/test_");
    services.second.url.replace(name, 6, "/gone_");
    auto const outcome = command("run");
    EXPECT_EQ(outcome.exit_code, 69) << transcript(outcome);
    expect_silence(outcome);
    expect_silence(command("check"));
}

TEST_F(Passwords, AreInNoMessageAboutAServerThatDoesNotAnswer)
{
    services.target.url = std::string("postgresql://merge:") + secret + "@127.0.0.1:1/pico";
    auto const outcome = command("run");
    EXPECT_EQ(outcome.exit_code, 69) << transcript(outcome);
    expect_silence(outcome);
}

TEST_F(Passwords, AreInNoMessageAboutAUrlThatIsMalformed)
{
    services.target.url = std::string("host=127.0.0.1 password=") + secret + " nonsense";
    auto const outcome = command("run");
    EXPECT_EQ(outcome.exit_code, 78) << transcript(outcome);
    expect_silence(outcome);
}

TEST_F(Passwords, AreInNoMessageOfAProgramThatFails)
{
    services.write("bin/pg_dump", "#!/bin/sh\necho \"pg_dump: error: $* PGPASSWORD=$PGPASSWORD\" >&2\nexit 1\n");
    auto const outcome = command("run");
    EXPECT_NE(outcome.exit_code, 0);
    expect_silence(outcome);
}

TEST_F(Passwords, AreInNoMessageOfAScriptThatFails)
{
    services.write("after.sql", "DO $$ BEGIN RAISE EXCEPTION 'no'; END $$;");
    expect_silence(command("run"));
}

} // namespace
} // namespace tributary
