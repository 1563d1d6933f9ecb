#include "rules/uuid.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

namespace tributary::rules {
namespace {

model::Value space(std::string bytes, model::Cell::Type type = model::Cell::Type::text)
{
    model::Value value;
    value.type = type;
    value.bytes = std::move(bytes);
    return value;
}

TEST(UuidVersion5, IsThatOfTheStandard)
{
    EXPECT_EQ(uuid_version_5(space("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"),
              "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(UuidVersion5, IsWrittenWithoutHyphensWhereItsSpaceIs)
{
    EXPECT_EQ(uuid_version_5(space("6ba7b8109dad11d180b400c04fd430c8"), "www.example.com"),
              "2ed6657de927568b95e12665a8aea6a2");
}

TEST(UuidVersion5, IsWrittenInCapitalsWhereItsSpaceIs)
{
    EXPECT_EQ(uuid_version_5(space("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"), "www.example.com"),
              "2ED6657D-E927-568B-95E1-2665A8AEA6A2");
}

TEST(UuidVersion5, IsBytesWhereItsSpaceIs)
{
    auto const bytes = uuid_version_5(space(std::string(16, '\0'), model::Cell::Type::blob), "x");
    ASSERT_TRUE(bytes.has_value());
    EXPECT_EQ(bytes->size(), 16U);
}

TEST(UuidVersion5, OfAnEmptyNameIsOneToo)
{
    EXPECT_EQ(uuid_version_5(space("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), ""),
              "4ebd0208-8328-5d69-8c44-ec50939c0967");
}

TEST(UuidVersion5, OfWhatIsNoUuidIsNone)
{
    EXPECT_EQ(uuid_version_5(space(""), "x"), std::nullopt);
    EXPECT_EQ(uuid_version_5(space("6ba7b810-9dad-11d1-80b4-00c04fd430cg"), "x"), std::nullopt);
    EXPECT_EQ(uuid_version_5(space("6ba7b810+9dad+11d1+80b4+00c04fd430c8"), "x"), std::nullopt);
    EXPECT_EQ(uuid_version_5(space(std::string(15, '\0'), model::Cell::Type::blob), "x"), std::nullopt);
}

TEST(UuidVersion5, OfNullIsNone) { EXPECT_EQ(uuid_version_5({}, "x"), std::nullopt); }

} // namespace
} // namespace tributary::rules
