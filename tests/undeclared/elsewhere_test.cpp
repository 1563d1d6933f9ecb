#include "merge/undeclared/elsewhere.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;
using testing::integer_column;
using testing::primary_key;
using testing::table;

model::KeyColumn const users{"users", "id"};

class OfSource : public testing::Coverage {
protected:
    OfSource()
        : schema(with_users({table("posts", {integer_column("id")}, {primary_key({"id"})}),
                             table("forum_topics", {integer_column("id")}, {primary_key({"id"})}), orders("note")}))
    {
    }

    static model::Table orders(std::string const &column) { return table("orders", {integer_column(column)}); }

    /// The source after which a column is named, among shop and forum.
    std::optional<std::uint32_t> source(std::string const &column) const
    {
        std::vector<CoverageSource> const sources{{"shop", schema}, {"forum", schema}};
        auto const found = source_of(sources, TableNames(schema), *model::find_table(schema, "orders"),
                                     integer_column(column), "users");
        return found ? std::optional(found->source) : std::nullopt;
    }

    model::Schema schema;
};

TEST_F(OfSource, IsAColumnNamedAfterItAndUsers)
{
    EXPECT_EQ(source("forum_user_id"), 1U);
    EXPECT_EQ(source("shop_owner_id"), 0U);
    EXPECT_EQ(source("user_id_forum"), 1U);
}

TEST_F(OfSource, IsAColumnNamedAfterItAndAnotherTable) { EXPECT_EQ(source("forum_post_id"), 1U); }

TEST_F(OfSource, IsNoColumnWithoutOneOrWithNothingElse)
{
    EXPECT_EQ(source("user_id"), std::nullopt);
    EXPECT_EQ(source("forum_id"), std::nullopt);
    EXPECT_EQ(source("forums_user_id"), std::nullopt);
    EXPECT_EQ(source("forum_rating"), std::nullopt);
}

TEST_F(OfSource, IsNoColumnWhoseTableIsNamedAfterItToo) { EXPECT_EQ(source("forum_topic_id"), std::nullopt); }

/// What is said of a column of source 0 with 20 values, so many of which are ids of its own users and of those of
/// source 1.
std::optional<Elsewhere> judged(Suspect const &suspect, std::int64_t own, std::int64_t others, Looks looks,
                                double by_accident = 1)
{
    Tally tally;
    tally.values = 20;
    tally.ids = own;
    tally.distinct = 20;
    tally.elsewhere[{1, users}] = {others, by_accident};
    Target const target{users};
    Counts const counts{{&suspect, tally}};
    return ids_elsewhere(suspect, looks, counts, target, counted_of(target, counts), users, 2);
}

TEST(IdsElsewhere, AreCertainByNameAndValues)
{
    Suspect suspect;
    suspect.of_source = 1;
    EXPECT_TRUE(judged(suspect, 5, 20, Looks::id_by_name)->certain);
}

TEST(IdsElsewhere, AreNotCertainWhereTheyMayBeOfTheRowsOwnServiceToo)
{
    Suspect suspect;
    suspect.of_source = 1;
    auto const found = judged(suspect, 20, 20, Looks::id_by_name);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->source, 1U);
    EXPECT_FALSE(found->certain);
}

TEST(IdsElsewhere, AreKnownByValuesWhereTheyDoNotFitTheOwnService)
{
    Suspect const suspect;
    auto const found = judged(suspect, 5, 20, Looks::id_by_name);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->source, 1U);
    EXPECT_FALSE(found->certain);
    EXPECT_FALSE(judged(suspect, 18, 20, Looks::id_by_name));
    EXPECT_FALSE(judged(suspect, 5, 19, Looks::id_by_name));
}

TEST(IdsElsewhere, UnderANameThatSaysNothingOfUsersAreNoAccident)
{
    Suspect const suspect;
    EXPECT_TRUE(judged(suspect, 0, 20, Looks::id_of_any, 1e-9));
    EXPECT_FALSE(judged(suspect, 0, 20, Looks::id_of_any, 1));
}

TEST(HitsElsewhere, AreThoseOfTheOwnServiceInItsOwnRows)
{
    Suspect suspect;
    suspect.source = 1;
    Tally tally;
    tally.ids = 7;
    EXPECT_EQ(hits_elsewhere({1, users}, suspect, tally), 7);
}

} // namespace
} // namespace tributary::undeclared
