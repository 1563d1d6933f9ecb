#include "merge/identity/accounts.hpp"
#include "merge/identity/people.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tributary::identity {
namespace {

using plan::Decision;
using testing::Given;
using testing::StagedRun;

/// Users with one key each: id, name, admin, key.
Given given(std::string const &of_prose, std::string const &of_lists, std::string const &users = {})
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, admin BOOLEAN);"
                               "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);"
                               "CREATE TEMP TABLE given (id, name, admin, k);";
    std::string const fill = "; INSERT INTO users SELECT id, name, admin FROM given;"
                             "INSERT INTO keys (user_id, k) SELECT id, k FROM given;";
    return {.prose = tables + "INSERT INTO given VALUES " + of_prose + fill,
            .lists = tables + "INSERT INTO given VALUES " + of_lists + fill,
            .users = "table = \"users\"\nname = \"name\"\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\" }\n" +
                     users};
}

plan::Answer answer(std::string const &kind, std::string const &account, std::string const &claimants,
                    Decision decision, std::string const &word = {})
{
    plan::Answer result;
    result.kind = kind;
    result.account = account;
    result.claimants = claimants;
    result.decision = decision;
    result.word = word;
    return result;
}

class DecidedPeople {
public:
    explicit DecidedPeople(Given const &given, std::vector<plan::Answer> given_answers = {})
        : run(given), answers(std::move(given_answers)),
          accounts(read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target)),
          decider(run.job, run.staging, accounts, run.mapping, answers), people(decider.decide())
    {
    }

    StagedRun run;
    answers::Answers answers;
    Accounts accounts;
    PeopleDecider decider;
    People people;
};

TEST(People, AreOneWhereARuleJoinsTheirAccounts)
{
    DecidedPeople const decided(given("(1, 'bob', 0, 'k')", "(1, 'bob', 0, 'k')"));
    EXPECT_EQ(decided.people.identities.size(), 1U);
}

TEST(People, AreTwoWhereAnAnswerSeparatesTheirAccounts)
{
    DecidedPeople const decided(given("(1, 'bob', 0, 'k')", "(1, 'bob', 0, 'k')"),
                                {answer("match", "lists/bob", "prose/bob", Decision::separate)});
    EXPECT_EQ(decided.people.identities.size(), 2U);
}

TEST(People, AreAloneWhereAnAnswerSeparatesThemFromEveryOther)
{
    DecidedPeople const decided(given("(1, 'bob', 0, 'k')", "(1, 'bob', 0, 'k')"),
                                {answer("match", "lists/bob", "", Decision::separate)});
    EXPECT_EQ(decided.people.identities.size(), 2U);
}

TEST(People, AreOneWhereAnAnswerMergesTheirAccounts)
{
    DecidedPeople const decided(given("(1, 'bob', 0, 'k')", "(1, 'rob', 0, 'other')"),
                                {answer("match", "lists/rob", "prose/bob", Decision::merge)});
    EXPECT_EQ(decided.people.identities.size(), 1U);
}

TEST(People, WhoDifferInAPrivilegeAreAQuestion)
{
    DecidedPeople const decided(given("(1, 'bob', 1, 'k')", "(1, 'bob', 0, 'k')"));
    ASSERT_EQ(decided.people.questions.size(), 1U);
    EXPECT_EQ(decided.people.questions[0].kind, "privilege");
}

TEST(People, WhoDifferInAPrivilegeHaveTheValueThatAnAnswerChooses)
{
    DecidedPeople const decided(given("(1, 'bob', 1, 'k')", "(1, 'bob', 0, 'k')"),
                                {answer("privilege", "lists/bob", "", Decision::survivor, "lists")});
    ASSERT_EQ(decided.people.settled_privileges.size(), 1U);
    EXPECT_EQ(decided.people.settled_privileges[0].winner, 1U);
}

TEST(People, WhoDifferInAPrivilegeAreTwoWhereAnAnswerSeparatesThem)
{
    DecidedPeople const decided(given("(1, 'bob', 1, 'k')", "(1, 'bob', 0, 'k')"),
                                {answer("privilege", "lists/bob", "", Decision::separate)});
    EXPECT_EQ(decided.people.identities.size(), 2U);
    EXPECT_TRUE(decided.people.questions.empty());
}

TEST(People, WithOtherKeysAreAQuestionWhereThePlanRequiresEqualOnes)
{
    DecidedPeople const decided(given("(1, 'bob', 1, 'k')", "(1, 'bob', 1, 'other')",
                                      "match = [{ rule = \"same-column\", column = \"name\" }]\n"
                                      "require_equal_keys_for = \"admin\"\n"));
    ASSERT_EQ(decided.people.questions.size(), 1U);
    EXPECT_EQ(decided.people.questions[0].kind, "access");
}

TEST(People, OfOneServiceWhoShareAMatchAreAQuestion)
{
    DecidedPeople const decided(given("(1, 'bob', 0, 'k'), (2, 'bob', 0, 'k')", "(1, 'bob', 0, 'k')"));
    ASSERT_EQ(decided.people.questions.size(), 1U);
    EXPECT_EQ(decided.people.questions[0].kind, "ambiguous");
    EXPECT_TRUE(decided.people.undecided[2]);
}

TEST(People, AreDecidedAnewOnlyForAJoinThatIsNew)
{
    DecidedPeople decided(given("(1, 'bob', 0, 'k')", "(1, 'rob', 0, 'other')"));
    EXPECT_TRUE(decided.decider.join({{0, 1, {}}}));
    EXPECT_FALSE(decided.decider.join({{0, 1, {}}}));
    EXPECT_EQ(decided.decider.decide().identities.size(), 1U);
}

TEST(People, WhoseAnswersContradictEachOtherAreAQuestion)
{
    DecidedPeople decided(given("(1, 'bob', 0, 'k')", "(1, 'bob', 0, 'k')"),
                          {answer("match", "lists/bob", "prose/bob", Decision::merge),
                           answer("match", "lists/bob", "", Decision::separate)});
    EXPECT_EQ(decided.decider.contradictions(decided.people).size(), 1U);
}

} // namespace
} // namespace tributary::identity
