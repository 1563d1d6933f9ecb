#include "merge/references/new_ids.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>

namespace tributary::references {
namespace {

using testing::Given;
using testing::StagedRun;
using Id = std::optional<std::string>;

TEST(PlainInteger, IsAnIntegerInTheOneWayItIsWritten) { EXPECT_EQ(plain_integer("-12"), -12); }

TEST(PlainInteger, HasNoLeadingZero) { EXPECT_EQ(plain_integer("012"), std::nullopt); }

TEST(PlainInteger, HasNoNegativeZero)
{
    EXPECT_EQ(plain_integer("0"), 0);
    EXPECT_EQ(plain_integer("-0"), std::nullopt);
}

TEST(PlainInteger, HasNoPlus) { EXPECT_EQ(plain_integer("+1"), std::nullopt); }

TEST(PlainInteger, HasNoBlanks)
{
    EXPECT_EQ(plain_integer(" 1"), std::nullopt);
    EXPECT_EQ(plain_integer("1 "), std::nullopt);
}

TEST(PlainInteger, IsNoEmptyText) { EXPECT_EQ(plain_integer(""), std::nullopt); }

TEST(PlainInteger, EndsWhere64BitsEnd)
{
    EXPECT_EQ(plain_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(plain_integer("9223372036854775808"), std::nullopt);
}

/// Ids of lists are shifted by 101; its column posts.users holds ids of users in JSON, posts.names their names.
Given given(std::string const &users_of_lists, std::string const &users_of_prose = "(1, 'ann')")
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                            "CREATE TABLE posts (id INTEGER PRIMARY KEY, users TEXT, names TEXT);"
                            "INSERT INTO users VALUES ";
    return {.prose = tables + users_of_prose,
            .lists = tables + users_of_lists,
            .plan = "[[reference]]\ncolumn = \"posts.users\"\nto = \"users.id\"\npath = \"$[*]\"\n"
                    "[[reference]]\ncolumn = \"posts.names\"\nto = \"users.name\"\npath = \"$[*]\"\n",
            .head = "[ids]\nheadroom = 100\n"};
}

NewIds new_ids(StagedRun &run, std::string const &column = "users", std::uint32_t source = 1)
{
    if (run.query("SELECT 1 FROM id_range").empty()) {
        run.decide_ids();
    }
    return {run.staging, run.mapping, staging::read_exceptions(run.staging), source,
            run.column("posts", source, column).declared.front()};
}

void fold_onto_ann(StagedRun &run, std::int64_t row)
{
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .fold(run.source("users", 1).table_id, row, run.source("users", 0).table_id, 1, "", "");
    staging::rebuild_crosswalk(run.staging, run.table("users"));
}

TEST(NewIds, OfANumberIsInItsSourcesRange)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run).of("1"), "102");
}

TEST(NewIds, OfTheFirstSourceAreTheOldOnes)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run, "users", 0).of("1"), "1");
}

TEST(NewIds, OfANumberThatNoRowBearsIsNone)
{
    StagedRun run(given("(1, 'bob'), (3, 'eve')"));
    EXPECT_EQ(new_ids(run).of("2"), std::nullopt);
}

TEST(NewIds, OfANumberThatIsWrittenOtherwiseIsNone)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run).of("01"), std::nullopt);
}

TEST(NewIds, OfZeroIsThatOfTheRowThatHasIt)
{
    StagedRun run(given("(0, 'bob'), (1, 'eve')"));
    EXPECT_EQ(new_ids(run).of("0"), "102");
}

TEST(NewIds, OfAFoldedRowIsItsSurvivors)
{
    StagedRun run(given("(1, 'bob')"));
    fold_onto_ann(run, 1);
    EXPECT_EQ(new_ids(run).of("1"), "1");
}

TEST(NewIds, OfALeftOutRowIsNone)
{
    StagedRun run(given("(1, 'bob'), (2, 'eve')"));
    run.decide_ids();
    staging::DecisionWriter(run.staging).leave_out(run.source("users", 1).table_id, 1, "", "");
    EXPECT_EQ(new_ids(run).of("1"), std::nullopt);
}

TEST(NewIds, OfANameIsTheName)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run, "names").of("bob"), "bob");
}

TEST(NewIds, OfANameInAnotherCaseIsNone)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run, "names").of("Bob"), std::nullopt);
}

TEST(NewIds, OfTheEmptyNameIsNoneWhereNobodyHasIt)
{
    StagedRun run(given("(1, NULL)"));
    EXPECT_EQ(new_ids(run, "names").of(""), std::nullopt);
}

TEST(NewIds, OfANameThatIsGivenUpIsTheSurvivors)
{
    StagedRun run(given("(1, 'bob')"));
    fold_onto_ann(run, 1);
    EXPECT_EQ(new_ids(run, "names").of("bob"), "ann");
}

TEST(NewIds, OfANameThatIsGivenUpForNoneIsNone)
{
    StagedRun run(given("(1, 'bob')", "(1, NULL)"));
    fold_onto_ann(run, 1);
    EXPECT_EQ(new_ids(run, "names").of("bob"), std::nullopt);
}

TEST(NewIds, KeepAStrangersNumberInTheRange)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run).kept("101"), "202");
}

TEST(NewIds, KeepNoNumberBehindTheRange)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run).kept("102"), std::nullopt);
}

TEST(NewIds, KeepZeroWhereNoRowHasSuchIds)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run).kept("0"), "0");
}

TEST(NewIds, KeepNoZeroWhereARowOfAnotherSourceHasIt)
{
    StagedRun run(given("(1, 'bob')", "(0, 'ann')"));
    EXPECT_EQ(new_ids(run).kept("0"), std::nullopt);
}

TEST(NewIds, KeepANegativeNumberBelowAllThatRowsHave)
{
    StagedRun run(given("(1, 'bob')", "(0, 'ann')"));
    EXPECT_EQ(new_ids(run).kept("-1"), "-1");
}

TEST(NewIds, KeepWhatIsNoNumberAsItIs)
{
    StagedRun run(given("(1, 'bob')"));
    EXPECT_EQ(new_ids(run).kept("012"), "012");
}

} // namespace
} // namespace tributary::references
