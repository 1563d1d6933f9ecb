#include "merge/databases/postgres/location.hpp"

#include <gtest/gtest.h>

namespace tributary::databases::postgres {
namespace {

TEST(UrlOf, AHostIsAsPsqlTakesIt)
{
    EXPECT_EQ(url_of({"db1", "5432", "pico", "merge"}), "postgresql://merge@db1:5432/pico");
}

TEST(UrlOf, ASocketIsItsFolder)
{
    EXPECT_EQ(url_of({"/var/run/postgresql", "5433", "pico", "merge"}),
              "postgresql://merge@/pico?host=/var/run/postgresql&port=5433");
}

TEST(UrlOf, AnAddressOfIPv6IsInBrackets)
{
    EXPECT_EQ(url_of({"::1", "5432", "pico", "merge"}), "postgresql://merge@[::1]:5432/pico");
}

TEST(UrlOf, WhatAUrlDoesNotTakeIsEncoded)
{
    EXPECT_EQ(url_of({"db1", "5432", "pi/co", "me@x"}), "postgresql://me%40x@db1:5432/pi%2Fco");
}

} // namespace
} // namespace tributary::databases::postgres
