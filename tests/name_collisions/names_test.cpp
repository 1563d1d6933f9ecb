#include "merge/name_collisions/names.hpp"
#include "rules/all.hpp"
#include "rules/pattern.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace tributary::name_collisions {
namespace {

using testing::account;
using Accounts = std::vector<model::Account>;
using Identities = std::vector<model::Identity>;
using Names = std::vector<std::optional<std::string>>;
using Words = std::vector<std::string>;

using Ranks = std::vector<std::int64_t>;

Words const three{"prose", "lists", "pastes"};
Ranks const in_order{0, 1, 2};

/// (name, who keeps it, who gives it up)
using Contested = std::vector<std::tuple<std::string, model::AccountIndex, model::AccountIndex>>;

/// The accounts of each source claim with the source's rank.
std::vector<Collision> ranked(Accounts const &accounts, Identities const &identities,
                              identity::FoldedNames const &names, Ranks const &rank)
{
    return collisions(contested_claims(identities, names), names,
                      [&](auto bearer) { return std::pair(rank[accounts[bearer].source], std::int64_t{0}); });
}

Contested contested(Accounts const &accounts, Identities const &identities, Ranks const &rank,
                    model::Folding const &folding = rules::fold_none)
{
    Contested result;
    for (auto const &collision : ranked(accounts, identities, identity::fold_names(accounts, folding), rank)) {
        result.emplace_back(collision.name, collision.keeps, collision.gives_up);
    }
    return result;
}

Identities all_alone(Accounts const &accounts)
{
    Identities alone;
    for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
        alone.push_back({{i}});
    }
    return alone;
}

Names new_names(Accounts const &accounts, Identities const &identities, model::NamePolicy const &policy,
                plan::Affixes const &around, NameLimits limits, model::Folding const &folding = rules::fold_none)
{
    auto names = identity::fold_names(accounts, folding);
    NameAllocator allocator(names, folding, std::move(limits));
    Names result;
    for (auto const &collision : ranked(accounts, identities, names, in_order)) {
        result.push_back(allocator.propose(policy, *accounts[collision.gives_up].name, around));
        if (result.back()) {
            allocator.hand_out(*result.back());
        }
    }
    return result;
}

/// New names of everybody who gives one up, when nobody is merged and no source yields.
Names renamed(Accounts const &accounts, model::NamePolicy const &policy, std::string const &suffix,
              std::int64_t max_length)
{
    return new_names(accounts, all_alone(accounts), policy, {"", suffix}, {max_length, {}, {}});
}

TEST(Collisions, AreNoneWhereEveryNameIsBorneOnce)
{
    EXPECT_EQ(contested({account(0, "ann"), account(1, "bob")}, {{{0}}, {{1}}}, in_order), Contested{});
}

TEST(Collisions, AreNoneWithoutAccounts) { EXPECT_EQ(contested({}, {}, in_order), Contested{}); }

TEST(Collisions, LeaveTheNameToTheSourceOfTheSmallestRank)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob")}, {{{0}}, {{1}}}, {0, 1}), (Contested{{"bob", 0, 1}}));
}

TEST(Collisions, TakeTheNameFromAnEarlierSourceOfGreaterRank)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob")}, {{{0}}, {{1}}}, {1, 0}), (Contested{{"bob", 1, 0}}));
}

TEST(Collisions, LeaveTheNameToTheSmallerAccountAmongEquals)
{
    EXPECT_EQ(contested({account(0, "bob"), account(0, "bob")}, {{{0}}, {{1}}}, in_order), (Contested{{"bob", 0, 1}}));
}

TEST(Collisions, ListEverybodyWhoGivesUpAgainstTheOneWhoKeeps)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob"), account(2, "bob")}, {{{0}}, {{1}}, {{2}}}, in_order),
              (Contested{{"bob", 0, 1}, {"bob", 0, 2}}));
}

TEST(Collisions, ListThoseWhoGiveUpByStrength)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob"), account(2, "bob")}, {{{0}}, {{1}}, {{2}}}, {2, 1, 0}),
              (Contested{{"bob", 2, 1}, {"bob", 2, 0}}));
}

TEST(Collisions, AreOrderedByNameBytewise)
{
    EXPECT_EQ(contested({account(0, "b"), account(0, "B"), account(0, "a"), account(1, "a"), account(1, "b"),
                         account(1, "B")},
                        {{{0}}, {{1}}, {{2}}, {{3}}, {{4}}, {{5}}}, in_order),
              (Contested{{"B", 1, 5}, {"a", 2, 3}, {"b", 0, 4}}));
}

TEST(Collisions, DoNotAriseFromMissingNames)
{
    EXPECT_EQ(contested({account(0, std::nullopt), account(1, std::nullopt)}, {{{0}}, {{1}}}, in_order), Contested{});
}

TEST(Collisions, DoNotAriseFromEmptyNames)
{
    EXPECT_EQ(contested({account(0, ""), account(1, "")}, {{{0}}, {{1}}}, in_order), Contested{});
}

TEST(Collisions, DoNotAriseWithinOneIdentity)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob")}, {{{0, 1}}}, in_order), Contested{});
}

TEST(Collisions, TakeTheNameOfAFoldedAccountForGivenUp)
{
    EXPECT_EQ(contested({account(0, "ann"), account(1, "bob"), account(2, "bob")}, {{{0, 1}}, {{2}}}, in_order),
              Contested{});
}

TEST(Collisions, LetAnIdentityClaimWithTheStrongestOfItsAccountsThatBearTheName)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob"), account(2, "bob")}, {{{0, 2}}, {{1}}}, {2, 1, 0}),
              (Contested{{"bob", 0, 1}}));
}

TEST(Collisions, LetNoIdentityClaimWithAnAccountOfAnotherName)
{
    EXPECT_EQ(contested({account(0, "bob"), account(1, "bob"), account(2, "ann")}, {{{0, 2}}, {{1}}}, {2, 1, 0}),
              (Contested{{"bob", 1, 0}}));
}

TEST(Collisions, AriseFromNamesThatAreOneUnderTheFolding)
{
    EXPECT_EQ(contested({account(0, "Bob"), account(1, "bOB")}, {{{0}}, {{1}}}, in_order, rules::fold_case),
              (Contested{{"bob", 0, 1}}));
}

TEST(Collisions, DoNotAriseFromNamesInAnotherCaseUnlessFolded)
{
    EXPECT_EQ(contested({account(0, "Bob"), account(1, "bOB")}, {{{0}}, {{1}}}, in_order), Contested{});
}

TEST(Collisions, LeaveTheNameToTheGreaterOfTwoStrengthsWithinARank)
{
    Accounts const accounts{account(0, "bob"), account(1, "bob")};
    auto const names = identity::fold_names(accounts, rules::fold_none);
    auto const result = collisions(contested_claims(all_alone(accounts), names), names,
                                   [](auto bearer) { return std::pair(std::int64_t{0}, -std::int64_t{bearer}); });
    EXPECT_EQ(result.at(0).keeps, 1U);
}

TEST(ClaimRanks, AreEqualWhereNobodyYields) { EXPECT_EQ(claim_ranks(three, Words{}), (Ranks{0, 0, 0})); }

TEST(ClaimRanks, PutAYieldingSourceBehindALaterOne)
{
    auto const rank = claim_ranks(three, Words{"prose"});
    EXPECT_LT(rank[2], rank[0]);
}

TEST(ClaimRanks, AreEqualForThoseThatDoNotYield)
{
    auto const rank = claim_ranks(three, Words{"prose"});
    EXPECT_EQ(rank[1], rank[2]);
}

TEST(ClaimRanks, PutTheFirstToYieldBehindTheSecondToYield)
{
    auto const rank = claim_ranks(three, Words{"lists", "pastes"});
    EXPECT_LT(rank[2], rank[1]);
}

TEST(ClaimRanks, PutTheSecondToYieldBehindThoseThatDoNot)
{
    auto const rank = claim_ranks(three, Words{"lists", "prose"});
    EXPECT_LT(rank[2], rank[0]);
}

TEST(NewNames, AreNoneWithoutCollisions)
{
    EXPECT_EQ(renamed({account(0, "ann"), account(1, "bob")}, rules::suffix, "tmp", 0), Names{});
}

TEST(NewNames, AreInTheOrderOfTheCollisions)
{
    EXPECT_EQ(
        renamed({account(0, "zoe"), account(0, "ann"), account(1, "zoe"), account(1, "ann")}, rules::suffix, "tmp", 0),
        (Names{"anntmp", "zoetmp"}));
}

TEST(NewNames, DifferWhereTwoLongNamesAreCutToTheSame)
{
    EXPECT_EQ(renamed({account(0, "robert1"), account(0, "robert2"), account(1, "robert1"), account(1, "robert2")},
                      rules::suffix, "tmp", 7),
              (Names{"robetmp", "robtmp2"}));
}

TEST(NewNames, AreNotThatOfAnAccountThatGivesItUp)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(0, "bobtmp"), account(1, "bob"), account(1, "bobtmp")}, rules::suffix,
                      "tmp", 0),
              (Names{"bobtmp2", "bobtmptmp"}));
}

TEST(NewNames, AreNotThatOfAFoldedAccount)
{
    Accounts const accounts{account(0, "ann"), account(0, "bob"), account(1, "bobtmp"), account(2, "bob")};
    Identities const identities{{{0, 2}}, {{1}}, {{3}}};
    EXPECT_EQ(new_names(accounts, identities, rules::suffix, {"", "tmp"}, {}), (Names{"bobtmp2"}));
}

TEST(SuffixPolicy, AppendsTheSuffix)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob")}, rules::suffix, "tmp", 50), (Names{"bobtmp"}));
}

TEST(SuffixPolicy, AppendsTheSuffixOfThePlan)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob")}, rules::suffix, "-old", 50), (Names{"bob-old"}));
}

TEST(SuffixPolicy, TakesTheNextFreeNameWhenTheSuffixedOneIsTakenInAnySource)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob"), account(2, "bobtmp")}, rules::suffix, "tmp", 50),
              (Names{"bobtmp2"}));
}

TEST(SuffixPolicy, TakesTheNextFreeNameWhenTheSuffixedOneIsTakenInTheYieldingSource)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob"), account(1, "bobtmp")}, rules::suffix, "tmp", 50),
              (Names{"bobtmp2"}));
}

TEST(SuffixPolicy, PassesOverEveryTakenNumber)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(0, "bobtmp"), account(0, "bobtmp2"), account(1, "bob")},
                      rules::suffix, "tmp", 50),
              (Names{"bobtmp3"}));
}

TEST(SuffixPolicy, NumbersTheThirdClaimant)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob"), account(2, "bob")}, rules::suffix, "tmp", 50),
              (Names{"bobtmp", "bobtmp2"}));
}

TEST(SuffixPolicy, CutsTheNameAndNeverTheSuffix)
{
    EXPECT_EQ(renamed({account(0, "abcdefghij"), account(1, "abcdefghij")}, rules::suffix, "tmp", 10),
              (Names{"abcdefgtmp"}));
}

TEST(SuffixPolicy, CutsNothingFromANameThatJustFits)
{
    EXPECT_EQ(renamed({account(0, "abcdefg"), account(1, "abcdefg")}, rules::suffix, "tmp", 10), (Names{"abcdefgtmp"}));
}

TEST(SuffixPolicy, CutsMoreForALongerNumber)
{
    EXPECT_EQ(renamed({account(0, "abcdefghij"), account(0, "abcdefgtmp"), account(1, "abcdefghij")}, rules::suffix,
                      "tmp", 10),
              (Names{"abcdeftmp2"}));
}

TEST(SuffixPolicy, CountsCharactersAndNotBytes)
{
    EXPECT_EQ(renamed({account(0, "jürgen"), account(1, "jürgen")}, rules::suffix, "tmp", 9), (Names{"jürgentmp"}));
}

TEST(SuffixPolicy, CutsBetweenCharactersAndNotWithinThem)
{
    EXPECT_EQ(renamed({account(0, "日本語"), account(1, "日本語")}, rules::suffix, "tmp", 5), (Names{"日本tmp"}));
}

TEST(SuffixPolicy, LeavesTheLengthAloneWhereThereIsNoLimit)
{
    auto const name = std::string(300, 'x');
    EXPECT_EQ(renamed({account(0, name), account(1, name)}, rules::suffix, "tmp", 0), (Names{name + "tmp"}));
}

TEST(SuffixPolicy, CannotDecideWhereNothingOfTheNameWouldBeLeft)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob")}, rules::suffix, "tmp", 3), (Names{std::nullopt}));
}

TEST(SuffixPolicy, CannotDecideWhereOnlyANumberTooLongWouldBeFree)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(0, "btmp"), account(1, "bob")}, rules::suffix, "tmp", 4),
              (Names{std::nullopt}));
}

TEST(SuffixPolicy, PutsATemplateAroundTheName)
{
    Accounts const bobs{account(0, "bob"), account(1, "bob")};
    EXPECT_EQ(new_names(bobs, all_alone(bobs), rules::suffix, {"x-", "-old"}, {}), (Names{"x-bob-old"}));
}

TEST(SuffixPolicy, CutsTheNameForWhatStandsBeforeItToo)
{
    Accounts const bobs{account(0, "abcdefghij"), account(1, "abcdefghij")};
    EXPECT_EQ(new_names(bobs, all_alone(bobs), rules::suffix, {"x-", "-old"}, {10, {}, {}}), (Names{"x-abcd-old"}));
}

TEST(SuffixPolicy, CutsBetweenGraphemesAndNotWithinThem)
{
    auto const family = std::string("ab\U0001F468\u200d\U0001F469\u200d\U0001F467"); // one letter of five characters
    EXPECT_EQ(renamed({account(0, family), account(1, family)}, rules::suffix, "tmp", 8), (Names{"abtmp"}));
}

TEST(SuffixPolicy, PassesOverANameThatIsTakenUnderTheFolding)
{
    Accounts const accounts{account(0, "bob"), account(0, "BOBTMP"), account(1, "bob")};
    EXPECT_EQ(new_names(accounts, all_alone(accounts), rules::suffix, {"", "tmp"}, {}, rules::fold_case),
              (Names{"bobtmp2"}));
}

TEST(SuffixPolicy, KeepsTheCaseOfTheNameThatIsGivenUp)
{
    Accounts const accounts{account(0, "bob"), account(1, "BoB")};
    EXPECT_EQ(new_names(accounts, all_alone(accounts), rules::suffix, {"", "tmp"}, {}, rules::fold_case),
              (Names{"BoBtmp"}));
}

TEST(SuffixPolicy, MakesAPlainerNameWhereThePatternAdmitsNoOther)
{
    Accounts const bobs{account(0, "Bob"), account(1, "Bob")};
    EXPECT_EQ(new_names(bobs, all_alone(bobs), rules::suffix, {"", "tmp"}, {0, rules::matcher("^[a-z0-9]+$"), {}}),
              (Names{"bobtmp"}));
}

TEST(SuffixPolicy, LeavesOutWhatThePatternDoesNotAdmit)
{
    Accounts const bobs{account(0, "b.o b"), account(1, "b.o b")};
    EXPECT_EQ(new_names(bobs, all_alone(bobs), rules::suffix, {"", "tmp"}, {0, rules::matcher("^[a-z0-9]+$"), {}}),
              (Names{"bobtmp"}));
}

TEST(SuffixPolicy, CannotDecideWhereNoNameMatchesThePattern)
{
    Accounts const bobs{account(0, "日本"), account(1, "日本")};
    EXPECT_EQ(new_names(bobs, all_alone(bobs), rules::suffix, {"", "tmp"}, {0, rules::matcher("^[a-z0-9]+$"), {}}),
              (Names{std::nullopt}));
}

TEST(SuffixPolicy, PassesOverAReservedName)
{
    Accounts const bobs{account(0, "bob"), account(1, "bob")};
    EXPECT_EQ(new_names(bobs, all_alone(bobs), rules::suffix, {"", "tmp"},
                        {0, {}, [](std::string const &name) { return name == "bobtmp"; }}),
              (Names{"bobtmp2"}));
}

TEST(RefusePolicy, DecidesNothing) { EXPECT_FALSE(rules::refuse.decides); }

TEST(RefusePolicy, ProposesWhatTheSuffixWouldGive)
{
    EXPECT_EQ(renamed({account(0, "bob"), account(1, "bob"), account(2, "bob")}, rules::refuse, "tmp", 50),
              (Names{"bobtmp", "bobtmp2"}));
}

} // namespace
} // namespace tributary::name_collisions
