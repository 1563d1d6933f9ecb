#include "merge/target/contents.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::target {
namespace {

class Contents : public ::testing::Test {
protected:
    /// What is said of the target after `sql`, without its url.
    std::string after(std::string const &sql) const
    {
        testing::execute(folder.path / "target.db", sql);
        return of_file().substr(url().size() + 2);
    }

    std::string of_file() const
    {
        databases::Address const address{"target", "sqlite:target.db", {}, folder.path};
        return name_and_contents(*databases::open_target_for_trial(address), address);
    }

    std::string url() const { return "sqlite:" + (folder.path / "target.db").string(); }

    testing::TemporaryDirectory folder;
};

TEST_F(Contents, OfAFileThatDoesNotExistAreThatItIsNew) { EXPECT_EQ(of_file(), url() + ": a new file"); }

TEST_F(Contents, WithoutATableAreEmpty) { EXPECT_EQ(after("PRAGMA user_version = 1"), "empty"); }

TEST_F(Contents, AreTablesWithoutRows)
{
    EXPECT_EQ(after("CREATE TABLE users (id); CREATE TABLE posts (id)"), "2 tables, without rows");
}

TEST_F(Contents, AreHowManyTablesHaveRows)
{
    EXPECT_EQ(
        after("CREATE TABLE users (id); CREATE TABLE \"odd \"\"name\" (id); INSERT INTO \"odd \"\"name\" VALUES (1)"),
        "2 tables, 1 with rows");
}

TEST_F(Contents, AreNoTablesOfSqliteItself)
{
    EXPECT_EQ(after("CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO users VALUES (1); "
                    "DELETE FROM users"),
              "1 table, without rows");
}

TEST_F(Contents, AreTheRunThatWasLoaded)
{
    EXPECT_EQ(after("CREATE TABLE tributary_run (name, digest, loaded_at); "
                    "INSERT INTO tributary_run VALUES ('pico', 'd1', '2026-11-28 22:14:03')"),
              "holds run \"pico\", loaded at 2026-11-28 22:14:03 UTC");
}

TEST_F(Contents, OfARecordThatCannotBeReadAreSaidToBeSo)
{
    EXPECT_EQ(after("CREATE TABLE tributary_run (odd)"), "cannot be inspected");
}

} // namespace
} // namespace tributary::target
