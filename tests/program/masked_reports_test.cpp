#include "tests/testing/pages.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tributary {
namespace {

using testing::Engine;
using testing::TwoServices;

/// Two services: Ann is one person in both, by her address; two people have the name bob@example.org.
class SentAround : public ::testing::Test {
protected:
    SentAround()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, mail TEXT, "
            "password_hash TEXT, seal TEXT, profile TEXT);"
            "INSERT INTO users VALUES (1, 'ann', 'ann@example.org', 'hunter1', "
            "'$2b$10$abcdefghijklmnopqrstuv', '{\"mail\": \"ann@home.example\", \"api_token\": \"t0k3n1\"}'),"
            "(2, 'bob@example.org', NULL, 'hunter2', '$2b$10$vutsrqponmlkjihgfedcba', NULL)");
        testing::execute(services.second,
                         "UPDATE users SET id = id + 10, password_hash = 'hunter3', seal = replace(seal, 'a', 'z'), "
                         "profile = replace(profile, 'n1', 'n2')");
        services.users += "\nmatch = [{ rule = \"same-column\", column = \"mail\" }]";
    }

    std::string report(std::string const &format, bool with_values = false) const
    {
        std::vector<std::string> words{"report", "--format", format};
        if (with_values) {
            words.emplace_back("--with-values");
        }
        auto const outcome = services.command(words);
        EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
        return outcome.out;
    }

    static bool holds(std::string const &text, std::string const &part) { return text.find(part) != std::string::npos; }

    static void expect_no_secret(std::string const &text)
    {
        EXPECT_FALSE(holds(text, "hunter")) << text;
        EXPECT_FALSE(holds(text, "$2b$")) << text;
        EXPECT_FALSE(holds(text, "t0k3n")) << text;
    }

    static void expect_no_address(std::string const &text)
    {
        EXPECT_FALSE(holds(text, "ann@")) << text;
        EXPECT_FALSE(holds(text, "bob@")) << text;
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

TEST_F(SentAround, NoReportHoldsAnAddress)
{
    services.command({"run"});
    expect_no_address(report("csv"));
    expect_no_address(report("json"));
    expect_no_address(report("html"));
    expect_no_address(report("text"));
}

TEST_F(SentAround, NothingHoldsASecretThoughValuesAreAskedFor)
{
    auto const run = services.command({"run", "--verbose"});
    expect_no_secret(transcript(run));
    expect_no_secret(report("csv", true));
    expect_no_secret(report("json", true));
    expect_no_secret(services.command({"explain", "second/ann"}).out);
    expect_no_secret(testing::contents(services.folder() / "merge.conflicts.csv"));
}

TEST_F(SentAround, AddressesAreThereIfTheyAreAskedFor)
{
    services.command({"run"});
    EXPECT_TRUE(holds(report("csv", true), "second/bob@example.org"));
}

TEST_F(SentAround, AddressesInDocumentsKeepTheirDomain)
{
    services.command({"run"});
    EXPECT_TRUE(holds(report("csv"), "{\"\"mail\"\": \"\"a***@home.example\"\", \"\"api_token\"\": \"\"***\"\"}"))
        << report("csv");
}

TEST_F(SentAround, AccountsWhoseNamesAreAddressesGoByTheirIds)
{
    services.command({"run"});
    auto const collisions = services.command({"report", "--what", "collisions", "--format", "csv"}).out;
    EXPECT_EQ(collisions, "name,keeps,gives_up,new_name\nb***@example.org,first/#2,second/#12,b***@example.orgtmp\n");
    EXPECT_EQ(services.command({"explain", "second/#12"}).exit_code, 0);
}

TEST_F(SentAround, AFileWithValuesIsPrivate)
{
    services.command({"run"});
    auto const file = services.folder() / "all.html";
    services.command({"report", "--format", "html", "--with-values", "-o", file.string()});
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(SentAround, TheConflictsFileIsPrivate)
{
    services.users += "\non_collision = \"refuse\"";
    services.command({"run"});
    auto const file = services.folder() / "merge.conflicts.csv";
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
    EXPECT_TRUE(holds(testing::contents(file), "second/bob@example.org"));
}

} // namespace
} // namespace tributary
