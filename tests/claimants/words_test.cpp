#include "merge/claimants/words.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::claimants {
namespace {

model::Value text(std::string const &bytes) { return {model::Cell::Type::text, 0, 0, bytes, 0}; }
model::Value number(std::int64_t value) { return {model::Cell::Type::integer, value, 0, {}, 0}; }

ColumnOfClaimants column(std::string const &name, std::string const &a, std::string const &b)
{
    return {name, 0, false, false, {text(a), text(b)}, {'"' + a + '"', '"' + b + '"'}};
}

TEST(CountedRows, AreNothingWhereNoRowsRefer) { EXPECT_EQ(counted_rows({}), ""); }

TEST(CountedRows, OfTheTableWithMostRowsComeFirst)
{
    EXPECT_EQ(counted_rows({{"files", "post", 1}, {"comments", "post", 3}}), "3 rows of comments, 1 row of files");
}

TEST(CountedRows, OfSeveralSourcesAreAddedUp)
{
    EXPECT_EQ(counted_rows({{"files", "post", 1}, {"files", "post", 2}}), "3 rows of files");
}

TEST(CountedRows, NameTheColumnsWhereRowsOfOneTableReferBySeveral)
{
    EXPECT_EQ(counted_rows({{"follows", "who", 1}, {"follows", "whom", 2}}),
              "2 rows of follows (whom), 1 row of follows (who)");
}

TEST(CountedRows, OfMoreThanFiveTablesAreCountedTogether)
{
    EXPECT_EQ(
        counted_rows(
            {{"a", "x", 9}, {"b", "x", 8}, {"c", "x", 7}, {"d", "x", 6}, {"e", "x", 5}, {"f", "x", 4}, {"g", "x", 3}}),
        "9 rows of a, 8 rows of b, 7 rows of c, 6 rows of d, 5 rows of e, 7 rows of others");
}

TEST(ComparedColumns, AreNothingWithoutColumns) { EXPECT_EQ(compared({}), ""); }

TEST(ComparedColumns, ShowEqualTextsBeforeDifferentOnes)
{
    EXPECT_EQ(compared({column("bio", "x", "y"), column("city", "Bonn", "Bonn")}),
              "equal in city (\"Bonn\"), different in bio (\"x\" / \"y\")");
}

TEST(ComparedColumns, SayHowManyAccountsHaveWhatIsEqual)
{
    auto language = column("language", "en", "en");
    language.accounts = 5120;
    EXPECT_EQ(compared({language}), "equal in language (\"en\", which 5120 accounts have)");
}

TEST(ComparedColumns, ShowAddressesFirst)
{
    EXPECT_EQ(compared({column("bio", "x", "y"), column("mail", "ann@a.org", "bob@b.org")}),
              "different in mail (\"ann@a.org\" / \"bob@b.org\"), bio (\"x\" / \"y\")");
}

TEST(ComparedColumns, ShowTimesBeforeOtherTexts)
{
    EXPECT_EQ(compared({column("bio", "x", "y"), column("joined", "2020-01-02", "2021-01-02")}),
              "different in joined (\"2020-01-02\" / \"2021-01-02\"), bio (\"x\" / \"y\")");
}

TEST(ComparedColumns, SayNothingOfEqualNumbers)
{
    EXPECT_EQ(compared({{"logins", 0, false, false, {number(7), number(7)}, {"7", "7"}}}), "");
}

TEST(ComparedColumns, SayNothingOfWhatIsEmptyInAll) { EXPECT_EQ(compared({column("bio", "", "")}), ""); }

TEST(ComparedColumns, ShowWhatOnlyOneHas)
{
    EXPECT_EQ(compared({{"logins", 0, false, false, {number(7), {}}, {"7", "NULL"}}}),
              "different in logins (7 / NULL)");
}

TEST(ComparedColumns, AreCutAfterFiveDifferentOnes)
{
    EXPECT_EQ(compared({column("a", "1", "2"), column("b", "1", "2"), column("c", "1", "2"), column("d", "1", "2"),
                        column("e", "1", "2"), column("f", "1", "2")}),
              "different in a (\"1\" / \"2\"), b (\"1\" / \"2\"), c (\"1\" / \"2\"), d (\"1\" / \"2\"), e (\"1\" / "
              "\"2\"), and 1 more");
}

} // namespace
} // namespace tributary::claimants
