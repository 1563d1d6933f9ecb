#include "merge/databases/sqlite/definitions.hpp"
#include "merge/model/sql_tokens.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::model {
namespace {

using Words = std::vector<std::string>;

Words const columns{"id", "name", "Slug", "text"};

TEST(ColumnsInAnExpression, AreThoseThatItNames) { EXPECT_EQ(columns_in("lower(name)", columns), Words{"name"}); }

TEST(ColumnsInAnExpression, MayBeInQuotes)
{
    EXPECT_EQ(columns_in("lower(\"Slug\") || [id]", columns), (Words{"id", "Slug"}));
}

TEST(ColumnsInAnExpression, AreComparedWithoutCase) { EXPECT_EQ(columns_in("SLUG", columns), Words{"Slug"}); }

TEST(ColumnsInAnExpression, AreNotItsStrings) { EXPECT_EQ(columns_in("'name' || id", columns), Words{"id"}); }

TEST(ColumnsInAnExpression, AreNotItsFunctions) { EXPECT_EQ(columns_in("name(id)", columns), Words{"id"}); }

TEST(ColumnsInAnExpression, AreNotItsTypes) { EXPECT_EQ(columns_in("(id)::text", columns), Words{"id"}); }

TEST(ColumnsInAnExpression, AreNotItsComments) { EXPECT_EQ(columns_in("id /* name */ -- text", columns), Words{"id"}); }

TEST(RenamedColumns, AreThoseThatTheExpressionNames)
{
    EXPECT_EQ(with_columns_renamed("lower(NAME) <> 'name'", {{"name", "User name"}}), "lower(\"User name\") <> 'name'");
}

TEST(RenamedColumns, AreNeitherFunctionsNorTypes)
{
    EXPECT_EQ(with_columns_renamed("text(id)::text", {{"text", "body"}}), "text(id)::text");
}

TEST(RenamedColumns, MayChangePlaces)
{
    EXPECT_EQ(with_columns_renamed("id < name", {{"id", "name"}, {"name", "id"}}), "\"name\" < \"id\"");
}

TEST(Constant, IsAString) { EXPECT_TRUE(is_constant("'it''s'")); }

TEST(Constant, IsAStringOfAType) { EXPECT_TRUE(is_constant("'x'::character varying(20)")); }

TEST(Constant, IsANumber) { EXPECT_TRUE(is_constant("-1.5")); }

TEST(Constant, IsNull) { EXPECT_TRUE(is_constant("NULL::text")); }

TEST(Constant, IsNoFunction) { EXPECT_FALSE(is_constant("now()")); }

TEST(Constant, IsNoWordThatMayMeanAnything) { EXPECT_FALSE(is_constant("CURRENT_TIMESTAMP")); }

TEST(Constant, IsNoSum) { EXPECT_FALSE(is_constant("1 + random()")); }

TEST(Constant, IsNotNothing) { EXPECT_FALSE(is_constant("")); }

Words parts(char const *sql) { return databases::sqlite::read_index_definition(sql).parts; }

TEST(IndexDefinition, HasThePartsAsTheyAreWritten)
{
    EXPECT_EQ(parts("CREATE UNIQUE INDEX i ON t (lower(a, 'x)'), \"b,c\" COLLATE NOCASE DESC)"),
              (Words{"lower(a, 'x)')", "\"b,c\" COLLATE NOCASE"}));
}

TEST(IndexDefinition, IsNotMisledByANameInQuotes)
{
    EXPECT_EQ(parts("CREATE UNIQUE INDEX \"on\" ON \"on (\" (a)"), Words{"a"});
}

TEST(IndexDefinition, HasThePredicate)
{
    EXPECT_EQ(databases::sqlite::read_index_definition("CREATE UNIQUE INDEX i ON t (a) WHERE b = 'where'").predicate,
              "b = 'where'");
}

TEST(IndexDefinition, HasNoPredicateWhereThereIsNone)
{
    EXPECT_EQ(databases::sqlite::read_index_definition("CREATE UNIQUE INDEX i ON t (a)").predicate, "");
}

TEST(Generated, IsWhatStandsBehindTheColumnsOwnAs)
{
    EXPECT_EQ(
        databases::sqlite::read_generated(
            "CREATE TABLE \"as\" (a text DEFAULT 'x, b AS (', \"B\" text CHECK (b <> '') AS (lower(a)) STORED, c text)",
            "b"),
        "(lower(a))");
}

TEST(Generated, IsNothingForAnyOtherColumn)
{
    EXPECT_EQ(databases::sqlite::read_generated("CREATE TABLE t (a text, b text AS (lower(a)))", "a"), "");
}

TEST(DeferredKeys, AreThoseThatWaitForTheEnd)
{
    EXPECT_EQ(databases::sqlite::read_deferred_keys("CREATE TABLE t (a REFERENCES u DEFERRABLE INITIALLY DEFERRED, b "
                                                    "REFERENCES u (x), FOREIGN KEY (a) REFERENCES v)"),
              (std::vector<bool>{true, false, false}));
}

TEST(WithoutTable, CallsColumnsByTheirNamesOnly)
{
    EXPECT_EQ(databases::sqlite::without_table("CHECK (Posts.price > 0 AND \"posts\".\"price\" <> 'posts.x')", "posts"),
              "CHECK (price > 0 AND \"price\" <> 'posts.x')");
}

TEST(NormalisedSql, IsTheSameHoweverItIsWritten)
{
    EXPECT_EQ(normalised_sql("CHECK(Price>=0) -- never less"), normalised_sql("check ( \"price\" >= 0 )"));
}

TEST(NormalisedSql, KeepsTextsAsTheyAre) { EXPECT_NE(normalised_sql("a = 'B'"), normalised_sql("a = 'b'")); }

TEST(NormalisedSql, KeepsTheQuotesOfANameThatNeedsThem) { EXPECT_EQ(normalised_sql("\"Price\" > 0"), "\"Price\" > 0"); }

TEST(NormalisedSql, LeavesTheSchemaOut)
{
    EXPECT_EQ(normalised_sql("app.is_fine(x)", "app"), normalised_sql("is_fine(x)", "public"));
}

TEST(NormalisedSql, LooksIntoTheBodyOfAFunction)
{
    EXPECT_EQ(normalised_sql("AS $function$BEGIN  RETURN 1; END$function$"),
              normalised_sql("AS $function$\nbegin return 1;\nend\n$function$"));
}

TEST(CheckConstraints, AreThoseOfColumnsAndOfTheTable)
{
    EXPECT_EQ(databases::sqlite::read_check_constraints(
                  "CREATE TABLE t (a text CHECK (a <> ')'), \"check (\" text, CONSTRAINT low CHECK ((a) <> lower(a)))"),
              (std::vector<Check>{{"", "CHECK (a <> ')')"}, {"low", "CHECK ((a) <> lower(a))"}}));
}

} // namespace
} // namespace tributary::model
