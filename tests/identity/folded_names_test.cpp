#include "merge/identity/folded_names.hpp"
#include "rules/all.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace tributary::identity {
namespace {

using testing::account;
using Accounts = std::vector<model::Account>;

TEST(FoldedNames, AreZeroForMissingAndEmptyNames)
{
    EXPECT_EQ(fold_names(Accounts{account(0, std::nullopt), account(0, "")}, rules::fold_case).of,
              (std::vector<model::TextId>{0, 0}));
}

TEST(FoldedNames, AreEqualForNamesThatAreOne)
{
    auto const names = fold_names(Accounts{account(0, "Bob"), account(0, "ann"), account(1, "bob")}, rules::fold_case);
    EXPECT_EQ(names.of, (std::vector<model::TextId>{1, 2, 1}));
    EXPECT_EQ(names.texts.text(1), "bob");
}

} // namespace
} // namespace tributary::identity
