#include "merge/model/mapping.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tributary::model {
namespace {

/// A source's table with one column.
MappedSource with(MappedColumn column)
{
    MappedSource source;
    source.columns = {std::move(column)};
    return source;
}

MappedColumn filled(std::string value)
{
    MappedColumn column;
    column.name = "user_id";
    column.value = std::move(value);
    return column;
}

TEST(FindFilled, FindsAColumnThatHasAValue)
{
    auto const source = with(filled("posts.user_id"));
    EXPECT_EQ(find_filled(source, "user_id"), &source.columns[0]);
}

TEST(FindFilled, FindsNoColumnThatIsLeftToItsDefault) { EXPECT_EQ(find_filled(with(filled("")), "user_id"), nullptr); }

TEST(FindFilled, FindsNoColumnInAnotherCase) { EXPECT_EQ(find_filled(with(filled("1")), "User_ID"), nullptr); }

TEST(FindSource, GoesByTheNumberAndNotByThePlace)
{
    MappedTable table;
    table.sources.resize(1);
    table.sources[0].source = 2;
    EXPECT_EQ(find_source(table, 2), table.sources.data());
    EXPECT_EQ(find_source(table, 0), nullptr);
}

TEST(RefersTo, WhatAForeignKeyNames)
{
    MappedSource source;
    source.references.resize(1);
    source.references[0].table = "users";
    EXPECT_TRUE(refers_to(source, "users"));
    EXPECT_FALSE(refers_to(source, "posts"));
}

TEST(RefersTo, WhatThatRefersToInTurn)
{
    auto column = filled("1");
    column.chain = {{"profiles", "id"}, {"users", "id"}};
    EXPECT_TRUE(refers_to(with(column), "users"));
}

TEST(RefersTo, WhatThePlanDeclares)
{
    auto column = filled("1");
    column.declared.resize(1);
    column.declared[0].chain = {{"users", "id"}};
    EXPECT_TRUE(refers_to(with(column), "users"));
}

TEST(UsersOf, AMappingIsTheTableWithAName)
{
    Mapping mapping(2);
    mapping[1].name_column = "name";
    EXPECT_EQ(&users_of(mapping), &mapping[1]);
}

} // namespace
} // namespace tributary::model
