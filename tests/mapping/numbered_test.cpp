#include "merge/mapping/numbered.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace tributary::mapping {
namespace {

using testing::integer_column;
using testing::primary_key;
using testing::text_column;
using Numbered = std::map<model::KeyColumn, std::int64_t>;

constexpr std::int64_t smallint_max = std::numeric_limits<std::int16_t>::max();
constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t bigint_max = std::numeric_limits<std::int64_t>::max();

model::MappedColumn column(std::string name, model::Chain chain = {})
{
    model::MappedColumn result;
    result.name = name;
    result.value = std::move(name);
    result.chain = std::move(chain);
    return result;
}

/// Users, and posts that refer to them, of one source.
class NumberedColumns : public ::testing::Test {
protected:
    NumberedColumns()
    {
        mapping.resize(2);
        mapping[0].target = testing::table("posts", {integer_column("user_id", int_max), text_column("likes")});
        mapping[0].sources.resize(1);
        mapping[0].sources[0].columns = {column("user_id", {{"users", "id"}}), column("likes")};
        mapping[1].target = testing::table("users", {integer_column("id")}, {primary_key({"id"})});
        mapping[1].sources.resize(1);
        mapping[1].sources[0].columns = {column("id")};
    }

    Numbered numbered()
    {
        mapping[0].sources[0].table = &mapping[0].target;
        mapping[1].sources[0].table = &mapping[1].target;
        return numbered_columns(mapping);
    }

    void let_likes_hold(model::DeclaredReference::Holds holds, std::string const &type)
    {
        mapping[0].target.columns[0].max_integer = bigint_max;
        mapping[0].target.columns[1].type = type;
        model::DeclaredReference reference;
        reference.holds = holds;
        reference.chain = {{"users", "id"}};
        mapping[0].sources[0].columns[1].declared = {reference};
    }

    model::Mapping mapping;
};

TEST_F(NumberedColumns, AreNoLargerThanWhatRefersToThemCanHold)
{
    EXPECT_EQ(numbered(), (Numbered{{{"users", "id"}, int_max}}));
}

TEST_F(NumberedColumns, AreNoLargerThanThemselves)
{
    mapping[1].target.columns[0].max_integer = smallint_max;
    EXPECT_EQ(numbered(), (Numbered{{{"users", "id"}, smallint_max}}));
}

TEST_F(NumberedColumns, AreNoLargerThanTheElementsOfAnArrayOfThem)
{
    let_likes_hold(model::DeclaredReference::Holds::array, "smallint[]");
    EXPECT_EQ(numbered(), (Numbered{{{"users", "id"}, smallint_max}}));
}

TEST_F(NumberedColumns, MayBeAsLargeAsTheyLikeInJson)
{
    let_likes_hold(model::DeclaredReference::Holds::path, "jsonb");
    EXPECT_EQ(numbered(), (Numbered{{{"users", "id"}, bigint_max}}));
}

TEST_F(NumberedColumns, AreNoneOfSeveralInAPrimaryKey)
{
    mapping[1].target.unique_keys = {primary_key({"id", "name"})};
    EXPECT_EQ(numbered(), Numbered{});
}

TEST_F(NumberedColumns, AreNoneThatRefer)
{
    mapping[1].sources[0].columns[0].chain = {{"people", "id"}};
    EXPECT_EQ(numbered(), Numbered{});
}

TEST_F(NumberedColumns, AreThoseOfASourceThoughTheTargetHasNoKeyThere)
{
    mapping[1].target.unique_keys = {};
    auto const own = testing::table("users", {integer_column("id")}, {primary_key({"id"})});
    mapping[0].sources[0].table = &mapping[0].target;
    mapping[1].sources[0].table = &own;
    EXPECT_TRUE(numbered_columns(mapping).contains({"users", "id"}));
}

TEST_F(NumberedColumns, GetTheOffsetOfTheirSource)
{
    apply_offsets(mapping, {{{{"users", "id"}, 0}, 500}, {{{"users", "id"}, 1}, 900}});
    EXPECT_EQ(mapping[1].sources[0].columns[0].offset, 500);
}

TEST_F(NumberedColumns, LetWhatRefersToThemHaveTheirOffset)
{
    apply_offsets(mapping, {{{{"users", "id"}, 0}, 500}});
    EXPECT_EQ(mapping[0].sources[0].columns[0].offset, 500);
    EXPECT_EQ(mapping[0].sources[0].columns[1].offset, 0);
}

TEST_F(NumberedColumns, LoseAnOffsetThatIsNotSetAnyMore)
{
    apply_offsets(mapping, {{{{"users", "id"}, 0}, 500}});
    apply_offsets(mapping, {});
    EXPECT_EQ(mapping[1].sources[0].columns[0].offset, 0);
}

TEST_F(NumberedColumns, AreTheOriginOfWhatRefersToThemThroughOthers)
{
    EXPECT_EQ(origin_of(mapping[0], column("user_id", {{"profiles", "id"}, {"users", "id"}})),
              (model::KeyColumn{"users", "id"}));
}

TEST_F(NumberedColumns, AreTheirOwnOriginWhereTheyReferToNothing)
{
    EXPECT_EQ(origin_of(mapping[1], column("id")), (model::KeyColumn{"users", "id"}));
}

} // namespace
} // namespace tributary::mapping
