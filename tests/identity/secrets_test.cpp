#include "merge/identity/secrets.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using testing::StagedRun;
using Names = std::vector<std::string>;

/// The table `things` of this definition, with these rows.
model::MappedTable found(std::string const &columns, std::string const &rows)
{
    auto const all = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                     "CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT); CREATE TABLE things (" +
                     columns + ");";
    StagedRun run({.prose = all + "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'); INSERT INTO things VALUES " + rows,
                   .lists = all});
    find_secrets(run.staging, run.mapping);
    return *model::find_table(run.mapping, "things");
}

std::string const of_users = "user_id INTEGER REFERENCES users, ";
std::string const first = "'d41d8cd98f00b204e9800998ecf8427e'";
std::string const second = "'900150983cd24fb0d6963f7d28e17f72'";

TEST(Secrets, AreRandomAndUnique)
{
    EXPECT_EQ(found(of_users + "hash TEXT", "(1, " + first + "), (2, " + second + ")").secrets, Names{"hash"});
    EXPECT_EQ(found(of_users + "hash TEXT", "(1, " + first + "), (2, " + first + ")").secrets, Names{});
}

TEST(Secrets, AreNotDigestsOfFiles)
{
    EXPECT_EQ(
        found(of_users + "label TEXT, hash TEXT", "(1, 'a.png', " + first + "), (2, 'b.png', " + second + ")").secrets,
        Names{});
    EXPECT_EQ(found(of_users + "size INTEGER, hash TEXT", "(1, 1, " + first + "), (2, 2, " + second + ")").secrets,
              Names{});
    EXPECT_EQ(found(of_users + "etag TEXT", "(1, " + first + "), (2, " + second + ")").secrets, Names{});
}

TEST(Secrets, AreNotDigestsBesideOtherReferences)
{
    EXPECT_EQ(found(of_users + "post_id INTEGER REFERENCES posts, rev TEXT",
                    "(1, NULL, " + first + "), (2, NULL, " + second + ")")
                  .secrets,
              Names{});
}

TEST(Secrets, AreNotTheIdsOfRowsThatReferToEachOther)
{
    EXPECT_EQ(found("id TEXT PRIMARY KEY, post_id INTEGER REFERENCES posts", "('mF9aQ2xLb7TzK1pWc4Rv', NULL)").secrets,
              Names{});
}

TEST(Secrets, UnderWhichEncodedTextIsKeptAreSessions)
{
    auto const encoded = std::string("'kX2bQ9mZ7vLr4TnW1pYc8sHd'");
    EXPECT_TRUE(found("sid TEXT PRIMARY KEY, data TEXT", "('mF9aQ2xLb7TzK1pWc4Rv', " + encoded + ")").keeps_state);
    EXPECT_FALSE(found("sid TEXT PRIMARY KEY, data TEXT", "(" + first + ", " + encoded + ")").keeps_state);
}

TEST(Secrets, UnderWhichStateIsKeptAreSessions)
{
    auto const session = found("sid TEXT PRIMARY KEY, data TEXT", "('mF9aQ2xLb7TzK1pWc4Rv', '{\"a\": 1}')");
    EXPECT_TRUE(session.keeps_state);
    auto const block = found("sid TEXT PRIMARY KEY, data TEXT", "('mF9aQ2xLb7TzK1pWc4Rv', 'some words')");
    EXPECT_FALSE(block.keeps_state);
}

} // namespace
} // namespace tributary::identity
