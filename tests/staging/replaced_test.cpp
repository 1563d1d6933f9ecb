#include "merge/staging/replaced.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::staging {
namespace {

using testing::Row;
using testing::Rows;
using testing::StagedRun;

/// lists has ann (1) and the posts of this VALUES list: id, user, flag, title. Its `set` is this.
class Computed : public ::testing::Test {
protected:
    static Rows listed(std::string const &set, std::string const &posts, std::string const &plan = {})
    {
        constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                                "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, "
                                "flag INTEGER, title TEXT);";
        StagedRun const run({.prose = std::string(tables) + "INSERT INTO users VALUES (1, 'bob')",
                             .lists = std::string(tables) + "INSERT INTO users VALUES (1, 'ann'), (2, 'eve');" +
                                      "INSERT INTO posts VALUES " + posts,
                             .plan = plan,
                             .of_lists = "set = { " + set + " }\n"},
                            StagedRun::After::resolve);
        Rows result;
        for_each_replaced(run.staging, [&](ReplacedValue const &value) {
            result.push_back(
                Row{value.source, value.label, value.row_key, value.column, value.old_value, value.new_value});
        });
        EXPECT_EQ(run.query("SELECT coalesce(sum(replaced), 0) FROM replaced"),
                  (Rows{{std::to_string(result.size())}}));
        return result;
    }
};

TEST_F(Computed, ValuesAreListedBeforeAndAfter)
{
    EXPECT_EQ(listed(R"set("posts.title" = "upper(posts.title)")set", "(7, 1, 0, 'tea'), (8, 1, 0, 'TEA')"),
              (Rows{{"lists", "posts", "7", "title", "tea", "TEA"}}));
}

TEST_F(Computed, ReferencesAreListedAsTheSourceHasThem)
{
    EXPECT_EQ(listed(R"("posts.user_id" = "2")", "(7, 1, 0, 'tea')"),
              (Rows{{"lists", "posts", "7", "user_id", "1", "2"}}));
}

TEST_F(Computed, ValuesMayReplaceNull)
{
    EXPECT_EQ(listed(R"("posts.flag" = "1")", "(7, 1, NULL, 'tea')"),
              (Rows{{"lists", "posts", "7", "flag", std::nullopt, "1"}}));
}

TEST_F(Computed, ValuesMayBecomeNull)
{
    EXPECT_EQ(listed(R"set("posts.flag" = "nullif(posts.flag, 0)")set", "(7, 1, 0, 'tea')"),
              (Rows{{"lists", "posts", "7", "flag", "0", std::nullopt}}));
}

TEST_F(Computed, ANumberAsTextIsTheSameValue)
{
    EXPECT_EQ(listed(R"("posts.flag" = "'1'")", "(7, 1, 1, 'tea')"), Rows{});
}

TEST_F(Computed, ValuesOfRowsThatAreLeftOutAreNotListed)
{
    EXPECT_EQ(listed(R"("posts.flag" = "1")", "(7, 1, 0, 'tea'), (8, 1, 0, 'ale')",
                     "[table.posts]\nwhere = \"title = 'ale'\"\n"),
              (Rows{{"lists", "posts", "8", "flag", "0", "1"}}));
}

} // namespace
} // namespace tributary::staging
