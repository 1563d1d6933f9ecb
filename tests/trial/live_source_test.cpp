#include "merge/trial/live_source.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::trial {
namespace {

/// The posts of lists are called articles there, and their title is called head.
class Live : public ::testing::Test {
protected:
    Live()
    {
        plan.file = folder.path / "pico.toml";
        plan.sources.resize(1);
        plan.sources[0].name = "lists";
        plan::TablePlan posts;
        posts.name = "posts";
        posts.from = {{"lists", "articles"}};
        posts.columns = {{"title", {{"lists", "head"}}, {}, {}, {}}};
        plan.tables = {posts};
    }

    LiveSource open(std::string const &rows = {}) const
    {
        testing::execute(folder.path / "lists.db",
                         "CREATE TABLE articles (id INTEGER PRIMARY KEY, head TEXT, n INTEGER,"
                         " twice INTEGER GENERATED ALWAYS AS (n * 2) STORED);" +
                             rows);
        return {plan, "lists", databases::open_source({"source \"lists\"", "sqlite:lists.db", {}, folder.path})};
    }

    testing::TemporaryDirectory folder;
    plan::Plan plan;
};

TEST_F(Live, SourcesAreAskedInTheWordsOfThePlan)
{
    auto source = open("INSERT INTO articles (id, head, n) VALUES (3, 'x', 5)");
    std::string title;
    source.read("posts", {"n", "title"}, [&](model::Row row) { title = row[1].bytes; });
    EXPECT_EQ(title, "x");
}

TEST_F(Live, SourcesHaveNullWhereThereIsNoSuchColumn)
{
    auto source = open("INSERT INTO articles (id, head, n) VALUES (3, 'x', 5)");
    source.read("posts", {"other", "id"}, [&](model::Row row) {
        EXPECT_EQ(row[0].type, model::Cell::Type::null);
        EXPECT_EQ(row[1].integer, 3);
    });
}

TEST_F(Live, SourcesHaveNullWhereThePlanComputesTheValue)
{
    plan.sources[0].set = {{"posts", "n", "1", {}}};
    auto source = open("INSERT INTO articles (id, head, n) VALUES (3, 'x', 5)");
    source.read("posts", {"id", "n"}, [&](model::Row row) { EXPECT_EQ(row[1].type, model::Cell::Type::null); });
}

TEST_F(Live, SourcesHaveNullWhereTheDatabaseComputesTheValue)
{
    auto source = open("INSERT INTO articles (id, head, n) VALUES (3, 'x', 5)");
    source.read("posts", {"id", "twice"}, [&](model::Row row) { EXPECT_EQ(row[1].type, model::Cell::Type::null); });
}

TEST_F(Live, SourcesSayWhetherThereAreRows)
{
    EXPECT_EQ(open().rows_up_to("posts", 2), 0);
    testing::execute(folder.path / "lists.db", "DROP TABLE articles");
    EXPECT_EQ(open("INSERT INTO articles (id) VALUES (0), (1), (2)").rows_up_to("posts", 2), 2);
}

TEST_F(Live, SourcesSayFromWhereToWhereTheirIdsGo)
{
    auto const extent = open("INSERT INTO articles (id) VALUES (-2), (7), (3)").extent("posts", "id");
    ASSERT_TRUE(extent.has_value());
    EXPECT_EQ(extent->least, -2);
    EXPECT_EQ(extent->greatest, 7);
}

TEST_F(Live, SourcesHaveNoIdsWithoutRows) { EXPECT_FALSE(open().extent("posts", "id").has_value()); }

TEST_F(Live, SourcesHaveNoIdsInATextColumn)
{
    EXPECT_FALSE(open("INSERT INTO articles (id, head) VALUES (1, '5')").extent("posts", "title").has_value());
}

TEST_F(Live, SourcesHaveNoIdsWhereEveryValueIsNull)
{
    EXPECT_FALSE(open("INSERT INTO articles (id, n) VALUES (1, NULL)").extent("posts", "n").has_value());
}

TEST_F(Live, SourcesPassOverTextsInAnIntegerColumn)
{
    auto const extent = open("INSERT INTO articles (id, n) VALUES (1, 4), (2, 7), (3, 'many')").extent("posts", "n");
    ASSERT_TRUE(extent.has_value());
    EXPECT_EQ(extent->greatest, 7);
}

TEST_F(Live, SourcesHaveNoIdsWhereEveryValueIsAText)
{
    EXPECT_FALSE(open("INSERT INTO articles (id, n) VALUES (1, 'many')").extent("posts", "n").has_value());
}

} // namespace
} // namespace tributary::trial
