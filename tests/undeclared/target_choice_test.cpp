#include "merge/undeclared/target_choice.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

model::KeyColumn const users{"users", "id"};
model::KeyColumn const posts{"posts", "id"};

Tally of_two_tables()
{
    Tally tally;
    tally.values = 4;
    tally.ids = 4;
    tally.others[posts] = 4;
    return tally;
}

TEST(ChooseTarget, PrefersTheTableAfterWhichTheSuspectsIsNamed)
{
    Suspect suspect;
    suspect.extends = {"posts"};
    Counts const counts{{&suspect, of_two_tables()}};
    EXPECT_EQ(choose_target(suspect, Looks::key_of_row, counts, users, "name").target.to, posts);
}

TEST(ChooseTarget, NamesRivals)
{
    Suspect const suspect;
    Counts const counts{{&suspect, of_two_tables()}};
    auto const choice = choose_target(suspect, Looks::id_of_any, counts, users, "name");
    EXPECT_EQ(choice.target.to, users);
    EXPECT_EQ(choice.rivals, (std::vector<model::KeyColumn>{posts}));
}

TEST(ChooseTarget, TakesTheSuspectsOwnTableLast)
{
    Suspect suspect;
    suspect.table = "notes";
    auto tally = of_two_tables();
    tally.ids = 0;
    tally.others[{"notes", "id"}] = 4;
    Counts const counts{{&suspect, tally}};
    auto const choice = choose_target(suspect, Looks::id_of_any, counts, users, "name");
    EXPECT_EQ(choice.target.to, posts);
    EXPECT_EQ(choice.rivals, (std::vector<model::KeyColumn>{{"notes", "id"}}));
}

TEST(ChooseTarget, TakesNoTableOfWhichOnlyTheFirstValuesWereCounted)
{
    Suspect const suspect;
    auto tally = of_two_tables();
    tally.ids = 0;
    tally.estimated = {posts};
    Counts const counts{{&suspect, tally}};
    EXPECT_EQ(choose_target(suspect, Looks::id_of_any, counts, users, "name").target.to, users);
}

TEST(CountedOf, SeesWhetherThereIsAValueForEachRowInEachSource)
{
    Suspect const suspect;
    auto one = of_two_tables();
    one.sizes[users] = 4;
    auto other = one;
    other.sizes[users] = 5;
    EXPECT_TRUE(counted_of({users}, {{&suspect, one}, {&suspect, one}}).always_as_many);
    EXPECT_FALSE(counted_of({users}, {{&suspect, one}, {&suspect, other}}).always_as_many);
}

} // namespace
} // namespace tributary::undeclared
