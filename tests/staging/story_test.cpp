#include "merge/staging/decisions.hpp"
#include "merge/staging/story.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::staging {
namespace {

using testing::null;
using testing::number;
using testing::text;
using Names = std::vector<std::string>;

/// prose has bob (1) and ann (2); lists has bob (7), who is merged into prose's, Bob (8) and somebody without a name
/// (9).
class Story : public ::testing::Test, protected testing::Merging {
protected:
    Story()
    {
        stage(users, {{number(1), text("bob")}, {number(2), text("ann")}});
        stage(users, {{number(7), text("bob")}, {number(8), text("Bob")}, {number(9), null}});
        execute("INSERT INTO account (id, source, row, old_id, name) VALUES (1, 0, 1, 1, 'bob'), (2, 0, 2, 2, 'ann'), "
                "(3, 1, 1, 7, 'bob'), (4, 1, 2, 8, 'Bob'), (5, 1, 3, 9, NULL)");
        execute("INSERT INTO match (first, second, rule, evidence) VALUES (1, 3, 'same-key', 'SHA256:a')");
        execute("INSERT INTO merged_account (account, survivor) VALUES (3, 1)");
        fold(users.sources[1], 1, users.sources[0], 1);
    }

    void execute(std::string const &sql) const { staging.database().execute(sql); }

    model::MappedTable users =
        table(testing::table("users", {testing::integer_column("id"), testing::text_column("name")},
                             {testing::primary_key({"id"})}),
              "name");
};

TEST_F(Story, FindsAnAccountByItsNameInItsSource)
{
    EXPECT_EQ(accounts_with_name(staging, "lists", "bob"), (std::vector<std::int64_t>{3}));
}

TEST_F(Story, FindsAnAccountByItsOldId)
{
    EXPECT_EQ(accounts_with_id(staging, "lists", "9"), (std::vector<std::int64_t>{5}));
}

TEST_F(Story, NamesAnAccountWithoutANameByItsId) { EXPECT_EQ(account_in_words(staging, 5), "lists/#9"); }

TEST_F(Story, KnowsTheSurvivorOfAMergedAccount) { EXPECT_EQ(account_record(staging, 3).survivor, 1); }

TEST_F(Story, TakesAnAccountOnItsOwnForItsSurvivor) { EXPECT_EQ(account_record(staging, 2).survivor, 2); }

TEST_F(Story, ListsWhoIsMergedIntoASurvivor) { EXPECT_EQ(merged_into(staging, 1), (Names{"lists/bob"})); }

TEST_F(Story, SaysWhyAnAccountIsFolded)
{
    EXPECT_EQ(why_folded(staging, "users", account_record(staging, 3))->reason, "reason");
}

TEST_F(Story, SaysNothingOfWhyAnAccountIsKept)
{
    EXPECT_FALSE(why_folded(staging, "users", account_record(staging, 1)));
}

TEST_F(Story, TellsAMatchFromEitherSide)
{
    EXPECT_EQ(matches_of(staging, 1).at(0).other, "lists/bob");
    EXPECT_EQ(matches_of(staging, 3).at(0).other, "prose/bob");
}

TEST_F(Story, ListsNamesakesWithoutAMatchWhateverTheirCase)
{
    EXPECT_EQ(unmatched_with_name(staging, 1, "bob"), (Names{"lists/Bob"}));
}

TEST_F(Story, LeavesNamesakesWithAKeyInCommonToTheKeys)
{
    execute("INSERT INTO account_key (account, row, fingerprint, shown) VALUES (1, 1, X'01', 'k'), (4, 1, X'01', 'k')");
    EXPECT_EQ(unmatched_with_name(staging, 1, "bob"), Names{});
    EXPECT_EQ(unmatched_with_key(staging, 1).at(0).other, "lists/Bob");
}

TEST_F(Story, NamesWhoKeepsTheNameThatWaitsForAnAnswer)
{
    execute("INSERT INTO collision (name, keeps, gives_up) VALUES ('bob', 1, 4)");
    EXPECT_EQ(open_name(staging, 4).keeper, "prose/bob");
    EXPECT_EQ(those_who_yield_to(staging, 1).at(0).new_name, "");
}

TEST_F(Story, KnowsThatAQuestionAboutTheNameIsOpen)
{
    DecisionWriter(staging).conflict({{}, "name", "lists/Bob", "users", "2", "prose/bob lists/Bob", "", "rename"});
    EXPECT_TRUE(open_name(staging, 4).asked);
    EXPECT_FALSE(open_name(staging, 2).asked);
}

TEST_F(Story, ListsQuestionsThatOnlyConcernAnAccount)
{
    DecisionWriter(staging).conflict({{}, "name", "lists/Bob", "users", "2", "prose/bob lists/Bob", "", "rename"});
    EXPECT_EQ(questions_about(staging, "prose/bob").size(), 1U);
    EXPECT_EQ(questions_about(staging, "prose/bo").size(), 0U);
}

TEST_F(Story, SaysWhomAnAnswerIsAboutUnlessItIsThisAccount)
{
    write_answer(staging, {"", "name", "lists/Bob", "keep", "obeyed", ""}, "prose/bob lists/Bob");
    EXPECT_EQ(answers_about(staging, "lists/Bob").at(0).account, "");
    EXPECT_EQ(answers_about(staging, "prose/bob").at(0).account, "lists/Bob");
}

TEST_F(Story, CountsRowsOfAnAccountAndWhatBecameOfThem)
{
    auto posts = table(testing::table("posts", {testing::integer_column("id"), testing::integer_column("user_id")}));
    stage(posts, {});
    stage(posts, {{number(1), number(7)}, {number(2), number(7)}, {number(3), number(8)}});
    DecisionWriter(staging).leave_out(posts.sources[1].table_id, 2, "where", "no");
    auto const rows = rows_of_account(
        staging, 3, {posts.sources[1].table_id, posts.sources[1].staged, "posts", "posts.user_id", "", false});
    EXPECT_EQ(rows.all, 2);
    EXPECT_EQ(rows.left_out, 1);
    EXPECT_EQ(rows.folded, 0);
}

TEST_F(Story, CountsOnlyRowsForWhichTheConditionHolds)
{
    auto posts = table(testing::table("posts", {testing::integer_column("id"), testing::text_column("author")}));
    stage(posts, {});
    stage(posts, {{number(1), text("bob")}, {number(2), text("bob")}});
    auto const rows = rows_of_account(
        staging, 3,
        {posts.sources[1].table_id, posts.sources[1].staged, "posts", "posts.author", "posts.id > 1", true});
    EXPECT_EQ(rows.all, 1);
}

} // namespace
} // namespace tributary::staging
