#include "merge/identity/short_lived.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::integer_column;
using testing::Rows;
using testing::StagedRun;
using testing::table;
using testing::text_column;

TEST(ShortLived, IsATokenThatExpires)
{
    EXPECT_TRUE(looks_short_lived(table("t", {text_column("token"), text_column("expires_at")}), true));
    EXPECT_TRUE(
        looks_short_lived(table("t", {text_column("email"), text_column("code"), text_column("valid_until")}), false));
}

TEST(ShortLived, IsASessionOfNobodyKnown)
{
    EXPECT_TRUE(looks_short_lived(
        table("django_session", {text_column("session_key"), text_column("session_data"), text_column("expire_date")}),
        false));
}

TEST(ShortLived, IsASessionThatNeverExpires)
{
    EXPECT_TRUE(looks_short_lived(table("sessions", {text_column("id"), text_column("user_agent")}), true));
}

TEST(ShortLived, IsAResetWithoutAnExpiry)
{
    EXPECT_TRUE(looks_short_lived(table("password_resets", {text_column("email"), text_column("token")}), false));
}

TEST(ShortLived, IsNotATokenThatStays)
{
    EXPECT_FALSE(looks_short_lived(table("api_tokens", {text_column("token"), text_column("made_at")}), true));
}

TEST(ShortLived, IsNotWhatMerelyExpires)
{
    EXPECT_FALSE(looks_short_lived(table("coupons", {text_column("code"), text_column("expires_at")}), false));
    EXPECT_FALSE(looks_short_lived(table("posts", {text_column("title"), text_column("expires_at")}), true));
}

TEST(ShortLived, IsNotContentThatExpires)
{
    EXPECT_FALSE(looks_short_lived(table("signers", {text_column("email"), text_column("name"), text_column("role"),
                                                     text_column("token"), text_column("expired")}),
                                   false));
}

TEST(ShortLived, IsATokenWithANameOfItsOwn)
{
    EXPECT_TRUE(
        looks_short_lived(table("personal_access_tokens", {text_column("name"), text_column("description"),
                                                           text_column("token_digest"), text_column("expires_at")}),
                          true));
}

TEST(ShortLived, IsACodeOfWhichTheRowSaysWhatItIsFor)
{
    EXPECT_TRUE(
        looks_short_lived(table("verifications", {text_column("email"), text_column("code"), text_column("purpose"),
                                                  text_column("device"), text_column("expires_at")}),
                          false));
}

TEST(ShortLived, IsNotWhatHappenedInASession)
{
    auto const visits = {integer_column("id"), text_column("session_id"), text_column("path"),
                         text_column("expires_at")};
    EXPECT_FALSE(looks_short_lived(table("visits", visits), true));
    EXPECT_TRUE(looks_short_lived(table("visits", visits, {testing::unique_key({"session_id"})}), true));
}

TEST(ShortLived, IsNotALesson)
{
    EXPECT_FALSE(looks_short_lived(table("training_sessions", {integer_column("id"), text_column("title")}), true));
}

constexpr auto tables =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
    "CREATE TABLE sessions (token TEXT PRIMARY KEY, user_id INTEGER REFERENCES users, expires TEXT);";

TEST(ShortLived, IsAskedAboutOnce)
{
    StagedRun const run({.prose = tables, .lists = tables}, StagedRun::After::resolve);
    EXPECT_EQ(
        run.query("SELECT \"table\", proposal FROM conflict WHERE kind = 'session'"),
        (Rows{{"sessions",
               "[table.sessions]\nload = false\n# or, if they are content:\n# [table.sessions]\n# load = true"}}));
}

TEST(ShortLived, IsNotAskedAboutWhereThePlanLoadsIt)
{
    StagedRun const run({.prose = tables, .lists = tables, .plan = "[table.sessions]\nload = true\n"},
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT \"table\" FROM conflict"), Rows{});
}

TEST(ShortLived, IsATokenThatIsRevoked)
{
    EXPECT_TRUE(looks_short_lived(table("api_tokens", {text_column("token"), text_column("revoked_at")}), true));
}

TEST(ShortLived, IsARefreshTokenUnderAnyName)
{
    EXPECT_TRUE(looks_short_lived(table("refresh_tokens", {text_column("jti"), text_column("device")}), true));
}

} // namespace
} // namespace tributary::identity
