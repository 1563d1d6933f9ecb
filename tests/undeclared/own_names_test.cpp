#include "merge/undeclared/own_names.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::undeclared {
namespace {

using testing::StagedRun;

/// Cards of four users in each service; ann is one of both, and another person in each.
class OwnNamesInside : public ::testing::Test {
protected:
    /// `cards` are the values of the two columns, of ann's card and of three others.
    static std::string service(std::vector<std::string> const &names, std::vector<std::string> const &cards)
    {
        std::string sql = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                          "CREATE TABLE cards (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, data TEXT);";
        for (std::size_t i = 0; i < names.size(); ++i) {
            auto const id = std::to_string(i + 1);
            sql += "INSERT INTO users VALUES (" + id + ", '" + names[i] + "');";
            sql += "INSERT INTO cards VALUES (" + id + ", " + id + ", '" + cards[i] + "');";
        }
        return sql;
    }

    static testing::Given with(std::string const &before, std::string const &behind, std::string const &plan = {})
    {
        auto const cards = [&](std::vector<std::string> names) {
            std::for_each(names.begin(), names.end(), [&](auto &name) { name = before + name + behind; });
            return names;
        };
        std::vector<std::string> const first{"ann", "bob", "cid", "dot"};
        std::vector<std::string> const second{"ann", "eve", "fay", "gus"};
        return {.prose = service(first, cards(first)), .lists = service(second, cards(second)), .plan = plan};
    }

    static std::vector<std::string> asked(testing::Given const &given)
    {
        StagedRun const run(given, StagedRun::After::resolve);
        std::vector<std::string> result;
        for (auto const &row : run.conflicts("uncovered")) {
            result.push_back(row[1].value_or(""));
        }
        return result;
    }

    /// What ann's card in the second service becomes by the lines that are proposed.
    static std::string becomes(std::string const &before, std::string const &behind)
    {
        StagedRun const run(with(before, behind), StagedRun::After::resolve);
        auto const lines = run.query("SELECT proposal FROM conflict WHERE kind = 'uncovered'").at(0).at(0).value_or("");
        StagedRun const again(with(before, behind, lines + "\n"), StagedRun::After::resolve);
        EXPECT_TRUE(again.conflicts("uncovered").empty());
        return again.merged("cards", 1, {"data"}).at(0).at(0).value_or("");
    }
};

TEST_F(OwnNamesInside, AreAskedAboutInDocuments)
{
    EXPECT_EQ(asked(with(R"({"signed": ")", R"("})")), (std::vector<std::string>{"cards.data $.signed"}));
}

TEST_F(OwnNamesInside, AreNotAskedAboutWhereTheTextsAreOthers)
{
    EXPECT_TRUE(asked({.prose = service({"ann", "bob", "cid"},
                                        {R"({"signed": "x"})", R"({"signed": "y"})", R"({"signed": "bob"})"}),
                       .lists = service({"eve"}, {R"({"signed": "z"})"})})
                    .empty());
}

TEST_F(OwnNamesInside, FollowInDocumentsByTheLinesThatAreProposed)
{
    EXPECT_EQ(becomes(R"({"signed": ")", R"("})"), R"({"signed": "anntmp"})");
}

TEST_F(OwnNamesInside, FollowInTextsBehindAWord) { EXPECT_EQ(becomes("by ", ""), "by anntmp"); }

TEST_F(OwnNamesInside, FollowAtTheBeginningOfAnAddress)
{
    EXPECT_EQ(becomes("", "@chat.example"), "anntmp@chat.example");
}

TEST_F(OwnNamesInside, FollowBeforeAnEnding) { EXPECT_EQ(becomes("", ".rss"), "anntmp.rss"); }

TEST_F(OwnNamesInside, FollowBeforeAPath) { EXPECT_EQ(becomes("", "/inbox"), "anntmp/inbox"); }

} // namespace
} // namespace tributary::undeclared
