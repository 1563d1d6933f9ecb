#include "merge/databases/postgres/copy.hpp"
#include "merge/model/error.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/postgres_server.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace tributary::databases::postgres {
namespace {

using model::Cell;
using testing::integer_column;
using testing::text_column;

std::string written(Cell const &cell)
{
    std::string buffer;
    append_copy_text(buffer, cell);
    return buffer;
}

Cell blob(std::string_view bytes) { return {Cell::Type::blob, 0, 0, bytes}; }
Cell real(double value) { return {Cell::Type::real, 0, value, {}}; }

TEST(CopyText, WritesNullAsBackslashN) { EXPECT_EQ(written({}), "\\N"); }

TEST(CopyText, WritesTheEmptyStringAsNothing) { EXPECT_EQ(written(Cell::of(std::string_view())), ""); }

TEST(CopyText, WritesPlainTextAsItIs) { EXPECT_EQ(written(Cell::of("häuser 'n \"quotes\"")), "häuser 'n \"quotes\""); }

TEST(CopyText, EscapesABackslash) { EXPECT_EQ(written(Cell::of("\\N")), "\\\\N"); }

TEST(CopyText, EscapesTheEndOfData) { EXPECT_EQ(written(Cell::of("\\.")), "\\\\."); }

TEST(CopyText, EscapesWhatPartsColumnsAndRows) { EXPECT_EQ(written(Cell::of("a\tb\nc\rd")), "a\\tb\\nc\\rd"); }

TEST(CopyText, EscapesOtherControlCharacters) { EXPECT_EQ(written(Cell::of("\b\f\v")), "\\b\\f\\v"); }

TEST(CopyText, WritesTheGreatestInteger)
{
    EXPECT_EQ(written(Cell::of(std::numeric_limits<std::int64_t>::max())), "9223372036854775807");
}

TEST(CopyText, WritesTheSmallestInteger)
{
    EXPECT_EQ(written(Cell::of(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
}

TEST(CopyText, WritesTheShortestNumberThatReadsBackAsTheSame)
{
    EXPECT_EQ(written(real(0.1)), "0.1");
    EXPECT_EQ(written(real(1.0 / 3)), "0.3333333333333333");
}

TEST(CopyText, WritesAnEmptyBlob) { EXPECT_EQ(written(blob("")), "\\\\x"); }

TEST(CopyText, WritesABlobInHex) { EXPECT_EQ(written(blob(std::string_view("\0\n\x7f\xff", 4))), "\\\\x000a7fff"); }

TEST(CopyText, AppendsToWhatIsThere)
{
    std::string buffer = "1\t";
    append_copy_text(buffer, Cell::of(std::int64_t{2}));
    EXPECT_EQ(buffer, "1\t2");
}

/// A connection to a new database with the table t.
class Copy : public ::testing::Test {
protected:
    explicit Copy(std::string const &columns = "v text")
        : m_connection(PQconnectdb(testing::PostgresServer::shared().create_database().c_str()), PQfinish)
    {
        run("SET extra_float_digits = 3; CREATE TABLE t (" + columns + ")");
    }

    void run(std::string const &sql) const { PQclear(PQexec(connection(), sql.c_str())); }
    PGconn *connection() const { return m_connection.get(); }

    void write(model::Column const &column, Cell const &cell) const
    {
        CopyIn copy(connection(), "target", "t", std::vector{column});
        copy.write(std::vector{cell});
        copy.finish();
    }

    /// The only value of the table; integers as they are, text in quotes.
    std::string read(model::Column const &column) const
    {
        std::string result;
        copy_out(connection(), "source", "SELECT v FROM t", std::vector{column}, [&](model::Row row) {
            auto const &cell = row[0];
            result = cell.type == Cell::Type::null      ? "null"
                     : cell.type == Cell::Type::integer ? std::to_string(cell.integer)
                                                        : "'" + std::string(cell.bytes) + "'";
        });
        return result;
    }

    std::string round_trip(std::string_view text) const
    {
        write(text_column("v"), Cell::of(text));
        return read(text_column("v"));
    }

private:
    std::unique_ptr<PGconn, void (*)(PGconn *)> m_connection;
};

class CopyIntegers : public Copy {
protected:
    CopyIntegers() : Copy("v bigint") {}
};

class CopyNumbers : public Copy {
protected:
    CopyNumbers() : Copy("v double precision") {}
};

class CopyBytes : public Copy {
protected:
    CopyBytes() : Copy("v bytea")
    {
        column = text_column("v");
        column.type = "bytea";
    }
    model::Column column;
};

TEST_F(Copy, BringsTextBack) { EXPECT_EQ(round_trip("plain"), "'plain'"); }

TEST_F(Copy, BringsTheEmptyStringBack) { EXPECT_EQ(round_trip(""), "''"); }

TEST_F(Copy, BringsNullBack)
{
    write(text_column("v"), {});
    EXPECT_EQ(read(text_column("v")), "null");
}

TEST_F(Copy, BringsTextBackThatLooksLikeNull) { EXPECT_EQ(round_trip("\\N"), "'\\N'"); }

TEST_F(Copy, BringsTextBackThatLooksLikeTheEndOfData) { EXPECT_EQ(round_trip("\\."), "'\\.'"); }

TEST_F(Copy, BringsTextBackThatLooksLikeAnEscape) { EXPECT_EQ(round_trip("\\t\\x41\\101"), "'\\t\\x41\\101'"); }

TEST_F(Copy, BringsABackslashAtTheEndBack) { EXPECT_EQ(round_trip("C:\\"), "'C:\\'"); }

TEST_F(Copy, BringsControlCharactersBack)
{
    EXPECT_EQ(round_trip("\b\f\n\r\t\v\x01\x1b\x7f"), "'\b\f\n\r\t\v\x01\x1b\x7f'");
}

TEST_F(Copy, BringsCharactersOfEveryLengthBack) { EXPECT_EQ(round_trip("aä€😀"), "'aä€😀'"); }

TEST_F(Copy, BringsTextBackThatIsLongerThanAChunk)
{
    auto const text = std::string(200'000, '\\');
    EXPECT_EQ(round_trip(text), "'" + text + "'");
}

TEST_F(Copy, HandsIntegersOfATextColumnOnAsText) { EXPECT_EQ(round_trip("42"), "'42'"); }

TEST_F(Copy, SaysHowManyRowsTheDatabaseTook)
{
    CopyIn copy(connection(), "target", "t", std::vector{text_column("v")});
    copy.write(std::vector{Cell::of("a")});
    copy.write(std::vector{Cell::of("b")});
    EXPECT_EQ(copy.finish(), 2);
}

TEST_F(Copy, TakesNoRows)
{
    CopyIn copy(connection(), "target", "t", std::vector{text_column("v")});
    EXPECT_EQ(copy.finish(), 0);
}

TEST_F(Copy, BringsNothingWithoutFinish)
{
    {
        CopyIn copy(connection(), "target", "t", std::vector{text_column("v")});
        copy.write(std::vector{Cell::of("a")});
    }
    EXPECT_EQ(read(text_column("v")), "");
}

TEST_F(Copy, LeavesTheConnectionUsableWithoutFinish)
{
    {
        CopyIn copy(connection(), "target", "t", std::vector{text_column("v")});
    }
    EXPECT_EQ(round_trip("later"), "'later'");
}

TEST_F(Copy, RefusesANulInText)
{
    CopyIn copy(connection(), "target", "t", std::vector{text_column("v")});
    EXPECT_THROW(copy.write(std::vector{Cell::of(std::string_view("a\0b", 3))}), RowRefused);
}

TEST_F(Copy, RefusesABlobForAColumnThatTakesNone)
{
    CopyIn copy(connection(), "target", "t", std::vector{text_column("v")});
    EXPECT_THROW(copy.write(std::vector{blob("a")}), RowRefused);
}

TEST_F(Copy, RefusesATextOfWhichBlanksWouldBeCut)
{
    auto column = text_column("v");
    column.max_length = 3;
    CopyIn copy(connection(), "target", "t", std::vector{column});
    EXPECT_THROW(copy.write(std::vector{Cell::of("ab  ")}), RowRefused);
}

TEST_F(Copy, ThrowsItsPlaceFirstWhereTheServerRefusesTheQuery)
{
    auto const error = testing::error_of([&] {
        copy_out(connection(), "source \"prose\"", "SELECT * FROM none", std::vector{text_column("v")},
                 [](model::Row) {});
    });
    EXPECT_TRUE(std::string(error.what()).starts_with("source \"prose\": "));
}

TEST_F(Copy, ThrowsWhereTheServerEndsTheRowsEarly)
{
    auto const error = testing::error_of([&] {
        copy_out(connection(), "source", "SELECT 1 / (3 - i) FROM generate_series(1, 5) AS i",
                 std::vector{integer_column("v")}, [](model::Row) {});
    });
    EXPECT_TRUE(std::string(error.what()).starts_with("source: "));
}

TEST_F(CopyIntegers, BringsTheEndsOfTheirRangeBack)
{
    write(integer_column("v"), Cell::of(std::numeric_limits<std::int64_t>::min()));
    EXPECT_EQ(read(integer_column("v")), "-9223372036854775808");
}

TEST_F(CopyIntegers, BringsNullBack)
{
    write(integer_column("v"), {});
    EXPECT_EQ(read(integer_column("v")), "null");
}

TEST_F(CopyIntegers, NamesTheRefusedRowByItsPlaceFromZero)
{
    CopyIn copy(connection(), "target", "t", std::vector{integer_column("v")});
    copy.write(std::vector{Cell::of("1")});
    copy.write(std::vector{Cell::of("two")});
    try {
        copy.finish();
        ADD_FAILURE() << "nothing was refused";
    } catch (RowRefused const &refused) {
        EXPECT_EQ(refused.row, 1);
    }
}

TEST_F(CopyIntegers, NamesTheRefusedRowWhateverItsTextSays)
{
    CopyIn copy(connection(), "target", "t", std::vector{integer_column("v")});
    copy.write(std::vector{Cell::of("1")});
    copy.write(std::vector{Cell::of("x, line 99, column y: z")});
    try {
        copy.finish();
        ADD_FAILURE() << "nothing was refused";
    } catch (RowRefused const &refused) {
        EXPECT_EQ(refused.row, 1);
    }
}

TEST_F(CopyIntegers, NamesTheColumnOfTheRefusedRow)
{
    CopyIn copy(connection(), "target", "t", std::vector{integer_column("v")});
    copy.write(std::vector{Cell::of("two")});
    try {
        copy.finish();
        ADD_FAILURE() << "nothing was refused";
    } catch (RowRefused const &refused) {
        EXPECT_NE(std::string(refused.what()).find("column v"), std::string::npos);
    }
}

TEST_F(CopyNumbers, BringsTheSmallestAndLongestBack)
{
    write(text_column("v"), real(std::numeric_limits<double>::denorm_min()));
    EXPECT_EQ(std::strtod(read(text_column("v")).substr(1).c_str(), nullptr),
              std::numeric_limits<double>::denorm_min());
}

TEST_F(CopyNumbers, BringsInfinityBack)
{
    write(text_column("v"), real(-std::numeric_limits<double>::infinity()));
    EXPECT_EQ(read(text_column("v")), "'-Infinity'");
}

TEST_F(CopyBytes, BringsEveryKindOfByteBack)
{
    write(column, blob(std::string_view("\0\n\\\xff", 4)));
    EXPECT_EQ(read(column), "'\\x000a5cff'");
}

TEST_F(CopyBytes, BringsAnEmptyBlobBack)
{
    write(column, blob(""));
    EXPECT_EQ(read(column), "'\\x'");
}

} // namespace
} // namespace tributary::databases::postgres
