#include "merge/schema_diff/drift.hpp"
#include "tests/testing/coverage.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::schema_diff {
namespace {

using model::Drift;
using model::Weight;
using testing::column_of_type;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;

model::Column required(model::Column column)
{
    column.not_null = true;
    return column;
}

model::Column generated(model::Column column)
{
    column.generated = true;
    return column;
}

model::Column varchar(std::string name, std::int64_t length)
{
    auto column = text_column(std::move(name));
    column.type = "character varying(" + std::to_string(length) + ")";
    column.max_length = length;
    return column;
}

/// One table of one source against the target's, both PostgreSQL.
class Drifting : public ::testing::Test {
protected:
    Drifting()
    {
        plan.sources.push_back({});
        plan.sources[0].name = "lists";
        plan.users.table = "users";
        plan.users.name = "name";
    }

    static model::Schema schema_of(std::vector<model::Table> tables)
    {
        auto schema = testing::schema(std::move(tables));
        schema.engine = model::Engine::postgresql;
        for (auto &one : schema.tables) {
            one.engine = schema.engine;
            one.schema = "public";
        }
        return schema;
    }

    std::vector<Drift> found(model::Schema const &source, model::Schema const &target) const
    {
        return schema_diff::drift(plan, std::vector<DriftSource>{{"lists", source, rows}}, target);
    }

    /// Of the table posts with these columns on either side.
    std::vector<Drift> between(std::vector<model::Column> source, std::vector<model::Column> target) const
    {
        return found(schema_of({table("posts", std::move(source))}), schema_of({table("posts", std::move(target))}));
    }

    Weight weight_between(std::string const &source, std::string const &target) const
    {
        return between({column_of_type("v", source)}, {column_of_type("v", target)}).at(0).weight;
    }

    std::vector<model::Limit> limits_between(model::Column source, model::Column target) const
    {
        auto const from = schema_of({table("posts", {std::move(source)})});
        auto const to = schema_of({table("posts", {std::move(target)})});
        return schema_diff::limits(plan, std::vector<DriftSource>{{"lists", from, {}}}, to);
    }

    plan::Plan plan;
    std::map<std::string, std::int64_t> rows;
};

TEST_F(Drifting, OfEqualTablesThereIsNone)
{
    EXPECT_TRUE(
        between({integer_column("id"), varchar("title", 50)}, {integer_column("id"), varchar("title", 50)}).empty());
}

TEST_F(Drifting, ATableThatTheTargetLacksIsToBeAnswered)
{
    auto const all =
        found(schema_of({table("posts", {required(integer_column("id"))}, {primary_key({"id"})})}), schema_of({}));
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("missing_table", all[0].kind);
    EXPECT_EQ(Weight::answerable, all[0].weight);
    EXPECT_EQ(R"(CREATE TABLE "public"."posts" ("id" bigint NOT NULL, PRIMARY KEY ("id"));)", all[0].ddl);
}

TEST_F(Drifting, ATableThatIsNotLoadedIsNoDifference)
{
    plan.tables.push_back({});
    plan.tables[0].name = "posts";
    plan.tables[0].load = false;
    EXPECT_TRUE(found(schema_of({table("posts", {integer_column("id")})}), schema_of({})).empty());
}

TEST_F(Drifting, ATableThatNoSourceHasIsHarmless)
{
    auto const all = found(schema_of({}), schema_of({table("posts", {integer_column("id")})}));
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::harmless, all[0].weight);
    EXPECT_EQ("", all[0].source);
}

TEST_F(Drifting, AColumnThatTheTargetLacksCanBeAdded)
{
    auto const all = between({text_column("mo\"od")}, {});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::answerable, all[0].weight);
    EXPECT_EQ(R"(ALTER TABLE "public"."posts" ADD COLUMN "mo""od" text;)", all[0].ddl);
}

TEST_F(Drifting, AColumnThatIsDroppedIsNoDifference)
{
    plan.tables.push_back({});
    plan.tables[0].name = "posts";
    plan.tables[0].drop = {"mood"};
    EXPECT_TRUE(between({text_column("mood")}, {}).empty());
}

TEST_F(Drifting, AColumnThatTheTargetDemandsAndTheSourceLacksNeedsSet)
{
    auto const all = between({}, {required(text_column("mood"))});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::answerable, all[0].weight);
    EXPECT_EQ("source \"lists\" has no column \"posts.mood\", which the target requires; add set = "
              "{ \"posts.mood\" = \"…\" } to that source",
              all[0].sentence);
}

TEST_F(Drifting, SetAnswersAColumnThatTheSourceLacks)
{
    plan.sources[0].set.push_back({"posts", "mood", "'calm'", {}});
    EXPECT_TRUE(between({}, {required(text_column("mood"))}).empty());
}

TEST_F(Drifting, AColumnThatATableWithoutRowsLacksIsNoDifference)
{
    rows["posts"] = 0;
    EXPECT_TRUE(between({}, {required(text_column("mood"))}).empty());
}

TEST_F(Drifting, AColumnWithADefaultThatTheSourceLacksIsHarmless)
{
    auto column = required(text_column("mood"));
    column.default_expression = "'calm'::text";
    auto const all = between({}, {column});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::harmless, all[0].weight);
    EXPECT_EQ("its rows get the default, 'calm'::text", all[0].means);
}

TEST_F(Drifting, ANullWhereNoneMayBeIsForTheValuesToTell)
{
    auto const all = between({text_column("title")}, {required(text_column("title"))});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("nullability", all[0].kind);
    EXPECT_EQ(Weight::by_values, all[0].weight);
}

TEST_F(Drifting, AShorterColumnIsForTheValuesToTell)
{
    auto const all = between({varchar("title", 50)}, {varchar("title", 20)});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("length", all[0].kind);
    EXPECT_EQ(Weight::by_values, all[0].weight);
    EXPECT_EQ(R"(ALTER TABLE "public"."posts" ALTER COLUMN "title" TYPE character varying(50);)", all[0].ddl);
}

TEST_F(Drifting, ALongerColumnIsHarmless)
{
    auto const all = between({varchar("title", 20)}, {varchar("title", 50)});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("length", all[0].kind);
    EXPECT_EQ(Weight::harmless, all[0].weight);
}

TEST_F(Drifting, DigitsThatCouldBeLostAreToBeAnswered)
{
    auto const all = between({column_of_type("price", "numeric(10,2)")}, {column_of_type("price", "real")});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::answerable, all[0].weight);
    EXPECT_EQ(
        "column \"posts.price\" is real in the target and numeric(10,2) in source \"lists\": values could lose digits",
        all[0].sentence);
}

TEST_F(Drifting, ANumberWithMoreDigitsOnBothSidesOfThePointIsHarmless)
{
    EXPECT_EQ(Weight::harmless, weight_between("numeric(10,2)", "numeric(14,4)"));
}

TEST_F(Drifting, ANumberWithFewerDigitsBehindThePointCouldLoseSome)
{
    EXPECT_EQ(Weight::answerable, weight_between("numeric(10,4)", "numeric(14,2)"));
}

TEST_F(Drifting, ANumberWithFewerDigitsBeforeThePointIsForTheValuesToTell)
{
    EXPECT_EQ(Weight::by_values, weight_between("numeric(10,2)", "numeric(10,4)"));
}

TEST_F(Drifting, AnIntegerInANumberWithRoomForItIsHarmless)
{
    EXPECT_EQ(Weight::harmless, weight_between("integer", "numeric(12,2)"));
}

TEST_F(Drifting, AWholeNumberInAnIntegerWithRoomForItIsHarmless)
{
    EXPECT_EQ(Weight::harmless, weight_between("numeric(9,0)", "integer"));
}

TEST_F(Drifting, FinerSecondsAreHarmless)
{
    EXPECT_EQ(Weight::harmless, weight_between("time(3) without time zone", "time without time zone"));
}

TEST_F(Drifting, CoarserSecondsCouldLoseDigits)
{
    EXPECT_EQ(Weight::answerable, weight_between("time without time zone", "time(3) without time zone"));
}

TEST_F(Drifting, AnIntervalOfFewerFieldsCouldLoseSome)
{
    EXPECT_EQ(Weight::answerable, weight_between("interval", "interval year to month"));
}

TEST_F(Drifting, AnIntervalOfAllFieldsIsHarmless)
{
    EXPECT_EQ(Weight::harmless, weight_between("interval(3)", "interval"));
}

TEST_F(Drifting, ABooleanIsNoNumber)
{
    auto const all = between({column_of_type("hidden", "boolean")}, {integer_column("hidden")});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::impossible, all[0].weight);
}

TEST_F(Drifting, ATextMayOrMayNotReadAsADate)
{
    auto const all = between({text_column("day")}, {column_of_type("day", "date")});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::by_values, all[0].weight);
}

TEST_F(Drifting, EverythingHasAText)
{
    auto const all = between({column_of_type("day", "date")}, {text_column("day")});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::harmless, all[0].weight);
}

TEST_F(Drifting, ALabelThatTheTargetLacksCanBeAdded)
{
    auto source = schema_of({table("posts", {column_of_type("mood", "public.mood")})});
    auto target = source;
    source.enums = {{"public.mood", {"calm", "it's wild"}}};
    target.enums = {{"public.mood", {"calm"}}};
    auto const all = found(source, target);
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("enum_label", all[0].kind);
    EXPECT_EQ(Weight::by_values, all[0].weight);
    EXPECT_EQ("ALTER TYPE public.mood ADD VALUE 'it''s wild' AFTER 'calm';", all[0].ddl);
}

TEST_F(Drifting, AnotherDefaultIsHarmless)
{
    auto other = text_column("mood");
    other.default_expression = "'calm'::text";
    auto const all = between({text_column("mood")}, {other});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("default", all[0].kind);
    EXPECT_EQ(Weight::harmless, all[0].weight);
}

TEST_F(Drifting, AnotherCollationIsHarmless)
{
    auto other = text_column("mood");
    other.collation = "pg_catalog.\"C\"";
    auto const all = between({text_column("mood")}, {other});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("collation", all[0].kind);
    EXPECT_EQ(Weight::harmless, all[0].weight);
}

TEST_F(Drifting, WhatTheSourceComputesAndTheTargetKeepsNeedsSet)
{
    auto const all = between({generated(integer_column("size"))}, {integer_column("size")});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("generated", all[0].kind);
    EXPECT_EQ(Weight::answerable, all[0].weight);
}

TEST_F(Drifting, OfWhatTheTargetComputesTheValuesDecide)
{
    auto const all = between({integer_column("size")}, {generated(integer_column("size"))});
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("generated", all[0].kind);
    EXPECT_EQ(Weight::by_values, all[0].weight);
}

TEST_F(Drifting, ACheckThatTheTargetLacksCanBeAdded)
{
    auto source = schema_of({table("posts", {integer_column("size")})});
    auto const target = source;
    source.tables[0].checks = {{"size_is_positive", "CHECK ((size > 0))"}};
    auto const all = found(source, target);
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(Weight::harmless, all[0].weight);
    EXPECT_EQ(R"(ALTER TABLE "public"."posts" ADD CONSTRAINT "size_is_positive" CHECK ((size > 0)) NOT VALID;)",
              all[0].ddl);
}

TEST_F(Drifting, AUniqueKeyThatTheTargetLacksCanBeAdded)
{
    auto const source = schema_of({table("posts", {text_column("slug")}, {testing::unique_key({"slug"})})});
    auto const all = found(source, schema_of({table("posts", {text_column("slug")})}));
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ("unique", all[0].kind);
    EXPECT_EQ(R"(CREATE UNIQUE INDEX ON "public"."posts" ("slug");)", all[0].ddl);
}

TEST_F(Drifting, TypesOfTwoKindsOfDatabasesAreNotCompared)
{
    auto source = schema_of({table("posts", {column_of_type("day", "TEXT")})});
    source.engine = model::Engine::sqlite;
    EXPECT_TRUE(found(source, schema_of({table("posts", {column_of_type("day", "date")})})).empty());
}

// ---- limits ----------------------------------------------------------------------------------------

TEST_F(Drifting, WhereTheTargetAsksForNoMoreThereIsNoLimit)
{
    EXPECT_TRUE(limits_between(varchar("title", 20), varchar("title", 20)).empty());
}

TEST_F(Drifting, AShorterColumnIsALimit)
{
    auto const all = limits_between(text_column("title"), varchar("title", 20));
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(model::Limit::Of::length, all[0].of);
    EXPECT_EQ(20, all[0].greatest);
}

TEST_F(Drifting, ANarrowerIntegerIsALimit)
{
    auto const all = limits_between(integer_column("size"), integer_column("size", 32767));
    ASSERT_EQ(1U, all.size());
    EXPECT_EQ(model::Limit::Of::integer, all[0].of);
    EXPECT_EQ(-32768, all[0].least);
    EXPECT_EQ(32767, all[0].greatest);
}

TEST_F(Drifting, ANameThatMayGrowIsALimitThoughTheColumnsAreEqual)
{
    plan.references.push_back({});
    plan.references[0].from = {"posts", "author"};
    plan.references[0].to = {"users", "name"};
    EXPECT_EQ(1U, limits_between(varchar("author", 20), varchar("author", 20)).size());
}

TEST_F(Drifting, AnIdAsTextThatMayGrowIsALimitThoughTheColumnsAreEqual)
{
    plan.references.push_back({});
    plan.references[0].from = {"posts", "actor"};
    plan.references[0].to = {"users", "id"};
    EXPECT_EQ(1U, limits_between(varchar("actor", 20), varchar("actor", 20)).size());
}

TEST_F(Drifting, ATextThatRefersToOneThatMayGrowIsALimitThoughTheColumnsAreEqual)
{
    auto both = schema_of({table("posts", {varchar("tag", 20)})});
    both.tables.front().foreign_keys = {testing::foreign_key({"tag"}, "tags", {"slug"})};
    EXPECT_EQ(1U, schema_diff::limits(plan, std::vector<DriftSource>{{"lists", both, {}}}, both).size());
}

TEST_F(Drifting, TheUsersNameIsNoLimitAsItIsCut)
{
    auto const from = schema_of({table("users", {varchar("name", 50)})});
    auto const to = schema_of({table("users", {varchar("name", 20)})});
    EXPECT_TRUE(schema_diff::limits(plan, std::vector<DriftSource>{{"lists", from, {}}}, to).empty());
}

} // namespace
} // namespace tributary::schema_diff
