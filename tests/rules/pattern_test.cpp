#include "rules/pattern.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace tributary::rules {
namespace {

bool matches(std::string const &expression, std::string const &name) { return matcher(expression)(name); }

bool may_match(std::string const &expression, std::string const &before, std::string const &after)
{
    return rules::may_match(matcher(expression), before, after);
}

TEST(Pattern, AdmitsWhatItMatches) { EXPECT_TRUE(matches("^[a-z0-9]+$", "bob2")); }

TEST(Pattern, DoesNotAdmitWhatItDoesNotMatch) { EXPECT_FALSE(matches("^[a-z0-9]+$", "Bob")); }

TEST(Pattern, IsFoundAnywhereUnlessAnchored) { EXPECT_TRUE(matches("[0-9]", "bob2x")); }

TEST(Pattern, CountsCharactersAndNotBytes) { EXPECT_TRUE(matches("^.{6}$", "jürgen")); }

TEST(Pattern, KnowsPropertiesOfCharacters) { EXPECT_TRUE(matches("^\\p{L}+$", "jürgen日本")); }

TEST(Pattern, DoesNotAdmitWhatIsNotUtf8) { EXPECT_FALSE(matches(".", "bob\xff")); }

TEST(Pattern, AdmitsTheEmptyNameIfItMatches) { EXPECT_TRUE(matches("^[a-z]*$", "")); }

TEST(Pattern, MayBeUsedManyTimes)
{
    auto const lower = matcher("^[a-z]+$");
    EXPECT_TRUE(lower("bob"));
    EXPECT_FALSE(lower("Bob"));
    EXPECT_TRUE(lower("ann"));
}

TEST(Pattern, ThatIsNoneThrows) { EXPECT_THROW(matcher("^[a-z"), std::invalid_argument); }

TEST(Pattern, ThatIsNotUtf8Throws) { EXPECT_THROW(matcher("\xff"), std::invalid_argument); }

TEST(Pattern, ThatTakesTooLongThrows)
{
    auto const begin = std::chrono::steady_clock::now();
    EXPECT_THROW(matches("^(([a-z])+)+$", std::string(40, 'a') + "1"), std::range_error);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
}

TEST(Pattern, ThatNeedsTooMuchMemoryThrows)
{
    EXPECT_THROW(matches("^(a|b)*$", std::string(10'000'000, 'a')), std::range_error);
}

TEST(MayMatch, SaysYesToASuffixOfLettersThatThePatternAdmits) { EXPECT_TRUE(may_match("^[a-z0-9]+$", "", "tmp")); }

TEST(MayMatch, SaysNoToASuffixThatThePatternDoesNotAdmit) { EXPECT_FALSE(may_match("^[a-z0-9]+$", "", "-tmp")); }

TEST(MayMatch, SaysNoToAPrefixThatThePatternDoesNotAdmit) { EXPECT_FALSE(may_match("^[a-z][a-z0-9]*$", "2-", "")); }

TEST(MayMatch, SaysNoToASuffixThatLeavesNoRoom) { EXPECT_FALSE(may_match("^[a-z]{1,5}$", "", "tempo")); }

TEST(MayMatch, SaysYesToASuffixThatLeavesRoom) { EXPECT_TRUE(may_match("^[a-z]{1,5}$", "", "temp")); }

TEST(MayMatch, SaysYesToNamesOfCapitals) { EXPECT_TRUE(may_match("^[A-Z]+$", "", "TMP")); }

TEST(MayMatch, SaysYesToNamesOfALeastLength) { EXPECT_TRUE(may_match("^[a-z]{20,}$", "", "tmp")); }

TEST(MayMatch, SaysYesWhereItKnowsNoNameThatThePatternAdmits) { EXPECT_TRUE(may_match("^日本[0-9]{7}$", "", "x")); }

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

TEST(Finder, FindsTheGroupOfEachMatch)
{
    EXPECT_EQ(finder("@([a-z]+)")("hi @ann and @bob"), (Places{{4, 7}, {13, 16}}));
}

TEST(Finder, CountsBytes) { EXPECT_EQ(finder("@([a-z]+)")("ä @ann"), (Places{{4, 7}})); }

TEST(Finder, FindsNothingWhereNothingMatches) { EXPECT_TRUE(finder("@([a-z]+)")("nobody").empty()); }

TEST(Finder, LeavesOutAGroupThatHasNoPartInTheMatch) { EXPECT_TRUE(finder("a|@([a-z]+)")("a").empty()); }

TEST(Finder, LeavesOutAnEmptyGroup) { EXPECT_TRUE(finder("@([a-z]*)")("@ @").empty()); }

TEST(Finder, NeedsAGroup) { EXPECT_THROW(finder("@[a-z]+"), std::invalid_argument); }

TEST(Finder, NeedsOneGroupOnly) { EXPECT_THROW(finder("(@)([a-z]+)"), std::invalid_argument); }

TEST(Finder, TakesGroupsThatCaptureNothingBeside) { EXPECT_EQ(finder("(?:@|~)([a-z]+)")("~ann"), (Places{{1, 4}})); }

TEST(Finder, IsARegularExpression) { EXPECT_THROW(finder("@([a-z"), std::invalid_argument); }

} // namespace
} // namespace tributary::rules
