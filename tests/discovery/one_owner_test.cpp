#include "merge/discovery/one_owner.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

/// What init notes about boxes that are linked with these photos (box, photo), which belong to these users (photo,
/// user).
std::string joined_by(std::string const &linked, std::string const &owned)
{
    testing::TemporaryDirectory const folder;
    testing::execute(
        folder.path / "prose.db",
        "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE boxes (id INTEGER PRIMARY KEY);"
        "CREATE TABLE photos (id INTEGER PRIMARY KEY, user_id INTEGER); CREATE TABLE links (box_id INTEGER, "
        "photo_id INTEGER); INSERT INTO links VALUES " +
            linked + "; INSERT INTO photos VALUES " + owned);
    std::vector<std::unique_ptr<databases::Source>> databases;
    databases.push_back(databases::open_source({"source \"prose\"", "sqlite:prose.db", {}, folder.path}));
    std::vector<SeenSource> const sources{{"prose", databases.back()->schema()}};
    std::vector<Link> const links{
        {"links", "box_id", "boxes"}, {"links", "photo_id", "photos"}, {"photos", "user_id", "users"}};
    LookupGuess guess;
    guess.table = "boxes";
    guess.evident = true;
    std::vector<LookupGuess> all{guess};
    find_one_owner(sources[0].schema, sources, databases, links, "users", all);
    return all[0].joins;
}

std::string const two_each = "(1, 1), (1, 2), (2, 3), (2, 4), (3, 5), (3, 6)";

TEST(OneOwner, IsSeenWhereEachRowStandsWithRowsOfOneUser)
{
    EXPECT_EQ(joined_by(two_each, "(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)"), "links");
}

TEST(OneOwner, IsNotSeenWhereRowsStandWithThoseOfSeveralUsers)
{
    EXPECT_EQ(joined_by(two_each, "(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 1)"), "");
}

TEST(OneOwner, IsNotSeenWhereOneUserHasEverything)
{
    EXPECT_EQ(joined_by(two_each, "(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1)"), "");
}

TEST(OneOwner, IsNotSeenInRowsThatStandWithOneRowEach)
{
    EXPECT_EQ(joined_by("(1, 1), (2, 2), (3, 3)", "(1, 1), (2, 2), (3, 3)"), "");
}

} // namespace
} // namespace tributary::discovery
