#include "merge/steps/steps.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::steps {
namespace {

using testing::Given;
using testing::StagedRun;

using Names = std::vector<std::string>;

/// Users, their keys and their posts.
Given given(std::string const &of_prose, std::string const &of_lists, std::string const &users = {})
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);"
                               "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);";
    return {.prose = tables + of_prose,
            .lists = tables + of_lists,
            .users = "table = \"users\"\nname = \"name\"\nnames = { unique = true }\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\" }\n" +
                     users + "\n"};
}

constexpr auto bob = "INSERT INTO users VALUES (1, 'bob', 'x'); INSERT INTO keys VALUES (1, 1, 'k');";
constexpr auto bob_elsewhere = "INSERT INTO users VALUES (7, 'bob', 'y'); INSERT INTO keys VALUES (1, 7, 'k');";
constexpr auto other_bob = "INSERT INTO users VALUES (7, 'bob', 'y'); INSERT INTO keys VALUES (1, 7, 'other');";

/// What explain says of the account under this topic.
Names lines_about(Given const &given, std::string const &account, std::string const &topic)
{
    StagedRun const run(given, StagedRun::After::resolve);
    Names result;
    auto const story = explain(run.plan, account);
    std::for_each(story.begin(), story.end(), [&](StoryLine const &line) {
        if (line.topic == topic) {
            result.push_back(line.text);
        }
    });
    return result;
}

std::string refused(Given const &given, std::string const &account)
{
    StagedRun const run(given, StagedRun::After::resolve);
    return run.refused([&] { explain(run.plan, account); });
}

TEST(Explain, NamesTheAccountAndItsOldId)
{
    EXPECT_EQ(lines_about(given(bob, bob_elsewhere), "lists/bob", "account"), (Names{"lists/bob, id 7 in its source"}));
}

TEST(Explain, SaysThatAnAccountIsOnItsOwn)
{
    EXPECT_EQ(lines_about(given(bob, other_bob), "lists/bob", "identity"), (Names{"on its own"}));
}

TEST(Explain, NamesTheSurvivorOfAnAccountThatIsMerged)
{
    EXPECT_EQ(lines_about(given(bob, bob_elsewhere), "lists/bob", "identity"),
              (Names{"merged into prose/bob; merged there: lists/bob"}));
}

TEST(Explain, NamesTheAccountsThatAreMergedIntoTheSurvivor)
{
    EXPECT_EQ(lines_about(given(bob, bob_elsewhere), "prose/bob", "identity"),
              (Names{"the survivor of a merge with lists/bob"}));
}

TEST(Explain, SaysThatAnAccountHasNoKey)
{
    EXPECT_EQ(lines_about(given(bob, "INSERT INTO users VALUES (7, 'ann', '')"), "lists/ann", "key"), (Names{"none"}));
}

TEST(Explain, SaysWhoKeepsTheKeyThatAnAccountLost)
{
    auto lost = given(bob, "INSERT INTO users VALUES (7, 'ann', ''); INSERT INTO keys VALUES (1, 7, 'k');");
    lost.plan = "[[unique]]\ntable = \"keys\"\ncolumns = [\"k\"]\n"
                "[table.keys]\non_conflict = [{ policy = \"keep-first\" }]\n";
    EXPECT_EQ(lines_about(lost, "lists/ann", "key, lost"), (Names{"k, kept by prose/bob"}));
}

TEST(Explain, SaysWhoHasTheSameNameAndNoKeyInCommon)
{
    EXPECT_EQ(lines_about(given(bob, other_bob), "lists/bob", "near miss"),
              (Names{"prose/bob has the same name, but no key in common"}));
}

TEST(Explain, SaysWhoHasAKeyInCommonAndIsNotMerged)
{
    auto const near =
        lines_about(given(bob, "INSERT INTO users VALUES (7, 'rob', ''); INSERT INTO keys VALUES (1, 7, 'k')"),
                    "lists/rob", "near miss");
    ASSERT_EQ(near.size(), 1U);
    EXPECT_EQ(near[0], "prose/bob has the key k too: possibly the same person, but no rule of the plan joins them");
}

TEST(Explain, SaysThatAnAccountWithoutANameCannotMatchByName)
{
    EXPECT_EQ(lines_about(given(bob, "INSERT INTO users VALUES (7, NULL, '')"), "lists/#7", "near miss"),
              (Names{"no name, so no rule that asks for a name can match it"}));
}

TEST(Explain, SaysWhatAnAccountIsCalledInTheTarget)
{
    EXPECT_EQ(lines_about(given(bob, other_bob), "lists/bob", "name in the target"), (Names{"bobtmp"}));
}

TEST(Explain, SaysWhoContestsTheNameThatAnAccountKeeps)
{
    EXPECT_EQ(lines_about(given(bob, other_bob), "prose/bob", "name"),
              (Names{"contested by lists/bob, which becomes bobtmp"}));
}

TEST(Explain, SaysThatANameIsUndecided)
{
    EXPECT_EQ(lines_about(given(bob, other_bob, "on_collision = \"refuse\""), "lists/bob", "name in the target"),
              (Names{"undecided"}));
}

TEST(Explain, SaysThatAnAccountHasNoNameInTheTarget)
{
    EXPECT_EQ(lines_about(given(bob, "INSERT INTO users VALUES (7, NULL, '')"), "lists/#7", "name in the target"),
              (Names{"none"}));
}

TEST(Explain, SaysWhichValueAMergeDropped)
{
    EXPECT_EQ(lines_about(given(bob, bob_elsewhere), "lists/bob", "value not kept"),
              (Names{"bio: y (kept: x, by keep-survivor)"}));
}

TEST(Explain, CountsTheRowsOfTheAccount)
{
    EXPECT_EQ(lines_about(given(bob, std::string(bob_elsewhere) + "INSERT INTO posts VALUES (1, 7), (2, 7), (3, NULL)"),
                          "lists/bob", "rows"),
              (Names{"1 in keys (user_id), 1 of them folded", "2 in posts (user_id)"}));
}

TEST(Explain, ListsEachAccountThatHasTheName)
{
    EXPECT_EQ(lines_about(given(bob, std::string(other_bob) + "INSERT INTO users VALUES (8, 'bob', '')"), "lists/bob",
                          "account"),
              (Names{"lists/bob, id 7 in its source", "lists/bob, id 8 in its source"}));
}

TEST(Explain, FindsAnAccountByItsId)
{
    EXPECT_EQ(lines_about(given(bob, other_bob), "lists/#7", "account"), (Names{"lists/bob, id 7 in its source"}));
}

TEST(Explain, FindsANameThatLooksLikeAnId)
{
    EXPECT_EQ(lines_about(given(bob, "INSERT INTO users VALUES (7, 'ann', ''), (8, '#7', '')"), "lists/#7", "account"),
              (Names{"lists/#7, id 8 in its source"}));
}

/// lists has bob (7) and the account `ghost`, which gets all posts; one of them was its own already.
Given with_a_ghost(std::string const &set)
{
    auto result = given(bob, std::string(other_bob) + "INSERT INTO users VALUES (8, 'ghost', '');"
                                                      "INSERT INTO posts VALUES (1, 7), (2, 8), (3, 7)");
    result.of_lists = "set = { " + set + " }\n";
    return result;
}

TEST(Explain, CountsTheRowsThatSetGivesToAnother)
{
    EXPECT_EQ(lines_about(with_a_ghost("\"posts.user_id\" = \"8\""), "lists/bob", "rows replaced"),
              (Names{"2 in posts (user_id): `set` gives them another value"}));
}

TEST(Explain, CountsNoRowsThatSetLeavesToTheAccount)
{
    EXPECT_EQ(lines_about(with_a_ghost("\"posts.user_id\" = \"8\""), "lists/ghost", "rows replaced"), Names{});
}

TEST(Explain, SaysWhichValuesOfTheAccountSetReplaces)
{
    EXPECT_EQ(lines_about(with_a_ghost("\"users.bio\" = \"upper(users.bio)\""), "lists/bob", "value replaced"),
              (Names{"bio: y (by `set`: Y)"}));
}

TEST(Explain, TakesANameAloneWhereItIsOnePerson)
{
    EXPECT_EQ(lines_about(given(bob, bob_elsewhere), "bob", "account"),
              (Names{"prose/bob, id 1 in its source", "lists/bob, id 7 in its source"}));
}

TEST(Explain, ListsWhoANameAloneCouldBe) { EXPECT_EQ(lines_about(given(bob, other_bob), "bob", "could be").size(), 2); }

TEST(Explain, TakesTheNameInTheTarget)
{
    EXPECT_EQ(lines_about(given(bob, other_bob), "bobtmp", "account"), (Names{"lists/bob, id 7 in its source"}));
}

TEST(Explain, SaysTheIdInTheTarget)
{
    EXPECT_EQ(lines_about(given(bob, bob_elsewhere), "lists/bob", "id in the target"), (Names{"1"}));
}

TEST(Explain, RefusesAWordThatNamesNobody)
{
    EXPECT_EQ(refused(given(bob, other_bob), "zoe"),
              "64 no account has the name or the id \"zoe\", in a source or in the target");
}

TEST(Explain, RefusesASourceThatDoesNotExist)
{
    EXPECT_EQ(refused(given(bob, other_bob), "pastes/bob"), "64 source \"pastes\" does not exist");
}

TEST(Explain, RefusesAnAccountThatDoesNotExist)
{
    EXPECT_EQ(refused(given(bob, other_bob), "lists/ann"), "64 source \"lists\" has no account \"ann\"");
}

TEST(Explain, RefusesARunThatIsNotResolved)
{
    StagedRun const run(given(bob, other_bob));
    EXPECT_EQ(run.refused([&] { explain(run.plan, "lists/bob"); }),
              "5 pico.staging.sqlite: this snapshot is not resolved yet");
}

} // namespace
} // namespace tributary::steps
