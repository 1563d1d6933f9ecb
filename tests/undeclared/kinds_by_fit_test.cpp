#include "merge/undeclared/kinds_by_fit.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

model::KeyColumn const users{"users", "id"};
model::KeyColumn const albums{"albums", "id"};
model::KeyColumn const songs{"songs", "id"};

/// Of 60 albums and 160 songs. The numbers may be drawn from each table that has them all.
Tally::Of kind(std::size_t distinct, std::size_t of_albums, std::size_t of_songs)
{
    Tally::Of of;
    of.values = 45;
    of.distinct = distinct;
    of.tables = {{albums, of_albums}, {songs, of_songs}};
    for (auto const &[table, hits] : of.tables) {
        if (hits == distinct) {
            of.drawn_from.insert(table);
        }
    }
    return of;
}

Counts in_source(std::map<std::string, Tally::Of> const &kinds)
{
    static Suspect const suspect;
    Tally tally;
    tally.kinds = kinds;
    tally.sizes = {{users, 40}, {albums, 60}, {songs, 160}};
    return {{&suspect, tally}};
}

TEST(KindsByFit, MeanTheTablesWhoseGapsTheyAvoid)
{
    auto const found = kinds_by_fit(in_source({{"1", kind(40, 12, 40)}, {"2", kind(35, 35, 26)}}), users);
    EXPECT_EQ(found.kinds.tables.at("1"), songs);
    EXPECT_EQ(found.kinds.tables.at("2"), albums);
    EXPECT_LT(found.by_accident, improbable_draw);
}

TEST(KindsByFit, MayBeAnAccidentOfAFewNumbers)
{
    auto const found = kinds_by_fit(in_source({{"1", kind(4, 2, 4)}, {"2", kind(3, 3, 2)}}), users);
    EXPECT_GT(found.by_accident, 0.01);
}

TEST(KindsByFit, MeanNothingIfOneTableIsTheSmallestForAll)
{
    auto const found = kinds_by_fit(in_source({{"1", kind(40, 40, 40)}, {"2", kind(35, 35, 35)}}), users);
    EXPECT_TRUE(found.kinds.tables.empty());
}

TEST(KindsByFit, MeanNothingIfTheFirstRowsAreOfOneKind)
{
    auto const found = kinds_by_fit(in_source({{"closed", kind(50, 50, 50)}, {"open", kind(60, 0, 60)}}), users);
    EXPECT_TRUE(found.kinds.tables.empty());
}

TEST(KindsByFit, MeanNothingIfTheNumbersEndFarFromTheLastId)
{
    auto low = kind(35, 35, 35);
    low.drawn_from.erase(albums);
    auto const counts = in_source({{"1", kind(40, 12, 40)}, {"2", low}});
    EXPECT_TRUE(kinds_by_fit(counts, users).kinds.tables.empty());
    EXPECT_FALSE(kinds_by_fit(counts, users, false).kinds.tables.empty());
}

TEST(KindsByFit, LeaveOpenWhatHasFewNumbers)
{
    auto const found =
        kinds_by_fit(in_source({{"1", kind(40, 12, 40)}, {"2", kind(35, 35, 26)}, {"3", kind(2, 2, 2)}}), users);
    EXPECT_FALSE(found.kinds.tables.contains("3"));
    EXPECT_EQ(found.explained, 90);
    EXPECT_EQ(found.values, 135);
}

/// The same, and how probable it is that numbers of anything avoid the gaps of the table.
Tally::Of in_gaps(Tally::Of of, double of_albums, double of_songs)
{
    of.by_accident = {{albums, of_albums}, {songs, of_songs}};
    return of;
}

TEST(KindsByFit, MayBeFewWhereTheNumbersOfEachAvoidTheGapsOfATable)
{
    auto const found = kinds_by_fit(
        in_source({{"1", in_gaps(kind(4, 2, 4), 1, 1e-3)}, {"2", in_gaps(kind(3, 3, 2), 1e-3, 1)}}), users);
    EXPECT_LT(found.by_accident, improbable_draw);
}

TEST(KindsByFit, MayBeAnAccidentWhereOneTableWithAsManyGapsHasAllNumbers)
{
    auto const found = kinds_by_fit(
        in_source({{"1", in_gaps(kind(4, 2, 4), 1, 1e-3)}, {"2", in_gaps(kind(3, 3, 3), 1e-3, 1e-3)}}), users);
    EXPECT_GT(found.by_accident, 0.01);
}

TEST(KindsByFit, CountOneKindOfThoseThatShareATable)
{
    auto const found = kinds_by_fit(in_source({{"1", in_gaps(kind(4, 2, 4), 1, 1e-1)},
                                               {"2", in_gaps(kind(3, 3, 2), 1e-1, 1)},
                                               {"3", in_gaps(kind(3, 3, 2), 1e-1, 1)}}),
                                    users);
    EXPECT_GT(found.by_accident, 0.01);
}

} // namespace
} // namespace tributary::undeclared
