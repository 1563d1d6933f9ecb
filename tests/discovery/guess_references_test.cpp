#include "merge/discovery/guess.hpp"
#include "tests/testing/guessing.hpp"

#include <gtest/gtest.h>

namespace tributary::discovery {
namespace {

using testing::foreign_key;
using testing::integer_column;
using testing::posts_of;
using testing::primary_key;
using testing::schema;
using testing::Services;
using testing::table;
using testing::text_column;
using testing::users_called;

SoftReference counted(std::int64_t hits, std::int64_t values)
{
    SoftReference reference;
    reference.to = {{"posts", "id"}};
    reference.values = values;
    reference.hits = {hits};
    return reference;
}

std::vector<KeyColumn> lead_to(std::vector<SoftReference> const &found)
{
    return found.empty() ? std::vector<KeyColumn>{} : found.front().to;
}

TEST(SoftReferences, GoByTheNameOfAnotherTable)
{
    auto views = table("views", {integer_column("id"), integer_column("post_id")}, {primary_key({"id"})});
    Services services({schema({users_called("users"), posts_of("users"), views})});
    auto const users = services.users();
    auto const found = soft_references(services.shape(), services.sources, users, {});
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].from, (KeyColumn{"views", "post_id"}));
    EXPECT_EQ(found[0].to, (std::vector<KeyColumn>{{"posts", "id"}}));
}

TEST(SoftReferences, KnowATableBehindThePrefixThatAllTablesHave)
{
    auto courses = table("mdl_course", {integer_column("id")}, {primary_key({"id"})});
    auto pages = table("mdl_page", {integer_column("id"), integer_column("courseid")}, {primary_key({"id"})});
    Services services({schema({courses, pages, users_called("mdl_user")})});
    auto const users = services.users();
    auto const found = soft_references(services.shape(), services.sources, users, {});
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].from, (KeyColumn{"mdl_page", "courseid"}));
    EXPECT_EQ(found[0].to, (std::vector<KeyColumn>{{"mdl_course", "id"}}));
}

TEST(SoftReferences, KnowATableByTheBeginningOfItsName)
{
    auto watch = table("watch", {integer_column("id"), integer_column("repo_id")}, {primary_key({"id"})});
    auto repositories = table("repositories", {integer_column("id")}, {primary_key({"id"})});
    Services services({schema({repositories, users_called("users"), watch})});
    auto const users = services.users();
    auto const found = soft_references(services.shape(), services.sources, users, {});
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].to, (std::vector<KeyColumn>{{"repositories", "id"}}));
}

TEST(SoftReferences, KnowATableThatBelongsToTheirOwn)
{
    auto emojis = table("emojis", {integer_column("id"), integer_column("category_id")}, {primary_key({"id"})});
    auto categories = table("emoji_categories", {integer_column("id")}, {primary_key({"id"})});
    Services services({schema({categories, emojis, users_called("users")})});
    EXPECT_EQ(lead_to(soft_references(services.shape(), services.sources, services.users(), {})),
              (std::vector<KeyColumn>{{"emoji_categories", "id"}}));
}

TEST(SoftReferences, NameANumberThatNobodyCanExplain)
{
    auto watch = table("watch", {integer_column("id"), integer_column("thing_id")}, {primary_key({"id"})});
    Services services({schema({users_called("users"), watch})});
    auto const users = services.users();
    auto const found = soft_references(services.shape(), services.sources, users, {});
    ASSERT_EQ(found.size(), 1);
    EXPECT_TRUE(found[0].to.empty());
    EXPECT_EQ(verdict(found[0]).kind, Verdict::Kind::nothing);
}

TEST(SoftReferences, LeaveUsersToTheCoverageGate)
{
    auto views = table("views", {integer_column("id"), integer_column("user_id")}, {primary_key({"id"})});
    Services services({schema({users_called("users"), views})});
    auto const users = services.users();
    EXPECT_TRUE(soft_references(services.shape(), services.sources, users, {}).empty());
}

TEST(SoftReferences, AreNoneWhereOneSourceDeclaresTheForeignKey)
{
    auto views = table("views", {integer_column("id"), integer_column("post_id")}, {primary_key({"id"})});
    auto declared = views;
    declared.foreign_keys = {foreign_key({"post_id"}, "posts", {"id"})};
    Services services({schema({users_called("users"), posts_of("users"), views}),
                       schema({users_called("users"), posts_of("users"), declared})});
    auto const users = services.users();
    EXPECT_TRUE(soft_references(services.shape(), services.sources, users, {}).empty());
}

TEST(Verdict, IsAReferenceWhereNearlyAllValuesAreThere)
{
    EXPECT_EQ(verdict(counted(99, 100)).kind, Verdict::Kind::reference);
}

TEST(Verdict, IsAQuestionWhereSomeAre) { EXPECT_EQ(verdict(counted(98, 100)).kind, Verdict::Kind::ask); }

TEST(Verdict, IsNothingWhereNoneIs) { EXPECT_EQ(verdict(counted(0, 100)).kind, Verdict::Kind::nothing); }

TEST(Verdict, GoesByTheNameWhereThereAreNoValues) { EXPECT_EQ(verdict(counted(0, 0)).kind, Verdict::Kind::reference); }

TEST(Verdict, SaysTheShare) { EXPECT_EQ(verdict(counted(98, 100)).why, "98 of 100 values are there"); }

// ---- names that do not end in _id ------------------------------------------------------------------

model::Column array_column(std::string name, std::string type)
{
    auto column = text_column(std::move(name));
    column.type = std::move(type);
    column.kind = model::Kind::other;
    return column;
}

/// What a column of a table `tickets` refers to, beside tables `queues`, `statuses` and `users`.
std::vector<SoftReference> found_in(model::Column column, std::string const &users = "users")
{
    auto queues = table("queues", {integer_column("id")}, {primary_key({"id"})});
    auto statuses = table("statuses", {integer_column("id")}, {primary_key({"id"})});
    auto tickets = table("tickets", {integer_column("id"), std::move(column)}, {primary_key({"id"})});
    Services services({schema({queues, statuses, users_called(users), tickets})});
    return soft_references(services.shape(), services.sources, services.users(), {});
}

TEST(SoftReferences, AreFoundWhereNobodyPartedTheWords)
{
    EXPECT_EQ(lead_to(found_in(integer_column("queueid"))), (std::vector<KeyColumn>{{"queues", "id"}}));
}

TEST(SoftReferences, AreFoundWhereTheIdStandsInFront)
{
    EXPECT_EQ(lead_to(found_in(integer_column("id_queue"))), (std::vector<KeyColumn>{{"queues", "id"}}));
}

TEST(SoftReferences, AreFoundWhereAColumnIsCalledLikeTheTable)
{
    EXPECT_EQ(lead_to(found_in(integer_column("old_queue"))), (std::vector<KeyColumn>{{"queues", "id"}}));
}

TEST(SoftReferences, AreFoundInTheOwnTable)
{
    EXPECT_EQ(lead_to(found_in(integer_column("in_reply_to_id"))), (std::vector<KeyColumn>{{"tickets", "id"}}));
    EXPECT_EQ(lead_to(found_in(integer_column("ReportsTo"))), (std::vector<KeyColumn>{{"tickets", "id"}}));
}

TEST(SoftReferences, DoNotTakeEachNumberForAnId) { EXPECT_TRUE(found_in(integer_column("count")).empty()); }

TEST(SoftReferences, DoNotTakeEachWordThatEndsSoForAnId) { EXPECT_TRUE(found_in(integer_column("paid")).empty()); }

TEST(SoftReferences, AreFoundInArrays)
{
    auto const found = found_in(array_column("status_ids", "bigint[]"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_TRUE(found[0].array);
    EXPECT_EQ(found[0].to, (std::vector<KeyColumn>{{"statuses", "id"}}));
}

TEST(SoftReferences, AreFoundInArraysOfTexts)
{
    EXPECT_EQ(lead_to(found_in(array_column("status_ids", "character varying[]"))),
              (std::vector<KeyColumn>{{"statuses", "id"}}));
}

TEST(SoftReferences, LeaveArraysOfUsersToTheCoverageGate)
{
    EXPECT_TRUE(found_in(array_column("user_ids", "bigint[]")).empty());
}

TEST(SoftReferences, NameAnArrayThatNobodyCanExplain)
{
    auto const found = found_in(array_column("thing_ids", "bigint[]"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_TRUE(found[0].to.empty());
}

SoftReference bare(std::string const &column, std::int64_t hits, std::int64_t values)
{
    auto reference = counted(hits, values);
    reference.from = {"views", column};
    reference.bare = true;
    return reference;
}

TEST(Verdict, OfABareNameIsAReferenceWhereNearlyAllValuesAreThere)
{
    EXPECT_EQ(verdict(bare("post", 99, 100)).kind, Verdict::Kind::reference);
}

TEST(Verdict, OfABareNameIsNothingWhereSomeAre)
{
    EXPECT_EQ(verdict(bare("post", 50, 100)).kind, Verdict::Kind::nothing);
}

TEST(Verdict, OfABareNameIsNothingWhereThereAreNoValues)
{
    EXPECT_EQ(verdict(bare("post", 0, 0)).kind, Verdict::Kind::nothing);
}

TEST(Verdict, OfANameThatMayBeAPositionIsAQuestion)
{
    EXPECT_EQ(verdict(bare("order", 100, 100)).kind, Verdict::Kind::ask);
}

} // namespace
} // namespace tributary::discovery
