#include "merge/target/conversion.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::target {
namespace {

using model::Cell;
using model::Engine;

/// A column of one type in a source and another in the target, and what becomes of a value.
struct Converted {
    Converted(Engine from, std::string const &own_type, Engine to, std::string const &target_type, Cell cell)
    {
        model::MappedTable table;
        auto column = testing::text_column("value");
        column.kind = target_type == "text" || target_type == "TEXT" ? model::Kind::text : model::Kind::other;
        column.type = target_type;
        table.target = testing::table("t", {column});
        column.type = own_type;
        auto const own = testing::table("t", {column});
        model::MappedSource source;
        source.table = &own;
        Conversion conversion(table, source, {"value"}, from, to);
        std::vector<Cell> cells{cell};
        why = conversion.apply(cells);
        type = cells[0].type;
        integer = cells[0].integer;
        real = cells[0].real;
        bytes = cells[0].bytes;
    }

    std::string why;
    Cell::Type type = Cell::Type::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string bytes;
};

Converted to_sqlite(std::string const &own, std::string const &target, std::string_view value)
{
    return {Engine::postgresql, own, Engine::sqlite, target, Cell::of(value)};
}

Converted to_postgres(std::string const &own, std::string const &target, Cell const &value)
{
    return {Engine::sqlite, own, Engine::postgresql, target, value};
}

TEST(Conversion, OfABooleanIsOneOrZero)
{
    EXPECT_EQ(to_sqlite("boolean", "BOOLEAN", "t").integer, 1);
    EXPECT_EQ(to_sqlite("boolean", "BOOLEAN", "f").integer, 0);
    EXPECT_EQ(to_sqlite("boolean", "BOOLEAN", "f").type, Cell::Type::integer);
}

TEST(Conversion, OfBytesIsABlob)
{
    auto const converted = to_sqlite("bytea", "BLOB", "\\x00fFA9");
    EXPECT_EQ(converted.type, Cell::Type::blob);
    EXPECT_EQ(converted.bytes, std::string("\0\xff\xa9", 3));
}

TEST(Conversion, OfNoBytesIsAnEmptyBlob)
{
    EXPECT_EQ(to_sqlite("bytea", "BLOB", "\\x").type, Cell::Type::blob);
    EXPECT_EQ(to_sqlite("bytea", "BLOB", "\\x").bytes, "");
}

TEST(Conversion, OfAFloatIsTheSameNumber) { EXPECT_EQ(to_sqlite("double precision", "REAL", "0.1").real, 0.1); }

TEST(Conversion, OfNoNumberIsItsText)
{
    EXPECT_EQ(to_sqlite("double precision", "REAL", "NaN").type, Cell::Type::text);
    EXPECT_EQ(to_sqlite("real", "REAL", "-Infinity").bytes, "-Infinity");
}

TEST(Conversion, OfAFloatIntoATextIsItsText)
{
    EXPECT_EQ(to_sqlite("double precision", "TEXT", "1e+20").bytes, "1e+20");
    EXPECT_EQ(to_sqlite("double precision", "TEXT", "1e+20").type, Cell::Type::text);
}

TEST(Conversion, OfANumericWithFifteenDigitsLosesNone)
{
    EXPECT_EQ(to_sqlite("numeric", "NUMERIC", "123456789012.345").why, "");
}

TEST(Conversion, OfANumericWithSixteenDigitsIsRefused)
{
    EXPECT_EQ(to_sqlite("numeric(20,4)", "NUMERIC", "-123456789012.3456").why,
              "column \"value\" holds -123456789012.3456, of which SQLite would lose digits");
}

TEST(Conversion, OfANumericDoesNotCountZerosInFront)
{
    EXPECT_EQ(to_sqlite("numeric", "NUMERIC", "0.000123456789012345").why, "");
}

TEST(Conversion, OfANumericThatIsA64BitIntegerLosesNone)
{
    EXPECT_EQ(to_sqlite("numeric", "NUMERIC", "9223372036854775807").why, "");
}

TEST(Conversion, OfANumericBehind64BitsIsRefused)
{
    EXPECT_NE(to_sqlite("numeric", "NUMERIC", "9223372036854775808").why, "");
}

TEST(Conversion, OfANumericThatIsNoNumberIsItsText) { EXPECT_EQ(to_sqlite("numeric", "NUMERIC", "NaN").why, ""); }

TEST(Conversion, OfALongNumericIntoATextOrABlobLosesNone)
{
    EXPECT_EQ(to_sqlite("numeric", "TEXT", "1234567890.1234567890").why, "");
    EXPECT_EQ(to_sqlite("numeric", "blob", "1234567890.1234567890").why, "");
}

TEST(Conversion, OfNullIsNull)
{
    EXPECT_EQ(Converted(Engine::postgresql, "boolean", Engine::sqlite, "BOOLEAN", {}).type, Cell::Type::null);
}

TEST(Conversion, OfATextIntoBytesIsItsBytes)
{
    auto const converted = to_postgres("TEXT", "bytea", Cell::of(std::string_view("\\x41")));
    EXPECT_EQ(converted.type, Cell::Type::blob);
    EXPECT_EQ(converted.bytes, "\\x41");
}

TEST(Conversion, LeavesZeroAndOneToTheInputOfABoolean)
{
    EXPECT_EQ(to_postgres("INTEGER", "boolean", Cell::of(std::int64_t{1})).type, Cell::Type::integer);
}

TEST(Conversion, OfAWholeNumberIntoRealsIsTheSameNumber)
{
    EXPECT_EQ((Converted{Engine::sqlite, "INTEGER", Engine::sqlite, "REAL", Cell::of(9007199254740992)}).real,
              9007199254740992.0);
}

TEST(Conversion, OfAWholeNumberThatRealsWouldRoundIsRefused)
{
    EXPECT_EQ((Converted{Engine::sqlite, "INTEGER", Engine::sqlite, "REAL", Cell::of(9007199254740993)}).why,
              "column \"value\" holds 9007199254740993, of which SQLite would lose digits");
}

TEST(Conversion, OfANumericThatRealsWouldRoundIsRefused)
{
    EXPECT_EQ(to_sqlite("numeric", "REAL", "9007199254740993").why,
              "column \"value\" holds 9007199254740993, of which SQLite would lose digits");
}

TEST(Conversion, WithinOneKindChangesNothing)
{
    Converted const converted(Engine::postgresql, "boolean", Engine::postgresql, "boolean",
                              Cell::of(std::string_view("t")));
    EXPECT_EQ(converted.type, Cell::Type::text);
}

} // namespace
} // namespace tributary::target
