#include "merge/identity/credentials.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;
using Names = std::vector<std::string>;

Names found(std::string const &tables, std::string const &users = {})
{
    auto const all = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);" + tables;
    StagedRun const run({.prose = all, .lists = all, .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"});
    Names result;
    auto const list = credential_tables(run.plan, run.mapping);
    std::transform(list.begin(), list.end(), std::back_inserter(result), [](auto const &one) { return one.label; });
    return result;
}

TEST(CredentialTables, HaveATokenAndAUser)
{
    EXPECT_EQ(found("CREATE TABLE access (token TEXT, user_id INTEGER REFERENCES users)"), Names{"access"});
}

TEST(CredentialTables, HaveAUniqueValueAndSuchAName)
{
    EXPECT_EQ(found("CREATE TABLE api_keys (hash TEXT PRIMARY KEY, user_id INTEGER REFERENCES users)"),
              Names{"api_keys"});
    EXPECT_EQ(found("CREATE TABLE identities (user_id INTEGER REFERENCES users, provider TEXT, uid TEXT, UNIQUE "
                    "(provider, uid))"),
              Names{"identities"});
}

TEST(CredentialTables, AreNotWhatRefersToNoUsers) { EXPECT_EQ(found("CREATE TABLE csrf (token TEXT)"), Names{}); }

TEST(CredentialTables, AreNotOtherTablesWithAUniqueText)
{
    EXPECT_EQ(
        found("CREATE TABLE posts (slug TEXT UNIQUE, content_hash TEXT UNIQUE, user_id INTEGER REFERENCES users)"),
        Names{});
}

TEST(CredentialTables, AreNotThoseThatThePlanNames)
{
    EXPECT_EQ(found("CREATE TABLE api_keys (hash TEXT PRIMARY KEY, user_id INTEGER REFERENCES users)",
                    "keys = { table = \"api_keys\", column = \"hash\", format = \"text\" }"),
              Names{});
}

} // namespace
} // namespace tributary::identity
