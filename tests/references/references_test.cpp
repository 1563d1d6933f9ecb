#include "merge/references/references.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::schema;
using testing::table;
using testing::text_column;
using testing::unique_key;
using Columns = std::vector<KeyColumn>;
using Labels = std::vector<std::string>;
using ForeignKeys = std::vector<model::ForeignKey>;
using UniqueKeys = std::vector<model::UniqueKey>;

/// A table of three integers with these foreign keys.
model::Table referring(std::string const &label, ForeignKeys const &keys)
{
    return table(label, {integer_column("id"), integer_column("a"), integer_column("b")}, {primary_key({"id"})}, keys);
}

model::Table with_keys(UniqueKeys const &keys)
{
    return table("t", {integer_column("id"), integer_column("a"), integer_column("b")}, keys);
}

TEST(Chain, IsEmptyForAColumnThatRefersToNothing)
{
    EXPECT_EQ(chain_of(schema({referring("users", {})}), "users", "id"), Columns{});
}

TEST(Chain, IsTheReferencedColumn)
{
    auto const both = schema({referring("posts", {foreign_key({"a"}, "users", {"id"})}), referring("users", {})});
    EXPECT_EQ(chain_of(both, "posts", "a"), (Columns{{"users", "id"}}));
}

TEST(Chain, GoesOnToWhereTheReferencedColumnRefersTo)
{
    auto const three = schema({referring("avatars", {foreign_key({"a"}, "profiles", {"id"})}),
                               referring("profiles", {foreign_key({"id"}, "users", {"id"})}), referring("users", {})});
    EXPECT_EQ(chain_of(three, "avatars", "a"), (Columns{{"profiles", "id"}, {"users", "id"}}));
}

TEST(Chain, TakesTheColumnThatStandsAcrossInAKeyOfTwo)
{
    auto const both =
        schema({referring("posts", {foreign_key({"a", "b"}, "blogs", {"b", "id"})}), referring("blogs", {})});
    EXPECT_EQ(chain_of(both, "posts", "b"), (Columns{{"blogs", "id"}}));
}

TEST(Chain, FollowsTheKeyWithTheFewestColumns)
{
    auto const three =
        schema({referring("blogs", {}),
                referring("posts", {foreign_key({"a", "b"}, "blogs", {"a", "b"}), foreign_key({"a"}, "users", {"id"})}),
                referring("users", {})});
    EXPECT_EQ(chain_of(three, "posts", "a"), (Columns{{"users", "id"}}));
}

TEST(Chain, IsEmptyForAColumnThatRefersToItself)
{
    EXPECT_EQ(chain_of(schema({referring("users", {foreign_key({"id"}, "users", {"id"})})}), "users", "id"), Columns{});
}

TEST(Chain, OfAParentIsTheTablesOwnId)
{
    EXPECT_EQ(chain_of(schema({referring("pages", {foreign_key({"a"}, "pages", {"id"})})}), "pages", "a"),
              (Columns{{"pages", "id"}}));
}

TEST(Chain, IsEmptyForTheSmallestColumnOfACircle)
{
    auto const circle = schema(
        {referring("a", {foreign_key({"id"}, "b", {"id"})}), referring("b", {foreign_key({"id"}, "a", {"id"})})});
    EXPECT_EQ(chain_of(circle, "a", "id"), Columns{});
}

TEST(Chain, EndsAtTheSmallestColumnOfACircle)
{
    auto const circle = schema(
        {referring("a", {foreign_key({"id"}, "b", {"id"})}), referring("b", {foreign_key({"id"}, "a", {"id"})})});
    EXPECT_EQ(chain_of(circle, "b", "id"), (Columns{{"a", "id"}}));
}

TEST(Chain, EndsAtTheSmallestColumnOfACircleOfThree)
{
    auto const circle =
        schema({referring("a", {foreign_key({"id"}, "b", {"id"})}), referring("b", {foreign_key({"id"}, "c", {"id"})}),
                referring("c", {foreign_key({"id"}, "a", {"id"})})});
    EXPECT_EQ(chain_of(circle, "b", "id"), (Columns{{"c", "id"}, {"a", "id"}}));
}

TEST(Chain, EndsAtTheSmallestColumnOfACircleThatItComesTo)
{
    auto const circle =
        schema({referring("a", {foreign_key({"id"}, "b", {"id"})}), referring("b", {foreign_key({"id"}, "a", {"id"})}),
                referring("c", {foreign_key({"a"}, "b", {"id"})})});
    EXPECT_EQ(chain_of(circle, "c", "a"), (Columns{{"b", "id"}, {"a", "id"}}));
}

TEST(Ends, OfAReferenceAreWhereItsChainEnds)
{
    auto const three = schema({referring("avatars", {foreign_key({"a"}, "profiles", {"id"})}),
                               referring("profiles", {foreign_key({"id"}, "users", {"id"})}), referring("users", {})});
    EXPECT_EQ(ends(three, "avatars", "a"), (Columns{{"users", "id"}}));
}

TEST(Ends, OfTwoReferencesAreBothInOrder)
{
    auto const three =
        schema({referring("admins", {}),
                referring("posts", {foreign_key({"a"}, "users", {"id"}), foreign_key({"a"}, "admins", {"id"})}),
                referring("users", {})});
    EXPECT_EQ(ends(three, "posts", "a"), (Columns{{"admins", "id"}, {"users", "id"}}));
}

TEST(Ends, OfTwoReferencesThatMeetAreOne)
{
    auto const three =
        schema({referring("admins", {foreign_key({"id"}, "users", {"id"})}),
                referring("posts", {foreign_key({"a"}, "users", {"id"}), foreign_key({"a"}, "admins", {"id"})}),
                referring("users", {})});
    EXPECT_EQ(ends(three, "posts", "a"), (Columns{{"users", "id"}}));
}

TEST(Numbered, IsTheOnlyColumnOfAnIntegerPrimaryKey)
{
    EXPECT_TRUE(is_numbered(with_keys({primary_key({"id"})}), integer_column("id")));
}

TEST(Numbered, IsNoTextPrimaryKey)
{
    auto const codes = table("codes", {text_column("id")}, {primary_key({"id"})});
    EXPECT_FALSE(is_numbered(codes, codes.columns[0]));
}

TEST(Numbered, IsNoColumnOfAPrimaryKeyOfTwo)
{
    EXPECT_FALSE(is_numbered(with_keys({primary_key({"a", "b"})}), integer_column("a")));
}

TEST(Numbered, IsNoUniqueColumnThatNothingCounts)
{
    EXPECT_FALSE(is_numbered(with_keys({unique_key({"a"})}), integer_column("a")));
}

TEST(Numbered, IsAUniqueColumnThatASequenceFeeds)
{
    auto column = integer_column("a");
    column.sequence = "t_a_seq";
    EXPECT_TRUE(is_numbered(with_keys({unique_key({"a"})}), column));
}

TEST(Numbered, IsAUniqueIdentityColumn)
{
    auto column = integer_column("a");
    column.identity = true;
    EXPECT_TRUE(is_numbered(with_keys({unique_key({"a"})}), column));
}

TEST(Numbered, IsNoColumnThatASequenceFeedsAndThatIsNotUnique)
{
    auto column = integer_column("a");
    column.sequence = "t_a_seq";
    EXPECT_FALSE(is_numbered(with_keys({primary_key({"id"})}), column));
}

TEST(Numbered, IsNoGeneratedColumn)
{
    auto column = integer_column("id");
    column.generated = true;
    EXPECT_FALSE(is_numbered(with_keys({primary_key({"id"})}), column));
}

TEST(UniqueInSource, IsWhatAKeySaysOfExactlyTheseColumns)
{
    EXPECT_TRUE(unique_in_source(with_keys({unique_key({"a", "b"})}), Labels{"a", "b"}));
}

TEST(UniqueInSource, IsWhatAKeySaysInAnotherOrder)
{
    EXPECT_TRUE(unique_in_source(with_keys({unique_key({"a", "b"})}), Labels{"b", "a"}));
}

TEST(UniqueInSource, IsWhatAKeySaysOfSomeOfTheColumns)
{
    EXPECT_TRUE(unique_in_source(with_keys({primary_key({"a"})}), Labels{"a", "b"}));
}

TEST(UniqueInSource, IsNotWhatAKeySaysOfMoreColumns)
{
    EXPECT_FALSE(unique_in_source(with_keys({unique_key({"a", "b"})}), Labels{"a"}));
}

TEST(UniqueInSource, IsNothingWithoutKeys) { EXPECT_FALSE(unique_in_source(with_keys({}), Labels{"a"})); }

TEST(UniqueInSource, IsNotWhatAPartialIndexSays)
{
    auto partial = unique_key({"a"});
    partial.predicate = "b > 0";
    EXPECT_FALSE(unique_in_source(with_keys({partial}), Labels{"a"}));
}

TEST(UniqueInSource, IsNotWhatAnIndexOverExpressionsSays)
{
    EXPECT_FALSE(unique_in_source(with_keys({unique_key({})}), Labels{"a"}));
}

TEST(ParentsFirst, PutsATableBehindTheOneItRefersTo)
{
    EXPECT_EQ(
        parents_first(schema({referring("posts", {foreign_key({"a"}, "users", {"id"})}), referring("users", {})})),
        (Labels{"users", "posts"}));
}

TEST(ParentsFirst, OrdersTablesWithoutReferencesByLabel)
{
    EXPECT_EQ(parents_first(schema({referring("b", {}), referring("a", {}), referring("c", {})})),
              (Labels{"a", "b", "c"}));
}

TEST(ParentsFirst, GoesThroughSeveralGenerations)
{
    EXPECT_EQ(parents_first(schema({referring("a", {foreign_key({"a"}, "b", {"id"})}),
                                    referring("b", {foreign_key({"a"}, "c", {"id"})}), referring("c", {})})),
              (Labels{"c", "b", "a"}));
}

TEST(ParentsFirst, PassesOverATablesReferenceToItself)
{
    EXPECT_EQ(parents_first(schema({referring("a", {foreign_key({"a"}, "a", {"id"})}), referring("b", {})})),
              (Labels{"a", "b"}));
}

TEST(ParentsFirst, PassesOverAReferenceToATableThatIsNotThere)
{
    EXPECT_EQ(parents_first(schema({referring("a", {foreign_key({"a"}, "elsewhere", {"id"})})})), (Labels{"a"}));
}

TEST(ParentsFirst, OrdersACircleByLabel)
{
    EXPECT_EQ(parents_first(schema({referring("b", {foreign_key({"a"}, "a", {"id"})}),
                                    referring("a", {foreign_key({"a"}, "b", {"id"})})})),
              (Labels{"a", "b"}));
}

TEST(ParentsFirst, PutsATableBehindTheCircleItRefersTo)
{
    EXPECT_EQ(parents_first(schema({referring("a", {foreign_key({"a"}, "b", {"id"})}),
                                    referring("b", {foreign_key({"a"}, "a", {"id"})}),
                                    referring("c", {foreign_key({"a"}, "b", {"id"})})})),
              (Labels{"a", "b", "c"}));
}

} // namespace
} // namespace tributary::references
