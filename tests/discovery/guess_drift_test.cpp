#include "merge/discovery/guess.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

using testing::integer_column;
using testing::schema;
using testing::table;
using testing::text_column;
using Kind = DriftGuess::Kind;

model::Table tags(std::vector<model::Column> more = {})
{
    more.insert(more.begin(), {integer_column("id"), text_column("name")});
    return table("tags", more);
}

model::Column required(std::string const &name)
{
    auto column = text_column(name);
    column.not_null = true;
    return column;
}

/// A source and the target's shape, compared.
class DriftOf : public ::testing::Test {
protected:
    std::vector<DriftGuess> found(model::Schema const &shape) const
    {
        return drifts(shape, std::vector<SeenSource>{source});
    }

    SeenSource source{"lists", schema({tags()})};
};

TEST_F(DriftOf, EqualTablesIsNone) { EXPECT_TRUE(found(schema({tags()})).empty()); }

TEST_F(DriftOf, AColumnThatTheTargetLacksIsNamed)
{
    source.schema = schema({tags({text_column("color")})});
    ASSERT_EQ(found(schema({tags()})).size(), 1U);
    EXPECT_EQ(found(schema({tags()}))[0].kind, Kind::extra_column);
    EXPECT_EQ(found(schema({tags()}))[0].subject.column, "color");
}

TEST_F(DriftOf, AColumnInAnotherCaseIsNamedAsAnotherColumn)
{
    source.schema = schema({table("tags", {integer_column("id"), text_column("Name")})});
    EXPECT_EQ(found(schema({tags()})).at(0).subject.column, "Name");
}

TEST_F(DriftOf, AColumnThatTheSourceComputesIsNone)
{
    auto computed = text_column("color");
    computed.generated = true;
    source.schema = schema({tags({computed})});
    EXPECT_TRUE(found(schema({tags()})).empty());
}

TEST_F(DriftOf, AColumnThatTheSourceCallsOtherwiseIsNone)
{
    source.schema = schema({table("tags", {integer_column("id"), text_column("label")})});
    source.columns = {{{"tags", "name"}, "label"}};
    EXPECT_TRUE(found(schema({tags()})).empty());
}

TEST_F(DriftOf, ATableThatTheSourceCallsOtherwiseIsNone)
{
    source.schema.tables[0].name = source.schema.tables[0].label = "labels";
    source.tables = {{"tags", "labels"}};
    EXPECT_TRUE(found(schema({tags()})).empty());
}

TEST_F(DriftOf, ADemandedColumnWithADefaultIsNone)
{
    auto color = required("color");
    color.default_expression = "'red'";
    EXPECT_TRUE(found(schema({tags({color})})).empty());
}

TEST_F(DriftOf, ADemandedColumnThatTheTargetNumbersIsNone)
{
    auto number = required("number");
    number.identity = true;
    EXPECT_TRUE(found(schema({tags({number})})).empty());
}

TEST_F(DriftOf, ADemandedEnumThatLacksTheSourceIsNotSet)
{
    auto space = required("space");
    space.type = "space";
    auto shape = schema({tags({space})});
    shape.enums = {{"space", {"prose", "pastes"}}};
    EXPECT_EQ(found(shape).at(0).set, "");
}

TEST_F(DriftOf, AnotherTypeIsNamedWithBoth)
{
    source.schema = schema({table("tags", {integer_column("id"), integer_column("name")})});
    ASSERT_EQ(found(schema({tags()})).size(), 1U);
    EXPECT_EQ(found(schema({tags()}))[0].details, "bigint here, text in the target");
}

TEST_F(DriftOf, AnotherTypeInAnotherKindOfDatabaseIsNone)
{
    source.schema = schema({table("tags", {integer_column("id"), integer_column("name")})});
    source.schema.engine = model::Engine::postgresql;
    EXPECT_TRUE(found(schema({tags()})).empty());
}

TEST_F(DriftOf, ATableLooksLikeNoneThatTheSourceHasToo)
{
    source.schema = schema({tags(), table("labels", {integer_column("id"), text_column("name")})});
    EXPECT_EQ(found(schema({tags()})).at(0).looks, "");
}

TEST_F(DriftOf, ATableLooksLikeNoneWithWhichItSharesTooLittle)
{
    source.schema = schema({table("labels", {integer_column("id"), text_column("a"), text_column("b")})});
    EXPECT_EQ(found(schema({tags()})).at(0).looks, "");
}

} // namespace
} // namespace tributary::discovery
