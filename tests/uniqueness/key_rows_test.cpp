#include "merge/uniqueness/key_rows.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace tributary::uniqueness {
namespace {

using Names = std::vector<std::string>;

model::Value text(std::string const &bytes) { return {model::Cell::Type::text, 0, 0, bytes, 0}; }

/// Posts, whose slug is unique for each user, and a policy for the slug.
struct Posts {
    Posts()
    {
        auto twice = testing::text_column("twice");
        twice.generated = true;
        table.target = testing::table("posts", {testing::integer_column("id"), testing::text_column("author"),
                                                testing::text_column("slug"), testing::text_column("made"), twice});
        rule.key = testing::unique_key({"author", "slug"});
        rule.key.parts = {{"\"author\"", "author"}, {"\"slug\"", "slug"}};
        rule.key.uses = {"author", "slug"};
        rule.column = "slug";
    }

    KeyRows rows() const { return {table, rule, {}}; }

    model::MappedTable table;
    KeyRule rule;
};

/// A row of these values.
staging::DuplicateRow row(std::vector<model::Value> values)
{
    staging::DuplicateRow result;
    result.shown = std::move(values);
    return result;
}

TEST(KeyRows, AreReadInTheColumnsOfTheKey)
{
    Posts const posts;
    EXPECT_EQ(posts.rows().columns, (Names{"author", "slug"}));
}

TEST(KeyRows, AreReadInThePolicysColumnToo)
{
    Posts posts;
    posts.rule.column = "made";
    EXPECT_EQ(posts.rows().columns, (Names{"author", "slug", "made"}));
}

TEST(KeyRows, AreNotReadInColumnsThatTheTargetComputes)
{
    Posts posts;
    posts.rule.key.uses = {"author", "twice", "slug"};
    EXPECT_EQ(posts.rows().columns, (Names{"author", "slug"}));
}

TEST(KeyRows, AreReadInTheColumnsOfAPredicate)
{
    Posts posts;
    posts.rule.key.uses = {"author", "slug", "made"};
    EXPECT_EQ(posts.rows().columns, (Names{"author", "slug", "made"}));
}

TEST(KeyRows, KnowTheValueOfAColumn)
{
    Posts const posts;
    EXPECT_EQ(posts.rows().value_of(row({text("ann"), text("hello")}), "slug").bytes, "hello");
}

TEST(KeyRows, KnowNoValueOfAColumnThatIsNotRead)
{
    Posts const posts;
    EXPECT_THROW(posts.rows().position_of("made"), std::logic_error);
}

TEST(KeyRows, HaveAnOwnerWhichIsTheRestOfTheKey)
{
    Posts const posts;
    auto const values = row({text("ann"), text("hello")});
    auto const owner = posts.rows().rest_of_key(values);
    ASSERT_EQ(owner.size(), 1U);
    EXPECT_EQ(owner[0].bytes, "ann");
}

TEST(KeyRows, HaveNoOwnerWhereThePolicysColumnIsTheWholeKey)
{
    Posts posts;
    posts.rule.key.parts = {{"\"slug\"", "slug"}};
    auto const values = row({text("ann"), text("hello")});
    EXPECT_TRUE(posts.rows().rest_of_key(values).empty());
}

TEST(KeyRows, TakeAnotherValueInThePolicysColumnOnly)
{
    Posts const posts;
    auto const values = row({text("ann"), text("hello")});
    auto const cells = posts.rows().values_with(values, model::Cell::of(std::string_view("hellotmp")));
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[0].bytes, "ann");
    EXPECT_EQ(cells[1].bytes, "hellotmp");
}

TEST(KeyRows, KeepNullInTheRestOfTheKey)
{
    Posts const posts;
    auto const values = row({{}, text("hello")});
    EXPECT_EQ(posts.rows().rest_of_key(values).at(0).type, model::Cell::Type::null);
}

} // namespace
} // namespace tributary::uniqueness
