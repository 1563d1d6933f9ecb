#include "merge/mapping/unlike_times.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::mapping {
namespace {

using testing::StagedRun;
using Names = std::vector<std::string>;

std::string service(std::string const &times)
{
    return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
           "CREATE TABLE posts (id INTEGER PRIMARY KEY, at TEXT, seen INTEGER);"
           "INSERT INTO posts (at, seen) VALUES " +
           times + ";";
}

/// The columns in which both services write times, and not alike.
Names unlike(std::string const &prose, std::string const &lists, std::string const &of_lists = {})
{
    StagedRun const run({.prose = service(prose), .lists = service(lists), .of_lists = of_lists});
    Names result;
    for (auto const &found : unlike_times(run.staging, run.mapping)) {
        for (auto const &column : found.columns) {
            result.push_back(column.column);
        }
    }
    return result;
}

TEST(UnlikeTimes, HaveAZoneInOneService)
{
    EXPECT_EQ(unlike("('2024-01-01 10:00Z', 1), ('2024-01-02 10:00Z', 2), ('2024-01-03 10:00Z', 3)",
                     "('2024-01-01 10:00', 1), ('2024-01-02 10:00', 2), ('2024-01-03 10:00', 3)"),
              Names{"at"});
}

TEST(UnlikeTimes, AreMillisecondsInOneService)
{
    EXPECT_EQ(unlike("('', 1700000001), ('', 1700000002), ('', 1700000003)",
                     "('', 1700000001000), ('', 1700000002000), ('', 1700000003000)"),
              Names{"seen"});
}

TEST(UnlikeTimes, AreMadeAlikeBySet)
{
    EXPECT_EQ(unlike("('2024-01-01 10:00Z', 1), ('2024-01-02 10:00Z', 2), ('2024-01-03 10:00Z', 3)",
                     "('2024-01-01 10:00', 1), ('2024-01-02 10:00', 2), ('2024-01-03 10:00', 3)",
                     "set = { \"posts.at\" = \"at || 'Z'\" }\n"),
              Names{});
}

TEST(UnlikeTimes, AreNotThoseOfOneForm)
{
    EXPECT_EQ(unlike("('2024-01-01 10:00', 1), ('2024-01-02 10:00', 2), ('2024-01-03 10:00', 3)",
                     "('2024-01-01 11:00', 1), ('2024-01-02 11:00', 2), ('2024-01-03 11:00', 3)"),
              Names{});
}

} // namespace
} // namespace tributary::mapping
