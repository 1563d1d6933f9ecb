#include "merge/staging/moved_references.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::staging {
namespace {

using testing::Rows;
using testing::StagedRun;

/// Both services have the tag `red`; lists has it as 7, beside `blue`, and posts of this VALUES list: id, tag, kind,
/// thing.
Rows moved(std::string const &posts, std::string const &plan = {})
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                               "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags, kind TEXT, "
                               "thing INTEGER);";
    StagedRun const run(
        {.prose = tables + "INSERT INTO tags VALUES (1, 'red')",
         .lists = tables + "INSERT INTO tags VALUES (7, 'red'), (8, 'blue');" + "INSERT INTO posts VALUES " + posts,
         .plan = "[table.tags]\nmatch = \"name\"\n" + plan},
        StagedRun::After::resolve);
    return run.query(
        "SELECT r.row, m.label, m.\"column\", m.rows FROM moved_reference AS m JOIN (SELECT \"#\" AS number, "
        "id AS row FROM \"lists.tags\") AS r ON r.number = m.row ORDER BY 1, 2, 3");
}

constexpr auto things_are_tags = "[[reference]]\ncolumn = \"posts.thing\"\nto = \"tags.id\"\nwhen = \"kind = 'tag'\"\n"
                                 "[[waive]]\ncolumn = \"posts.thing\"\nwhen = \"kind = 'x'\"\nreason = \"numbers\"\n";

TEST(MovedReferences, AreCountedForEachFoldedRow)
{
    EXPECT_EQ(moved("(1, 7, 'x', NULL), (2, 7, 'x', NULL), (3, 8, 'x', NULL)"), (Rows{{"7", "posts", "tag", "2"}}));
}

TEST(MovedReferences, MayBeDeclaredForSomeRows)
{
    EXPECT_EQ(moved("(1, 8, 'tag', 7), (2, 8, 'x', 7)", things_are_tags), (Rows{{"7", "posts", "thing", "1"}}));
}

TEST(MovedReferences, OfRowsThatAreLeftOutAreNotCounted)
{
    EXPECT_EQ(moved("(1, 7, 'x', NULL), (2, 7, 'y', NULL)", "[table.posts]\nwhere = \"kind = 'x'\"\n"),
              (Rows{{"7", "posts", "tag", "1"}}));
}

TEST(MovedReferences, AreCountedOnceThoughThePlanSaysWhatTheForeignKeySays)
{
    EXPECT_EQ(moved("(1, 7, 'x', NULL)", "[[reference]]\ncolumn = \"posts.tag\"\nto = \"tags.id\"\n"),
              (Rows{{"7", "posts", "tag", "1"}}));
}

TEST(MovedReferences, OfColumnsThatFollowFromRowsAreNotCounted)
{
    EXPECT_EQ(moved("(1, 7, 'x', NULL)", "[table.posts.column.tag]\nvalue = \"NULL\"\n"), Rows{});
}

TEST(MovedReferences, ToRowsThatAreKeptAreNotCounted) { EXPECT_EQ(moved("(3, 8, 'x', NULL)"), Rows{}); }

} // namespace
} // namespace tributary::staging
