#include "merge/schema_diff/type_family.hpp"
#include "tests/testing/coverage.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace tributary::schema_diff {
namespace {

using testing::column_of_type;

model::Schema with_enum(std::string const &name)
{
    model::Schema schema;
    schema.enums = {{name, {"a", "b"}}};
    return schema;
}

Fate fate(std::string const &from, std::string const &to)
{
    return fate_of({}, column_of_type("v", from), {}, column_of_type("v", to));
}

model::Column integer(std::string const &type, std::int64_t max)
{
    auto column = column_of_type("v", type);
    column.max_integer = max;
    return column;
}

TEST(FateOf, AWiderIntegerMustFit)
{
    EXPECT_EQ(fate_of({}, integer("bigint", std::numeric_limits<std::int64_t>::max()), {},
                      integer("integer", std::numeric_limits<std::int32_t>::max())),
              Fate::must_fit);
}

TEST(FateOf, ANarrowerIntegerIsTheSame)
{
    EXPECT_EQ(fate_of({}, integer("smallint", std::numeric_limits<std::int16_t>::max()), {},
                      integer("integer", std::numeric_limits<std::int32_t>::max())),
              Fate::same);
}

TEST(FateOf, ATextOfAnotherLengthIsTheSame)
{
    EXPECT_EQ(fate("character varying(50)", "text"), Fate::same);
    EXPECT_EQ(fate("text", "character varying(5)"), Fate::same);
}

TEST(FateOf, AnythingInATextIsItsText)
{
    EXPECT_EQ(fate("jsonb", "text"), Fate::as_text);
    EXPECT_EQ(fate("uuid", "character varying(40)"), Fate::as_text);
}

TEST(FateOf, ATextInANumberMustBeRead) { EXPECT_EQ(fate("text", "integer"), Fate::must_read); }

/// A schema with one type that is made of others.
model::Schema with_type(bool domain, std::vector<std::string> parts, std::vector<std::string> names)
{
    model::Schema schema;
    schema.types = {{"public.t", domain, std::move(parts), std::move(names)}};
    return schema;
}

TEST(FateOf, TimesInsideAnArrayAreInAnotherZone)
{
    EXPECT_EQ(fate("timestamp without time zone[]", "timestamp with time zone[]"), Fate::other_zone);
}

TEST(FateOf, TimesOfARangeAreInAnotherZone) { EXPECT_EQ(fate("tsrange", "tstzrange"), Fate::other_zone); }

TEST(FateOf, ADomainIsWhatIsBeneathIt)
{
    EXPECT_EQ(fate_of(with_type(true, {"timestamp without time zone"}, {""}), column_of_type("v", "public.t"),
                      with_type(true, {"timestamp with time zone"}, {""}), column_of_type("v", "public.t")),
              Fate::other_zone);
}

TEST(FateOf, ADomainMayAskMoreThanTheTypeBeneathIt)
{
    EXPECT_EQ(
        fate_of({}, column_of_type("v", "text"), with_type(true, {"text"}, {""}), column_of_type("v", "public.t")),
        Fate::must_read);
}

TEST(FateOf, FieldsInAnotherOrderAreOtherFields)
{
    EXPECT_EQ(fate_of(with_type(false, {"integer", "integer"}, {"a", "b"}), column_of_type("v", "public.t"),
                      with_type(false, {"integer", "integer"}, {"b", "a"}), column_of_type("v", "public.t")),
              Fate::other_fields);
}

TEST(FateOf, FieldsInAnotherOrderInsideAnArrayAreOtherFields)
{
    EXPECT_EQ(fate_of(with_type(false, {"text", "text"}, {"a", "b"}), column_of_type("v", "public.t[]"),
                      with_type(false, {"text", "text"}, {"b", "a"}), column_of_type("v", "public.t[]")),
              Fate::other_fields);
}

TEST(FateOf, FieldsInAnotherOrderInsideAFieldAreOtherFields)
{
    auto own = with_type(false, {"text", "text"}, {"a", "b"});
    auto there = with_type(false, {"text", "text"}, {"b", "a"});
    own.types.push_back({"public.outer", false, {"public.t"}, {"home"}});
    there.types.push_back({"public.outer", false, {"public.t"}, {"home"}});
    EXPECT_EQ(fate_of(own, column_of_type("v", "public.outer"), there, column_of_type("v", "public.outer")),
              Fate::other_fields);
}

TEST(FateOf, NumbersInsideAnArrayMayRound) { EXPECT_EQ(fate("numeric(10,4)[]", "numeric(10,2)[]"), Fate::may_round); }

TEST(FateOf, ATypeThatOnlyBeginsLikeAnotherIsNotOfItsFamily)
{
    EXPECT_EQ(fate("integer", "integer_list"), Fate::must_read);
    EXPECT_EQ(fate("datebook", "timestamp without time zone"), Fate::must_read);
}

TEST(FateOf, JsonOfEitherKindIsTheSame) { EXPECT_EQ(fate("json", "jsonb"), Fate::same); }

TEST(FateOf, BitsMustFit) { EXPECT_EQ(fate("bit varying(8)", "bit(4)"), Fate::must_fit); }

TEST(FateOf, AnIntegerInADoubleMayRoundFromSixteenDigitsOn)
{
    EXPECT_EQ(fate("integer", "double precision"), Fate::same);
    EXPECT_EQ(fate("bigint", "double precision"), Fate::may_round);
}

TEST(FateOf, AnIntegerInARealMayRoundUnlessItIsSmall)
{
    EXPECT_EQ(fate("smallint", "real"), Fate::same);
    EXPECT_EQ(fate("integer", "real"), Fate::may_round);
}

TEST(FateOf, ANumericWithFewerDigitsBehindThePointMayRound)
{
    EXPECT_EQ(fate("numeric(10,2)", "numeric(10,1)"), Fate::may_round);
}

TEST(FateOf, ANumericWithFewerDigitsBeforeThePointMustFit)
{
    EXPECT_EQ(fate("numeric(10,2)", "numeric(9,2)"), Fate::must_fit);
    EXPECT_EQ(fate("numeric(9,2)", "numeric(10,2)"), Fate::same);
}

TEST(FateOf, AnIntegerOfTenDigitsMustFitIntoANumericOfNine)
{
    EXPECT_EQ(fate("integer", "numeric(9,0)"), Fate::must_fit);
    EXPECT_EQ(fate("integer", "numeric(10,0)"), Fate::same);
}

TEST(FateOf, ANumericWithoutDigitsInBracketsMayRoundInOneWithThem)
{
    EXPECT_EQ(fate("numeric", "numeric(38,10)"), Fate::may_round);
}

TEST(FateOf, ATimestampInADateMayRound) { EXPECT_EQ(fate("timestamp with time zone", "date"), Fate::may_round); }

TEST(FateOf, ATimestampOfCoarserSecondsMayRound)
{
    EXPECT_EQ(fate("timestamp without time zone", "timestamp(3) without time zone"), Fate::may_round);
}

TEST(FateOf, AUuidIsNoNumber)
{
    EXPECT_EQ(fate("uuid", "bigint"), Fate::impossible);
    EXPECT_EQ(fate("bigint", "uuid"), Fate::impossible);
}

TEST(FateOf, AnArrayIsNoSingleValue) { EXPECT_EQ(fate("integer[]", "integer"), Fate::impossible); }

TEST(FateOf, AnEnumInAnEnumIsTheSame)
{
    EXPECT_EQ(
        fate_of(with_enum("mood"), column_of_type("v", "mood"), with_enum("humour"), column_of_type("v", "humour")),
        Fate::same);
}

TEST(FateOf, AnEnumIsOneOnlyInItsOwnCatalogue)
{
    EXPECT_EQ(fate_of({}, column_of_type("v", "mood"), with_enum("humour"), column_of_type("v", "humour")),
              Fate::must_read);
}

TEST(FateOf, AnEnumInATextIsItsText)
{
    EXPECT_EQ(fate_of(with_enum("mood"), column_of_type("v", "mood"), {}, column_of_type("v", "text")), Fate::as_text);
}

TEST(LabelsOf, WhatIsNoEnumAreNone) { EXPECT_EQ(labels_of(with_enum("mood"), "text"), nullptr); }

TEST(LabelsOf, AnEnumAreThoseOfTheCatalogue)
{
    auto const schema = with_enum("mood");
    ASSERT_NE(labels_of(schema, "mood"), nullptr);
    EXPECT_EQ(labels_of(schema, "mood")->size(), 2U);
}

TEST(Fates, OfAClocksTimeAsAnInstantNeedAZone)
{
    EXPECT_EQ(fate("timestamp(3) without time zone", "timestamp(3) with time zone"), Fate::other_zone);
}

TEST(Fates, OfAnInstantAsAClocksTimeNeedAZone)
{
    EXPECT_EQ(fate("timestamp with time zone", "timestamp without time zone"), Fate::other_zone);
}

TEST(Fates, OfADayAsAnInstantNeedAZone) { EXPECT_EQ(fate("date", "timestamp with time zone"), Fate::other_zone); }

TEST(Fates, OfADayAsAClocksTimeAreTheSame) { EXPECT_EQ(fate("date", "timestamp without time zone"), Fate::same); }

} // namespace
} // namespace tributary::schema_diff
