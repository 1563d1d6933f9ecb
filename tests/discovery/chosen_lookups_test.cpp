#include "merge/discovery/chosen_lookups.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

/// The services prose and lists, as init sees them.
class ChosenLookups : public ::testing::Test {
protected:
    /// Things 1, 2 … of these names, and a user who has the thing with the id `chosen`.
    void add(std::string const &name, std::vector<std::string> const &names, std::string const &chosen)
    {
        std::string sql = "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, name TEXT UNIQUE);" +
                          "CREATE TABLE users (id INTEGER PRIMARY KEY, thing_id INTEGER);" +
                          "INSERT INTO users VALUES (1, " + chosen + ");";
        for (auto const &one : names) {
            sql += "INSERT INTO " + table + " (name) VALUES ('" + one + "');";
        }
        testing::execute(folder.path / (name + ".db"), sql);
        databases.push_back(
            databases::open_source({"source \"" + name + "\"", "sqlite:" + name + ".db", {}, folder.path}));
        sources.push_back({name, databases.back()->schema()});
    }

    bool are_certain() const
    {
        std::vector<Link> const links{{"users", "thing_id", table}};
        LookupGuess guess;
        guess.table = table;
        guess.match = {"name"};
        guess.evident = true;
        guess.chosen = "users";
        std::vector<LookupGuess> all{guess};
        compare_chosen_lookups(sources[0].schema, sources, databases, links, all);
        return all[0].is_certain();
    }

    std::string table = "things";
    testing::TemporaryDirectory folder;
    std::vector<SeenSource> sources;
    std::vector<std::unique_ptr<databases::Source>> databases;
};

TEST_F(ChosenLookups, AreCertainWhereTheSameRowsAreOfferedUnderTheSameIds)
{
    add("prose", {"red", "blue", "green"}, "1");
    add("lists", {"red", "blue", "green"}, "2");
    EXPECT_TRUE(are_certain());
}

TEST_F(ChosenLookups, AreCertainWhereManyOfTheSameNamesAreOfferedUnderOtherIds)
{
    add("prose", {"red", "blue", "green", "black", "white"}, "1");
    add("lists", {"white", "black", "green", "blue", "red"}, "1");
    EXPECT_TRUE(are_certain());
}

TEST_F(ChosenLookups, AreNotCertainWhereFewNamesAreTheSameUnderOtherIds)
{
    add("prose", {"red", "blue", "green"}, "1");
    add("lists", {"blue", "red", "green"}, "1");
    EXPECT_FALSE(are_certain());
}

TEST_F(ChosenLookups, AreNotCertainWhereEachRowIsSomebodys)
{
    add("prose", {"red", "blue", "green"}, "1), (2, 2), (3, 3");
    add("lists", {"red", "blue", "green"}, "1");
    EXPECT_FALSE(are_certain());
}

TEST_F(ChosenLookups, AreNotCertainWhereTheServicesHaveDifferentRows)
{
    add("prose", {"Smith", "Jones", "Miller", "Brown", "Clark", "Hill"}, "1");
    add("lists", {"Smith", "Jones", "Miller", "Brown", "Clark", "Ward"}, "1");
    EXPECT_FALSE(are_certain());
}

TEST_F(ChosenLookups, AreCertainByTheirNameWhereTheRowsAreTheSame)
{
    table = "roles";
    add("prose", {"admin", "member"}, "1), (2, 2");
    add("lists", {"member", "admin", "guest"}, "1), (2, 2), (3, 3");
    EXPECT_TRUE(are_certain());
}

TEST_F(ChosenLookups, AreNotCertainByTheirNameAlone)
{
    table = "labels";
    add("prose", {"Blue Note", "Verve"}, "1");
    add("lists", {"Verve", "Motown"}, "1");
    EXPECT_FALSE(are_certain());
}

} // namespace
} // namespace tributary::discovery
