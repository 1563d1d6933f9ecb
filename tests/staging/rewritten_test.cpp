#include "merge/staging/rewritten.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

namespace tributary::staging {
namespace {

using testing::number;
using testing::Rows;
using testing::text;

/// prose has two posts that mention a user each.
class Rewritten : public ::testing::Test, protected testing::Merging {
protected:
    Rewritten() { stage(posts, {{number(1), text("@bob")}, {number(2), text("@ann")}}); }

    void write_all(std::string const &value) const
    {
        write_rewritten(staging, {prose().table_id, "body", "dangling", "posts.\"#\"", value, "posts.body", "posts.id",
                                  " FROM \"prose.posts\" AS posts WHERE 1"});
    }

    Rows values() const { return query("SELECT row, value, rule, old, called FROM rewritten ORDER BY row"); }

    model::MappedTable posts =
        table(testing::table("posts", {testing::integer_column("id"), testing::text_column("body")}));
    model::MappedSource const &prose() const { return posts.sources.at(0); }
};

TEST_F(Rewritten, KeepTheValueThatCameFirstOneByOne)
{
    RewrittenWriter writer(staging, prose().table_id, "body");
    writer.write(1, text("@robert"), "@bob", "1");
    writer.write(1, text("@rob"), "@bob", "1");
    EXPECT_EQ(values(), (Rows{{"1", "@robert", "reference", "@bob", "1"}}));
}

TEST_F(Rewritten, ReplaceTheValueThatIsThereAllAtOnce)
{
    RewrittenWriter(staging, prose().table_id, "body").write(1, text("@robert"), "@bob", "1");
    write_all("NULL");
    EXPECT_EQ(values(),
              (Rows{{"1", std::nullopt, "dangling", "@bob", "1"}, {"2", std::nullopt, "dangling", "@ann", "2"}}));
}

TEST_F(Rewritten, AreThereUntilTheyAreForgotten)
{
    write_all("NULL");
    EXPECT_TRUE(has_rewritten(staging, prose().table_id));
    clear_rewritten(staging, prose().table_id);
    EXPECT_FALSE(has_rewritten(staging, prose().table_id));
}

TEST_F(Rewritten, HaveADigestOfTheirRuleOnly)
{
    RowSetDigest before;
    add_rewritten(staging, prose().table_id, "together", before);
    write_all("NULL");
    RowSetDigest after;
    add_rewritten(staging, prose().table_id, "together", after);
    EXPECT_EQ(before, after);
}

} // namespace
} // namespace tributary::staging
