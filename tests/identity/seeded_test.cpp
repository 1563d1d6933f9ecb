#include "merge/identity/seeded.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::identity {
namespace {

std::string const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
std::string const admins = table + "INSERT INTO users VALUES (1, 'admin'), (2, 'guest');";

class Seeded : public ::testing::Test {
protected:
    static std::vector<std::string> found(std::string const &prose, std::string const &lists,
                                          std::string const &match = {})
    {
        testing::StagedRun run(
            {.prose = prose, .lists = lists, .users = "table = \"users\"\nname = \"name\"\n" + match});
        auto accounts = read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
        auto const matches = find_matches(run.job, run.staging, accounts, true);
        std::vector<std::string> result;
        for (auto const &group : seeded_accounts(accounts, matches)) {
            result.push_back(accounts.label_of(group));
        }
        return result;
    }

    static std::string more(std::string const &prefix)
    {
        return "INSERT INTO users WITH RECURSIVE n (i) AS (VALUES (10) UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
               "SELECT i, '" +
               prefix + "' || i FROM n;";
    }
};

TEST_F(Seeded, AccountsHaveTheSameIdAndTheSameName)
{
    EXPECT_EQ(found(admins + more("a"), admins + more("b")),
              (std::vector<std::string>{"prose/admin lists/admin", "prose/guest lists/guest"}));
}

TEST_F(Seeded, AccountsOfOneNameWithOtherIdsAreNone)
{
    EXPECT_TRUE(
        found(admins + more("a"), table + "INSERT INTO users VALUES (2, 'admin'), (1, 'guest');" + more("b")).empty());
}

TEST_F(Seeded, AccountsThatMayBeEqualByAccidentAreNone)
{
    EXPECT_TRUE(found(table + "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')",
                      table + "INSERT INTO users VALUES (1, 'ann'), (2, 'cleo')")
                    .empty());
}

TEST_F(Seeded, AccountsThatARuleJoinsAreNone)
{
    EXPECT_TRUE(found(admins + more("a"), admins + more("b"), "id = \"id\"\nsame_id = \"merge\"\n").empty());
}

} // namespace
} // namespace tributary::identity
