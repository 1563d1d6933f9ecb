#include "merge/references/path.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tributary::references {
namespace {

TEST(Path, TakesAQuotedMember) { EXPECT_EQ(read_path(R"($."a.b c")").at(0).name, "a.b c"); }

TEST(Path, BeginsWithADollar) { EXPECT_THROW(read_path("owner"), std::invalid_argument); }

TEST(Path, HasNoEmptyStep) { EXPECT_THROW(read_path("$."), std::invalid_argument); }

TEST(Path, HasNoOpenBracket) { EXPECT_THROW(read_path("$.a[*"), std::invalid_argument); }

TEST(Path, HasANumberOrAStarInBrackets) { EXPECT_THROW(read_path("$[a]"), std::invalid_argument); }

TEST(Path, HasNoOpenQuote) { EXPECT_THROW(read_path("$.\"a"), std::invalid_argument); }

TEST(Path, HasNothingBetweenSteps) { EXPECT_THROW(read_path("$[*]a"), std::invalid_argument); }

} // namespace
} // namespace tributary::references
