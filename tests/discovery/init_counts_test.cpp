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

    SoftReference counted(bool array = false) const
    {
        SoftReference reference;
        reference.from = {"comments", "post"};
        reference.array = array;
        reference.to = {{"posts", "id"}};
        reference.hits = {0};
        std::vector<SoftReference> all{reference};
        count_references(sources, databases, all);
        return all[0];
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

    testing::TemporaryDirectory folder;
    std::vector<SeenSource> sources;
    std::vector<std::unique_ptr<databases::Source>> databases;
};

TEST_F(InitCounts, AreOfTheValuesThatAreThere)
{
    add("prose", "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE comments (post INTEGER);"
                 "INSERT INTO posts VALUES (0), (5); INSERT INTO comments VALUES (0), (5), (6), (NULL)");
    EXPECT_EQ(counted().values, 3);
    EXPECT_EQ(counted().hits.at(0), 2);
}

TEST_F(InitCounts, AreOfEachSourceAmongItsOwnRows)
{
    add("prose", "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE comments (post INTEGER);"
                 "INSERT INTO posts VALUES (5); INSERT INTO comments VALUES (5)");
    add("lists", "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE comments (post INTEGER);"
                 "INSERT INTO posts VALUES (7); INSERT INTO comments VALUES (5)");
    EXPECT_EQ(counted().values, 2);
    EXPECT_EQ(counted().hits.at(0), 1);
}

TEST_F(InitCounts, TakeANumberForTheSameAsAText)
{
    add("prose", "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE comments (post TEXT);"
                 "INSERT INTO posts VALUES (5); INSERT INTO comments VALUES ('5'), ('05')");
    EXPECT_EQ(counted().hits.at(0), 1);
}

TEST_F(InitCounts, AreOfTheElementsOfAnArray)
{
    add("prose", "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE comments (post TEXT);"
                 "INSERT INTO posts VALUES (5); INSERT INTO comments VALUES ('{5,NULL,6}'), ('{}')");
    EXPECT_EQ(counted(true).values, 2);
    EXPECT_EQ(counted(true).hits.at(0), 1);
}

TEST_F(InitCounts, AreNoneWhereASourceLacksTheColumn)
{
    add("prose", "CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE comments (id INTEGER)");
    EXPECT_EQ(counted().values, 0);
}

TEST_F(InitCounts, AreOfATableThatTheSourceCallsOtherwise)
{
    add("prose", "CREATE TABLE articles (id INTEGER PRIMARY KEY); CREATE TABLE comments (article INTEGER);"
                 "INSERT INTO articles VALUES (5); INSERT INTO comments VALUES (5)");
    sources[0].tables = {{"posts", "articles"}};
    sources[0].columns = {{{"comments", "post"}, "article"}};
    EXPECT_EQ(counted().hits.at(0), 1);
}

TEST_F(InitCounts, SeeHowManyValuesAreSshKeys)
{
    add("prose", "CREATE TABLE keys (key TEXT); INSERT INTO keys VALUES ('ssh-rsa AAAA'), ('x'), (''), (NULL)");
    EXPECT_EQ(keys().values, 3);
    EXPECT_EQ(keys().ssh, 1);
}

} // namespace
} // namespace tributary::discovery
