#include "merge/mapping/zones.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::mapping {
namespace {

/// Users of prose in PostgreSQL, who joined at some time.
class Zones : public ::testing::Test {
protected:
    Zones()
    {
        plan.file = "pico.toml";
        zone.column = {"users", "joined"};
        zone.source = "prose";
        zone.zone = "Europe/Berlin";
    }

    model::Column joined(std::string const &type)
    {
        auto column = testing::text_column("joined");
        column.type = type;
        column.kind = type == "text" ? model::Kind::text : model::Kind::other;
        auto schema = testing::schema({testing::table("users", {column})});
        schema.engine = engine;
        if (plan.zones.empty()) {
            plan.zones = {zone};
        }
        apply_zones(plan, "prose", schema);
        return schema.tables[0].columns[0];
    }

    plan::Plan plan;
    plan::ZonePlan zone;
    model::Engine engine = model::Engine::postgresql;
};

TEST_F(Zones, MakeInstantsOfWhatAClockShowed)
{
    EXPECT_EQ(joined("timestamp(3) without time zone").type, "timestamp(3) with time zone");
    EXPECT_EQ(joined("timestamp without time zone").read_as, "\"joined\" AT TIME ZONE 'Europe/Berlin'");
}

TEST_F(Zones, MakeWhatAClockShowedOfInstants)
{
    EXPECT_EQ(joined("timestamp with time zone").type, "timestamp without time zone");
}

TEST_F(Zones, MakeInstantsOfDays) { EXPECT_EQ(joined("date").type, "timestamp with time zone"); }

TEST_F(Zones, NameThemselvesBehindTexts)
{
    EXPECT_NE(joined("text").read_as.find("\"joined\" || ' Europe/Berlin'"), std::string::npos);
}

TEST_F(Zones, LeaveOtherSourcesAlone)
{
    zone.source = "lists";
    EXPECT_EQ(joined("date").read_as, "");
}

TEST_F(Zones, HoldUntilTheNextBegins)
{
    zone.until = "2020-01-01";
    auto later = zone;
    later.zone = "UTC";
    later.until = "";
    plan.zones = {zone, later};
    EXPECT_EQ(
        joined("timestamp without time zone").read_as,
        "CASE WHEN \"joined\" < '2020-01-01' THEN \"joined\" AT TIME ZONE 'Europe/Berlin' ELSE \"joined\" AT TIME "
        "ZONE 'UTC' END");
}

TEST_F(Zones, AreRefusedWhereTheLastHasAnEnd)
{
    zone.until = "2020-01-01";
    EXPECT_EQ(testing::error_of([&] { joined("date"); }).exit, model::Exit::plan);
}

TEST_F(Zones, AreRefusedForAColumnWithoutTimes)
{
    EXPECT_EQ(testing::error_of([&] { joined("bytea"); }).exit, model::Exit::plan);
}

TEST_F(Zones, AreRefusedWhereTheyAreNoName)
{
    zone.zone = "UTC'; DROP TABLE users";
    EXPECT_EQ(testing::error_of([&] { joined("date"); }).exit, model::Exit::plan);
}

TEST_F(Zones, AreRefusedForAColumnThatTheSourceLacks)
{
    zone.column.column = "jonied";
    EXPECT_EQ(testing::error_of([&] { joined("date"); }).exit, model::Exit::plan);
}

} // namespace
} // namespace tributary::mapping
