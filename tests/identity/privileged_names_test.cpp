#include "merge/identity/privileged_names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

Concern of(std::string const &name, std::string const &type, std::string const &beside = {})
{
    model::Table users;
    users.name = "users";
    users.columns.resize(1);
    users.columns[0].name = beside;
    model::Column column;
    column.name = name;
    column.type = type;
    return concern_of(users, column);
}

TEST(ConcernOf, IsAValueWhereAFlagSaysWhoSomebodyIs)
{
    EXPECT_EQ(of("is_admin", "boolean"), Concern::value);
    EXPECT_EQ(of("isStaff", "boolean"), Concern::value);
    EXPECT_EQ(of("issuperuser", "boolean"), Concern::value);
    EXPECT_EQ(of("forum_moderator", "boolean"), Concern::value);
}

TEST(ConcernOf, IsAValueWhereAFlagSaysWhatAnAccountMayDo)
{
    EXPECT_EQ(of("can_upload", "boolean"), Concern::value);
    EXPECT_EQ(of("mayInvite", "boolean"), Concern::value);
}

TEST(ConcernOf, IsNoneWhereTheWordIsInsideALongerName)
{
    EXPECT_EQ(of("hide_default_role", "boolean"), Concern::none);
    EXPECT_EQ(of("staff_delay_home_images", "boolean"), Concern::none);
    EXPECT_EQ(of("notify_admin", "boolean"), Concern::none);
    EXPECT_EQ(of("role_note", "text"), Concern::none);
    EXPECT_EQ(of("enrole", "text"), Concern::none);
}

TEST(ConcernOf, IsAValueOfARole)
{
    EXPECT_EQ(of("role", "text"), Concern::value);
    EXPECT_EQ(of("user_role_id", "integer"), Concern::value);
    EXPECT_EQ(of("default_role", "user_role"), Concern::value);
}

TEST(ConcernOf, IsAValueWhereTheStateOfTheAccountIsSaid)
{
    EXPECT_EQ(of("active", "boolean"), Concern::value);
    EXPECT_EQ(of("is_disabled", "boolean"), Concern::value);
    EXPECT_EQ(of("deactivated", "boolean"), Concern::value);
    EXPECT_EQ(of("shadowbanned", "boolean"), Concern::value);
    EXPECT_EQ(of("account_status", "text"), Concern::value);
    EXPECT_EQ(of("user_state", "integer"), Concern::value);
    EXPECT_EQ(of("locked_out", "boolean"), Concern::value);
}

TEST(ConcernOf, IsNoneWhereTheStateOfSomethingElseIsSaid)
{
    EXPECT_EQ(of("newsletter_status", "text"), Concern::none);
    EXPECT_EQ(of("two_factor_enabled", "boolean"), Concern::none);
    EXPECT_EQ(of("activity", "text"), Concern::none);
    EXPECT_EQ(of("bank", "text"), Concern::none);
}

TEST(ConcernOf, IsPresenceOfAMomentAtWhichAnAccountWasClosed)
{
    EXPECT_EQ(of("deleted_at", "timestamp with time zone"), Concern::presence);
    EXPECT_EQ(of("closed_on", "date"), Concern::presence);
    EXPECT_EQ(of("bannedAt", "text"), Concern::presence);
    EXPECT_EQ(of("suspended_at", "bigint"), Concern::presence);
    EXPECT_EQ(of("deleted", "timestamp"), Concern::presence);
}

TEST(ConcernOf, IsAValueOfTheEndOfABan) { EXPECT_EQ(of("banned_until", "timestamp"), Concern::value); }

TEST(ConcernOf, IsNoneOfOtherMoments)
{
    EXPECT_EQ(of("created_at", "timestamp"), Concern::none);
    EXPECT_EQ(of("last_active_at", "timestamp"), Concern::none);
    EXPECT_EQ(of("admin", "timestamp"), Concern::none);
}

TEST(ConcernOf, IsAValueOfTheKindOfAnAccount)
{
    EXPECT_EQ(of("type", "smallint"), Concern::value);
    EXPECT_EQ(of("user_kind", "text"), Concern::value);
    EXPECT_EQ(of("is_organization", "boolean"), Concern::value);
}

TEST(ConcernOf, IsNoneOfAStateInAnAddress)
{
    EXPECT_EQ(of("state", "text"), Concern::value);
    EXPECT_EQ(of("state", "text", "city"), Concern::none);
}

TEST(ConcernOf, IsNoneOfDocuments) { EXPECT_EQ(of("permissions", "jsonb"), Concern::none); }

} // namespace
} // namespace tributary::identity
