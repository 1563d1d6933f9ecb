#include "merge/undeclared/judgement.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

model::KeyColumn const users{"users", "id"};
model::KeyColumn const posts{"posts", "id"};

/// 20 different values, all of them ids.
Counted all_ids()
{
    Counted counted;
    counted.values = counted.hits = 20;
    counted.distinct = 20;
    counted.always_as_many = counted.always_half = counted.always_different = false;
    counted.sources = 2;
    return counted;
}

Suspect key_of_sqlite()
{
    Suspect suspect;
    suspect.only_id = true;
    suspect.may_be_own_number = true;
    return suspect;
}

TEST(IsSuspicious, SuspectsCopiesOfNamesOfWhichAFewAreOld)
{
    Counted counted;
    counted.values = 4;
    counted.hits = 3;
    EXPECT_TRUE(is_suspicious({}, Looks::copy_of_name, {users}, counted));
    counted.hits = 2;
    EXPECT_FALSE(is_suspicious({}, Looks::copy_of_name, {users}, counted));
}

TEST(IsSuspicious, TakesASeriesForAKeysOwnNumbers)
{
    EXPECT_FALSE(is_suspicious(key_of_sqlite(), Looks::key_of_row, {users}, all_ids()));
}

TEST(IsSuspicious, SuspectsASeriesWithANumberForEachRowOfUsers)
{
    auto counted = all_ids();
    counted.always_as_many = true;
    EXPECT_TRUE(is_suspicious(key_of_sqlite(), Looks::key_of_row, {users}, counted));
}

TEST(IsSuspicious, SuspectsAListOfAnyNameOnlyIfItsIdsAreNoAccident)
{
    Suspect suspect;
    suspect.list_of_any = true;
    suspect.bare = true;
    auto counted = all_ids();
    EXPECT_FALSE(is_suspicious(suspect, Looks::list, {users}, counted));
    counted.by_accident = 1e-9;
    EXPECT_TRUE(is_suspicious(suspect, Looks::list, {users}, counted));
}

TEST(IsSuspicious, SuspectsAListThatIsNamedLikeIdsAsAColumnIs)
{
    Suspect suspect;
    suspect.list_of_any = true;
    EXPECT_TRUE(is_suspicious(suspect, Looks::list, {users}, all_ids()));
}

TEST(IsSuspicious, SuspectsAFewNumbersOfATableToWhichTheNamePoints)
{
    Suspect suspect;
    suspect.bare = true;
    auto counted = all_ids();
    counted.distinct = 4;
    counted.scattered = true;
    EXPECT_FALSE(is_suspicious(suspect, Looks::number, {posts, false}, counted));
    suspect.hinted = {posts};
    EXPECT_TRUE(is_suspicious(suspect, Looks::number, {posts, false}, counted));
    counted.scattered = false;
    EXPECT_FALSE(is_suspicious(suspect, Looks::number, {posts, false}, counted));
}

TEST(IsSuspicious, SuspectsAFewNumbersOfEarlierRowsThatAvoidTheGaps)
{
    Suspect suspect;
    suspect.table = "posts";
    suspect.bare = true;
    auto counted = all_ids();
    counted.distinct = 8;
    counted.earlier_by_accident = 1e-6;
    EXPECT_FALSE(is_suspicious(suspect, Looks::number, {posts, false}, counted));
    counted.by_accident = 1e-3;
    EXPECT_TRUE(is_suspicious(suspect, Looks::number, {posts, false}, counted));
    EXPECT_FALSE(is_suspicious(suspect, Looks::number, {users}, counted));
}

TEST(IsSuspicious, SuspectsNoSeriesOfATableThatRefersOtherwise)
{
    auto counted = all_ids();
    counted.always_as_many = true;
    auto suspect = key_of_sqlite();
    suspect.no_first_halves = {"users"};
    EXPECT_FALSE(is_suspicious(suspect, Looks::key_of_row, {users}, counted));
}

TEST(IsSuspicious, SuspectsASeriesForHalfOfTheRowsAfterWhichTheTableIsNamed)
{
    auto counted = all_ids();
    counted.always_half = true;
    Target target{users};
    EXPECT_FALSE(is_suspicious(key_of_sqlite(), Looks::key_of_row, target, counted));
    target.extended = true;
    EXPECT_TRUE(is_suspicious(key_of_sqlite(), Looks::key_of_row, target, counted));
}

TEST(IsSuspicious, TakesASeriesForSomeRowsOfATableThatIsNotTheUsersForAKeysOwnNumbers)
{
    auto counted = all_ids();
    counted.always_half = true;
    Target target{posts, false};
    target.extended = true;
    EXPECT_FALSE(is_suspicious(key_of_sqlite(), Looks::key_of_row, target, counted));
    counted.scattered = true;
    EXPECT_TRUE(is_suspicious(key_of_sqlite(), Looks::key_of_row, target, counted));
}

TEST(IsSuspicious, TakesASeriesInOneSourceForAKeysOwnNumbers)
{
    auto counted = all_ids();
    counted.always_as_many = true;
    counted.sources = 1;
    EXPECT_FALSE(is_suspicious(key_of_sqlite(), Looks::key_of_row, {users}, counted));
}

TEST(IsSuspicious, SuspectsAKeyThatIsNamedLikeAReferenceToUsers)
{
    auto suspect = key_of_sqlite();
    suspect.by_role = true;
    EXPECT_TRUE(is_suspicious(suspect, Looks::key_of_row, {users}, all_ids()));
}

TEST(IsSuspicious, TakesATextThatIsNamedAfterATableForNoIdIfItHoldsOthers)
{
    Suspect suspect;
    suspect.loosely_typed = true;
    auto counted = all_ids();
    counted.hits = 9;
    EXPECT_FALSE(is_suspicious(suspect, Looks::id_of_table, {posts, false}, counted));
    counted.hits = 10;
    EXPECT_TRUE(is_suspicious(suspect, Looks::id_of_table, {posts, false}, counted));
}

TEST(IsSuspicious, TakesNumbersThatFitSeveralTablesAndNeverOccurTwiceForThoseOfAnotherSystem)
{
    Target target{posts, false};
    auto counted = all_ids();
    counted.scattered = counted.always_different = true;
    EXPECT_TRUE(is_suspicious({}, Looks::id_of_any, target, counted));
    target.has_rival = true;
    EXPECT_FALSE(is_suspicious({}, Looks::id_of_any, target, counted));
}

TEST(IsSuspicious, NeedsFewNamesOfUsersInAText)
{
    auto counted = all_ids();
    counted.distinct = 3;
    EXPECT_FALSE(is_suspicious({}, Looks::text_by_value, {users}, counted));
    EXPECT_TRUE(is_suspicious({}, Looks::text_by_value, {users, true, true}, counted));
}

TEST(IsSuspicious, SuspectsNumbersOfATextThatAreIdsByNoAccident)
{
    auto counted = all_ids();
    EXPECT_FALSE(is_suspicious({}, Looks::text_by_value, {posts, false}, counted));
    counted.by_accident = 1e-9;
    EXPECT_TRUE(is_suspicious({}, Looks::text_by_value, {posts, false}, counted));
}

/// `status` beside a table of four.
Counted of_four()
{
    Counted counted;
    counted.values = counted.hits = 20;
    counted.distinct = 4;
    return counted;
}

TEST(IsSuspicious, SuspectsAColumnThatUsesMostOfTheSmallTableItIsNamedAfter)
{
    Suspect suspect;
    suspect.bare = suspect.may_mean_itself = true;
    EXPECT_TRUE(is_suspicious(suspect, Looks::id_of_table, {posts, false}, of_four()));
}

TEST(IsSuspicious, TakesAFewNumbersAmongManyRowsForNumbers)
{
    Suspect suspect;
    suspect.bare = suspect.may_mean_itself = true;
    auto counted = of_four();
    counted.always_covers = false;
    EXPECT_FALSE(is_suspicious(suspect, Looks::id_of_table, {posts, false}, counted));
}

TEST(IsCertain, IsNoColumnThatItsNameGivesTwoTables)
{
    Suspect suspect;
    suspect.of_several = true;
    EXPECT_FALSE(is_certain(suspect, Looks::id_by_name, {users}, all_ids()));
}

/// `host` of five rooms, whose greatest value is one of the later users.
Counted few_far_ids()
{
    Counted counted;
    counted.values = counted.hits = 5;
    counted.distinct = 5;
    counted.scattered = true;
    return counted;
}

TEST(IsSuspicious, SuspectsAFewIdsOfUsersInATableWithoutAnOwner)
{
    Suspect suspect;
    suspect.bare = true;
    EXPECT_FALSE(is_suspicious(suspect, Looks::number, {users}, few_far_ids()));
    suspect.is_ownerless = true;
    EXPECT_TRUE(is_suspicious(suspect, Looks::number, {users}, few_far_ids()));
}

TEST(IsSuspicious, SuspectsNoFewIdsThatAllLieAmongTheFirst)
{
    Suspect suspect;
    suspect.bare = suspect.is_ownerless = true;
    auto counted = few_far_ids();
    counted.reaches_far = false;
    EXPECT_FALSE(is_suspicious(suspect, Looks::number, {users}, counted));
}

TEST(IsSuspicious, SuspectsNumbersThatOccurOnceBesideZeros)
{
    Target target{posts, false};
    target.has_rival = true;
    auto counted = all_ids();
    counted.always_different = counted.scattered = true;
    EXPECT_FALSE(is_suspicious({}, Looks::id_of_any, target, counted));
    counted.none = 20;
    EXPECT_TRUE(is_suspicious({}, Looks::id_of_any, target, counted));
}

} // namespace
} // namespace tributary::undeclared
