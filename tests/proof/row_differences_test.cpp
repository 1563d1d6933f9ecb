#include "merge/proof/row_differences.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::proof {
namespace {

using model::Cell;
using Table = std::vector<std::vector<Cell>>;
using Found = std::vector<std::pair<std::string, std::string>>;

Cell number(std::int64_t value) { return Cell::of(value); }
Cell text(std::string_view value) { return Cell::of(value); }

RowStream stream(Table const &rows)
{
    return [rows](model::RowSink const &sink) {
        std::for_each(rows.begin(), rows.end(), [&](auto const &row) { sink(row); });
    };
}

model::Table users(std::vector<model::UniqueKey> const &keys)
{
    return testing::table(
        "users", {testing::integer_column("id"), testing::text_column("name"), testing::text_column("bio")}, keys);
}

/// Row and what is wrong with it.
Found differences(model::Table const &table, Table const &expected, Table const &actual, std::size_t limit = 10)
{
    Found result;
    auto const all = row_differences(table, {"id", "name", "bio"}, stream(expected), stream(actual), limit);
    std::transform(all.begin(), all.end(), std::back_inserter(result),
                   [](auto const &one) { return std::pair(one.row, one.what); });
    return result;
}

Found differences(Table const &expected, Table const &actual, std::size_t limit = 10)
{
    return differences(users({testing::primary_key({"id"})}), expected, actual, limit);
}

TEST(RowDifferences, AreNoneWhateverTheOrder)
{
    EXPECT_EQ(differences({{number(1), text("a"), {}}, {number(2), text("b"), {}}},
                          {{number(2), text("b"), {}}, {number(1), text("a"), {}}}),
              Found{});
}

TEST(RowDifferences, NameARowThatIsMissing)
{
    EXPECT_EQ(differences({{number(1), text("a"), {}}}, {}), (Found{{"1", "missing"}}));
}

TEST(RowDifferences, NameARowThatShouldNotBeThere)
{
    EXPECT_EQ(differences({}, {{number(-1), text("a"), {}}}), (Found{{"-1", "unexpected"}}));
}

TEST(RowDifferences, NameTheColumnsThatDiffer)
{
    EXPECT_EQ(differences({{number(1), text("a"), text("x")}}, {{number(1), text("b"), text("y")}}),
              (Found{{"1", "differs in name, bio"}}));
}

TEST(RowDifferences, DistinguishNullFromAnEmptyText)
{
    EXPECT_EQ(differences({{number(1), {}, {}}}, {{number(1), text(""), {}}}), (Found{{"1", "differs in name"}}));
}

TEST(RowDifferences, TellNullFromTheTextNull)
{
    EXPECT_EQ(differences({{number(1), {}, {}}}, {{number(1), text("NULL"), {}}}), (Found{{"1", "differs in name"}}));
}

TEST(RowDifferences, TellANumberFromItsText)
{
    EXPECT_EQ(differences({{number(1), number(7), {}}}, {{number(1), text("7"), {}}}),
              (Found{{"1", "differs in name"}}));
}

TEST(RowDifferences, NameEveryColumnOfAPrimaryKey)
{
    EXPECT_EQ(differences(users({testing::primary_key({"id", "name"})}), {{number(1), text("a"), {}}}, {}),
              (Found{{"1,a", "missing"}}));
}

TEST(RowDifferences, NameTheWholeRowWithoutAPrimaryKey)
{
    EXPECT_EQ(differences(users({}), {{number(1), text("a"), {}}}, {}), (Found{{"1,a,NULL", "missing"}}));
}

TEST(RowDifferences, CountARowThatIsThereTwice)
{
    EXPECT_EQ(
        differences(users({}), {{number(1), text("a"), {}}, {number(1), text("a"), {}}}, {{number(1), text("a"), {}}}),
        (Found{{"1,a,NULL", "differs in how often it occurs"}}));
}

TEST(RowDifferences, AreNoMoreThanTheLimit)
{
    EXPECT_EQ(differences({{number(1), {}, {}}, {number(2), {}, {}}, {number(3), {}, {}}}, {}, 2).size(), 2U);
}

TEST(RowDifferences, AreNoneWithALimitOfNone) { EXPECT_EQ(differences({{number(1), {}, {}}}, {}, 0), Found{}); }

} // namespace
} // namespace tributary::proof
