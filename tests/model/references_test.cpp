#include "merge/model/references.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::model {
namespace {

DeclaredReference reference(std::size_t position, std::string const &when)
{
    DeclaredReference result;
    result.position = position;
    result.when = when;
    return result;
}

MappedColumn column_of(DeclaredReference const &first, DeclaredReference const &second)
{
    MappedColumn column;
    column.declared = {first, second};
    return column;
}

TEST(ConditionOf, IsEmptyWhereTheReferenceCountsInEveryRow)
{
    auto const column = column_of(reference(0, ""), reference(1, "b"));
    EXPECT_EQ(condition_of(column, column.declared[0]), "");
}

TEST(ConditionOf, IsThatOfTheFirstReference)
{
    auto const column = column_of(reference(0, "a"), reference(1, "b"));
    EXPECT_EQ(condition_of(column, column.declared[0]), "(a\n) IS TRUE");
}

TEST(ConditionOf, LeavesOutTheRowsOfEarlierReferences)
{
    auto const column = column_of(reference(0, "a"), reference(1, "b"));
    EXPECT_EQ(condition_of(column, column.declared[1]), "(b\n) IS TRUE AND (a\n) IS NOT TRUE");
}

TEST(ConditionOf, LetsNoRowThroughBehindAReferenceOfEveryRow)
{
    auto const column = column_of(reference(0, ""), reference(1, "b"));
    EXPECT_EQ(condition_of(column, column.declared[1]), "(b\n) IS TRUE AND 0");
}

TEST(ConditionOf, KnowsNoOrderOfReferencesInsideValues)
{
    auto inside = reference(1, "b");
    inside.holds = DeclaredReference::Holds::path;
    auto const column = column_of(reference(0, "a"), inside);
    EXPECT_EQ(condition_of(column, column.declared[1]), "(b\n) IS TRUE");
}

} // namespace
} // namespace tributary::model
