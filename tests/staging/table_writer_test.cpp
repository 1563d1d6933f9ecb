#include "merge/staging/staging.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace tributary::staging {
namespace {

using model::Cell;
using testing::integer_column;
using testing::text_column;
using Columns = std::vector<model::Column>;
using Row = std::vector<Cell>;
using Words = std::vector<std::string>;

/// A staging file with the source "prose", number 0.
class Writing : public ::testing::Test {
protected:
    Writing() { staging.add_source(0, "prose", {}, {}); }

    StagedTable write(std::string const &label, Columns const &columns, std::vector<Row> const &rows = {}) const
    {
        TableWriter writer(staging, 0, "prose", testing::table(label, columns), columns);
        for (auto const &row : rows) {
            writer.write(row);
        }
        return writer.finish();
    }

    std::string value(std::string const &sql) const { return staging.database().value(sql).value_or("nothing"); }

    testing::TemporaryDirectory folder;
    Staging staging = Staging::begin(folder.path / "x.sqlite", "pico");
};

TEST_F(Writing, NamesTheTableAfterItsSource)
{
    EXPECT_EQ(write("posts", {integer_column("id")}).staged, "prose.posts");
}

TEST_F(Writing, CountsTheRows)
{
    EXPECT_EQ(write("posts", {integer_column("id")}, {{Cell::of(1)}, {Cell::of(2)}}).rows, 2);
}

TEST_F(Writing, ListsTheTableOfItsSource)
{
    write("posts", {integer_column("id"), text_column("title")}, {{Cell::of(1), Cell::of("a")}});
    auto const listed = staging.sources().at(0).tables.at(0);
    EXPECT_EQ(listed.label, "posts");
    EXPECT_EQ(listed.staged, "prose.posts");
    EXPECT_EQ(listed.columns, (Words{"id", "title"}));
    EXPECT_EQ(listed.rows, 1);
}

TEST_F(Writing, DoesNotListATableThatWasNotFinished)
{
    {
        TableWriter writer(staging, 0, "prose", testing::table("posts", {}), Columns{integer_column("id")});
        writer.write(Row{Cell::of(1)});
    }
    EXPECT_TRUE(staging.sources().at(0).tables.empty());
}

TEST_F(Writing, NumbersTheRowsFromOne)
{
    write("posts", {text_column("title")}, {{Cell::of("a")}, {Cell::of("b")}});
    EXPECT_EQ(value("SELECT title FROM \"prose.posts\" WHERE \"#\" = 2"), "b");
}

TEST_F(Writing, KeepsTheClassOfEveryValue)
{
    write(
        "t", {text_column("a"), text_column("b"), text_column("c"), text_column("d"), text_column("e")},
        {{Cell{}, Cell::of(1), Cell{Cell::Type::real, 0, 1.0, {}}, Cell::of("1"), Cell{Cell::Type::blob, 0, 0, "1"}}});
    EXPECT_EQ(value("SELECT typeof(a) || typeof(b) || typeof(c) || typeof(d) || typeof(e) FROM \"prose.t\""),
              "nullintegerrealtextblob");
}

TEST_F(Writing, KeepsTheEmptyStringApartFromNull)
{
    write("t", {text_column("a")}, {{Cell::of("")}});
    EXPECT_EQ(value("SELECT a IS NOT NULL AND a = '' FROM \"prose.t\""), "1");
}

TEST_F(Writing, KeepsColumnsApartWhoseNamesDifferOnlyByCase)
{
    auto const table = write("t", {text_column("id"), text_column("ID")}, {{Cell::of("a"), Cell::of("b")}});
    EXPECT_EQ(table.columns, (Words{"id", "ID~2"}));
    EXPECT_EQ(value("SELECT \"ID~2\" FROM \"prose.t\""), "b");
}

TEST_F(Writing, KeepsAColumnApartThatHasTheSecondOnesName)
{
    auto const table = write("t", {text_column("ID~2"), text_column("id"), text_column("ID")},
                             {{Cell::of("a"), Cell::of("b"), Cell::of("c")}});
    EXPECT_EQ(value("SELECT " + model::sql_name(table.columns.at(2)) + " FROM \"prose.t\""), "c");
}

TEST_F(Writing, KeepsAColumnApartThatIsCalledAsTheRowNumber)
{
    auto const table = write("t", {text_column("#")}, {{Cell::of("a")}});
    EXPECT_EQ(value("SELECT " + model::sql_name(table.columns.at(0)) + " FROM \"prose.t\" WHERE \"#\" = 1"), "a");
}

TEST_F(Writing, KeepsColumnsApartWhoseNamesSqliteTakesForItsOwn)
{
    write("t", {text_column("rowid"), text_column("_rowid_")}, {{Cell::of("a"), Cell::of("b")}});
    EXPECT_EQ(value("SELECT rowid || _rowid_ || \"#\" FROM \"prose.t\""), "ab1");
}

TEST_F(Writing, KeepsTablesApartWhoseNamesDifferOnlyByCase)
{
    auto const first = write("posts", {text_column("a")}, {{Cell::of("a")}});
    auto const second = write("Posts", {text_column("a")}, {{Cell::of("b")}});
    EXPECT_NE(first.staged, second.staged);
    EXPECT_EQ(value("SELECT a FROM " + model::sql_name(second.staged)), "b");
}

TEST_F(Writing, TakesNamesThatHoldQuotesAndDots)
{
    write("my \"posts\".x", {text_column("a \"b\".c")}, {{Cell::of("a")}});
    EXPECT_EQ(value("SELECT \"a \"\"b\"\".c\" FROM \"prose.my \"\"posts\"\".x\""), "a");
}

TEST_F(Writing, KnowsTheSmallestAndGreatestIntegerOfAColumn)
{
    auto const table = write("t", {integer_column("id")}, {{Cell::of(7)}, {Cell::of(-3)}, {Cell::of(5)}});
    auto const extent = staging.extent(table.id, "id").value();
    EXPECT_EQ(extent.least, -3);
    EXPECT_EQ(extent.greatest, 7);
}

TEST_F(Writing, KnowsTheEndsOfTheIntegers)
{
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
    auto const table = write("t", {integer_column("id")}, {{Cell::of(greatest)}, {Cell::of(least)}});
    auto const extent = staging.extent(table.id, "id").value();
    EXPECT_EQ(extent.least, least);
    EXPECT_EQ(extent.greatest, greatest);
}

TEST_F(Writing, PassesOverWhatIsNoIntegerInAnExtent)
{
    auto const table = write("t", {integer_column("id")}, {{Cell{}}, {Cell::of(5)}, {Cell::of("9")}});
    EXPECT_EQ(staging.extent(table.id, "id").value().greatest, 5);
}

TEST_F(Writing, KnowsNoExtentWithoutIntegers)
{
    auto const table = write("t", {integer_column("id")}, {{Cell{}}});
    EXPECT_FALSE(staging.extent(table.id, "id"));
}

TEST_F(Writing, KnowsNoExtentWithoutRows) { EXPECT_FALSE(staging.extent(write("t", {integer_column("id")}).id, "id")); }

TEST_F(Writing, KnowsTheExtentOfAColumnByItsOwnName)
{
    auto const table = write("t", {integer_column("id"), integer_column("ID")}, {{Cell::of(1), Cell::of(2)}});
    EXPECT_EQ(staging.extent(table.id, "ID").value().greatest, 2);
}

TEST_F(Writing, HasOneDigestWhateverTheOrderOfTheRows)
{
    auto const forth = write("a", {integer_column("id")}, {{Cell::of(1)}, {Cell::of(2)}, {Cell::of(3)}});
    auto const back = write("b", {integer_column("id")}, {{Cell::of(3)}, {Cell::of(1)}, {Cell::of(2)}});
    EXPECT_EQ(forth.digest, back.digest);
}

TEST_F(Writing, HasAnotherDigestForAnotherValue)
{
    EXPECT_NE(write("a", {integer_column("id")}, {{Cell::of(1)}}).digest,
              write("b", {integer_column("id")}, {{Cell::of(2)}}).digest);
}

TEST_F(Writing, HasAnotherDigestForAValueOfAnotherClass)
{
    EXPECT_NE(write("a", {integer_column("id")}, {{Cell::of(1)}}).digest,
              write("b", {integer_column("id")}, {{Cell::of("1")}}).digest);
}

TEST_F(Writing, HasAnotherDigestForARowThatIsThereTwice)
{
    EXPECT_NE(write("a", {integer_column("id")}, {{Cell::of(1)}}).digest,
              write("b", {integer_column("id")}, {{Cell::of(1)}, {Cell::of(1)}}).digest);
}

TEST_F(Writing, HasAnotherDigestWhereTwoRowsSwapTheirValues)
{
    EXPECT_NE(write("a", {integer_column("x"), integer_column("y")}, {{Cell::of(1), Cell::of(2)}}).digest,
              write("b", {integer_column("x"), integer_column("y")}, {{Cell::of(2), Cell::of(1)}}).digest);
}

TEST_F(Writing, HasAnotherDigestWhereABoundaryMoves)
{
    EXPECT_NE(write("a", {text_column("x"), text_column("y")}, {{Cell::of("ab"), Cell::of("c")}}).digest,
              write("b", {text_column("x"), text_column("y")}, {{Cell::of("a"), Cell::of("bc")}}).digest);
}

TEST_F(Writing, HasAnotherDigestForNullThanForTheEmptyString)
{
    EXPECT_NE(write("a", {text_column("x")}, {{Cell{}}}).digest,
              write("b", {text_column("x")}, {{Cell::of("")}}).digest);
}

TEST(FreeName, IsTheWantedOneWhereItIsFree)
{
    std::set<std::string> taken{"name"};
    EXPECT_EQ(free_name("id", taken), "id");
}

TEST(FreeName, IsTakenFromThenOn)
{
    std::set<std::string> taken;
    free_name("ID", taken);
    EXPECT_EQ(free_name("id", taken), "id~2");
}

TEST(FreeName, TellsLettersBeyondZApart)
{
    std::set<std::string> taken;
    free_name("ä", taken);
    EXPECT_EQ(free_name("Ä", taken), "Ä");
}

TEST(Sha256, IsTheOneOfTheStandard)
{
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

} // namespace
} // namespace tributary::staging
