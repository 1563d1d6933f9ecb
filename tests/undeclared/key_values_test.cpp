#include "merge/undeclared/key_values.hpp"
#include "tests/testing/coverage.hpp"
#include "tests/testing/known_rows.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::undeclared {
namespace {

using model::Cell;
using testing::known_rows;
using testing::posts_id;
using testing::users_id;

class KeyValues : public testing::Coverage {
protected:
    Tally counted(std::string_view key, Cell const &value) const
    {
        auto const schema =
            with_users({testing::table("posts", {testing::integer_column("id")}, {testing::primary_key({"id"})}),
                        testing::table("settings", {testing::text_column("value")})});
        auto const rows = known_rows();
        Tally tally;
        TableNames const names(schema);
        SettingNames settings(names, names.table("settings"), "users");
        KeyValueCounter(settings, "name", rows, tally).count(Cell::of(key), value);
        return tally;
    }
};

TEST_F(KeyValues, AreIdsOfUsersUnderANameForThem)
{
    EXPECT_EQ(counted("default_owner", Cell::of("3")).kinds.at("default_owner").tables.at(users_id), 1U);
}

TEST_F(KeyValues, AreNamesOfUsersUnderANameForThem)
{
    EXPECT_EQ(counted("owner", Cell::of("ann")).kinds.at("owner").tables.at({"users", "name"}), 1U);
}

TEST_F(KeyValues, AreIdsOfTheTableAfterWhichTheSettingIsNamed)
{
    EXPECT_EQ(counted("front_post_id", Cell::of("12")).kinds.at("front_post_id").tables.at(posts_id), 1U);
}

TEST_F(KeyValues, AreFoundBehindManyNamesThatReferToNothing)
{
    auto const schema = with_users({testing::table("settings", {testing::text_column("value")})});
    auto const rows = known_rows();
    Tally tally;
    TableNames const names(schema);
    SettingNames settings(names, names.table("settings"), "users");
    KeyValueCounter counter(settings, "name", rows, tally);
    for (int i = 0; i < 10000; ++i) {
        counter.count(Cell::of("transient_" + std::to_string(i)), Cell::of("1"));
    }
    counter.count(Cell::of("default_owner"), Cell::of("3"));
    EXPECT_EQ(tally.kinds.count("default_owner"), 1);
}

TEST_F(KeyValues, AreNothingUnderAnotherName)
{
    EXPECT_TRUE(counted("theme", Cell::of("3")).kinds.empty());
    EXPECT_TRUE(counted("posts_per_page", Cell::of("12")).kinds.empty());
}

} // namespace
} // namespace tributary::undeclared
