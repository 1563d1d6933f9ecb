#include "merge/references/json_ids.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

using Words = std::vector<std::string>;

Words ids(std::string const &json, std::string const &path, bool keys = false)
{
    Words result;
    for (auto const &spot : references::json_ids(json, read_path(path), keys).list) {
        result.push_back(spot.id);
    }
    return result;
}

std::string problem(std::string const &json, std::string const &path, bool keys = false)
{
    return references::json_ids(json, read_path(path), keys).problem;
}

TEST(JsonIds, AreTheMemberThatThePathNames) { EXPECT_EQ(ids(R"({"owner": 12, "other": 13})", "$.owner"), Words{"12"}); }

TEST(JsonIds, AreOfTheObjectsThatAFilterTakes)
{
    auto const *const json = R"([{"type": "user", "id": 1}, {"id": 2, "type": "user"}, {"type": "page", "id": 3}, 4])";
    EXPECT_EQ(ids(json, R"($[*]?(@.type == "user").id)"), (Words{"1", "2"}));
}

TEST(JsonIds, AreBelowAnObjectThatAFilterTakes)
{
    auto const *const json = R"([{"do": "assign", "params": [7, 8]}, {"do": "label", "params": ["x"]}])";
    EXPECT_EQ(ids(json, R"($[*]?(@.do == "assign").params[*])"), (Words{"7", "8"}));
}

TEST(JsonIds, AreOfAKindThatIsANumber)
{
    EXPECT_EQ(ids(R"([{"k": 2, "id": 1}, {"k": "2", "id": 5}, {"k": 20, "id": 9}])", "$[*]?(@.k == 2).id"), Words{"1"});
}

TEST(JsonIds, AreOfADocumentInAStringThatAFilterTakes)
{
    auto const spots =
        references::json_ids(R"({"doc": "{\"k\": \"u\", \"id\": 7}"})", read_path(R"($.doc?(@.k == "u").id)"), false)
            .list;
    ASSERT_EQ(spots.size(), 1U);
    EXPECT_EQ(spots[0].inside.at(0).id, "7");
}

TEST(JsonIds, AreTheWholeValueUnderADollar) { EXPECT_EQ(ids("12", "$"), Words{"12"}); }

TEST(JsonIds, AreEveryElementOfAList) { EXPECT_EQ(ids(R"({"w": [1, 2]})", "$.w[*]"), (Words{"1", "2"})); }

TEST(JsonIds, AreOneElementByItsNumber) { EXPECT_EQ(ids("[7, 8]", "$[1]"), Words{"8"}); }

TEST(JsonIds, AreMembersOfElements)
{
    EXPECT_EQ(ids(R"({"log": [{"user": 1}, {"user": 2, "x": {"user": 3}}]})", "$.log[*].user"), (Words{"1", "2"}));
}

TEST(JsonIds, AreEveryMember) { EXPECT_EQ(ids(R"({"a": 1, "b": 2})", "$.*"), (Words{"1", "2"})); }

TEST(JsonIds, AreTheKeysOfAnObject)
{
    EXPECT_EQ(ids(R"({"12": "x", "13": {"14": 1}})", "$", true), (Words{"12", "13"}));
}

TEST(JsonIds, AreTheKeysOfAnObjectBelow) { EXPECT_EQ(ids(R"({"by": {"12": 1}})", "$.by", true), Words{"12"}); }

TEST(JsonIds, OfAStringAreMeantWithoutEscapes)
{
    EXPECT_EQ(ids(R"(["\u0061l\"ice\ud83d\ude00"])", "$[*]"), Words{"al\"ice😀"});
}

TEST(JsonIds, AreNoneInNull) { EXPECT_TRUE(ids(R"({"owner": null})", "$.owner").empty()); }

TEST(JsonIds, AreNoneWhereTheDocumentHasNoSuchMember) { EXPECT_TRUE(ids(R"({"x": 1})", "$.owner.id").empty()); }

TEST(JsonIds, AreNoneWhereTheMemberIsAnotherKindOfThing) { EXPECT_TRUE(ids(R"({"owner": 5})", "$.owner.id").empty()); }

TEST(JsonIds, KnowTheirPlacesWithQuotes)
{
    auto const spots = references::json_ids(R"({"a" : "xy"})", read_path("$.a"), false).list;
    EXPECT_EQ(spots.at(0).begin, 7U);
    EXPECT_EQ(spots.at(0).end, 11U);
}

TEST(JsonIds, OfTwoMembersOfOneNameAreBoth) { EXPECT_EQ(ids(R"({"a": 1, "a": 2})", "$.a"), (Words{"1", "2"})); }

TEST(JsonIds, KnowWhichObjectAKeyIsOf)
{
    auto const spots = references::json_ids(R"([{"1": 0}, {"1": 0}])", read_path("$[*]"), true).list;
    EXPECT_NE(spots.at(0).owner, spots.at(1).owner);
}

TEST(JsonIds, AskForAWholeNumber) { EXPECT_EQ(problem("[1.5]", "$[*]"), "has a number that is not an id at the path"); }

TEST(JsonIds, AskForNoNumberWithAnExponent)
{
    EXPECT_EQ(problem("[1e3]", "$[*]"), "has a number that is not an id at the path");
}

TEST(JsonIds, AreNotTrue) { EXPECT_EQ(problem("[true]", "$[*]"), "has a boolean at the path"); }

TEST(JsonIds, AreNoObject) { EXPECT_EQ(problem(R"({"a": {}})", "$.a"), "has an object or a list at the path"); }

TEST(JsonIds, AreNoKeysOfAList) { EXPECT_EQ(problem(R"({"a": []})", "$.a", true), "has no object at the path"); }

TEST(JsonIds, AreNotLookedForInWhatIsNoJson) { EXPECT_EQ(problem("{owner: 1}", "$.owner"), "is not valid JSON"); }

TEST(JsonIds, AreNotLookedForInHalfADocument) { EXPECT_EQ(problem(R"({"a": 1)", "$.a"), "is not valid JSON"); }

TEST(JsonIds, AreNotLookedForBehindTheDocument) { EXPECT_EQ(problem("1 2", "$"), "is not valid JSON"); }

TEST(JsonIds, AreNotLookedForInAnEmptyText) { EXPECT_EQ(problem("", "$"), "is not valid JSON"); }

TEST(JsonIds, AreNotLookedForBehindABackslashAtTheEnd) { EXPECT_EQ(problem("\"\\", "$"), "is not valid JSON"); }

TEST(JsonIds, AreNotLookedForInALeadingZero) { EXPECT_EQ(problem("012", "$"), "is not valid JSON"); }

TEST(JsonIds, AreNotLookedForBelowFiveHundredLevels)
{
    EXPECT_EQ(problem(std::string(501, '[') + std::string(501, ']'), "$.a"), "is nested too deeply");
}

} // namespace
} // namespace tributary::references
