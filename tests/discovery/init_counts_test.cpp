#include "merge/discovery/init_counts.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

/// The services prose and lists, as init sees them.
class InitCounts : public ::testing::Test {
protected:
    void add(std::string const &name, std::string const &sql)
    {
        testing::execute(folder.path / (name + ".db"), sql);
        databases.push_back(
            databases::open_source({"source \"" + name + "\"", "sqlite:" + name + ".db", {}, folder.path}));
        sources.push_back({name, databases.back()->schema()});
    }

    KeysGuess keys() const
    {
        KeysGuess guess;
        guess.table = "keys";
        guess.column = "key";
        std::vector<KeysGuess> all{guess};
        count_keys(sources, databases, all);
        return all[0];
    }

    std::vector<LookupGuess> boxes(bool evident) const
    {
        LookupGuess guess;
        guess.table = "boxes";
        guess.match = {"code"};
        guess.evident = evident;
        std::vector<LookupGuess> all{guess};
        doubt_counted_lookups(sources, databases, all);
        return all;
    }

    testing::TemporaryDirectory folder;
    std::vector<SeenSource> sources;
    std::vector<std::unique_ptr<databases::Source>> databases;
};

TEST_F(InitCounts, SeeHowManyValuesAreSshKeys)
{
    add("prose", "CREATE TABLE keys (key TEXT); INSERT INTO keys VALUES ('ssh-rsa AAAA'), ('x'), (''), (NULL)");
    EXPECT_EQ(keys().values, 3);
    EXPECT_EQ(keys().ssh, 1);
}

std::vector<UniqueGuess> renumbered(std::span<SeenSource const> sources,
                                    std::span<std::unique_ptr<databases::Source> const> databases)
{
    std::vector<UniqueGuess> guesses{{"steps", {"plan", "no"}, "renumber", "no"}};
    forget_numbers_of_kinds(sources, databases, guesses);
    return guesses;
}

TEST_F(InitCounts, LeaveNumbersThatCountRowsToBeNumberedAnew)
{
    add("prose",
        "CREATE TABLE steps (plan INTEGER, no INTEGER); INSERT INTO steps VALUES (7, 1), (7, 2), (8, 1), (8, 3)");
    EXPECT_EQ(renumbered(sources, databases).size(), 1U);
}

TEST_F(InitCounts, ForgetToNumberKindsAnew)
{
    add("prose",
        "CREATE TABLE steps (plan INTEGER, no INTEGER); INSERT INTO steps VALUES (7, 5), (7, 6), (8, 1), (8, 7)");
    EXPECT_TRUE(renumbered(sources, databases).empty());
}

TEST_F(InitCounts, AddNoNumbersBeyondTheirRoom)
{
    add("prose", "CREATE TABLE steps (plan INTEGER, no INTEGER);"
                 "INSERT INTO steps VALUES (7, 1), (7, 9000000000000000000), (8, 1), (8, 9000000000000000000)");
    EXPECT_TRUE(renumbered(sources, databases).empty());
}

std::string const counted =
    "CREATE TABLE boxes (code TEXT); INSERT INTO boxes VALUES ('B001'), ('B002'), ('B003'), ('B004'), ('B005')";

TEST_F(InitCounts, DoubtCodesThatTwoServicesHaveCountedUp)
{
    add("prose", counted);
    add("lists", counted);
    ASSERT_EQ(boxes(true).size(), 1U);
    EXPECT_FALSE(boxes(true)[0].is_certain());
}

TEST_F(InitCounts, ForgetSuchCodesOfRowsThatSayMore)
{
    add("prose", counted);
    add("lists", counted);
    EXPECT_TRUE(boxes(false).empty());
}

TEST_F(InitCounts, DoubtNoWords)
{
    add("prose", counted);
    add("lists",
        "CREATE TABLE boxes (code TEXT); INSERT INTO boxes VALUES ('red'), ('blue'), ('green'), ('tin'), ('old')");
    EXPECT_TRUE(boxes(true)[0].is_certain());
}

} // namespace
} // namespace tributary::discovery
