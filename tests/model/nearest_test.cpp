#include "merge/model/nearest.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::model {
namespace {

std::string suggestion(std::string const &word, std::vector<std::string> const &candidates)
{
    return did_you_mean(word, candidates);
}

TEST(DidYouMean, NamesTheCandidateWithAMissingLetter)
{
    EXPECT_EQ(suggestion("app_user", {"posts", "app_users"}), "did you mean \"app_users\"?");
}

TEST(DidYouMean, NamesTheCandidateWithALetterTooMany)
{
    EXPECT_EQ(suggestion("headrooom", {"headroom", "staging"}), "did you mean \"headroom\"?");
}

TEST(DidYouMean, NamesTheCandidateWithAnotherLetter)
{
    EXPECT_EQ(suggestion("headraom", {"headroom", "staging"}), "did you mean \"headroom\"?");
}

TEST(DidYouMean, NamesTheCandidateWithTheFewestSlips)
{
    EXPECT_EQ(suggestion("publickeys", {"public_keyz", "public_keys"}), "did you mean \"public_keys\"?");
}

TEST(DidYouMean, PrefersAnotherCaseToAnotherLetter)
{
    EXPECT_EQ(suggestion("Nameless", {"lameless", "nameless"}), "did you mean \"nameless\"?");
}

TEST(DidYouMean, CountsTwoWrongCasesAsOneSlip)
{
    EXPECT_EQ(suggestion("NAmeless", {"namelessly", "nameless"}), "did you mean \"nameless\"?");
}

TEST(DidYouMean, NamesACandidateAThirdOfTheWordAway)
{
    EXPECT_EQ(suggestion("abcdefghi", {"abcdefxyz"}), "did you mean \"abcdefxyz\"?");
}

TEST(DidYouMean, NamesNoCandidateMoreThanAThirdOfTheWordAway) { EXPECT_EQ(suggestion("abcdefghi", {"abcdewxyz"}), ""); }

TEST(DidYouMean, NamesNothingWithoutCandidates) { EXPECT_EQ(suggestion("posts", {}), ""); }

TEST(DidYouMean, NamesNothingThatIsWhollyDifferent) { EXPECT_EQ(suggestion("posts", {"audit", "tags"}), ""); }

TEST(DidYouMean, NamesTheOnlyCandidateThatGoesOnWhereTheWordEnds)
{
    EXPECT_EQ(suggestion("drop", {"stop", "keep", "drop-row"}), "did you mean \"drop-row\"?");
}

} // namespace
} // namespace tributary::model
