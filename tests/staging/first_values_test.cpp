#include "merge/staging/first_values.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::staging {
namespace {

using testing::StagedRun;

TEST(FirstValues, AreThoseOfTheFirstRows)
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);";
    StagedRun const run(
        {.prose = tables + "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'), (3, 'cleo')", .lists = tables});
    auto const &table = *model::find_table(run.mapping, "users");
    auto const &source = table.sources.front();
    std::vector<std::string> names;
    for_each_of_first_rows(run.staging, table, source, {model::find_filled(source, "name")}, 2,
                           [&](model::Row row) { names.emplace_back(row[0].bytes); });
    EXPECT_EQ(names, (std::vector<std::string>{"ann", "bob"}));
}

} // namespace
} // namespace tributary::staging
