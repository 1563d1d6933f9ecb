#include "merge/identity/sessions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::identity {
namespace {

using testing::Rows;
using testing::StagedRun;

std::string const tables =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
    "CREATE TABLE sessions (id INTEGER PRIMARY KEY, token TEXT, user_id INTEGER REFERENCES users, expires TEXT);";

TEST(Sessions, NameWhatRefersToThem)
{
    auto const service =
        tables + "CREATE TABLE visits (id INTEGER PRIMARY KEY, session_id INTEGER REFERENCES sessions);";
    StagedRun const run({.prose = service, .lists = service}, StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT \"table\" FROM conflict WHERE kind = 'session' AND evidence LIKE '%; if they are "
                        "not, what refers to them dangles, in \"visits\"'"),
              (Rows{{"sessions"}}));
}

TEST(Sessions, NameNothingWhereNothingRefersToThem)
{
    StagedRun const run({.prose = tables, .lists = tables}, StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT \"table\" FROM conflict WHERE kind = 'session' AND evidence LIKE '%are loaded'"),
              (Rows{{"sessions"}}));
}

} // namespace
} // namespace tributary::identity
