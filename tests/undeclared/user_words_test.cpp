#include "merge/undeclared/user_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tributary::undeclared {

using Words = std::vector<std::string>;

TEST(WordsOf, PartsAtUnderscoresAndCapitals) { EXPECT_EQ((Words{"last", "edited", "by"}), words_of("lastEdited_By")); }

TEST(WordsOf, KeepsAnAbbreviationTogether) { EXPECT_EQ((Words{"http", "url", "id"}), words_of("HTTPUrlID")); }

TEST(SingularOf, KnowsTheUsualPlurals)
{
    EXPECT_EQ("category", singular_of("categories"));
    EXPECT_EQ("box", singular_of("boxes"));
    EXPECT_EQ("app_user", singular_of("AppUsers"));
    EXPECT_EQ("person", singular_of("people"));
    EXPECT_EQ("status", singular_of("status"));
}

TEST(SingularOf, KnowsWordsThatEndInSThemselves)
{
    EXPECT_EQ("status", singular_of("statuses"));
    EXPECT_EQ("alias", singular_of("aliases"));
    EXPECT_EQ("alias", singular_of("alias"));
    EXPECT_EQ("analysis", singular_of("analysis"));
}

TEST(SingularOf, KnowsWordsThatOnlyLookSo)
{
    EXPECT_EQ("warehouse", singular_of("warehouses"));
    EXPECT_EQ("clause", singular_of("clauses"));
    EXPECT_EQ("custom_emoji", singular_of("custom_emojis"));
    EXPECT_EQ("database", singular_of("databases"));
}

TEST(HintsOf, TheUsersOwnWordIsNoRoleOfOthers)
{
    EXPECT_TRUE(hints_of("from_account_id", "accounts").own_word);
    EXPECT_FALSE(hints_of("owner_id", "accounts").own_word);
    EXPECT_FALSE(hints_of("from_account", "accounts").own_word);
}

TEST(HintsOf, APrepositionSaysThatItIsAnId)
{
    EXPECT_FALSE(hints_of("assigned_to", "users").bare);
    EXPECT_FALSE(hints_of("appliesTo", "users").bare);
    EXPECT_FALSE(hints_of("duplicate_of", "users").bare);
}

TEST(HintsOf, AnIdOfTheUsersTableIsUnmistakable)
{
    EXPECT_EQ(Hint::unmistakable, hints_of("app_user_id", "app_users").id);
    EXPECT_EQ(Hint::unmistakable, hints_of("user_id", "app_users").id);
    EXPECT_EQ(Hint::unmistakable, hints_of("UserId", "accounts").id);
    EXPECT_EQ(Hint::unmistakable, hints_of("account_id", "public.accounts").id);
    EXPECT_EQ(Hint::unmistakable, hints_of("userid", "users").id);
    EXPECT_EQ(Hint::unmistakable, hints_of("id_user", "users").id);
}

TEST(HintsOf, ARoleIsAHintWithAnIdOrWithout)
{
    EXPECT_EQ(Hint::role, hints_of("owner", "users").id);
    EXPECT_EQ(Hint::role, hints_of("last_editor_id", "users").id);
    EXPECT_EQ(Hint::role, hints_of("target_user_id", "users").id);
    EXPECT_EQ(Hint::role, hints_of("createdBy", "users").id);
    EXPECT_EQ(Hint::role, hints_of("deleted_by_id", "users").id);
}

TEST(HintsOf, AVagueRoleIsAHintOnlyAloneAndWithAnId)
{
    EXPECT_EQ(Hint::role, hints_of("member_id", "users").id);
    EXPECT_EQ(Hint::none, hints_of("account", "users").id);
    EXPECT_EQ(Hint::none, hints_of("bank_account_id", "users").id);
}

TEST(HintsOf, AMemberAndAPersonAreHintsWithoutAnId)
{
    EXPECT_EQ(Hint::role, hints_of("member", "users").id);
    EXPECT_EQ(Hint::role, hints_of("person", "users").id);
    EXPECT_EQ(Hint::none, hints_of("guest", "users").id);
}

TEST(HintsOf, AUidAloneIsAHint) { EXPECT_EQ(Hint::role, hints_of("uid", "users").id); }

TEST(HintsOf, AnOrderIsNobodysDoing)
{
    EXPECT_EQ(Hint::none, hints_of("sort_by", "users").id);
    EXPECT_EQ(Hint::none, hints_of("by", "users").id);
}

TEST(HintsOf, OtherColumnsAreNone)
{
    EXPECT_EQ(Hint::none, hints_of("title", "users").id);
    EXPECT_EQ(Hint::none, hints_of("users_count", "users").id);
    EXPECT_EQ(Hint::none, hints_of("user_agent", "users").id);
    EXPECT_EQ(Hint::none, hints_of("user_agent", "users").name);
    EXPECT_EQ(Hint::none, hints_of("%", "users").id);
}

TEST(HintsOf, AUsernameIsUnmistakable)
{
    EXPECT_EQ(Hint::unmistakable, hints_of("username", "accounts").name);
    EXPECT_EQ(Hint::unmistakable, hints_of("user_name", "accounts").name);
}

TEST(HintsOf, ANameOfARoleIsAHint)
{
    EXPECT_EQ(Hint::role, hints_of("author_name", "users").name);
    EXPECT_EQ(Hint::role, hints_of("github_login", "users").name);
    EXPECT_EQ(Hint::role, hints_of("account_name", "accounts").name);
    EXPECT_EQ(Hint::none, hints_of("file_name", "users").name);
}

TEST(HintsOf, SeveralUsersStandInThePlural)
{
    EXPECT_EQ(Hint::role, hints_of("user_ids", "users").ids);
    EXPECT_EQ(Hint::role, hints_of("watchers", "users").ids);
    EXPECT_EQ(Hint::role, hints_of("seen_by", "users").ids);
    EXPECT_EQ(Hint::none, hints_of("owner", "users").ids);
    EXPECT_EQ(Hint::none, hints_of("tags", "users").ids);
}

TEST(KindColumns, StandBesideAnId)
{
    EXPECT_EQ("subject_type", kind_columns_for("subject_id").front());
    EXPECT_EQ("subject_type", kind_columns_for("SubjectId").front());
    EXPECT_EQ("objecttype", kind_columns_for("objectid").front());
    EXPECT_EQ(Words{}, kind_columns_for("id"));
    EXPECT_EQ(Words{}, kind_columns_for("subject"));
}

TEST(KindColumns, StandBesideAPrimaryKeyOfAnyTable)
{
    auto const columns = kind_columns_for("object_pk");
    EXPECT_NE(columns.end(), std::find(columns.begin(), columns.end(), "content_type"));
}

TEST(TableOfKind, IsNamedByAClassOrATable)
{
    Words const tables{"app_users", "blog_posts"};
    EXPECT_EQ("blog_posts", table_of_kind("App\\Models\\BlogPost", tables, "app_users"));
    EXPECT_EQ("blog_posts", table_of_kind("Blog::BlogPost", tables, "app_users"));
    EXPECT_EQ("blog_posts", table_of_kind("blog_posts", tables, "app_users"));
    EXPECT_EQ("app_users", table_of_kind("User", tables, "app_users"));
    EXPECT_EQ("blog_posts", table_of_kind("Post", tables, "app_users"));
    EXPECT_EQ("", table_of_kind("Page", tables, "app_users"));
    EXPECT_EQ("", table_of_kind("", tables, "app_users"));
}

TEST(TableOfKind, IsNamedByAClassWithItsModule)
{
    EXPECT_EQ("res_partner", table_of_kind("res.partner", {"partners", "res_partner"}, "res_users"));
    EXPECT_EQ("shop_orders", table_of_kind("Shop::Order", {"orders", "shop_orders"}, "users"));
}

TEST(KindColumns, MayBeWrittenInOneWord) { EXPECT_EQ("itemtype", kind_columns_for("itemid").front()); }

TEST(TableOfKind, IsNamedWithoutThePrefixThatAllTablesHave)
{
    EXPECT_EQ("mdl_course", table_of_kind("course", {"mdl_course", "mdl_user"}, "mdl_user"));
    EXPECT_EQ("mdl_course", table_of_kind("course", {"mdl_course", "users"}, "users"));
    EXPECT_EQ("", table_of_kind("course", {"mdl_course", "old_course", "users"}, "users"));
}

TEST(KindColumns, MayReferToATableOfKinds)
{
    auto const columns = kind_columns_for("target_object_id");
    EXPECT_NE(columns.end(), std::find(columns.begin(), columns.end(), "target_content_type_id"));
}

TEST(HintsOf, TakeTheGreatestIdForAnId)
{
    EXPECT_FALSE(hints_of("max_subscriber_id", "users").measure);
    EXPECT_TRUE(hints_of("max_subscribers", "users").measure);
    EXPECT_TRUE(hints_of("per_page", "users").measure);
}

TEST(HasIds, HoldsWhereAWordSaysSo)
{
    EXPECT_TRUE(has_ids("traversal_ids"));
    EXPECT_TRUE(has_ids("user_ids_ints"));
    EXPECT_FALSE(has_ids("bids"));
    EXPECT_FALSE(has_ids("post_id"));
}

TEST(ThingOfNumber, IsBeforeTheLastWord)
{
    EXPECT_EQ(thing_of_number("project_no"), "project");
    EXPECT_EQ(thing_of_number("no"), "");
    EXPECT_EQ(thing_of_number("project_note"), "");
}

TEST(AlternativesIn, AreOfUsersFirst)
{
    EXPECT_EQ(alternatives_in("group_or_user_id", "users"), (std::vector<std::string>{"user_id", "group_id"}));
}

TEST(AlternativesIn, TakeAnOrBetweenTwoThings)
{
    EXPECT_EQ(alternatives_in("or_id", "users"), std::vector<std::string>{"or_id"});
}

} // namespace tributary::undeclared
