#include "merge/databases/postgres/copy.hpp"
#include "merge/databases/postgres/copy_binary.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/postgres_server.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tributary::databases::postgres {
namespace {

using model::Cell;

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    for (auto const byte : bytes) {
        result += digits[static_cast<unsigned char>(byte) >> 4U];
        result += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return result;
}

/// The field in hexadecimal, its length first; "text" where the value has to be sent as text.
std::string field(BinaryType type, Cell const &cell)
{
    std::string buffer;
    return append_copy_binary(buffer, type, cell) ? hex(buffer) : buffer.empty() ? "text" : "a part of a field";
}

std::string field(BinaryType type, std::string_view text) { return field(type, Cell::of(text)); }

TEST(CopyBinary, WritesNullAsALengthOfMinusOne) { EXPECT_EQ(field(BinaryType::int8, Cell{}), "ffffffff"); }

TEST(CopyBinary, WritesTheEmptyTextAsALengthOfNone) { EXPECT_EQ(field(BinaryType::text, ""), "00000000"); }

TEST(CopyBinary, WritesIntegersBigEndian)
{
    EXPECT_EQ(field(BinaryType::int4, Cell::of(std::int64_t{-2})), "00000004fffffffe");
}

TEST(CopyBinary, LeavesAnIntegerThatIsTooLargeForItsColumnToTheServer)
{
    EXPECT_EQ(field(BinaryType::int2, Cell::of(std::int64_t{32768})), "text");
    EXPECT_EQ(field(BinaryType::int8, "9223372036854775808"), "text");
}

TEST(CopyBinary, LeavesValuesInAnotherWritingToTheServer)
{
    EXPECT_EQ(field(BinaryType::boolean, "yes"), "text");
    EXPECT_EQ(field(BinaryType::date, "1/8/1999"), "text");
    EXPECT_EQ(field(BinaryType::date, "0044-03-15 BC"), "text");
    EXPECT_EQ(field(BinaryType::timestamp, "2020-02-30 00:00:00"), "text");
    EXPECT_EQ(field(BinaryType::timestamp, "2020-01-01T00:00:00"), "text");
    EXPECT_EQ(field(BinaryType::timestamp, "2020-01-01 00:00:00+01"), "text");
    EXPECT_EQ(field(BinaryType::timestamp, "2020-01-01 24:00:00"), "text");
    EXPECT_EQ(field(BinaryType::timestamp, "2020-01-01 00:00:00.1234567"), "text");
    EXPECT_EQ(field(BinaryType::timestamptz, "2020-01-01 00:00:00"), "text");
    EXPECT_EQ(field(BinaryType::timestamptz, "2020-01-01 00:00:00 Europe/Berlin"), "text");
    EXPECT_EQ(field(BinaryType::uuid, "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1}"), "text");
    EXPECT_EQ(field(BinaryType::uuid, "a0eebc999c0b4ef8bb6d6bb9bd380a11"), "text");
    EXPECT_EQ(field(BinaryType::uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380g11"), "text");
    EXPECT_EQ(field(BinaryType::bytea, "\\000"), "text");
    EXPECT_EQ(field(BinaryType::bytea, "\\x0"), "text");
    EXPECT_EQ(field(BinaryType::float8, "1e400"), "text");
    EXPECT_EQ(field(BinaryType::float8, "0x1p4"), "text");
    EXPECT_EQ(field(BinaryType::int4, " 7"), "text");
    EXPECT_EQ(field(BinaryType::int4, "1_000"), "text");
}

class CopyInBinary : public ::testing::Test {
protected:
    CopyInBinary() : m_connection(PQconnectdb(testing::PostgresServer::shared().create_database().c_str()), PQfinish)
    {
        run("SET extra_float_digits = 3; SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SELECT setseed(0.5)");
    }

    std::string run(std::string const &sql) const
    {
        std::unique_ptr<PGresult, void (*)(PGresult *)> const result(PQexec(m_connection.get(), sql.c_str()), PQclear);
        EXPECT_STREQ(PQresultErrorMessage(result.get()), "") << sql;
        return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
    }

    PGconn *connection() const { return m_connection.get(); }

private:
    std::unique_ptr<PGconn, void (*)(PGconn *)> m_connection;
};

struct Values {
    char const *type;
    char const *expression; ///< over `i` from 1 to 2000
    char const *edges;      ///< a list of values
};

void PrintTo(Values const &values, std::ostream *out) { *out << values.type; }

class EachType : public CopyInBinary, public ::testing::WithParamInterface<Values> {};

TEST_P(EachType, ComesBackAsItWas)
{
    std::string const type = GetParam().type;
    run("CREATE TABLE a (k bigint, v " + type + "); CREATE TABLE b (k bigint, v " + type + ")");
    run("INSERT INTO a SELECT i, (" + std::string(GetParam().expression) + ")::" + type +
        " FROM generate_series(1, 2000) AS i");
    run("INSERT INTO a SELECT 2000 + row_number() OVER (), v::" + type + " FROM (VALUES (NULL), " + GetParam().edges +
        ") AS e (v)");
    std::vector const columns{testing::integer_column("k"), testing::text_column("v")};
    std::vector<std::pair<std::int64_t, std::optional<std::string>>> rows;
    copy_out(connection(), "source", "SELECT k, v FROM a ORDER BY k", columns, [&](model::Row row) {
        rows.emplace_back(row[0].integer,
                          row[1].type == Cell::Type::null ? std::nullopt : std::optional(std::string(row[1].bytes)));
    });
    model::Column value = columns[1];
    value.type = type;
    CopyIn copy(connection(), "target", "b", std::vector{columns[0], value});
    for (auto const &[k, v] : rows) {
        copy.write(std::vector{Cell::of(k), v ? Cell::of(*v) : Cell{}});
    }
    EXPECT_EQ(copy.finish(), static_cast<std::int64_t>(rows.size()));
    EXPECT_EQ(run("SELECT count(*) FROM b"), std::to_string(rows.size()));
    EXPECT_EQ(run("SELECT string_agg(a.v::text || ' ' || coalesce(b.v::text, 'NULL'), '; ') FROM a JOIN b USING (k) "
                  "WHERE a.v::text IS DISTINCT FROM b.v::text"),
              "");
}

// the values that have to be sent as text come last, so that all before them are sent in binary
INSTANTIATE_TEST_SUITE_P(
    CopyBinary, EachType,
    ::testing::Values(
        Values{"smallint", "random() * 65535 - 32768", "('-32768'), ('32767'), ('0')"},
        Values{"integer", "random() * 4294967295 - 2147483648", "('-2147483648'), ('2147483647')"},
        Values{"bigint", "(random() - 0.5) * 18e18", "('-9223372036854775808'), ('9223372036854775807')"},
        Values{"boolean", "i % 2 = 0", "('t'), ('f')"},
        Values{"real", "(random() - 0.5) * 10 ^ (random() * 70 - 35)",
               "('NaN'), ('Infinity'), ('-Infinity'), ('-0'), ('3.4028235e38'), ('1.1754944e-38'), ('1e-45')"},
        Values{"double precision", "(random() - 0.5) * 10 ^ (random() * 600 - 300)",
               "('NaN'), ('Infinity'), ('-Infinity'), ('-0'), ('1.7976931348623157e308'), ('5e-324')"},
        Values{"text", "repeat(chr((random() * 55000)::int + 1), i % 7)",
               R"((''), ('\N'), ('\.'), (E'a\tb\nc\rd\\e'))"},
        Values{"varchar(9)", "repeat(chr((random() * 55000)::int + 1), i % 7)", "(''), ('123456789'), ('ends in  ')"},
        Values{"bytea", "decode(repeat(md5(i::text), i % 4), 'hex')", R"((''), ('\x00'), ('\xff0a5c'))"},
        Values{"uuid", "md5(random()::text)", "('00000000-0000-0000-0000-000000000000')"},
        Values{"date", "date '0001-01-01' + (random() * 11000000)::int",
               "('infinity'), ('-infinity'), ('2000-02-29'), ('9999-12-31'), ('5874897-12-31'), ('4713-01-01 BC')"},
        Values{
            "timestamp", "timestamp '0001-01-01' + random() * interval '30000 years'",
            "('infinity'), ('-infinity'), ('1999-12-31 23:59:59.999999'), ('294276-12-31 23:59:59'), ('0044-03-15 BC')"},
        Values{"timestamp(3)", "timestamp '1970-01-01' + random() * interval '99 years'", "('2020-01-01 00:00:00.5')"},
        Values{
            "timestamptz", "timestamptz '0001-01-02' + random() * interval '30000 years'",
            "('infinity'), ('-infinity'), ('2020-06-01 00:00+05:30'), ('294276-12-31 23:59:59+00'), ('0044-03-15 BC')"},
        Values{"json", "json_build_object('a', i, 'b', repeat('\"', i % 3))", R"(('{}'), (' { "a" :1}'), ('[]'))"},
        Values{"jsonb", "json_build_object('a', i, 'b', repeat('\"', i % 3))", R"(('{}'), (' { "a" :1}'), ('null'))"},
        Values{"numeric", "(random() - 0.5) * 10 ^ (random() * 70 - 35)", "('NaN'), ('1e-300')"}),
    [](auto const &each) {
        std::string name = each.param.type;
        std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
        return name;
    });

class InZones : public EachType {};

TEST_P(InZones, AMomentStaysTheSame)
{
    run(std::string("SET timezone = '") + GetParam().type + "'");
    run("CREATE TABLE a (v timestamptz); CREATE TABLE b (v timestamptz)");
    run("INSERT INTO a SELECT timestamptz '1800-01-01' + i * interval '41 days' FROM generate_series(1, 2000) AS i");
    auto column = testing::text_column("v");
    std::vector<std::string> texts;
    copy_out(connection(), "source", "SELECT v FROM a", std::vector{column},
             [&](model::Row row) { texts.emplace_back(row[0].bytes); });
    run("SET timezone = 'UTC'");
    CopyIn copy(connection(), "target", "b", std::vector{column});
    for (auto const &text : texts) {
        EXPECT_NE(field(BinaryType::timestamptz, text), "text") << text;
        copy.write(std::vector{Cell::of(text)});
    }
    copy.finish();
    EXPECT_EQ(run("SELECT count(*) FROM (TABLE a EXCEPT ALL TABLE b) AS lost"), "0");
}

INSTANTIATE_TEST_SUITE_P(CopyBinary, InZones,
                         ::testing::Values(Values{"Asia/Kolkata", "", ""}, Values{"America/St_Johns", "", ""},
                                           Values{"Africa/Monrovia", "", ""}),
                         [](auto const &each) { return std::to_string(each.index); });

TEST_F(CopyInBinary, GoesOnAsTextWhereAValueIsWrittenInAnotherWay)
{
    run("CREATE TABLE a (k bigint, v date)");
    auto day = testing::text_column("v");
    CopyIn copy(connection(), "target", "a", std::vector{testing::integer_column("k"), day});
    copy.write(std::vector{Cell::of(std::int64_t{1}), Cell::of("2020-01-02")});
    copy.write(std::vector{Cell::of(std::int64_t{2}), Cell::of("January 3, 2020")});
    copy.write(std::vector{Cell::of(std::int64_t{3}), Cell::of("2020-01-04")});
    EXPECT_EQ(copy.finish(), 3);
    EXPECT_EQ(run("SELECT string_agg(k || ':' || v, ' ' ORDER BY k) FROM a"), "1:2020-01-02 2:2020-01-03 3:2020-01-04");
}

TEST_F(CopyInBinary, NamesTheRowThatTheServerRefuses)
{
    run("CREATE TABLE a (k bigint, v varchar(3))");
    CopyIn copy(connection(), "target", "a", std::vector{testing::integer_column("k"), testing::text_column("v")});
    copy.write(std::vector{Cell::of(std::int64_t{1}), Cell::of("abc")});
    copy.write(std::vector{Cell::of(std::int64_t{2}), Cell::of("abcd")});
    try {
        copy.finish();
        FAIL() << "nothing was refused";
    } catch (RowRefused const &refused) {
        EXPECT_EQ(refused.row, 1);
        EXPECT_STREQ(refused.what(), "value too long for type character varying(3) (column v)");
    }
}

TEST_F(CopyInBinary, CountsTheRowsBeforeTheTextToo)
{
    run("CREATE TABLE a (k integer, v varchar(3))");
    CopyIn copy(connection(), "target", "a", std::vector{testing::integer_column("k"), testing::text_column("v")});
    copy.write(std::vector{Cell::of(std::int64_t{1}), Cell::of("abc")});
    copy.write(std::vector{Cell::of(std::int64_t{2}), Cell::of("abc")});
    copy.write(std::vector{Cell::of(std::int64_t{9999999999}), Cell::of("abc")});
    try {
        copy.finish();
        FAIL() << "nothing was refused";
    } catch (RowRefused const &refused) {
        EXPECT_EQ(refused.row, 2);
    }
}

TEST_F(CopyInBinary, HoldsADomainToItsCondition)
{
    run("CREATE DOMAIN grade AS integer CHECK (VALUE BETWEEN 1 AND 6); CREATE TABLE a (v grade)");
    CopyIn copy(connection(), "target", "a", std::vector{testing::integer_column("v")});
    copy.write(std::vector{Cell::of(std::int64_t{7})});
    EXPECT_THROW(copy.finish(), RowRefused);
}

} // namespace
} // namespace tributary::databases::postgres
