#include "merge/undeclared/kind_columns.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;
using Names = std::vector<std::string>;

TEST(IsEndOfRange, HasTheOtherEndBesideIt)
{
    auto const scales = testing::table("scales",
                                       {testing::integer_column("scale_from"), testing::integer_column("scale_to"),
                                        testing::integer_column("sent_to")},
                                       {});
    EXPECT_TRUE(is_end_of_range(scales, "scale_to"));
    EXPECT_FALSE(is_end_of_range(scales, "sent_to"));
}

TEST(KindColumns, AreNamedLikeTheirIds)
{
    auto const reports = table("reports", {text_column("SubjectType"), integer_column("subject_id")});
    EXPECT_EQ(kind_beside(reports, "subject_id"), "SubjectType");
    EXPECT_EQ(kind_beside(reports, "other_id"), "");
}

TEST(KindColumns, MayBeAllThatReferToNothing)
{
    auto const links = table("links", {text_column("what"), integer_column("nr"), integer_column("user_id")});
    Covered covered;
    covered.wholly.insert({"links", "user_id"});
    EXPECT_EQ(may_be_kinds(covered, links, "nr"), (Names{"what"}));
}

TEST(KindColumns, OfAnotherColumnAreTaken)
{
    auto const links =
        table("links", {text_column("subject_type"), integer_column("subject_id"), integer_column("nr")});
    EXPECT_EQ(may_be_kinds({}, links, "nr"), (Names{"subject_id"}));
}

TEST(KeysBeside, IsNamedLikeTheValue)
{
    auto const meta = table("meta", {text_column("note"), text_column("meta_key"), text_column("meta_value")});
    EXPECT_EQ(keys_beside({}, meta, "meta_value"), (Names{"meta_key"}));
}

TEST(KeysBeside, AreTheTextsBesideAValue)
{
    auto const settings = table("settings", {text_column("space"), text_column("option"), text_column("value")});
    EXPECT_EQ(keys_beside({}, settings, "value"), (Names{"space", "option"}));
}

TEST(KeysBeside, IsTheTextThatIsUniqueForEachRowReferredTo)
{
    auto const settings = table("settings", {integer_column("user_id"), text_column("option"), text_column("setting")},
                                {primary_key({"user_id", "option"})});
    EXPECT_EQ(keys_beside({}, settings, "setting"), (Names{"option"}));
}

TEST(KeysBeside, IsNotAnyText)
{
    auto const posts = table("posts", {text_column("title"), text_column("body")});
    EXPECT_EQ(keys_beside({}, posts, "body"), Names{});
}

TEST(KeysBeside, OfANumberIsNotWhatIsMerelyUnique)
{
    auto const words = table("words", {text_column("word"), integer_column("uses")}, {primary_key({"word"})});
    EXPECT_EQ(keys_beside({}, words, "uses"), Names{});
}

} // namespace
} // namespace tributary::undeclared
