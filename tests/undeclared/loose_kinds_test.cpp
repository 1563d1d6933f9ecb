#include "merge/undeclared/loose_kinds.hpp"
#include "tests/testing/known_rows.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using model::Cell;
using testing::known_rows;
using testing::posts_id;
using testing::users_id;

TEST(FewKinds, TellsValuesApart)
{
    FewKinds kinds;
    EXPECT_EQ(kinds.index_of(Cell::of("a")), 0U);
    EXPECT_EQ(kinds.index_of(Cell::of("b")), 1U);
    EXPECT_EQ(kinds.index_of(Cell::of("a")), 0U);
    EXPECT_EQ(kinds.index_of({}), std::nullopt);
}

TEST(FewKinds, GivesUpAtALongText)
{
    std::string const text(256, 'x');
    FewKinds kinds;
    EXPECT_EQ(kinds.index_of(Cell::of(text)), std::nullopt);
    EXPECT_TRUE(kinds.too_many());
}

TEST(LooseKinds, CountsByEachColumnThatMayBeOfKinds)
{
    auto const rows = known_rows();
    Suspect suspect;
    suspect.column = "nr";
    suspect.may_be_kinds = {"what"};
    LooseKinds kinds({&suspect, 1}, rows, [](auto const &name) { return name == "nr" ? 0U : 1U; });
    kinds.count(std::vector{Cell::of(10), Cell::of("post")});
    kinds.count(std::vector{Cell::of(2), Cell::of("user")});
    Tally tally;
    kinds.finish({&tally, 1});
    EXPECT_EQ(tally.loose_kinds.at("what").at("post").tables.at(posts_id), 1U);
    EXPECT_EQ(tally.loose_kinds.at("what").at("user").tables.at(users_id), 1U);
}

} // namespace
} // namespace tributary::undeclared
