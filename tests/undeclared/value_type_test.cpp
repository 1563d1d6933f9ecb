#include "merge/undeclared/value_type.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using model::Engine;
using testing::column_of_type;
using testing::integer_column;
using testing::text_column;

TEST(ValueType, OfAnIntegerIsOneInEachEngine)
{
    EXPECT_TRUE(value_type(Engine::postgresql, integer_column("n")).integer);
    EXPECT_TRUE(value_type(Engine::sqlite, integer_column("n")).integer);
}

TEST(ValueType, OfANumericIsAnIntegerWhereTypesBind)
{
    EXPECT_TRUE(value_type(Engine::postgresql, column_of_type("n", "numeric(10,0)")).integer);
    EXPECT_FALSE(value_type(Engine::sqlite, column_of_type("n", "NUMERIC")).integer);
}

TEST(ValueType, LetsAnythingBeATextWhereTypesDoNotBind)
{
    EXPECT_TRUE(value_type(Engine::sqlite, column_of_type("n", "REAL")).text);
    EXPECT_FALSE(value_type(Engine::postgresql, column_of_type("n", "real")).text);
}

TEST(ValueType, OfAPathThroughATreeIsAText)
{
    EXPECT_TRUE(value_type(Engine::postgresql, column_of_type("n", "public.ltree")).text);
}

TEST(ValueType, OfAnArrayIsAList)
{
    EXPECT_TRUE(value_type(Engine::postgresql, column_of_type("n", "numeric[]")).list);
    EXPECT_FALSE(value_type(Engine::postgresql, column_of_type("n", "numeric[]")).integer);
}

TEST(ValueType, KnowsBytesOfPostgresqlOnly)
{
    EXPECT_TRUE(value_type(Engine::postgresql, column_of_type("n", "bytea")).bytes);
    EXPECT_FALSE(value_type(Engine::sqlite, column_of_type("n", "bytea")).bytes);
}

TEST(IsFed, TakesASequenceForMeant)
{
    auto column = integer_column("id");
    EXPECT_FALSE(is_fed(Engine::sqlite, column));
    column.sequence = "users_id_seq";
    EXPECT_TRUE(is_fed(Engine::sqlite, column));
}

TEST(IsNatural, IsAKeyForWhichNothingMakesNumbers)
{
    EXPECT_TRUE(is_natural(Engine::postgresql, integer_column("id")));
    EXPECT_FALSE(is_natural(Engine::sqlite, integer_column("id")));
}

TEST(ValueType, OfATextIsNoNumber) { EXPECT_FALSE(value_type(Engine::postgresql, text_column("n")).integer); }

} // namespace
} // namespace tributary::undeclared
