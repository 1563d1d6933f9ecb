#include "rules/rules.hpp"
#include "rules/uuid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace tributary::rules {
namespace {

using model::Cell;
using model::Rival;
using model::Value;

Value text(std::string const &bytes, std::uint32_t source = 0) { return {Cell::Type::text, 0, 0, bytes, source}; }
Value number(std::int64_t value, std::uint32_t source) { return {Cell::Type::integer, value, 0, {}, source}; }

Rival rival(Value value, std::string_view after = "tmp") { return {std::move(value), "notes", "", after}; }

model::UniquePolicy const &policy(std::string_view name)
{
    auto const all = unique_policies();
    return *std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.name == name; });
}

/// What the policy says where these values are taken by other rows.
model::RivalVerdict settle(std::string_view name, std::vector<Rival> const &rivals,
                           std::set<std::string, std::less<>> const &taken = {}, std::int64_t max_length = 0)
{
    std::function<bool(std::size_t, std::string_view)> const is_taken = [&](std::size_t, std::string_view value) {
        return taken.contains(value);
    };
    model::SurvivorshipContext compared;
    compared.max_integer = 100;
    return policy(name).settle(rivals, {max_length, compared, &is_taken});
}

std::string second(model::RivalVerdict const &verdict) { return verdict.values.at(1).value_or(text("none")).bytes; }

std::vector<std::int64_t> positions(model::RivalVerdict const &verdict)
{
    std::vector<std::int64_t> result;
    for (auto const &value : verdict.values) {
        result.push_back(value ? value->integer : 0);
    }
    return result;
}

TEST(SuffixOnAColumn, IsGivenToTheLaterRow)
{
    EXPECT_EQ(second(settle("suffix", {rival(text("hello")), rival(text("hello"))})), "hellotmp");
}

TEST(SuffixOnAColumn, LeavesTheFirstRowItsValue)
{
    EXPECT_FALSE(settle("suffix", {rival(text("hello")), rival(text("hello"))}).values.at(0));
}

TEST(SuffixOnAColumn, TakesANumberWhereAnotherRowHasTheValue)
{
    EXPECT_EQ(second(settle("suffix", {rival(text("hello")), rival(text("hello"))}, {"hellotmp"})), "hellotmp2");
}

TEST(SuffixOnAColumn, GivesThreeRowsThreeValues)
{
    auto const verdict = settle("suffix", {rival(text("a")), rival(text("a")), rival(text("a"))});
    EXPECT_EQ(verdict.values.at(2)->bytes, "atmp2");
}

TEST(SuffixOnAColumn, CutsTheValueAndNeverTheSuffix)
{
    EXPECT_EQ(second(settle("suffix", {rival(text("hello")), rival(text("hello"))}, {"hetmp"}, 5)), "htmp2");
}

TEST(SuffixOnAColumn, DoesNotCutALetterFromItsAccent)
{
    auto const e = "he\xcc\x81llo"; // e and a combining acute
    EXPECT_EQ(second(settle("suffix", {rival(text(e)), rival(text(e))}, {}, 5)), "htmp");
}

TEST(SuffixOnAColumn, IsAtAnEndWhereNothingOfTheValueWouldBeLeft)
{
    auto const verdict = settle("suffix", {rival(text("hello")), rival(text("hello"))}, {}, 3);
    EXPECT_EQ(verdict.helpless, std::vector<std::size_t>{1});
}

TEST(SuffixOnAColumn, IsNothingForAValueThatIsNoText)
{
    EXPECT_EQ(settle("suffix", {rival(text("a")), rival(Value{})}).helpless, std::vector<std::size_t>{1});
}

TEST(KeepFirst, FoldsOntoTheFirst) { EXPECT_EQ(settle("keep-first", {rival(text("b")), rival(text("a"))}).onto, 0U); }

TEST(KeepNewest, FoldsOntoTheGreatest)
{
    EXPECT_EQ(settle("keep-newest", {rival(text("2021")), rival(text("2023")), rival(text("2022"))}).onto, 1U);
}

TEST(KeepNewest, TakesTheFirstOfEquals)
{
    EXPECT_EQ(settle("keep-newest", {rival(text("2021")), rival(text("2021"))}).onto, 0U);
}

TEST(KeepNewest, TakesNullForTheLeast)
{
    EXPECT_EQ(settle("keep-newest", {rival(Value{}), rival(text("2021"))}).onto, 1U);
}

TEST(Renumber, PutsLaterSourcesBehindTheFirst)
{
    auto const verdict = settle("renumber", {rival(number(3, 0)), rival(number(1, 0)), rival(number(1, 1)),
                                             rival(number(2, 1)), rival(number(1, 2))});
    EXPECT_EQ(positions(verdict), (std::vector<std::int64_t>{0, 0, 4, 5, 6}));
}

TEST(Renumber, KeepsTheOwnOrderOfEachSource)
{
    auto const verdict = settle("renumber", {rival(number(1, 0)), rival(number(9, 1)), rival(number(2, 1))});
    EXPECT_EQ(positions(verdict), (std::vector<std::int64_t>{0, 3, 2}));
}

TEST(Renumber, PutsTheSecondOfOneSourceBehindAsWell)
{
    auto const verdict = settle("renumber", {rival(number(1, 0)), rival(number(1, 0)), rival(number(2, 0))});
    EXPECT_EQ(positions(verdict), (std::vector<std::int64_t>{0, 3, 0}));
}

TEST(Renumber, LeavesRowsWithoutAPositionAlone)
{
    auto const verdict = settle("renumber", {rival(number(1, 0)), rival(Value{}), rival(number(1, 1))});
    EXPECT_EQ(positions(verdict), (std::vector<std::int64_t>{0, 0, 2}));
}

TEST(Renumber, IsAtAnEndWhereTheColumnIs)
{
    EXPECT_EQ(settle("renumber", {rival(number(100, 0)), rival(number(100, 1))}).helpless, std::vector<std::size_t>{1});
}

TEST(Uuid, OfVersion5IsTheOneThatEverybodyMakes)
{
    // www.example.org in the name space of DNS, as other programs make it
    EXPECT_EQ(uuid_version_5(text("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.org"),
              "74738ff5-5367-5958-9aee-98fffdcd1876");
}

TEST(Uuid, IsWrittenAsTheOldOneWas)
{
    EXPECT_EQ(uuid_version_5(text("6BA7B8109DAD11D180B400C04FD430C8"), "www.example.org"),
              "74738FF5536759589AEE98FFFDCD1876");
}

TEST(Uuid, IsSixteenBytesWhereTheOldOneWas)
{
    Value const bytes{Cell::Type::blob, 0, 0, std::string(16, '\x01'), 0};
    EXPECT_EQ(uuid_version_5(bytes, "notes")->size(), 16U);
}

TEST(Uuid, IsNoneOfATextThatIsNone) { EXPECT_FALSE(uuid_version_5(text("document-1"), "notes")); }

TEST(Reissue, GivesTheLaterRowANewUuid)
{
    auto const old = text("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    EXPECT_EQ(second(settle("reissue", {rival(old), rival(old)})), *uuid_version_5(old, "notes"));
}

TEST(Reissue, GivesTwoRowsOfOneSourceDifferentOnes)
{
    auto const old = text("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    auto const verdict = settle("reissue", {rival(old), rival(old), rival(old)});
    EXPECT_NE(verdict.values.at(1)->bytes, verdict.values.at(2)->bytes);
}

TEST(Reissue, IsAtAnEndWhereTheOldIdIsNoUuid)
{
    EXPECT_EQ(settle("reissue", {rival(text("a")), rival(text("a"))}).helpless, std::vector<std::size_t>{1});
}

} // namespace
} // namespace tributary::rules
