#include "reports/check.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace tributary::reports {
namespace {

using Json = nlohmann::ordered_json;

std::string written(model::CheckFindings const &findings)
{
    std::ostringstream out;
    write_check_as_json(out, findings);
    return out.str();
}

Json read(model::CheckFindings const &findings) { return Json::parse(written(findings)); }

model::CheckFindings with_drift(model::Weight weight)
{
    model::CheckFindings findings;
    findings.drift = {{"lists", "posts", "n", "type", weight, "s", "m", "d"}};
    return findings;
}

model::CheckFindings with_target(model::TargetState::Is state)
{
    model::CheckFindings findings;
    findings.target.is = state;
    return findings;
}

TEST(CheckJson, HasAllKeysOfARunInWhichNothingWasFound)
{
    model::CheckFindings findings;
    findings.name = "pico";
    EXPECT_EQ(read(findings), Json::parse(R"({"run": {"name": "pico"}, "exit": 0, "to_answer": 0,
        "databases": [], "target": {"state": "unknown", "sentence": ""}, "drift": [], "coverage": [],
        "needless_waivers": [], "sealed": [], "not_carried": [], "ids": [], "singles": [], "uniqueness": [], "problems": []})"));
}

TEST(CheckJson, HasTheExitCodeOfTheCommand) { EXPECT_EQ(read(with_drift(model::Weight::impossible))["exit"], 65); }

TEST(CheckJson, CountsWhatPreventsAMerge) { EXPECT_EQ(read(with_drift(model::Weight::impossible))["to_answer"], 1); }

TEST(CheckJson, WritesADatabaseWithTheRightsThatItLacks)
{
    model::CheckFindings findings;
    findings.databases = {{"prose", false, "SQLite", "3.40", 7, {{"r", "m"}}}};
    EXPECT_EQ(read(findings)["databases"][0],
              Json::parse(R"({"name": "prose", "role": "source", "engine": "SQLite", "version": "3.40",
        "tables": 7, "missing_rights": [{"right": "r", "remedy": "m"}], "sessions": []})"));
}

TEST(CheckJson, SaysWhichDatabaseIsTheTarget)
{
    model::CheckFindings findings;
    findings.databases = {{"target", true, "SQLite", "3.40", 0, {}}};
    EXPECT_EQ(read(findings)["databases"][0]["role"], "target");
}

TEST(CheckJson, SaysThatTheTargetIsReady)
{
    EXPECT_EQ(read(with_target(model::TargetState::Is::ready))["target"]["state"], "ready");
}

TEST(CheckJson, SaysThatTheTargetIsFilled)
{
    EXPECT_EQ(read(with_target(model::TargetState::Is::filled))["target"]["state"], "filled");
}

TEST(CheckJson, SaysThatTheTargetIsLoaded)
{
    EXPECT_EQ(read(with_target(model::TargetState::Is::loaded))["target"]["state"], "loaded");
}

TEST(CheckJson, SaysThatADifferenceIsHarmless)
{
    EXPECT_EQ(read(with_drift(model::Weight::harmless))["drift"][0]["weight"], "harmless");
}

TEST(CheckJson, SaysThatADifferenceDependsOnTheValues)
{
    EXPECT_EQ(read(with_drift(model::Weight::by_values))["drift"][0]["weight"], "by_values");
}

TEST(CheckJson, SaysThatADifferenceCanBeAnswered)
{
    EXPECT_EQ(read(with_drift(model::Weight::answerable))["drift"][0]["weight"], "answerable");
}

TEST(CheckJson, SaysThatADifferenceMakesAMergeImpossible)
{
    EXPECT_EQ(read(with_drift(model::Weight::impossible))["drift"][0]["weight"], "impossible");
}

TEST(CheckJson, WritesADifferenceWithItsDdl)
{
    EXPECT_EQ(read(with_drift(model::Weight::harmless))["drift"][0],
              Json::parse(R"({"source": "lists", "table": "posts", "column": "n", "kind": "type",
                  "weight": "harmless", "sentence": "s", "means": "m", "ddl": "d"})"));
}

TEST(CheckJson, CountsTheValuesOfAnUndeclaredColumn)
{
    model::CheckFindings findings;
    findings.coverage = {{"posts", "editor", "$.by", "w", {{"lists", 3, 2}}, "e", "r", "v", true}};
    EXPECT_EQ(read(findings)["coverage"][0],
              Json::parse(R"({"table": "posts", "column": "editor", "inside": "$.by", "what": "w",
                  "shares": [{"source": "lists", "values": 3, "known": 2}], "likely": true, "reference": "r",
                  "waive": "v"})"));
}

TEST(CheckJson, SaysThatANoteBlocks)
{
    model::CheckFindings findings;
    findings.ids = {{"posts", "id", "s", "n", true, model::Exit::data}};
    EXPECT_EQ(read(findings)["ids"][0],
              Json::parse(R"({"table": "posts", "subject": "id", "sentence": "s", "next": "n", "blocks": true})"));
}

TEST(CheckJson, SaysThatANoteDoesNotBlock)
{
    model::CheckFindings findings;
    findings.uniqueness = {{"rooms", "", "s", "n", false}};
    EXPECT_EQ(read(findings)["uniqueness"][0]["blocks"], false);
}

TEST(CheckJson, SaysOfRowsThatAreNotCountedThatTheyAreNull)
{
    model::CheckFindings findings;
    findings.not_carried = {{"lists", "view", "audit.names", {}, "", false}};
    EXPECT_EQ(read(findings)["not_carried"][0],
              Json::parse(R"({"source": "lists", "kind": "view", "name": "audit.names", "rows": null, "hangs": "",
                  "waived": false})"));
}

TEST(CheckJson, WritesTheExitCodeOfAProblem)
{
    model::CheckFindings findings;
    findings.problems = {{model::Exit::unreachable, "s", "n"}};
    EXPECT_EQ(read(findings)["problems"][0], Json::parse(R"({"exit": 69, "sentence": "s", "next": "n"})"));
}

TEST(CheckJson, ReplacesWhatIsNotUtf8)
{
    model::CheckFindings findings;
    findings.needless_waivers = {"a\xff"};
    EXPECT_EQ(read(findings)["needless_waivers"][0], "a\xef\xbf\xbd");
}

TEST(CheckJson, EndsInALineFeed) { EXPECT_TRUE(written({}).ends_with("}\n")); }

} // namespace
} // namespace tributary::reports
