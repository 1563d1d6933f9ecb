#include "rules/all.hpp"
#include "rules/rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::rules {
namespace {

bool one(model::Folding const &folding, std::string_view a, std::string_view b)
{
    return folding.fold(a) == folding.fold(b);
}

std::string const not_utf8 = "B\xff";

TEST(Foldings, AreKnownByTheNamesOfThePlanFile)
{
    std::vector<std::string_view> names;
    std::transform(foldings().begin(), foldings().end(), std::back_inserter(names),
                   [](auto const &folding) { return folding.name; });
    EXPECT_EQ(names, (std::vector<std::string_view>{"none", "case", "nfkc-casefold", "confusable"}));
}

TEST(FoldNone, LeavesEveryByte) { EXPECT_EQ(fold_none.fold("Bob\xff ｂ"), "Bob\xff ｂ"); }

TEST(FoldNone, TellsUpperFromLowerCase) { EXPECT_FALSE(one(fold_none, "Bob", "bob")); }

TEST(FoldNone, LeavesTheEmptyNameEmpty) { EXPECT_EQ(fold_none.fold(""), ""); }

TEST(FoldCase, MakesLettersSmall) { EXPECT_EQ(fold_case.fold("BoB2"), "bob2"); }

TEST(FoldCase, MakesLettersBeyondAsciiSmall) { EXPECT_TRUE(one(fold_case, "JÜRGEN", "jürgen")); }

TEST(FoldCase, KnowsGreekAndCyrillic)
{
    EXPECT_TRUE(one(fold_case, "ΝΙΚΗ", "νικη"));
    EXPECT_TRUE(one(fold_case, "АННА", "анна"));
}

TEST(FoldCase, KnowsBothSmallSigmas) { EXPECT_TRUE(one(fold_case, "νικος", "ΝΙΚΟΣ")); }

TEST(FoldCase, TakesTheTurkishCapitalForAnI) { EXPECT_EQ(fold_case.fold("İ"), "i"); }

TEST(FoldCase, TellsTheDotlessIFromI) { EXPECT_FALSE(one(fold_case, "ı", "i")); }

TEST(FoldCase, TellsSharpSFromTwo) { EXPECT_FALSE(one(fold_case, "straße", "strasse")); }

TEST(FoldCase, KnowsTheCapitalSharpS) { EXPECT_TRUE(one(fold_case, "ẞ", "ß")); }

TEST(FoldCase, TellsFullWidthLettersFromOthers) { EXPECT_FALSE(one(fold_case, "ｂｏｂ", "bob")); }

TEST(FoldCase, TellsAComposedLetterFromItsParts) { EXPECT_FALSE(one(fold_case, "j\u00fcrgen", "ju\u0308rgen")); }

TEST(FoldCase, TellsLettersThatLookAlike) { EXPECT_FALSE(one(fold_case, "а", "a")); }

TEST(FoldCase, KnowsLettersBeyondTheBasicPlane) { EXPECT_TRUE(one(fold_case, "\U00010400", "\U00010428")); }

TEST(FoldCase, LeavesTheEmptyNameEmpty) { EXPECT_EQ(fold_case.fold(""), ""); }

TEST(FoldCase, LeavesWhatIsNotUtf8) { EXPECT_EQ(fold_case.fold(not_utf8), not_utf8); }

TEST(FoldCase, KeepsAZeroByte) { EXPECT_EQ(fold_case.fold(std::string("A\0B", 3)), std::string("a\0b", 3)); }

TEST(FoldNfkcCasefold, MakesLettersSmall) { EXPECT_EQ(fold_nfkc_casefold.fold("BoB2"), "bob2"); }

TEST(FoldNfkcCasefold, TakesFullWidthLettersForOthers) { EXPECT_EQ(fold_nfkc_casefold.fold("ＢＯＢ２"), "bob2"); }

TEST(FoldNfkcCasefold, TakesSharpSForTwo) { EXPECT_TRUE(one(fold_nfkc_casefold, "Straße", "STRASSE")); }

TEST(FoldNfkcCasefold, TakesAComposedLetterForItsParts)
{
    EXPECT_TRUE(one(fold_nfkc_casefold, "j\u00fcrgen", "ju\u0308rgen"));
}

TEST(FoldNfkcCasefold, TakesLigaturesForTheirLetters) { EXPECT_TRUE(one(fold_nfkc_casefold, "ﬁnn", "finn")); }

TEST(FoldNfkcCasefold, TakesRaisedDigitsForDigits) { EXPECT_TRUE(one(fold_nfkc_casefold, "bob²", "bob2")); }

TEST(FoldNfkcCasefold, PassesOverInvisibleCharacters)
{
    EXPECT_TRUE(one(fold_nfkc_casefold, "b\u200bo\u00adb\ufeff", "bob"));
}

TEST(FoldNfkcCasefold, TellsLettersThatLookAlike) { EXPECT_FALSE(one(fold_nfkc_casefold, "а", "a")); }

TEST(FoldNfkcCasefold, TellsTheDotlessIFromI) { EXPECT_FALSE(one(fold_nfkc_casefold, "ı", "i")); }

TEST(FoldNfkcCasefold, LeavesTheEmptyNameEmpty) { EXPECT_EQ(fold_nfkc_casefold.fold(""), ""); }

TEST(FoldNfkcCasefold, LeavesANameOfInvisibleCharactersOnly) { EXPECT_EQ(fold_nfkc_casefold.fold("\u200b"), "\u200b"); }

TEST(FoldNfkcCasefold, LeavesWhatIsNotUtf8) { EXPECT_EQ(fold_nfkc_casefold.fold(not_utf8), not_utf8); }

TEST(FoldConfusable, TakesACyrillicAForALatinOne) { EXPECT_TRUE(one(fold_confusable, "аnn", "ann")); }

TEST(FoldConfusable, TakesRnForM) { EXPECT_TRUE(one(fold_confusable, "corn", "com")); }

TEST(FoldConfusable, TakesAZeroForAnO) { EXPECT_TRUE(one(fold_confusable, "b0b", "bob")); }

TEST(FoldConfusable, TakesAZeroForACapitalO) { EXPECT_TRUE(one(fold_confusable, "b0b", "bOb")); }

TEST(FoldConfusable, TakesAOneForAnL) { EXPECT_TRUE(one(fold_confusable, "bil1", "bill")); }

TEST(FoldConfusable, MakesLettersSmall) { EXPECT_TRUE(one(fold_confusable, "BOB", "bob")); }

TEST(FoldConfusable, TakesACyrillicCapitalForALatinOne) { EXPECT_TRUE(one(fold_confusable, "АNN", "ann")); }

TEST(FoldConfusable, TakesABlankAtTheEndForNone) { EXPECT_TRUE(one(fold_confusable, "bob ", "bob")); }

TEST(FoldConfusable, TakesTwoBlanksForOne) { EXPECT_TRUE(one(fold_confusable, "ann  lee", "ann lee")); }

TEST(FoldConfusable, TakesABlankInsideForABlank) { EXPECT_FALSE(one(fold_confusable, "ann lee", "annlee")); }

TEST(FoldConfusable, KeepsANameOfBlanks) { EXPECT_FALSE(fold_confusable.fold("  ").empty()); }

TEST(FoldConfusable, TakesAsciiAsBesideOtherLetters)
{
    EXPECT_TRUE(one(fold_confusable, "m0dern%I|\u200b", "m0dern%I|"));
}

TEST(FoldConfusable, TakesFullWidthLettersForOthers) { EXPECT_TRUE(one(fold_confusable, "ｂｏｂ", "bob")); }

TEST(FoldConfusable, TakesAComposedLetterForItsParts)
{
    EXPECT_TRUE(one(fold_confusable, "j\u00fcrgen", "ju\u0308rgen"));
}

TEST(FoldConfusable, PassesOverInvisibleCharacters) { EXPECT_TRUE(one(fold_confusable, "b\u200bob", "bob")); }

TEST(FoldConfusable, TellsNamesThatDoNotLookAlike) { EXPECT_FALSE(one(fold_confusable, "bob", "rob")); }

TEST(FoldConfusable, TellsADigitFromAWord) { EXPECT_FALSE(one(fold_confusable, "bob2", "bob")); }

TEST(FoldConfusable, LeavesTheEmptyNameEmpty) { EXPECT_EQ(fold_confusable.fold(""), ""); }

TEST(FoldConfusable, IsNeverEmptyForANameOfInvisibleCharactersOnly)
{
    EXPECT_NE(fold_confusable.fold("\u200b\u200d"), "");
}

TEST(FoldConfusable, LeavesWhatIsNotUtf8) { EXPECT_EQ(fold_confusable.fold(not_utf8), not_utf8); }

std::string utf8(char32_t c)
{
    auto const byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (c < 0x80) {
        return {byte(c)};
    }
    if (c < 0x800) {
        return {byte(0xc0U | (c >> 6U)), byte(0x80U | (c & 0x3fU))};
    }
    if (c < 0x10000) {
        return {byte(0xe0U | (c >> 12U)), byte(0x80U | ((c >> 6U) & 0x3fU)), byte(0x80U | (c & 0x3fU))};
    }
    return {byte(0xf0U | (c >> 18U)), byte(0x80U | ((c >> 12U) & 0x3fU)), byte(0x80U | ((c >> 6U) & 0x3fU)),
            byte(0x80U | (c & 0x3fU))};
}

/// Characters that `weaker` makes equal to another one that `stronger` tells from it.
std::vector<std::string> texts_that_differ(model::Folding const &stronger, model::Folding const &weaker)
{
    std::vector<std::string> result;
    for (char32_t c = 1; c < 0x110000; ++c) {
        if (c >= 0xd800 && c < 0xe000) {
            continue;
        }
        auto const name = utf8(c);
        auto const folded = weaker.fold(name);
        if (folded.empty() || !one(stronger, name, folded)) {
            result.push_back(name);
        }
    }
    return result;
}

TEST(Foldings, MakeEqualWhatTheOneBeforeTheLastDoes)
{
    EXPECT_EQ(texts_that_differ(fold_confusable, fold_nfkc_casefold), std::vector<std::string>{});
}

TEST(Foldings, ChangeNothingASecondTimeWithoutCase)
{
    EXPECT_EQ(texts_that_differ(fold_case, fold_case), std::vector<std::string>{});
}

TEST(Foldings, MakeEqualWhatTheCaseFoldingDoes)
{
    EXPECT_EQ(texts_that_differ(fold_nfkc_casefold, fold_case), std::vector<std::string>{});
}

TEST(FoldNfkcCasefold, TakesTheTurkishCapitalForAnI) { EXPECT_EQ(fold_nfkc_casefold.fold("İvan"), "ivan"); }

} // namespace
} // namespace tributary::rules
