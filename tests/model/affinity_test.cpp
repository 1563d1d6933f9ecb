#include "merge/model/affinity.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::model {
namespace {

Affinity of_type(std::string const &type)
{
    auto column = testing::text_column("value");
    column.kind = Kind::other;
    column.type = type;
    return affinity_of(column);
}

TEST(Affinity, OfNoTypeKeepsAll) { EXPECT_EQ(of_type(""), Affinity::blob); }

TEST(Affinity, OfABlobKeepsAll) { EXPECT_EQ(of_type("blob"), Affinity::blob); }

TEST(Affinity, OfDoublePrecisionIsReal) { EXPECT_EQ(of_type("double precision"), Affinity::real); }

TEST(Affinity, OfFloatIsReal) { EXPECT_EQ(of_type("FLOAT"), Affinity::real); }

TEST(Affinity, OfADateIsNumeric) { EXPECT_EQ(of_type("DATE"), Affinity::numeric); }

TEST(Affinity, OfATextIsText) { EXPECT_EQ(affinity_of(testing::text_column("name")), Affinity::text); }

TEST(Affinity, OfAnIntegerIsInteger) { EXPECT_EQ(affinity_of(testing::integer_column("id")), Affinity::integer); }

} // namespace
} // namespace tributary::model
