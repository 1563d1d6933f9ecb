#include "merge/uniqueness/ask_about_nulls.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::uniqueness {
namespace {

using testing::StagedRun;

/// How many questions there are where ann is one person, who has these folders in each service.
std::size_t questions(std::string const &folders, std::string const &of_key)
{
    auto const service = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                         "CREATE TABLE folders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, parent "
                         "TEXT, title TEXT);"
                         "INSERT INTO users VALUES (1, 'ann');"
                         "INSERT INTO folders (user_id, parent, title) VALUES " +
                         folders + ";";
    StagedRun const run({.prose = service,
                         .lists = service,
                         .plan = "[[unique]]\ntable = \"folders\"\ncolumns = [\"user_id\", \"parent\"]\n" + of_key,
                         .users = "table = \"users\"\nname = \"name\"\nmatch = [{ rule = \"same-column\", column = "
                                  "\"name\" }]\n"},
                        StagedRun::After::resolve);
    return run.conflicts("nulls").size();
}

TEST(NullsUnderADeclaredKey, AreAskedAbout) { EXPECT_EQ(questions("(1, NULL, 'a')", ""), 1); }

TEST(NullsUnderADeclaredKey, AreNotAskedAboutWhereThePlanSaysWhatTheyAre)
{
    EXPECT_EQ(questions("(1, NULL, 'a')", "nulls_equal = false\n"), 0);
}

TEST(NullsUnderADeclaredKey, AreNotAskedAboutWhereAServiceHasTwo)
{
    EXPECT_EQ(questions("(1, NULL, 'a'), (1, NULL, 'b')", ""), 0);
}

TEST(NullsUnderADeclaredKey, AreNotAskedAboutWhereAllIsNull) { EXPECT_EQ(questions("(NULL, NULL, 'a')", ""), 0); }

} // namespace
} // namespace tributary::uniqueness
