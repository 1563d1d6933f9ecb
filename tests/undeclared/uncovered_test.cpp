#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using testing::Coverage;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;

// ---- who is guilty ---------------------------------------------------------------------------------

class Judgement : public Coverage {
protected:
    static model::Schema audit(model::Column column) { return with_users({table("audit", {std::move(column)})}); }

    bool is_uncovered(model::Column column, Tally const &tally) const
    {
        return !judged(audit(std::move(column)), tally).empty();
    }
};

TEST_F(Judgement, AColumnWithoutValuesIsInnocent)
{
    EXPECT_FALSE(is_uncovered(integer_column("user_id"), counted(0, 0)));
}

TEST_F(Judgement, ARoleIsInnocentIfNoValueIsAUser)
{
    EXPECT_FALSE(is_uncovered(integer_column("telegram_user_id"), counted(9, 0)));
}

TEST_F(Judgement, ARoleIsGuiltyIfOneValueIsAUser)
{
    EXPECT_TRUE(is_uncovered(integer_column("actor_id"), counted(9, 1)));
}

TEST_F(Judgement, AUserIdIsGuiltyWhateverItHolds)
{
    EXPECT_TRUE(is_uncovered(integer_column("user_id"), counted(9, 0)));
}

TEST_F(Judgement, AFlagIsInnocent)
{
    auto flags = counted(9, 5);
    flags.only_flags = true;
    EXPECT_FALSE(is_uncovered(integer_column("author"), flags));
}

TEST_F(Judgement, AnIdIsNoFlag)
{
    auto flags = counted(9, 9);
    flags.only_flags = true;
    EXPECT_TRUE(is_uncovered(integer_column("author_id"), flags));
}

TEST_F(Judgement, ATextIsInnocentIfNoValueIsAName)
{
    EXPECT_FALSE(is_uncovered(text_column("author"), counted(9, 0, 0)));
}

TEST_F(Judgement, AUsernameIsGuiltyWhateverItHolds)
{
    EXPECT_TRUE(is_uncovered(text_column("username"), counted(9, 0, 0)));
}

TEST_F(Judgement, SaysHowManyValuesAreUsers)
{
    auto const found = judged(audit(integer_column("actor_id")), counted(43, 41));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("integer column named like a user's id: 41 of 43 values are ids of users (95 %) in prose",
              found[0].evidence);
}

TEST_F(Judgement, ProposesTheLinesOfThePlan)
{
    auto const found = judged(audit(text_column("author")), counted(3, 0, 2));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"audit.author\"\nto = \"users.name\"", found[0].reference);
    EXPECT_EQ("[[waive]]\ncolumn = \"audit.author\"\nreason = \"…\"", found[0].waive);
    EXPECT_TRUE(found[0].likely);
}

TEST_F(Judgement, QuotesNamesAsThePlanReadsThem)
{
    auto const schema = with_users({table("order.log", {integer_column("made\"by")})});
    auto const found = judged(schema, counted(3, 2));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[waive]]\ncolumn = '\"order.log\".\"made\"\"by\"'\nreason = \"…\"", found[0].waive);
}

TEST_F(Judgement, TextsThatAreIdsReferToTheId)
{
    auto const found = judged(audit(text_column("created_by")), counted(3, 3, 0));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"audit.created_by\"\nto = \"users.id\"", found[0].reference);
}

TEST_F(Judgement, ListsAColumnOnceForAllSources)
{
    auto const schema = audit(integer_column("actor_id"));
    std::vector<CoverageSource> const sources{{"prose", schema}, {"lists", schema}};
    auto const all = suspects(plan, sources, {});
    auto const found = uncovered(plan, sources, all, std::vector{counted(4, 3), counted(2, 0)});
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ(
        "integer column named like a user's id: 3 of 4 values are ids of users (75 %) in prose, 0 of 2 (0 %) in lists",
        found[0].evidence);
}

class Kinds : public Coverage {
protected:
    static model::Schema reports()
    {
        return with_users({table("pages", {text_column("path")}),
                           table("posts", {integer_column("id")}, {primary_key({"id"})}),
                           table("reports", {text_column("subject_type"), integer_column("subject_id")})});
    }

    static Tally kinds(std::map<std::string, std::int64_t> const &values, std::int64_t ids = 0)
    {
        auto tally = counted(0, ids);
        for (auto const &[kind, number] : values) {
            tally.kinds[kind].values = number;
            tally.values += number;
        }
        return tally;
    }
};

TEST_F(Kinds, AreAskedAboutOneByOneWhereTheirTablesIdsAreShifted)
{
    auto const found = judged(reports(), kinds({{"Page", 1}, {"Post", 2}, {"User", 3}}, 5));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"reports.subject_id\"\nto = \"posts.id\"\nwhen = \"subject_type = 'Post'\"\n"
              "[[reference]]\ncolumn = \"reports.subject_id\"\nto = \"users.id\"\nwhen = \"subject_type = 'User'\"",
              found[0].reference);
}

TEST_F(Kinds, OfNoTableLeaveTheIdToItsValues)
{
    auto const page = std::map<std::string, std::int64_t>{{"Page", 5}, {"Link", 1}};
    EXPECT_EQ(judged(reports(), kinds(page, 6)).size(), 1U);
    EXPECT_TRUE(judged(reports(), kinds(page, 1)).empty());
}

TEST_F(Kinds, ThatAreSortsOfUsersLeaveAPlainReference)
{
    auto const schema = with_users({table("sessions", {text_column("user_type"), integer_column("user_id")})});
    auto const found = judged(schema, kinds({{"admin", 2}, {"guest", 1}}, 3));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ("[[reference]]\ncolumn = \"sessions.user_id\"\nto = \"users.id\"", found[0].reference);
}

} // namespace
} // namespace tributary::undeclared
