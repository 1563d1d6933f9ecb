#include "merge/staging/crosswalk.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/uniqueness/search.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::StagedRun;
using Group = std::vector<std::pair<std::size_t, std::int64_t>>; ///< source and row

/// Users, and tags of this table in both services.
Given given(std::string const &tags, std::string const &of_prose, std::string const &of_lists,
            std::string const &plan = {})
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);" + tags + ";";
    return {.prose = tables + of_prose, .lists = tables + of_lists, .plan = plan};
}

/// The groups of rows that would share the table's key of these columns.
std::vector<Group> found(StagedRun &run, std::string const &label, std::vector<std::string> const &columns)
{
    if (run.query("SELECT 1 FROM id_range").empty()) {
        run.decide_ids();
    }
    auto const &keys = run.table(label).target.unique_keys;
    auto const key = std::find_if(keys.begin(), keys.end(), [&](auto const &one) { return one.uses == columns; });
    UniqueSearch search(run.job, run.staging, run.sources, run.mapping);
    std::vector<Group> result;
    search.for_each_duplicate(run.table(label), *key, {}, staging::read_exceptions(run.staging), [&](auto const &rows) {
        auto &group = result.emplace_back();
        std::for_each(rows.begin(), rows.end(), [&](auto const &row) { group.emplace_back(row.source, row.row); });
    });
    return result;
}

constexpr auto tags_by_name = "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE)";

TEST(UniqueSearch, FindsATextThatTwoSourcesHave)
{
    StagedRun run(
        given(tags_by_name, "INSERT INTO tags VALUES (1, 'go')", "INSERT INTO tags VALUES (5, 'c'), (6, 'go')"));
    EXPECT_EQ(found(run, "tags", {"name"}), (std::vector<Group>{{{0, 1}, {1, 2}}}));
}

TEST(UniqueSearch, FindsNoNullThatTwoSourcesHave)
{
    StagedRun run(given(tags_by_name, "INSERT INTO tags VALUES (1, NULL)", "INSERT INTO tags VALUES (5, NULL)"));
    EXPECT_EQ(found(run, "tags", {"name"}), std::vector<Group>{});
}

TEST(UniqueSearch, FindsAnEmptyTextThatTwoSourcesHave)
{
    StagedRun run(given(tags_by_name, "INSERT INTO tags VALUES (1, '')", "INSERT INTO tags VALUES (5, '')"));
    EXPECT_EQ(found(run, "tags", {"name"}).size(), 1U);
}

TEST(UniqueSearch, FindsNoTextInAnotherCase)
{
    StagedRun run(given(tags_by_name, "INSERT INTO tags VALUES (1, 'go')", "INSERT INTO tags VALUES (5, 'Go')"));
    EXPECT_EQ(found(run, "tags", {"name"}), std::vector<Group>{});
}

TEST(UniqueSearch, FindsATextInAnotherCaseWhereTheTargetTakesThemForEqual)
{
    StagedRun run(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE)",
                        "INSERT INTO tags VALUES (1, 'go')", "INSERT INTO tags VALUES (5, 'Go')"));
    EXPECT_EQ(found(run, "tags", {"name"}), (std::vector<Group>{{{0, 1}, {1, 1}}}));
}

TEST(UniqueSearch, FindsRowsOfAKeyOverAnExpression)
{
    StagedRun run(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);"
                        "CREATE UNIQUE INDEX by_name ON tags (trim(name))",
                        "INSERT INTO tags VALUES (1, 'go ')", "INSERT INTO tags VALUES (5, ' go')"));
    EXPECT_EQ(found(run, "tags", {"name"}), (std::vector<Group>{{{0, 1}, {1, 1}}}));
}

TEST(UniqueSearch, FindsOnlyRowsOfAPartialKeyThatAreInIt)
{
    StagedRun run(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT, gone INTEGER);"
                        "CREATE UNIQUE INDEX by_name ON tags (name) WHERE gone = 0",
                        "INSERT INTO tags VALUES (1, 'go', 0), (2, 'c', 0)",
                        "INSERT INTO tags VALUES (5, 'go', 0), (6, 'c', 1)"));
    EXPECT_EQ(found(run, "tags", {"name", "gone"}), (std::vector<Group>{{{0, 1}, {1, 1}}}));
}

TEST(UniqueSearch, FindsNothingWhereAnIdOfTheKeyIsShifted)
{
    StagedRun run(given("CREATE TABLE tags (user_id INTEGER REFERENCES users, name TEXT, UNIQUE (user_id, name))",
                        "INSERT INTO users VALUES (1, 'ann'); INSERT INTO tags VALUES (1, 'go')",
                        "INSERT INTO users VALUES (1, 'bob'); INSERT INTO tags VALUES (1, 'go')"));
    EXPECT_EQ(found(run, "tags", {"user_id", "name"}), std::vector<Group>{});
}

TEST(UniqueSearch, FindsRowsOfTwoUsersWhoAreOne)
{
    StagedRun run(given("CREATE TABLE tags (user_id INTEGER REFERENCES users, name TEXT, UNIQUE (user_id, name))",
                        "INSERT INTO users VALUES (1, 'ann'); INSERT INTO tags VALUES (1, 'go')",
                        "INSERT INTO users VALUES (1, 'bob'); INSERT INTO tags VALUES (1, 'go')"));
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .fold(run.source("users", 1).table_id, 1, run.source("users", 0).table_id, 1, "", "");
    staging::rebuild_crosswalk(run.staging, run.table("users"));
    EXPECT_EQ(found(run, "tags", {"user_id", "name"}), (std::vector<Group>{{{0, 1}, {1, 1}}}));
}

TEST(UniqueSearch, FindsNoRowThatIsLeftOut)
{
    StagedRun run(given(tags_by_name, "INSERT INTO tags VALUES (1, 'go')", "INSERT INTO tags VALUES (5, 'go')",
                        "[table.tags]\nwhere = \"id <> 5\"\n"));
    EXPECT_EQ(found(run, "tags", {"name"}), std::vector<Group>{});
}

TEST(UniqueSearch, FindsOneAndOnePointZeroInAColumnWithoutAType)
{
    StagedRun run(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name UNIQUE)", "INSERT INTO tags VALUES (1, 1)",
                        "INSERT INTO tags VALUES (5, 1.0)"));
    EXPECT_EQ(found(run, "tags", {"name"}), (std::vector<Group>{{{0, 1}, {1, 1}}}));
}

} // namespace
} // namespace tributary::uniqueness
