#include "merge/undeclared/measure.hpp"
#include "tests/testing/coverage.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {
namespace {

using model::Cell;
using testing::Rows;
using testing::StagedRun;
using Looks = Suspect::Looks;

Cell number(std::int64_t value) { return Cell::of(value); }
Cell text(std::string_view value) { return Cell::of(value); }
Cell real(double value) { return {Cell::Type::real, 0, value, {}}; }

/// What the values of audit.value say, where the users are ann (1), Bob (17) and one without a name (0).
class Measure : public testing::Coverage {
protected:
    Measure()
    {
        suspect.table = "audit";
        suspect.column = "value";
    }

    Tally measured(std::vector<Cell> const &values, std::vector<Cell> const &kinds = {}) const
    {
        auto const schema = with_users({testing::table("audit", {})}, users_id);
        std::vector<CoverageSource> const sources{{"prose", schema}};
        std::vector<Suspect> const suspects{suspect};
        auto const read = [&](auto, auto const &table, auto const &columns, WhichRows, auto const &sink) {
            if (table == "users") {
                std::for_each(users.begin(), users.end(), [&](auto const &row) { sink(row); });
            } else if (table == "kinds") {
                sink(std::vector{text("app"), text("post"), number(4)});
            }
            for (std::size_t i = 0; table == "audit" && i < values.size(); ++i) {
                std::vector<Cell> row{values[i]};
                if (columns.size() > 1) {
                    row.push_back(kinds.at(i));
                }
                sink(row);
            }
        };
        return measure(plan, sources, suspects, read).at(0);
    }

    Suspect suspect;
    model::Column users_id = testing::integer_column("id");
    std::vector<std::vector<Cell>> users{{number(1), text("ann")}, {number(17), text("Bob")}, {number(0), {}}};
};

TEST_F(Measure, CountsIdsAmongTheValues)
{
    EXPECT_EQ(measured({number(1), number(2), number(17)}).values, 3);
    EXPECT_EQ(measured({number(1), number(2), number(17)}).ids, 2);
}

TEST_F(Measure, DoesNotCountNull) { EXPECT_EQ(measured({{}, number(1)}).values, 1); }

TEST_F(Measure, TakesZeroForAnIdWhereAUserHasIt) { EXPECT_EQ(measured({number(0)}).ids, 1); }

TEST_F(Measure, TakesANumberForTheSameHoweverItTravels)
{
    EXPECT_EQ(measured({text("17"), real(17.0), text("17.00")}).ids, 3);
}

TEST_F(Measure, TakesNoOtherSpellingForANumber)
{
    EXPECT_EQ(measured({text("017"), text("+17"), text("17."), real(17.5), text("")}).ids, 0);
}

TEST_F(Measure, TakesAUuidForTheSameInCapitals)
{
    users = {{text("00000000-0000-4000-8000-00000000000a"), text("ann")}};
    EXPECT_EQ(measured({text("00000000-0000-4000-8000-00000000000A")}).ids, 1);
}

TEST_F(Measure, TakesANameForTheSameInAnotherCase)
{
    EXPECT_EQ(measured({text("BOB"), text("bobby"), text("")}).names, 1);
}

TEST_F(Measure, TakesANameForTheSameWithBlanksBehindIt) { EXPECT_EQ(measured({text("ann   ")}).names, 1); }

TEST_F(Measure, CountsNoNamesWhereOnlyValuesTell)
{
    suspect.looks = Looks::id_by_value;
    EXPECT_EQ(measured({text("ann")}).names, 0);
}

TEST_F(Measure, CountsNoShortTextWhereItMayBeAnIdByAccident)
{
    suspect.long_values = true;
    users = {{text("abcdefghijklmno"), text("ann")}, {text("abcdefghijklmnop"), text("bob")}};
    EXPECT_EQ(measured({text("abcdefghijklmno"), text("abcdefghijklmnop")}).ids, 1);
}

TEST_F(Measure, SeesFlags) { EXPECT_TRUE(measured({number(0), number(1), text("t"), text("f")}).only_flags); }

TEST_F(Measure, SeesThatOneValueIsNoFlag) { EXPECT_FALSE(measured({number(0), number(2)}).only_flags); }

TEST_F(Measure, CountsTheElementsOfAList)
{
    suspect.looks = Looks::list;
    EXPECT_EQ(measured({text("{1,NULL,17,99}")}).values, 3);
    EXPECT_EQ(measured({text("{1,NULL,17,99}")}).ids, 2);
}

TEST_F(Measure, CountsTheElementsOfAListInJson)
{
    suspect.looks = Looks::list;
    EXPECT_EQ(measured({text(R"([ "1", [17], null ])")}).ids, 2);
}

TEST_F(Measure, TakesATextForNoList)
{
    suspect.looks = Looks::list;
    EXPECT_EQ(measured({text("1,17"), text(""), number(1)}).values, 0);
}

TEST_F(Measure, CountsNamesInAListOnlyWhereItIsCalledLikeAReference)
{
    suspect.looks = Looks::list;
    EXPECT_EQ(measured({text("{ann,bob}")}).names, 0);
    suspect.by_role = true;
    EXPECT_EQ(measured({text("{ann,bob}")}).names, 2);
}

TEST_F(Measure, CountsEachKindByItself)
{
    suspect.looks = Looks::kind_and_id;
    suspect.kind_column = "kind";
    auto const tally = measured({number(1), number(2), number(17)}, {text("user"), text("post"), text("user")});
    EXPECT_EQ(tally.kinds.at("user").distinct, 2);
    EXPECT_EQ(tally.kinds.at("post").values, 1);
}

TEST_F(Measure, CountsNoKindThatIsNull)
{
    suspect.looks = Looks::kind_and_id;
    suspect.kind_column = "kind";
    EXPECT_TRUE(measured({number(1)}, {Cell()}).kinds.empty());
}

TEST_F(Measure, CallsKindsByTheirNamesWhereATableHasThem)
{
    suspect.looks = Looks::kind_and_id;
    suspect.kind_column = "kind";
    suspect.kinds = {"kinds", "id", {"app", "model"}};
    auto const tally = measured({number(1), number(1)}, {number(4), number(5)});
    EXPECT_TRUE(tally.kinds.contains("app.post"));
    EXPECT_TRUE(tally.kinds.contains("5"));
}

constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                        "CREATE TABLE audit (id INTEGER PRIMARY KEY, kind TEXT, actor_id INTEGER);"
                        "INSERT INTO users VALUES (1, 'ann');";

/// What is asked of these rows of lists.
Rows asked(std::string const &rows, std::string const &plan = {})
{
    StagedRun run({.prose = tables, .lists = std::string(tables) + "INSERT INTO audit VALUES " + rows, .plan = plan});
    answers::Answers answers({});
    find_uncovered(run.job, run.staging, run.sources, run.shape.schema, run.mapping, answers);
    return run.conflicts("uncovered");
}

TEST(FindUncovered, AsksAboutAColumnThatHoldsAUsersId)
{
    EXPECT_EQ(asked("(1, 'x', 1), (2, 'x', 8)"),
              (Rows{{"audit", "audit.actor_id",
                     "integer column named like a user's id: 1 of 2 values are ids of users (50 %) in lists"}}));
}

TEST(FindUncovered, AsksAboutNoColumnThatHoldsNone) { EXPECT_EQ(asked("(1, 'x', 7), (2, 'x', NULL)"), Rows{}); }

/// What is asked of tasks that hang on hooks.
Rows asked_of_tasks(std::string const &column, std::string const &values)
{
    auto const service = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                         "CREATE TABLE hooks (id INTEGER PRIMARY KEY, title TEXT);"
                         "CREATE TABLE tasks (id INTEGER PRIMARY KEY, " +
                         column +
                         "); INSERT INTO users VALUES (1, 'ann');"
                         "INSERT INTO hooks VALUES (31, 'a'), (34, 'b'), (38, 'c');";
    StagedRun run({.prose = service, .lists = service + "INSERT INTO tasks VALUES " + values});
    answers::Answers answers({});
    find_uncovered(run.job, run.staging, run.sources, run.shape.schema, run.mapping, answers);
    return run.conflicts("uncovered");
}

TEST(FindUncovered, AsksAboutIdsOfATableThatTheirNameDoesNotSay)
{
    EXPECT_EQ(asked_of_tasks("trigger_id INTEGER", "(1, 31), (2, 34), (3, 38)"),
              (Rows{{"tasks", "tasks.trigger_id",
                     "integer column named like an id: 3 of 3 values are ids of hooks (100 %) in lists"}}));
}

TEST(FindUncovered, AsksAboutIdsOfItsOwnTable)
{
    EXPECT_EQ(asked_of_tasks("fork_id INTEGER", "(4, 0), (5, 4), (6, 5), (7, 6)").size(), 1U);
}

TEST(FindUncovered, NamesAllTablesWhoseIdsTheValuesMayBe)
{
    EXPECT_EQ(
        asked_of_tasks("source_id INTEGER", "(31, 34), (34, 31), (38, 38)"),
        (Rows{{"tasks", "tasks.source_id",
               "integer column named like an id: 3 of 3 values are ids of hooks (100 %) in lists; they may be ids "
               "of tasks"}}));
}

TEST(FindUncovered, TakesNoPlaceInAListForAnId)
{
    EXPECT_EQ(asked_of_tasks("list INTEGER REFERENCES users, sequence_id INTEGER, UNIQUE (list, sequence_id)",
                             "(1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 1), (5, 2, 2)"),
              Rows{});
}

TEST(FindUncovered, CountsNoRowThatIsNotLoaded)
{
    EXPECT_EQ(asked("(1, 'x', 1), (2, 'y', 8)", "[table.audit]\nwhere = \"kind = 'y'\"\n"), Rows{});
}

TEST(FindUncovered, CountsTheIdOfAUserWhoIsLeftOut)
{
    EXPECT_EQ(asked("(1, 'x', 1)", "[table.users]\nwhere = \"name <> 'ann'\"\n").size(), 1U);
}

constexpr auto of_kind_x = "[[reference]]\ncolumn = \"audit.actor_id\"\nto = \"users.id\"\nwhen = \"kind = 'x'\"\n";

TEST(FindUncovered, CountsNoRowOfWhichThePlanSaysWhatItRefersTo)
{
    EXPECT_EQ(asked("(1, 'x', 1), (2, 'y', NULL)", of_kind_x), Rows{});
}

TEST(FindUncovered, CountsRowsInWhichNoConditionHolds)
{
    EXPECT_EQ(
        asked("(1, 'x', 1), (2, 'y', 8)", of_kind_x),
        (Rows{
            {"audit", "audit.actor_id beside 1 entry",
             "integer column in rows in which no entry's `when` holds: 0 of 1 values are ids of users (0 %) in lists"}}));
}

TEST(FindUncovered, CountsNoRowThatIsWaived)
{
    EXPECT_EQ(asked("(1, 'x', 1), (2, 'y', 8)",
                    std::string(of_kind_x) +
                        "[[waive]]\ncolumn = \"audit.actor_id\"\nwhen = \"kind = 'y'\"\nreason = \"robots\"\n"),
              Rows{});
}

TEST(FindUncovered, LooksIntoEveryMemberWhateverStandsBeforeIt)
{
    EXPECT_EQ(asked(R"((1, '{"size": 9, "list": [1, 2], "user_id": 1}', NULL))"),
              (Rows{{"audit", "audit.kind $.user_id",
                     "numbers at $.user_id in JSON: 1 of 1 are ids of users (100 %) in lists"}}));
}

TEST(FindUncovered, AsksAboutNoColumnThatIsWaived)
{
    EXPECT_EQ(asked("(1, 'x', 1)", "[[waive]]\ncolumn = \"audit.actor_id\"\nreason = \"of another system\"\n"), Rows{});
}

TEST(FindUncovered, ObeysNoAnswerToThisQuestion)
{
    StagedRun run({.prose = tables, .lists = std::string(tables) + "INSERT INTO audit VALUES (1, 'x', 1)"});
    answers::Answers none({});
    find_uncovered(run.job, run.staging, run.sources, run.shape.schema, run.mapping, none);
    plan::Answer answer;
    answer.id = run.query("SELECT id FROM conflict").at(0).at(0).value();
    run.staging.database().execute("DELETE FROM conflict");
    answers::Answers answers({answer});
    find_uncovered(run.job, run.staging, run.sources, run.shape.schema, run.mapping, answers);
    EXPECT_NE(
        run.conflicts("uncovered")
            .at(0)
            .at(2)
            ->find(
                "cannot be obeyed: write it beside the question in the conflicts file, or answer it in the plan, by [[reference]] or [[waive]]"),
        std::string::npos);
}

TEST_F(Measure, FindsIdsInWhatPhpSerialised)
{
    suspect.looks = Looks::inside;
    auto const tally = measured({text(R"(a:1:{s:7:"user_id";i:17;})"), text("words")});
    EXPECT_EQ(tally.inside.at("$.user_id php").ids, 1);
    EXPECT_EQ(tally.php, 1);
    EXPECT_EQ(tally.filled, 2);
}

TEST_F(Measure, FindsIdsInABytea)
{
    suspect.looks = Looks::inside;
    suspect.bytes = true;
    auto const tally = measured({text(R"(\x613a313a7b733a373a22757365725f6964223b693a31373b7d)")});
    EXPECT_EQ(tally.inside.at("$.user_id php").ids, 1);
}

TEST_F(Measure, FindsKeysThatAreIdsInWhatPhpSerialised)
{
    suspect.looks = Looks::inside;
    auto const tally = measured({text(R"(a:1:{s:5:"users";a:2:{i:1;s:1:"x";i:17;s:1:"y";}})")});
    EXPECT_EQ(tally.inside.at("$.users keys php").ids, 2);
}

TEST_F(Measure, FindsIdsInPhpInAStringOfJson)
{
    suspect.looks = Looks::inside;
    auto const tally = measured({text(R"({"job": "O:1:\"J\":1:{s:6:\"userId\";i:17;}"})")});
    EXPECT_EQ(tally.inside.at("$.job.userId").ids, 1);
}

TEST_F(Measure, CountsValuesThatCannotBeLookedInto)
{
    suspect.looks = Looks::inside;
    EXPECT_EQ(measured({text("gASVDAAAAAAAAAB9lIwBdZRLAXMu")}).sealed.at("Python's pickle in base64"), 1);
}

} // namespace
} // namespace tributary::undeclared
