#include "merge/name_collisions/names.hpp"
#include "rules/all.hpp"
#include "rules/pattern.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::name_collisions {
namespace {

using testing::account;
using Problem = std::optional<std::string>;
using Identity = std::vector<model::AccountIndex>;

/// Ann and two Bobs; ten characters, small letters, nobody may be root.
class Allocator : public ::testing::Test {
protected:
    std::vector<model::Account> accounts{account(0, "ann"), account(0, "Bob"), account(1, "bob"), account(1, "")};
    identity::FoldedNames names = identity::fold_names(accounts, rules::fold_case);
    NameAllocator allocator{names, rules::fold_case, {10, rules::matcher("^[a-zA-Z]+$"), [](std::string const &name) {
                                                          return name == "root";
                                                      }}};
};

TEST_F(Allocator, HasNoProblemWithAFreeName) { EXPECT_EQ(allocator.problem("cid", Identity{0}), std::nullopt); }

TEST_F(Allocator, SaysThatANameIsTaken)
{
    EXPECT_EQ(allocator.problem("ann", Identity{1}), Problem("the name is taken"));
}

TEST_F(Allocator, SaysThatANameIsTakenInAnotherCase)
{
    EXPECT_EQ(allocator.problem("ANN", Identity{1}), Problem("the name is taken"));
}

TEST_F(Allocator, SaysThatANameIsTakenOnceItIsHandedOut)
{
    allocator.hand_out("Cid");
    EXPECT_EQ(allocator.problem("cid", Identity{1}), Problem("the name is taken"));
}

TEST_F(Allocator, HasNoProblemWithTheIdentitysOwnName)
{
    EXPECT_EQ(allocator.problem("ann", Identity{0}), std::nullopt);
}

TEST_F(Allocator, HasNoProblemWithAnOwnNameThatTheIdentityBearsTwice)
{
    EXPECT_EQ(allocator.problem("bob", Identity{1, 2}), std::nullopt);
}

TEST_F(Allocator, SaysThatAnOwnNameIsTakenThatOthersBearToo)
{
    EXPECT_EQ(allocator.problem("bob", Identity{1}), Problem("the name is taken"));
}

TEST_F(Allocator, SaysThatANameIsTooLong)
{
    EXPECT_EQ(allocator.problem("abcdefghijk", Identity{0}), Problem("it is longer than 10 characters"));
}

TEST_F(Allocator, HasNoProblemWithANameThatJustFits)
{
    EXPECT_EQ(allocator.problem("abcdefghij", Identity{0}), std::nullopt);
}

TEST_F(Allocator, SaysThatANameIsReserved)
{
    EXPECT_EQ(allocator.problem("root", Identity{0}), Problem("the name is reserved"));
}

TEST_F(Allocator, AsksForReservedNamesFolded)
{
    EXPECT_EQ(allocator.problem("ROOT", Identity{0}), Problem("the name is reserved"));
}

TEST_F(Allocator, SaysThatANameDoesNotMatchThePattern)
{
    EXPECT_EQ(allocator.problem("ann1", Identity{0}), Problem("it does not match the plan's pattern"));
}

TEST_F(Allocator, DoesNotTakeTheEmptyName) { EXPECT_NE(allocator.problem("", Identity{0}), std::nullopt); }

TEST_F(Allocator, ProposesTheSameUntilItIsHandedOut)
{
    EXPECT_EQ(allocator.propose(rules::suffix, "bob", {"", "tmp"}), Problem("bobtmp"));
    EXPECT_EQ(allocator.propose(rules::suffix, "bob", {"", "tmp"}), Problem("bobtmp"));
}

TEST_F(Allocator, CountsCharactersAndNotBytes)
{
    EXPECT_FALSE(allocator.is_too_long("ääääääääää"));
    EXPECT_TRUE(allocator.is_too_long("äääääääääää"));
}

TEST(AllocatorWithoutLimits, TakesNoNameForTooLong)
{
    identity::FoldedNames names;
    NameAllocator const allocator(names, rules::fold_none, {});
    EXPECT_FALSE(allocator.is_too_long(std::string(10'000, 'x')));
}

} // namespace
} // namespace tributary::name_collisions
