#include "merge/undeclared/kinds.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using model::Engine;
using testing::Coverage;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;
using Tables = std::map<std::string, model::KeyColumn>;

model::KeyColumn const users{"users", "id"};
model::KeyColumn const posts{"posts", "id"};
Suspect const any;

Tally::Of of(std::int64_t values, std::size_t distinct, std::map<model::KeyColumn, std::size_t> tables)
{
    return {values, false, true, distinct, std::move(tables)};
}

Counts counts(std::map<std::string, Tally::Of> kinds, std::map<model::KeyColumn, std::size_t> sizes = {})
{
    Tally tally;
    for (auto const &[kind, one] : kinds) {
        tally.values += one.values;
    }
    tally.kinds = std::move(kinds);
    tally.sizes = std::move(sizes);
    return {{&any, tally}};
}

TEST(CountedKinds, AreAddedUpOverAllSources)
{
    auto all = counts({{"1", of(3, 2, {{posts, 1}})}});
    all.push_back(all.front());
    EXPECT_EQ(kinds_of(all).at("1").values, 6);
    EXPECT_EQ(kinds_of(all).at("1").tables.at(posts), 2U);
}

TEST(CountedKinds, HoldIdsIfHalfOfAFewAreThere)
{
    EXPECT_TRUE(holds_ids({{"x", of(9, 4, {{posts, 2}})}}, "x", posts));
    EXPECT_FALSE(holds_ids({{"x", of(9, 4, {{posts, 1}})}}, "x", posts));
    EXPECT_FALSE(holds_ids({{"x", of(9, 2, {{posts, 2}})}}, "x", posts));
}

TEST(CountedKinds, MeanTheTableThatHasAllTheirIds)
{
    EXPECT_EQ(kinds_by_values(counts({{"1", of(9, 4, {{posts, 4}, {users, 3}})}}), users), (Tables{{"1", posts}}));
}

TEST(CountedKinds, MeanTheSmallerOfTwoTables)
{
    EXPECT_EQ(kinds_by_values(counts({{"1", of(9, 4, {{posts, 4}, {users, 4}})}}, {{posts, 5}, {users, 90}}), users),
              (Tables{{"1", posts}}));
}

TEST(CountedKinds, MeanUsersRatherThanATableOfTheirSize)
{
    EXPECT_EQ(kinds_by_values(counts({{"1", of(9, 4, {{posts, 4}, {users, 4}})}}, {{posts, 5}, {users, 5}}), users),
              (Tables{{"1", users}}));
}

TEST(CountedKinds, MeanNothingIfTheyExplainTooLittle)
{
    EXPECT_EQ(kinds_by_values(counts({{"1", of(8, 4, {{posts, 4}})}, {"2", of(2, 2, {})}}), users), Tables{});
}

TEST(CountedKinds, OfSettingsReferWhereNearlyAllValuesDo)
{
    EXPECT_EQ(keys_that_refer(counts({{"owner", of(10, 1, {{users, 9}})}, {"editor", of(10, 1, {{users, 8}})}})).tables,
              (Tables{{"owner", users}}));
}

TEST(CountedKinds, AreComparedAsTheyAreStored)
{
    EXPECT_EQ(is_of_kind({1, true, false, 0, {}}, "0", Engine::sqlite, "INTEGER"), " = 0");
    EXPECT_EQ(is_of_kind({1, false, true, 0, {}}, "0", Engine::sqlite, "TEXT"), " = '0'");
    EXPECT_EQ(is_of_kind({1, true, true, 0, {}}, "0", Engine::sqlite, ""), " IN (0, '0')");
}

TEST(CountedKinds, OfPostgresqlsBooleansAreNumbersInConditions)
{
    EXPECT_EQ(is_of_kind({1, false, true, 0, {}}, "t", Engine::postgresql, "boolean"), " = 1");
    EXPECT_EQ(is_of_kind({1, false, true, 0, {}}, "t", Engine::postgresql, "text"), " = 't'");
}

TEST(CountedKinds, AreShownOnOneLine) { EXPECT_EQ(shown_kind("a\nb\x1b[1m"), "a b [1m"); }

TEST(CountedKinds, ThatAreUnknownAreNamed)
{
    EXPECT_EQ(unknown_kinds(counts({{"Page", of(1, 1, {})}, {"Post", of(1, 1, {})}}), {"Post"}),
              "; unknown kinds: Page");
}

class KindOfTable : public Coverage {};

TEST_F(KindOfTable, IsCalledLikeIt)
{
    auto const schema = with_users({table("posts", {integer_column("id")}, {primary_key({"id"})}),
                                    table("tags", {text_column("id")}, {primary_key({"id"})})});
    EXPECT_EQ(table_of_kind_with_number(plan, schema, "blog.Post"), posts);
    EXPECT_EQ(table_of_kind_with_number(plan, schema, "Tag"), std::nullopt);
}

} // namespace
} // namespace tributary::undeclared
