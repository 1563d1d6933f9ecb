#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

namespace tributary {

using testing::Engine;

/// Values go from the second service into a target, and are compared as PostgreSQL's own text.
class ValuesInPostgres : public ::testing::Test {
protected:
    struct Value {
        std::string type;
        std::string sql;
    };

    /// One column per value. First into tables that the load makes, then into tables that are there.
    static void expect_unchanged(std::vector<Value> const &values, std::string const &types = {})
    {
        std::string const table = types + create_table(values);
        expect_unchanged(values, table, "create = \"first\"", "");
        expect_unchanged(values, table, "", table);
    }

private:
    static std::string create_table(std::vector<Value> const &values)
    {
        std::string columns = "id bigserial PRIMARY KEY, owner bigint REFERENCES users";
        for (std::size_t i = 0; i < values.size(); ++i) {
            columns += ", v" + std::to_string(i) + " " + values[i].type;
        }
        return "CREATE TABLE users (id bigserial PRIMARY KEY, name text); CREATE TABLE things (" + columns + ");";
    }

    static void expect_unchanged(std::vector<Value> const &values, std::string const &table, std::string const &create,
                                 std::string const &in_target)
    {
        testing::TwoServices services(Engine::postgres, Engine::postgres);
        services.of_target = create;
        std::string row = "1";
        std::string columns;
        for (std::size_t i = 0; i < values.size(); ++i) {
            row += ", " + values[i].sql;
            columns += (i == 0 ? "" : ", ") + std::string("v") + std::to_string(i) + "::text";
        }
        services.in_both(table + "INSERT INTO users (name) VALUES (current_database());");
        execute(services.second,
                "ALTER SEQUENCE things_id_seq RESTART WITH 7; INSERT INTO things VALUES (DEFAULT, " + row + ")");
        if (!in_target.empty()) {
            execute(services.target, in_target);
        }
        auto const outcome = services.merge();
        ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);

        auto const before = query(services.second, "SELECT " + columns + " FROM things");
        auto const after = query(services.target, "SELECT " + columns + " FROM things");
        ASSERT_EQ(before.size(), 1U);
        ASSERT_EQ(after.size(), 1U);
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_EQ(before[0][i], after[0][i]) << values[i].type << " " << values[i].sql;
        }
    }
};

TEST_F(ValuesInPostgres, KeepTextWithControlCharactersAndBackslashes)
{
    expect_unchanged({{"text", R"(E'tab\tnewline\nreturn\rback\\slash\b\f\v')"},
                      {"text", R"('\N')"},
                      {"text", R"('\.')"},
                      {"text", R"(E'\\.\n\\N\t')"},
                      {"text", "'Ünï©ödé 😀 \u202e'"},
                      {"varchar(30)", "' both ends '"},
                      {"char(10)", "'padded'"},
                      {"\"char\"", "'x'"},
                      {"name", "'a name'"}});
}

TEST_F(ValuesInPostgres, KeepNullApartFromTheEmptyString)
{
    expect_unchanged({{"text", "NULL"}, {"text", "''"}, {"text", "'NULL'"}, {"bytea", "''"}, {"bytea", "NULL"}});
}

TEST_F(ValuesInPostgres, KeepBytes)
{
    expect_unchanged({{"bytea", R"('\x00ff5c4e0a0d09275c5c')"}, {"bit(5)", "B'10101'"}, {"varbit", "B'1'"}});
}

TEST_F(ValuesInPostgres, KeepNumbersInFull)
{
    expect_unchanged({{"numeric", "1234567890123456789012345678901234567890.5"},
                      {"numeric(60,20)", "0.00000000000000000001"},
                      {"numeric", "'NaN'"},
                      {"numeric", "'-Infinity'"},
                      {"numeric", "0.000"},
                      {"float8", "1e-310"},
                      {"float8", "0.1::float8 + 0.2::float8"},
                      {"float8", "'-0'"},
                      {"float8", "'infinity'"},
                      {"float4", "0.1"},
                      {"float4", "'NaN'"},
                      {"smallint", "-32768"},
                      {"bigint", "-9223372036854775808"},
                      {"money", "'-12.34'"},
                      {"pg_lsn", "'16/B374D848'"}});
}

TEST_F(ValuesInPostgres, KeepTimes)
{
    expect_unchanged({{"timestamp", "'infinity'"},
                      {"timestamptz", "'-infinity'"},
                      {"timestamptz", "'0044-03-15 00:00:00 BC'"},
                      {"timestamptz", "'2020-01-01 00:00:00.000001+13:45'"},
                      {"date", "'infinity'"},
                      {"date", "'4713-01-01 BC'"},
                      {"time", "'24:00'"},
                      {"timetz", "'12:00:00.123456-07:30'"},
                      {"interval", "'1 year -2 mons +3 days 04:05:06.7'"},
                      {"interval", "'-178000000 years'"}});
}

TEST_F(ValuesInPostgres, KeepTimesWhateverStyleTheDatabaseHas)
{
    testing::TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both(
        "CREATE TABLE users (id serial PRIMARY KEY, name text, at timestamptz, lasts interval, bytes bytea);"
        "INSERT INTO users VALUES (DEFAULT, current_database(), '2020-02-03 04:05:06.789+00', '-1 day -2:03', 'a')");
    execute(services.second, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET DateStyle = ''German''', "
                             "current_database()); EXECUTE format('ALTER DATABASE %I SET IntervalStyle = "
                             "''sql_standard''', current_database()); EXECUTE format('ALTER DATABASE %I SET "
                             "bytea_output = ''escape''', current_database()); EXECUTE format('ALTER DATABASE %I "
                             "SET TimeZone = ''Asia/Kathmandu''', current_database()); END $$");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    auto const columns = "SELECT at::text, lasts::text, bytes::text FROM users ORDER BY id";
    auto const arrived = query(services.target, columns);
    EXPECT_EQ(arrived, (testing::Rows{query(services.first, columns)[0], query(services.first, columns)[0]}));
}

TEST_F(ValuesInPostgres, KeepArrays)
{
    expect_unchanged({{"int[]", "'{1,NULL,-3}'"},
                      {"int[][]", "'[0:1][2:3]={{1,2},{3,4}}'"},
                      {"text[]", R"(ARRAY['a,b', '', 'NULL', NULL, '"', E'\\', E'tab\t', '{}'])"},
                      {"text[]", "'{}'"}});
}

TEST_F(ValuesInPostgres, KeepDocuments)
{
    expect_unchanged({{"jsonb", R"('{"a": [1, 1.10, null], "é": "\u00e9\n"}')"},
                      {"json", R"('{"a" : 1,  "a":2}')"},
                      {"jsonpath", "'$.a[*] ? (@ > 1)'"},
                      {"xml", "'<a b=\"c\">&amp;<!-- x --></a>'"},
                      {"xml", "'plain text'"},
                      {"tsvector", "'''a b'':1A,2'"},
                      {"tsquery", "'a & !b'"}});
}

TEST_F(ValuesInPostgres, KeepRangesAndMultiranges)
{
    expect_unchanged({{"int4range", "'[1,5)'"},
                      {"int4range", "'empty'"},
                      {"numrange", "'(,1.50]'"},
                      {"tstzrange", "'[\"2020-01-01 00:00+02\",infinity)'"},
                      {"int4multirange", "'{[1,3),[7,9)}'"},
                      {"apart", "'[1.5,2.5)'"}},
                     "CREATE TYPE apart AS RANGE (subtype = float8);");
}

TEST_F(ValuesInPostgres, KeepTypesOfTheUser)
{
    expect_unchanged(
        {{"mood", "'very \"happy\"'"},
         {"mood[]", "'{\"o''k\",\"tab\tin\"}'"},
         {"pair", R"SQL('(1,"x,""y)",1.50)')SQL"},
         {"pair[]", "ARRAY[ROW(1, NULL, 2)::pair, NULL]"},
         {"positive", "5"}},
        "CREATE TYPE mood AS ENUM ('sad', 'o''k', 'very \"happy\"', 'tab\tin');"
        "CREATE TYPE pair AS (a int, b text, c numeric); CREATE DOMAIN positive AS int CHECK (VALUE > 0);");
}

TEST_F(ValuesInPostgres, KeepAddressesAndShapes)
{
    expect_unchanged({{"inet", "'10.0.0.1/8'"},
                      {"cidr", "'10.0.0.0/8'"},
                      {"macaddr", "'08:00:2b:01:02:03'"},
                      {"uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"},
                      {"point", "'(1.1,-2)'"},
                      {"polygon", "'((0,0),(1,1),(2,0))'"},
                      {"circle", "'<(1,2),3>'"},
                      {"path", "'[(0,0),(1,1)]'"}});
}

TEST_F(ValuesInPostgres, KeepTypesOfExtensions)
{
    testing::TwoServices const probe(Engine::postgres, Engine::postgres);
    auto const there = query(probe.first, "SELECT count(*) FROM pg_available_extensions WHERE name IN "
                                          "('hstore', 'citext', 'ltree')");
    if (there[0][0] != "3") {
        GTEST_SKIP() << "postgresql-contrib is not installed";
    }
    expect_unchanged({{"hstore", R"('"a b"=>"c\"d", x=>NULL')"}, {"citext", "'CiText'"}, {"ltree", "'a.b_c.d'"}},
                     "CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree;");
}

TEST_F(ValuesInPostgres, KeepEveryControlCharacter)
{
    expect_unchanged({{"text", "(SELECT string_agg(chr(i), '') FROM generate_series(1, 160) AS i)"},
                      {"text[]", "(SELECT array_agg(chr(i)) FROM generate_series(1, 160) AS i)"},
                      {"jsonb", "to_jsonb((SELECT string_agg(chr(i), '') FROM generate_series(1, 160) AS i))"},
                      {"json", R"(E'[ "\\n",\n1 ]')"},
                      {"\"char\"", "chr(1)::\"char\""},
                      {"\"char\"", "''"},
                      {"name", "repeat('é', 31)"},
                      {"char(5)", R"(E'a\t')"}});
}

TEST_F(ValuesInPostgres, KeepBitsOfAnyLength)
{
    expect_unchanged({{"bit(8)", "B'00000001'"},
                      {"bit varying(70)", "repeat('10', 35)::varbit"},
                      {"varbit", "B''"},
                      {"bit(3)[]", "ARRAY[B'101', NULL]"}});
}

TEST_F(ValuesInPostgres, KeepEveryFormOfAnInterval)
{
    expect_unchanged({{"interval", "'-1 years -2 mons +3 days -04:05:06.789'"},
                      {"interval", "'00:00:00'"},
                      {"interval", "'-00:00:00.000001'"},
                      {"interval", "'100 years'"},
                      {"interval", "'1 mon -1 days'"},
                      {"interval", "'2562047788:00:54.775807'"},
                      {"interval day to second(3)", "'1 2:03:04.5678'"},
                      {"interval year to month", "'-3 years -1 mons'"},
                      {"interval(0)", "'1.7 seconds'"},
                      {"interval[]", "ARRAY['1 day', NULL, '-1 day']::interval[]"}});
}

TEST_F(ValuesInPostgres, KeepTheEndsOfTime)
{
    expect_unchanged({{"timetz", "'24:00:00+15:59'"},
                      {"timetz", "'00:00:00.000001-15:59:59'"},
                      {"time(3)", "'23:59:59.9994'"},
                      {"timestamptz", "'294276-12-31 23:59:59.999999+00'"},
                      {"timestamp", "'4713-01-01 00:00:00 BC'"},
                      {"timestamptz(0)", "'2020-06-01 12:00:00.4+02'"},
                      {"date", "'5874897-12-31'"},
                      {"tstzrange", "'(-infinity,infinity]'"}});
}

TEST_F(ValuesInPostgres, KeepNumbersThatOthersDoNotHave)
{
    expect_unchanged({{"float8", "'NaN'"},
                      {"float4", "'-Infinity'"},
                      {"float4", "'-0'"},
                      {"float4", "3.4028235e38"},
                      {"float8", "4.9e-324"},
                      {"float8[]", "ARRAY['NaN', '-0', 'Infinity', NULL]::float8[]"},
                      {"numeric", "'Infinity'"},
                      {"numeric", "('1e-' || 16383)::numeric"},
                      {"numeric", "('9e' || 131071)::numeric"},
                      {"numeric(4,-2)", "123456"},
                      {"numeric(3,5)", "0.00123"},
                      {"money", "'-92233720368547758.08'::money"},
                      {"money[]", "ARRAY['1,234.50'::money, NULL]"}});
}

TEST_F(ValuesInPostgres, KeepArraysOfAnything)
{
    expect_unchanged({{"text[]", R"('[-2:-1][5:6]={{a,"b c"},{NULL,"NULL"}}')"},
                      {"bytea[]", R"(ARRAY['\x00ff'::bytea, ''])"},
                      {"jsonb[]", R"(ARRAY['{"a": "\"\\"}'::jsonb, NULL])"},
                      {"inet[]", "'{10.0.0.1,::1/64}'"},
                      {"numrange[]", "ARRAY['[1,2)'::numrange, 'empty']"},
                      {"int4multirange[]", "ARRAY['{[1,3),[7,9)}'::int4multirange]"},
                      {"box[]", "'{(1,1),(0,0);(3,3),(2,2)}'"},
                      {"tsvector[]", "ARRAY['''a b'':1A'::tsvector]"},
                      {"xml[]", R"(ARRAY['<a b="c,d"/>'::xml])"},
                      {"uuid[]", "ARRAY['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid]"},
                      {"positive[]", "ARRAY[1, NULL]::positive[]"},
                      {"pair[][]", R"SQL(ARRAY[ARRAY[ROW(E'"\\\t{', ARRAY['x,y', NULL])::pair]])SQL"}},
                     "CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE TYPE pair AS (a text, b text[]);");
}

TEST_F(ValuesInPostgres, KeepWhatIsSearched)
{
    expect_unchanged({{"tsquery", "'''a b'':*AB <-> !c | (d & e)'"},
                      {"tsvector", R"('''it''''s'':1A,2B,3 ''\\\\''')"},
                      {"tsvector", "''"},
                      {"jsonpath", R"('strict $."a b"[*] ? (@.c like_regex "^x\"" flag "i")')"},
                      {"xml", R"(E'<!DOCTYPE a [<!ENTITY x "y">]><a>\t]]&gt;</a>')"},
                      {"xml", "''"}});
}

TEST_F(ValuesInPostgres, KeepEveryRangeAndMultirange)
{
    expect_unchanged(
        {{"int8range", "'[-9223372036854775808,9223372036854775807)'"},
         {"daterange", "'[2020-01-01,)'"},
         {"tsrange", R"('("2020-01-01 00:00","2020-01-02 00:00:00.5"]')"},
         {"nummultirange", "'{(,1.50],[2,NaN)}'"},
         {"datemultirange", "'{}'"},
         {"tstzmultirange", R"('{["2020-01-01 00:00+02",infinity)}')"},
         {"int8multirange", "'{(,)}'"},
         {"words", R"SQL('["a,b","c\"d")')SQL"},
         {"words_many", R"SQL('{["a","b"),["c)","d]"]}')SQL"}},
        R"(CREATE TYPE words AS RANGE (subtype = text, collation = "C", multirange_type_name = words_many);)");
}

TEST_F(ValuesInPostgres, KeepEveryShapeAndAddress)
{
    expect_unchanged({{"box", "'(1.5,2),(-1,-0)'"},
                      {"line", "'{1,-1,0.1}'"},
                      {"lseg", "'[(1,2),(3,4)]'"},
                      {"path", "'((0,0),(1,1),(2,0))'"},
                      {"point", "'(NaN,Infinity)'"},
                      {"inet", "'::ffff:1.2.3.4/128'"},
                      {"cidr", "'2001:db8::/32'"},
                      {"macaddr8", "'08:00:2b:01:02:03:04:05'"},
                      {"pg_lsn", "'FFFFFFFF/FFFFFFFF'"},
                      {"txid_snapshot", "'10:20:10,14,15'"},
                      {"pg_snapshot", "'10:20:10,14,15'"},
                      {"xid8", "'18446744073709551615'"},
                      {"int2vector", "'1 2 3'"}});
}

TEST_F(ValuesInPostgres, KeepTypesOfTheUserWhateverTheyAreCalled)
{
    expect_unchanged({{R"("Odd Mood")", R"(E'ta\tb')"},
                      {R"("Odd Mood"[])", R"(ARRAY['', '{', '"', 'NULL', NULL]::"Odd Mood"[])"},
                      {"short", "'abc'"},
                      {"certain", "'x'"},
                      {"nested", R"SQL(ROW(ROW('"', NULL), '{1,2}', E'ta\tb')::nested)SQL"},
                      {"nested", "NULL"},
                      {"nested", "ROW(NULL, NULL, NULL)::nested"}},
                     R"(CREATE TYPE "Odd Mood" AS ENUM ('', '{', '"', 'NULL', E'ta\tb');)"
                     "CREATE DOMAIN base AS varchar(10); CREATE DOMAIN short AS base CHECK (length(VALUE) < 5);"
                     "CREATE DOMAIN certain AS text NOT NULL DEFAULT 'x'; CREATE TYPE inner_pair AS (a text, b int);"
                     R"(CREATE TYPE nested AS (p inner_pair, l int[], m "Odd Mood");)");
}

TEST_F(ValuesInPostgres, KeepTypesOfMoreExtensions)
{
    testing::TwoServices const probe(Engine::postgres, Engine::postgres);
    auto const there = query(probe.first, "SELECT count(*) FROM pg_available_extensions WHERE name IN "
                                          "('hstore', 'citext', 'ltree', 'cube', 'isn')");
    if (there[0][0] != "5") {
        GTEST_SKIP() << "postgresql-contrib is not installed";
    }
    expect_unchanged({{"hstore[]", R"(ARRAY['"a,b"=>"{\"c\"}"'::hstore, ''])"},
                      {"citext[]", "ARRAY['A b', NULL]::citext[]"},
                      {"lquery", "'a.*{1,2}.b|c'"},
                      {"ltxtquery", "'a & !b@*'"},
                      {"cube", "'(1,2),(3,4)'"},
                      {"isbn13", "'978-0-11-000533-1'"}},
                     "CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE EXTENSION cube;"
                     "CREATE EXTENSION isn;");
}

TEST_F(ValuesInPostgres, AreComputedAnewInGeneratedColumns)
{
    testing::TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both("CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, "
                     "shown text GENERATED ALWAYS AS (id || name) STORED); INSERT INTO users (name) VALUES ('a')");
    execute(services.second, "UPDATE users SET name = 'b'");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT shown FROM users ORDER BY id"), (testing::Rows{{"1a"}, {"1000002b"}}));
}

TEST_F(ValuesInPostgres, KeepEachRowOfATableWithoutPrimaryKey)
{
    testing::TwoServices services(Engine::postgres, Engine::postgres);
    services.in_both("CREATE TABLE users (id serial PRIMARY KEY, name text); CREATE TABLE log (a int, b text);"
                     "CREATE TABLE nothing (); INSERT INTO nothing DEFAULT VALUES;"
                     "INSERT INTO log VALUES (1, 'a'), (1, 'a'), (NULL, NULL), (2, '')");
    auto const outcome = services.merge();
    ASSERT_EQ(outcome.exit_code, 0) << testing::transcript(outcome);
    EXPECT_EQ(query(services.target, "SELECT a, b, count(*) FROM log GROUP BY 1, 2 ORDER BY 1, 2"),
              (testing::Rows{{"1", "a", "4"}, {"2", "", "2"}, {std::nullopt, std::nullopt, "2"}}));
    EXPECT_EQ(query(services.target, "SELECT count(*) FROM nothing"), (testing::Rows{{"2"}}));
}

} // namespace tributary
