#include "merge/undeclared/split_by_kind.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

model::KeyColumn const users{"users", "id"};
model::KeyColumn const groups{"groups", "id"};

Tally::Of kind(std::size_t distinct, std::size_t of_users, std::size_t of_groups)
{
    Tally::Of of;
    of.values = static_cast<std::int64_t>(distinct);
    of.distinct = distinct;
    of.tables = {{users, of_users}, {groups, of_groups}};
    of.drawn_from = {users, groups};
    return of;
}

/// Of 30 users and 20 groups.
Counts beside(std::string const &column, std::map<std::string, Tally::Of> const &kinds)
{
    static Suspect const suspect;
    Tally tally;
    tally.sizes = {{users, 30}, {groups, 20}};
    tally.loose_kinds[column] = kinds;
    return {{&suspect, tally}};
}

Counted counted(std::int64_t values, std::int64_t hits)
{
    Counted result;
    result.values = values;
    result.hits = hits;
    return result;
}

TEST(SplitByKind, GivesEachKindItsTableWhereNoTableHasAll)
{
    auto const found =
        split_by_kind(beside("type", {{"u", kind(5, 5, 1)}, {"g", kind(4, 2, 4)}}), {users}, counted(9, 7), users);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->may_be_one_table);
    EXPECT_EQ(found->kinds.tables.at("u"), users);
    EXPECT_EQ(found->kinds.tables.at("g"), groups);
}

TEST(SplitByKind, LeavesOpenWhatIsOfNoTable)
{
    auto const found =
        split_by_kind(beside("type", {{"u", kind(5, 5, 1)}, {"x", kind(4, 1, 0)}}), {users}, counted(9, 6), users);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kinds.tables.at("u"), users);
    EXPECT_FALSE(found->kinds.tables.contains("x"));
}

TEST(SplitByKind, DoubtsOneTableThatHasAllIfAKindAvoidsPartOfIt)
{
    auto const found = split_by_kind(beside("grp", {{"0", kind(28, 28, 18)}, {"1", kind(19, 19, 19)}}), {users},
                                     counted(47, 47), users);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->may_be_one_table);
    EXPECT_EQ(found->kinds.tables.at("1"), groups);
}

TEST(SplitByKind, IsNoneWhereIdsDoNotDifferByKind)
{
    EXPECT_FALSE(split_by_kind(beside("lang", {{"en", kind(20, 16, 13)}, {"de", kind(20, 16, 13)}}), {users},
                               counted(40, 32), users));
}

} // namespace
} // namespace tributary::undeclared
