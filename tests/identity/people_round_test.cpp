#include "merge/identity/people_round.hpp"
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

/// Users of (id, name, admin, key).
Given given(std::string const &of_prose, std::string const &of_lists, std::string const &users = {})
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, admin BOOLEAN);"
                               "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);"
                               "CREATE TEMP TABLE given (id, name, admin, k);";
    std::string const fill = "; INSERT INTO users SELECT id, name, admin FROM given;"
                             "INSERT INTO keys (user_id, k) SELECT id, k FROM given;";
    return {.prose = tables + "INSERT INTO given " + of_prose + fill,
            .lists = tables + "INSERT INTO given " + of_lists + fill,
            .users = "table = \"users\"\nname = \"name\"\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\" }\n" +
                     users + "\n"};
}

constexpr auto bob = "VALUES (1, 'bob', 0, 'k')";
constexpr auto bob_the_admin = "VALUES (1, 'bob', 1, 'k')";
constexpr auto two_bobs = "VALUES (1, 'bob', 0, 'k'), (2, 'bob', 0, 'k')";

plan::Answer answer(std::string const &kind, Decision decision, std::string const &word = {},
                    std::string const &note = {})
{
    plan::Answer result;
    result.kind = kind;
    result.decision = decision;
    result.word = word;
    result.note = note;
    return result;
}

class Round {
public:
    explicit Round(Given const &given, std::vector<plan::Answer> given_answers = {})
        : run(given), answers(std::move(given_answers)),
          accounts(read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target)),
          found(find_matches(run.job, run.staging, accounts))
    {
    }

    People decide()
    {
        auto const crowded = crowded_keys(accounts.population);
        auto const privileges = read_privileges(run.job, run.staging, accounts, run.mapping);
        Access const access(run.job, run.staging, accounts, run.mapping);
        return PeopleRound({run.job, accounts, users, found, crowded, equal_keys, privileges, access}, answers,
                           decisions)
            .run();
    }

    StagedRun run;
    answers::Answers answers;
    Accounts accounts;
    std::string users = "users";
    std::vector<model::Match> found;
    std::vector<bool> equal_keys;
    OperatorDecisions decisions;
};

TEST(PeopleRound, SeparatesAPairThatTheRulesJoined)
{
    Round round(given(bob, bob));
    round.decisions.separated_pairs[{0, 1}] = {};
    auto const people = round.decide();
    EXPECT_EQ(people.identities.size(), 2U);
    EXPECT_TRUE(people.matches.empty());
}

TEST(PeopleRound, SeparatesAPairThatTheOperatorJoinedAsWell)
{
    Round round(given(bob, bob));
    round.decisions.joined[{0, 1}] = {};
    round.decisions.separated = {1};
    EXPECT_EQ(round.decide().identities.size(), 2U);
}

TEST(PeopleRound, NamesTheOperatorAsTheRuleOfAPairThatTheyJoined)
{
    Round round(given(bob, bob));
    round.decisions.joined[{0, 1}] = {};
    auto const people = round.decide();
    ASSERT_EQ(people.matches.size(), 1U);
    EXPECT_EQ(people.matches[0].rule, by_operator);
}

TEST(PeopleRound, KeepsTheReasonOfAJoin)
{
    Round round(given(bob, bob));
    round.decisions.joined[{0, 1}] = {answer("match", Decision::merge, "", "asked by mail"), {}};
    auto const people = round.decide();
    EXPECT_EQ(people.operator_reason({0, 1, {}}), "decided by the operator: asked by mail");
}

TEST(PeopleRound, HasNoReasonForAPairThatNoAnswerIsAbout)
{
    Round round(given(bob, bob));
    auto const people = round.decide();
    EXPECT_EQ(people.operator_reason({0, 1, {}}), "");
}

TEST(PeopleRound, AsksAboutAnAmbiguousClusterOnce)
{
    Round round(given(two_bobs, bob));
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_EQ(people.questions[0].account, "lists/bob");
    EXPECT_EQ(people.questions[0].claimants, "prose/bob prose/bob lists/bob");
    EXPECT_EQ(people.questions[0].proposal, "separate");
}

TEST(PeopleRound, LeavesTheAccountsOfAnOpenQuestionAlone)
{
    Round round(given(two_bobs, bob));
    auto const people = round.decide();
    EXPECT_EQ(people.identities.size(), 3U);
    EXPECT_EQ(people.undecided, (std::vector<bool>{true, true, true}));
}

TEST(PeopleRound, NamesAtMostTwentyMatchesInAQuestion)
{
    Round round(given(bob, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 22) "
                           "SELECT i, 'bob', 0, 'k' FROM n"));
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_TRUE(people.questions[0].evidence.ends_with("; and 2 more matches"));
}

TEST(PeopleRound, JoinsAnAmbiguousClusterWhereThePlanAllowsIt)
{
    Round round(given(two_bobs, bob, "on_ambiguous = \"allow\""));
    auto const people = round.decide();
    EXPECT_EQ(people.identities.size(), 1U);
    EXPECT_TRUE(people.questions.empty());
}

TEST(PeopleRound, SplitsAnAmbiguousClusterWhereThePlanSaysSo)
{
    Round round(given(two_bobs, bob, "on_ambiguous = \"split\""));
    auto const people = round.decide();
    EXPECT_EQ(people.identities.size(), 3U);
    EXPECT_TRUE(people.questions.empty());
}

TEST(PeopleRound, JoinsAnAmbiguousClusterThatAnAnswerMerges)
{
    Round round(given(two_bobs, bob), {answer("ambiguous", Decision::merge, "", "one person")});
    auto const people = round.decide();
    EXPECT_EQ(people.identities.size(), 1U);
    EXPECT_EQ(people.operator_reason({1, 2, {}}), "decided by the operator: one person");
}

TEST(PeopleRound, SeparatesAnAmbiguousClusterWhereAnAnswerAcceptsTheProposal)
{
    Round round(given(two_bobs, bob), {answer("ambiguous", Decision::accept)});
    auto const people = round.decide();
    EXPECT_EQ(people.identities.size(), 3U);
    EXPECT_TRUE(people.questions.empty());
    EXPECT_FALSE(people.undecided[0]);
}

TEST(PeopleRound, PutsFirstTheSurvivorThatAnAnswerChooses)
{
    Round round(given(two_bobs, bob), {answer("ambiguous", Decision::survivor, "lists")});
    auto const people = round.decide();
    ASSERT_EQ(people.identities.size(), 1U);
    EXPECT_EQ(people.identities[0].accounts, (std::vector<model::AccountIndex>{2, 0, 1}));
}

TEST(PeopleRound, AsksAgainWhereSeveralAccountsCouldBeTheChosenSurvivor)
{
    Round round(given(two_bobs, bob), {answer("ambiguous", Decision::survivor, "prose")});
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_TRUE(people.questions[0].evidence.ends_with("; the override survivor:prose cannot be obeyed: several of "
                                                       "these accounts are from source \"prose\""));
}

TEST(PeopleRound, AsksAgainWhereNoAccountCouldBeTheChosenSurvivor)
{
    Round round(given(two_bobs, bob), {answer("ambiguous", Decision::survivor, "pastes")});
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_TRUE(people.questions[0].evidence.ends_with("none of these accounts is from source \"pastes\""));
}

TEST(PeopleRound, AsksAboutAPrivilegeWithTheValuesOfAll)
{
    Round round(given(bob_the_admin, bob));
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_EQ(people.questions[0].claimants, "admin: prose/bob=true lists/bob=false");
    EXPECT_EQ(people.questions[0].proposal, "survivor:prose");
}

TEST(PeopleRound, DistinguishesAPrivilegeThatIsNullFromOneThatIsFalse)
{
    Round round(given("VALUES (1, 'bob', NULL, 'k')", bob));
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_EQ(people.questions[0].claimants, "admin: prose/bob=NULL lists/bob=false");
}

TEST(PeopleRound, SettlesThePrivilegeThatAnAnswerAccepts)
{
    Round round(given(bob_the_admin, bob), {answer("privilege", Decision::accept)});
    auto const people = round.decide();
    ASSERT_EQ(people.settled_privileges.size(), 1U);
    EXPECT_EQ(people.settled_privileges[0].column, "admin");
    EXPECT_EQ(people.settled_privileges[0].winner, 0U);
}

TEST(PeopleRound, AsksAboutAPrivilegeWhereTheChosenSourceHasNoAccount)
{
    Round round(given(bob_the_admin, bob), {answer("privilege", Decision::survivor, "pastes")});
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_TRUE(people.questions[0].evidence.ends_with("none of these accounts is from source \"pastes\""));
}

TEST(PeopleRound, AsksAboutAPrivilegeInWhichTheChosenSourceDiffers)
{
    Round round(given("VALUES (1, 'bob', 1, 'k'), (2, 'bob', 0, 'k')", bob, "on_ambiguous = \"allow\""),
                {answer("privilege", Decision::survivor, "prose")});
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_TRUE(people.questions[0].evidence.ends_with("the accounts of source \"prose\" differ"));
}

TEST(PeopleRound, AsksAboutAPrivilegeThatTheSurvivorsSourceLacks)
{
    auto lacking = given(two_bobs, "VALUES (1, 'bob', 1, 'k'), (2, 'bob', 0, 'k')", "on_ambiguous = \"allow\"");
    lacking.target = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, admin BOOLEAN);"
                     "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);";
    lacking.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                    "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);"
                    "INSERT INTO users VALUES (1, 'bob'); INSERT INTO keys VALUES (1, 1, 'k')";
    Round round(lacking, {answer("privilege", Decision::survivor, "lists")});
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_TRUE(
        people.questions[0].evidence.ends_with("the survivor's source has no column \"admin\": set it in the plan"));
}

TEST(PeopleRound, AsksNothingWhereKeysMustBeEqualAndAre)
{
    Round round(given(bob, bob));
    round.equal_keys = {true, false};
    EXPECT_TRUE(round.decide().questions.empty());
}

TEST(PeopleRound, AsksAboutAccessWhereKeysMustBeEqualAndAreNot)
{
    Round round(given(bob, "VALUES (1, 'rob', 0, 'other')"));
    round.found = {{0, 1, "same-column", true}};
    round.equal_keys = {false, true};
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_EQ(people.questions[0].kind, "access");
    EXPECT_EQ(people.questions[0].evidence,
              "prose/bob has 1 key; lists/rob has 1 key, but the plan requires equal ones");
}

TEST(PeopleRound, SeparatesInTheNextRoundWhereAnAnswerToAccessSaysSo)
{
    Round round(given(bob, "VALUES (1, 'rob', 0, 'other')"), {answer("access", Decision::accept)});
    round.found = {{0, 1, "same-column", true}};
    round.equal_keys = {true, true};
    EXPECT_EQ(round.decide().identities.size(), 1U);
    EXPECT_EQ(round.decide().identities.size(), 2U);
}

TEST(PeopleRound, ConfirmsAccessThatAnAnswerMerges)
{
    Round round(given(bob, "VALUES (1, 'rob', 0, 'other')"), {answer("access", Decision::merge)});
    round.found = {{0, 1, "same-column", true}};
    round.equal_keys = {true, true};
    auto const people = round.decide();
    EXPECT_TRUE(people.questions.empty());
    EXPECT_EQ(people.confirmed.at(1), "decided by the operator");
}

constexpr auto five_users = "VALUES (1, 'a', 0, 'ka'), (2, 'b', 0, 'kb'), (3, 'c', 0, 'kc'), (4, 'd', 0, 'kd'), "
                            "(5, 'e', 0, 'ke')";
constexpr auto five_admins = "VALUES (1, 'a', 1, 'ka'), (2, 'b', 1, 'kb'), (3, 'c', 1, 'kc'), (4, 'd', 1, 'kd'), "
                             "(5, 'e', 1, 'ke')";

plan::Answer about_all(Decision decision, std::string const &word = {})
{
    auto result = answer("privilege", decision, word);
    result.claimants = "admin: prose=false lists=true";
    return result;
}

TEST(PeopleRound, AsksOnceAboutManyWhoDifferAlike)
{
    Round round(given(five_users, five_admins));
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_EQ(people.questions[0].claimants, "admin: prose=false lists=true");
    EXPECT_EQ(people.questions[0].account, "");
}

TEST(PeopleRound, TakesOneAnswerForAllWhoDifferAlike)
{
    Round round(given(five_users, five_admins), {about_all(Decision::survivor, "lists")});
    auto const people = round.decide();
    EXPECT_TRUE(people.questions.empty());
    EXPECT_EQ(people.settled_privileges.size(), 5U);
}

TEST(PeopleRound, TakesTheAnswerForAllWhereOnlyOneIsLeft)
{
    Round round(given(bob, bob_the_admin), {about_all(Decision::survivor, "lists")});
    auto const people = round.decide();
    EXPECT_TRUE(people.questions.empty());
    EXPECT_EQ(people.settled_privileges.size(), 1U);
}

TEST(PeopleRound, PrefersTheAnswerAboutOneToThatAboutAll)
{
    auto of_one = answer("privilege", Decision::survivor, "prose");
    of_one.account = "lists/a";
    Round round(given(five_users, five_admins), {of_one, about_all(Decision::survivor, "lists")});
    auto const people = round.decide();
    ASSERT_EQ(people.settled_privileges.size(), 5U);
    EXPECT_EQ(people.settled_privileges[0].winner, 0U);
    EXPECT_EQ(people.settled_privileges[1].winner, 6U);
}

TEST(PeopleRound, AsksEachWhereTheAnswerForAllCannotBeObeyed)
{
    Round round(given(bob, bob_the_admin), {about_all(Decision::survivor, "pastes")});
    auto const people = round.decide();
    ASSERT_EQ(people.questions.size(), 1U);
    EXPECT_EQ(people.questions[0].account, "lists/bob");
}

} // namespace
} // namespace tributary::identity
