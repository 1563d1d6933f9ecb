#include "merge/staging/account_decisions.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace tributary::staging {
namespace {

using testing::Rows;

class AccountDecisions : public ::testing::Test, protected testing::Merging {
protected:
    AccountDecisionWriter writer{staging};
};

TEST_F(AccountDecisions, AreInTheFileAfterFinish)
{
    writer.add_match(0, 2, "same-key", "one key");
    writer.finish();
    EXPECT_EQ(query("SELECT first, second, rule, evidence FROM match"), (Rows{{"1", "3", "same-key", "one key"}}));
}

TEST_F(AccountDecisions, AreLostWithoutFinish)
{
    AccountDecisionWriter(staging).add_match(0, 1, "same-key", "one key");
    EXPECT_EQ(query("SELECT first FROM match"), Rows{});
}

TEST_F(AccountDecisions, MayBeAddedAfterFinish)
{
    writer.add_renamed(0);
    writer.finish();
    writer.add_renamed(1);
    writer.finish();
    EXPECT_EQ(query("SELECT account FROM renamed ORDER BY 1"), (Rows{{"1"}, {"2"}}));
}

TEST_F(AccountDecisions, KeepTheFirstRuleOfAMatch)
{
    writer.add_match(0, 1, "same-key", "one key");
    writer.add_match(0, 1, "same-column", "one address");
    writer.finish();
    EXPECT_EQ(query("SELECT rule, evidence FROM match"), (Rows{{"same-key", "one key"}}));
}

TEST_F(AccountDecisions, NameTheSurvivorOfAMergedAccount)
{
    writer.add_merge(4, 1);
    writer.finish();
    EXPECT_EQ(query("SELECT account, survivor FROM merged_account"), (Rows{{"5", "2"}}));
}

TEST_F(AccountDecisions, NameBothAccountsOfACollision)
{
    writer.add_collision("bob", 0, 1, "bobtmp");
    writer.finish();
    EXPECT_EQ(query("SELECT name, keeps, gives_up, new_name FROM collision"), (Rows{{"bob", "1", "2", "bobtmp"}}));
}

TEST_F(AccountDecisions, HaveNullForANewNameThatWaitsForAnAnswer)
{
    writer.add_collision("bob", 0, 1, std::nullopt);
    writer.finish();
    EXPECT_EQ(query("SELECT new_name FROM collision"), (Rows{{std::nullopt}}));
}

TEST_F(AccountDecisions, ListAKeyThatAnAccountGainsOnce)
{
    writer.add_widened_access(0, "SHA256:x", 1);
    writer.add_widened_access(0, "SHA256:x", 1);
    writer.finish();
    EXPECT_EQ(query("SELECT account, key, origin FROM widened_access"), (Rows{{"1", "SHA256:x", "2"}}));
}

TEST_F(AccountDecisions, ListAPossibleMatch)
{
    writer.add_possible_match(0, 1, "one key");
    writer.finish();
    EXPECT_EQ(query("SELECT first, second, evidence FROM possible_match"), (Rows{{"1", "2", "one key"}}));
}

TEST_F(AccountDecisions, ListALookAlike)
{
    writer.add_look_alike(0, 1, "confusable");
    writer.finish();
    EXPECT_EQ(query("SELECT first, second, fold FROM look_alike"), (Rows{{"1", "2", "confusable"}}));
}

} // namespace
} // namespace tributary::staging
