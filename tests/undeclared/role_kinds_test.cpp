#include "merge/undeclared/role_kinds.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;

model::KeyColumn const users{"users", "id"};
model::KeyColumn const teams{"teams", "id"};

class KindsOfRole : public testing::Coverage {
protected:
    KindsOfRole()
        : schema(with_users({table("teams", {integer_column("id")}, {primary_key({"id"})}),
                             table("files",
                                   {integer_column("id"), integer_column("owner_id"), text_column("scope"),
                                    integer_column("is_team"), integer_column("is_new"), integer_column("teams")},
                                   {primary_key({"id"})})}))
    {
    }

    static Tally::Of ids(std::size_t distinct, std::size_t of_users, std::size_t of_teams, std::size_t shared = 0)
    {
        Tally::Of of;
        of.values = static_cast<std::int64_t>(distinct);
        of.distinct = distinct;
        of.shared = shared;
        of.tables = {{users, of_users}, {teams, of_teams}};
        return of;
    }

    std::map<std::string, model::KeyColumn> meant(std::string const &kind_column, KindCounts const &kinds) const
    {
        auto const &files = *model::find_table(schema, "files");
        return kinds_of_role(plan, schema, files, *model::find_column(files, kind_column), kinds, users,
                             {{users, 40}, {teams, 8}});
    }

    model::Schema schema;
};

using Tables = std::map<std::string, model::KeyColumn>;

TEST_F(KindsOfRole, AreKnownByTheNamesOfTables)
{
    EXPECT_EQ(meant("scope", {{"user", ids(20, 20, 4)}, {"team", ids(2, 2, 2)}}),
              (Tables{{"team", teams}, {"user", users}}));
}

TEST_F(KindsOfRole, OfWhichOnlyOneIsATableNeedAFewIds)
{
    EXPECT_EQ(meant("scope", {{"personal", ids(20, 20, 4)}, {"team", ids(3, 3, 3)}}),
              (Tables{{"personal", users}, {"team", teams}}));
    EXPECT_TRUE(meant("scope", {{"personal", ids(20, 20, 4)}, {"team", ids(2, 2, 2)}}).empty());
}

TEST_F(KindsOfRole, CalledLikeATableInWhichTheirIdsAreNotMeanNothing)
{
    EXPECT_TRUE(meant("scope", {{"private", ids(20, 20, 4)}, {"team", ids(20, 20, 4)}}).empty());
}

TEST_F(KindsOfRole, MayBeAFlagThatIsCalledLikeATable)
{
    EXPECT_EQ(meant("is_team", {{"0", ids(20, 20, 4)}, {"1", ids(2, 2, 2)}}), (Tables{{"0", users}, {"1", teams}}));
    EXPECT_TRUE(meant("is_new", {{"0", ids(20, 20, 4)}, {"1", ids(2, 2, 2)}}).empty());
    EXPECT_TRUE(meant("is_team", {{"0", ids(20, 20, 4)}, {"1", ids(9, 9, 2)}}).empty());
}

TEST_F(KindsOfRole, AreNoCountsOfTheRowsOfATable)
{
    EXPECT_TRUE(meant("teams", {{"0", ids(20, 20, 4)}, {"1", ids(2, 2, 2)}}).empty());
}

TEST_F(KindsOfRole, MayBeTheBeginningsOfTablesNames)
{
    EXPECT_EQ(meant("scope", {{"u", ids(20, 20, 4)}, {"t", ids(2, 2, 2)}}), (Tables{{"t", teams}, {"u", users}}));
    EXPECT_TRUE(meant("scope", {{"o", ids(20, 20, 4)}, {"t", ids(2, 2, 2)}}).empty());
}

TEST_F(KindsOfRole, AreKnownByIdsThatAreNoUsers)
{
    EXPECT_EQ(meant("scope", {{"0", ids(20, 20, 4)}, {"1", ids(8, 4, 8)}}), (Tables{{"0", users}, {"1", teams}}));
}

TEST_F(KindsOfRole, AreKnownByIdsThatUsersWouldNotHaveByAccident)
{
    EXPECT_EQ(meant("scope", {{"0", ids(30, 30, 6, 6)}, {"1", ids(8, 8, 8, 6)}}), (Tables{{"0", users}, {"1", teams}}));
    EXPECT_TRUE(meant("scope", {{"0", ids(30, 30, 6, 2)}, {"1", ids(8, 8, 5, 2)}}).empty());
}

TEST_F(KindsOfRole, MeanNothingWhereTheFirstUsersDidOneThingAndTheOthersAnother)
{
    EXPECT_TRUE(meant("scope", {{"2023", ids(8, 8, 8)}, {"2024", ids(30, 30, 0)}}).empty());
}

TEST(IsOfRole, HoldsForWhatRefersToUsersElsewhere)
{
    Suspect suspect;
    EXPECT_FALSE(is_of_role(suspect));
    suspect.looks = Suspect::Looks::id_by_column;
    EXPECT_TRUE(is_of_role(suspect));
}

TEST_F(KindsOfRole, AreSaidByAFlagBesideAnyColumn)
{
    auto const &files = *model::find_table(schema, "files");
    EXPECT_EQ(kinds_of_flag(schema, files, *model::find_column(files, "is_team"),
                            {{"0", ids(9, 9, 3)}, {"1", ids(4, 4, 4)}}, users, {{users, 40}, {teams, 8}}),
              (Tables{{"0", users}, {"1", teams}}));
}

TEST_F(KindsOfRole, AreNotSaidByAFlagOfAnotherName)
{
    auto const &files = *model::find_table(schema, "files");
    EXPECT_EQ(kinds_of_flag(schema, files, *model::find_column(files, "is_new"),
                            {{"0", ids(9, 9, 3)}, {"1", ids(4, 4, 4)}}, users, {{users, 40}, {teams, 8}}),
              Tables{});
}

TEST(FlagsOfTables, AreCalledAfterThem)
{
    EXPECT_TRUE(may_be_flag_of("to_group", "chat_groups"));
    EXPECT_FALSE(may_be_flag_of("is_read", "chat_groups"));
}

} // namespace
} // namespace tributary::undeclared
