#include "merge/undeclared/second_halves.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using testing::Coverage;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;
using Labels = std::set<std::string>;

class SecondHalves : public Coverage {
protected:
    static model::Table named(std::string name)
    {
        return table(std::move(name), {integer_column("id"), text_column("motto")}, {primary_key({"id"})});
    }

    static Labels extended(std::string const &name)
    {
        auto const schema = with_users({named("posts"), named(name)});
        return extended_by(TableNames(schema), *model::find_table(schema, name), "users");
    }

    static Labels no_halves(model::Table const &half, Covered const &covered = {})
    {
        auto const schema = with_users({named("posts"), half});
        return no_first_halves(TableNames(schema), covered, *model::find_table(schema, half.label), "id", "users");
    }
};

TEST_F(SecondHalves, AreNamedAfterTheFirst)
{
    EXPECT_EQ(extended("user_profiles"), (Labels{"users"}));
    EXPECT_EQ(extended("post_stats"), (Labels{"posts"}));
}

TEST_F(SecondHalves, MayBeOfUsersWhereTheyAreNamedAfterAPerson) { EXPECT_EQ(extended("profiles"), (Labels{"users"})); }

TEST_F(SecondHalves, AreNotWhatIsNamedAfterNothing) { EXPECT_EQ(extended("tags"), Labels{}); }

TEST_F(SecondHalves, ReferToTheFirstByNothingElse)
{
    EXPECT_EQ(no_halves(table("post_notes", {integer_column("id"), integer_column("post_id")})), (Labels{"posts"}));
    EXPECT_EQ(no_halves(table("user_posts", {integer_column("id"), integer_column("owner_id")})), (Labels{"users"}));
}

TEST_F(SecondHalves, HoldNoPartsOfAKeyOfTheFirst)
{
    auto pages = table("pages", {integer_column("id"), integer_column("repo_id"), text_column("slug")},
                       {primary_key({"id"}), testing::unique_key({"repo_id", "slug"})});
    auto links = table("page_links", {integer_column("id"), integer_column("repo_id"), text_column("to_slug")},
                       {primary_key({"id"})});
    auto const schema = with_users({pages, links});
    EXPECT_EQ(no_first_halves(TableNames(schema), {}, *model::find_table(schema, "page_links"), "id", "users"),
              (Labels{"pages"}));
}

TEST_F(SecondHalves, HaveNoKeyToTheFirst)
{
    Covered covered;
    covered.parents["post_notes"].insert({"posts", "id"});
    EXPECT_EQ(no_halves(table("post_notes", {integer_column("id")}), covered), (Labels{"posts"}));
}

TEST_F(SecondHalves, AreNotTheFirstOfThatTable)
{
    auto const schema = with_users({named("posts"), named("post_stats")});
    EXPECT_EQ(no_first_halves(TableNames(schema), {}, *model::find_table(schema, "posts"), "id", "users"),
              (Labels{"post_stats"}));
}

} // namespace
} // namespace tributary::undeclared
