#include "merge/identity/identities.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tributary::identity {
namespace {

using testing::account;
using Groups = std::vector<std::vector<model::AccountIndex>>;

Groups groups(std::vector<model::Account> const &accounts, std::vector<model::Match> const &matches)
{
    Groups result;
    for (auto const &identity : identity::identities(accounts, matches)) {
        result.push_back(identity.accounts);
    }
    return result;
}

std::vector<model::Account> three_services()
{
    return {account(0, "ann"), account(0, "bob"), account(1, "bob"), account(1, "cid"), account(2, "bob")};
}

TEST(Identities, AreNoneWithoutAccounts) { EXPECT_EQ(groups({}, {}), Groups{}); }

TEST(Identities, HoldAnAccountWithoutAMatchAlone)
{
    EXPECT_EQ(groups({account(0, "ann"), account(1, "bob")}, {}), (Groups{{0}, {1}}));
}

TEST(Identities, HoldTwoAccountsThatAMatchJoins)
{
    EXPECT_EQ(groups({account(0, "bob"), account(1, "bob")}, {{0, 1, "r"}}), (Groups{{0, 1}}));
}

TEST(Identities, HoldAccountsThatAreJoinedOnlyThroughAThirdService)
{
    EXPECT_EQ(groups(three_services(), {{1, 4, "r"}, {2, 4, "r"}}), (Groups{{0}, {1, 2, 4}, {3}}));
}

TEST(Identities, AreTheSameWhenAPairComesTwice)
{
    EXPECT_EQ(groups(three_services(), {{1, 2, "r"}, {1, 2, "s"}}), (Groups{{0}, {1, 2}, {3}, {4}}));
}

TEST(Identities, AreTheSameWhenAPairComesInTheOtherDirection)
{
    EXPECT_EQ(groups(three_services(), {{2, 1, "r"}, {4, 2, "r"}}), (Groups{{0}, {1, 2, 4}, {3}}));
}

TEST(Identities, AreTheSameWhenAnAccountMatchesItself)
{
    EXPECT_EQ(groups({account(0, "ann"), account(1, "bob")}, {{1, 1, "r"}}), (Groups{{0}, {1}}));
}

TEST(Identities, BecomeOneWhenAMatchJoinsTwoThatWereApart)
{
    EXPECT_EQ(groups(three_services(), {{0, 3, "r"}, {1, 2, "r"}, {2, 3, "r"}}), (Groups{{0, 1, 2, 3}, {4}}));
}

TEST(Identities, KeepTheOrderOfTheAccountsSoThatTheFirstServiceSurvives)
{
    EXPECT_EQ(groups(three_services(), {{3, 4, "r"}, {0, 4, "r"}}), (Groups{{0, 3, 4}, {1}, {2}}));
}

TEST(Identities, AreInTheOrderOfTheirSurvivors)
{
    EXPECT_EQ(groups(three_services(), {{2, 4, "r"}, {0, 3, "r"}}), (Groups{{0, 3}, {1}, {2, 4}}));
}

TEST(Identities, ThrowIfTheFirstOfAMatchIsNoAccount)
{
    EXPECT_THROW(groups({account(0, "ann")}, {{1, 0, "r"}}), std::out_of_range);
}

TEST(Identities, ThrowIfTheSecondOfAMatchIsNoAccount)
{
    EXPECT_THROW(groups({account(0, "ann"), account(1, "bob")}, {{0, 2, "r"}}), std::out_of_range);
}

TEST(Identities, ThrowIfThereIsAMatchAndNoAccount) { EXPECT_THROW(groups({}, {{0, 0, "r"}}), std::out_of_range); }

} // namespace
} // namespace tributary::identity
