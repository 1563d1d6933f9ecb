#include "merge/name_collisions/look_alikes.hpp"
#include "rules/rules.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace tributary::name_collisions {
namespace {

using testing::account;
using Found = std::vector<std::tuple<model::AccountIndex, model::AccountIndex, std::string>>;

Found found(std::vector<model::Account> const &accounts, std::vector<model::Identity> const &identities,
            std::string const *new_name_of_second = nullptr)
{
    Found result;
    for (auto const &pair : look_alikes(accounts, identities, rules::foldings(), [&](model::AccountIndex account) {
             return account == 1 ? new_name_of_second : nullptr;
         })) {
        result.emplace_back(pair.first, pair.second, pair.fold);
    }
    return result;
}

TEST(LookAlikes, AreNoneAmongNamesThatDiffer)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "bob")}, {{{0}}, {{1}}}), Found{});
}

TEST(LookAlikes, AreNotNamesThatAreEqualToTheLetter)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "ann")}, {{{0}}, {{1}}}), Found{});
}

TEST(LookAlikes, AreEqualOnesTooWhereTheyAreAskedFor)
{
    std::vector<model::Account> const accounts{account(0, "ann"), account(1, "ann")};
    std::vector<model::Identity> const identities{{{0}}, {{1}}};
    auto const pairs = look_alikes(
        accounts, identities, rules::foldings(), [](auto) { return nullptr; }, true);
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs.front().fold, "none");
}

TEST(LookAlikes, AreNamedWithTheWeakestFold)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "Ann")}, {{{0}}, {{1}}}), (Found{{0, 1, "case"}}));
}

TEST(LookAlikes, AreNamesThatABlankAtTheEndTellsApart)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "ann ")}, {{{0}}, {{1}}}), (Found{{0, 1, "confusable"}}));
}

TEST(LookAlikes, AreNamesThatANoBreakSpaceTellsApart)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "ann\u00a0")}, {{{0}}, {{1}}}), (Found{{0, 1, "confusable"}}));
}

TEST(LookAlikes, AreNotTheAccountsOfOnePerson)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "Ann")}, {{{0, 1}}}), Found{});
}

TEST(LookAlikes, AreJudgedByTheNewName)
{
    std::string const new_name = "bob";
    EXPECT_EQ(found({account(0, "ann"), account(1, "Ann")}, {{{0}}, {{1}}}, &new_name), Found{});
}

TEST(LookAlikes, AreEachComparedWithTheFirst)
{
    EXPECT_EQ(found({account(0, "ann"), account(1, "Ann"), account(2, "ANN")}, {{{0}}, {{1}}, {{2}}}),
              (Found{{0, 1, "case"}, {0, 2, "case"}}));
}

} // namespace
} // namespace tributary::name_collisions
