#include "merge/name_collisions/names.hpp"
#include "rules/all.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace tributary::name_collisions {
namespace {

using testing::account;

std::vector<model::Identity> all_alone(std::vector<model::Account> const &accounts)
{
    std::vector<model::Identity> alone;
    for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
        alone.push_back({{i}});
    }
    return alone;
}

TEST(GroupsOfNames, AreNoneBetweenGroups)
{
    std::vector<model::Account> const bobs{account(0, "bob"), account(1, "bob")};
    auto const names = identity::fold_names(bobs, rules::fold_none);
    EXPECT_TRUE(contested_claims(all_alone(bobs), names, std::vector<std::uint32_t>{1, 2}).empty());
}

TEST(GroupsOfNames, AreNoneWithAnAccountThatIsInNoGroup)
{
    std::vector<model::Account> const bobs{account(0, "bob"), account(1, "bob")};
    auto const names = identity::fold_names(bobs, rules::fold_none);
    EXPECT_TRUE(contested_claims(all_alone(bobs), names, std::vector<std::uint32_t>{0, 1}).empty());
}

TEST(GroupsOfNames, AreFoundInEachGroup)
{
    std::vector<model::Account> const bobs{account(0, "bob"), account(0, "bob"), account(1, "bob"), account(1, "bob")};
    auto const names = identity::fold_names(bobs, rules::fold_none);
    EXPECT_EQ(contested_claims(all_alone(bobs), names, std::vector<std::uint32_t>{1, 2, 1, 2}).size(), 4);
}

TEST(GroupsOfNames, LeaveThoseAloneWhoMayBothStay)
{
    std::vector<model::Account> const bobs{account(0, "bob"), account(0, "bob"), account(1, "bob")};
    auto const names = identity::fold_names(bobs, rules::fold_none);
    auto const result = collisions(
        contested_claims(all_alone(bobs), names), names, [](auto) { return std::pair<std::int64_t, std::int64_t>(); },
        [](auto a, auto b) { return a + b == 1; });
    ASSERT_EQ(result.size(), 1);
    EXPECT_EQ(result.front().gives_up, 2);
}

} // namespace
} // namespace tributary::name_collisions
