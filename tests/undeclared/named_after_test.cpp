#include "merge/undeclared/named_after.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::undeclared {
namespace {

using testing::integer_column;
using testing::primary_key;
using testing::schema;
using testing::table;
using testing::text_column;
using Labels = std::vector<std::string>;
using Words = std::vector<std::string>;

model::Table numbered(std::string label)
{
    return table(std::move(label), {integer_column("id")}, {primary_key({"id"})});
}

model::Column array_column(std::string name, std::string type)
{
    auto column = text_column(std::move(name));
    column.type = std::move(type);
    column.kind = model::Kind::other;
    return column;
}

/// The tables after which a column of `tickets` is named, beside these.
Labels tables_of(model::Column const &column,
                 std::vector<model::Table> others = {numbered("queues"), numbered("statuses")})
{
    others.push_back(numbered("users"));
    others.push_back(numbered("tickets"));
    Labels result;
    auto const all = schema(std::move(others));
    for (auto const &named : named_after(TableNames(all), all.tables.back(), column, "users")) {
        result.push_back(named.to.table + "." + named.to.column);
    }
    return result;
}

TEST(NamedAfter, GoesByTheNameOfATable) { EXPECT_EQ(tables_of(integer_column("queue_id")), (Labels{"queues.id"})); }

TEST(NamedAfter, ReadsWordsThatNothingSeparates)
{
    EXPECT_EQ(tables_of(integer_column("queueid")), (Labels{"queues.id"}));
}

TEST(NamedAfter, ReadsAnIdInFront) { EXPECT_EQ(tables_of(integer_column("id_queue")), (Labels{"queues.id"})); }

TEST(NamedAfter, ReadsAPlainNameAtTheEnd) { EXPECT_EQ(tables_of(integer_column("old_queue")), (Labels{"queues.id"})); }

TEST(NamedAfter, ReadsCamelCase) { EXPECT_EQ(tables_of(integer_column("oldQueueId")), (Labels{"queues.id"})); }

TEST(NamedAfter, KnowsATableBehindThePrefixThatAllTablesHave)
{
    auto const all = schema({numbered("mdl_course"), numbered("mdl_user"), numbered("mdl_page")});
    auto const found = named_after(TableNames(all), all.tables.back(), integer_column("courseid"), "mdl_user");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].to.table, "mdl_course");
}

TEST(NamedAfter, KnowsATableBehindAPrefixOfItsOwn)
{
    EXPECT_EQ(tables_of(integer_column("pipeline_id"), {numbered("ci_pipelines")}), (Labels{"ci_pipelines.id"}));
}

TEST(NamedAfter, KnowsATableByTheBeginningOfItsName)
{
    EXPECT_EQ(tables_of(integer_column("repo_id"), {numbered("repositories")}), (Labels{"repositories.id"}));
}

TEST(NamedAfter, KnowsATableByTheEndOfItsName)
{
    EXPECT_EQ(tables_of(integer_column("hook_id"), {numbered("webhooks")}), (Labels{"webhooks.id"}));
}

TEST(NamedAfter, KnowsATableInTheMiddleOfAName)
{
    EXPECT_EQ(tables_of(integer_column("last_queue_seen")), (Labels{"queues.id"}));
}

TEST(NamedAfter, TakesATableInFrontForWhatIsMeasuredOfIt)
{
    EXPECT_EQ(tables_of(integer_column("queue_size")), Labels{});
}

TEST(NamedAfter, KnowsATableThatBelongsToItsOwn)
{
    EXPECT_EQ(tables_of(integer_column("kind_id"), {numbered("ticket_kinds")}), (Labels{"ticket_kinds.id"}));
}

TEST(NamedAfter, PrefersATableOfTheWholeName)
{
    EXPECT_EQ(tables_of(integer_column("pipeline_id"), {numbered("ci_pipelines"), numbered("pipelines")}),
              (Labels{"pipelines.id"}));
}

TEST(NamedAfter, KnowsPluralsThatNoRuleMakes)
{
    EXPECT_EQ(tables_of(integer_column("child_id"), {numbered("children")}), (Labels{"children.id"}));
    EXPECT_EQ(tables_of(integer_column("analysis_id"), {numbered("analyses")}), (Labels{"analyses.id"}));
    EXPECT_EQ(tables_of(integer_column("hero_id"), {numbered("heroes")}), (Labels{"heroes.id"}));
    EXPECT_EQ(tables_of(integer_column("category_id"), {numbered("categories")}), (Labels{"categories.id"}));
}

TEST(NamedAfter, KnowsAColumnThatRefersToItsOwnTable)
{
    EXPECT_EQ(tables_of(integer_column("in_reply_to_id")), (Labels{"tickets.id"}));
    EXPECT_EQ(tables_of(integer_column("ReportsTo")), (Labels{"tickets.id"}));
    EXPECT_EQ(tables_of(integer_column("parent_id")), (Labels{"tickets.id"}));
}

TEST(NamedAfter, KnowsAPartitionedTableByTheColumnThatNumbersItsRows)
{
    auto id = integer_column("id");
    id.sequence = "public.notes_id_seq";
    auto const notes = table("notes", {id, text_column("kind")}, {primary_key({"id", "kind"})});
    EXPECT_EQ(tables_of(integer_column("diff_note_id"), {notes}), (Labels{"notes.id"}));
}

TEST(NamedAfter, LeavesUsersToTheirOwnWords) { EXPECT_EQ(tables_of(integer_column("user_id")), Labels{}); }

TEST(NamedAfter, LeavesAWordThatOnlyEndsLikeAnId) { EXPECT_EQ(tables_of(integer_column("paid")), Labels{}); }

TEST(NamedAfter, TakesATextForWhatMayHoldNumbers)
{
    EXPECT_EQ(tables_of(text_column("queue_id")), (Labels{"queues.id"}));
}

TEST(NamedAfter, ReadsArrays)
{
    EXPECT_EQ(tables_of(array_column("status_ids", "bigint[]")), (Labels{"statuses.id"}));
    EXPECT_EQ(tables_of(array_column("status_ids", "character varying[]")), (Labels{"statuses.id"}));
}

TEST(NamedAfter, SaysThatATextIdIsNotShifted)
{
    auto const countries = table("countries", {text_column("code")}, {primary_key({"code"})});
    auto const all = schema({countries, numbered("users"), numbered("tickets")});
    auto const found = named_after(TableNames(all), all.tables.back(), text_column("country_id"), "users");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found[0].shifted);
}

TEST(ThingOf, IsTheTableInTheSingular) { EXPECT_EQ(thing_of("post_categories"), (Words{"post", "category"})); }

TEST(ThingOf, LeavesOutWhatSaysNothing) { EXPECT_EQ(thing_of("app_users"), Words{"user"}); }

TEST(ThingOf, LeavesOutAllThatSaysNothing) { EXPECT_EQ(thing_of("tbl_app_users"), Words{"user"}); }

TEST(ThingOf, KeepsTheLastWordWhateverItSays) { EXPECT_EQ(thing_of("app"), Words{"app"}); }

TEST(ThingOf, KnowsWordsByTheirCapitals) { EXPECT_EQ(thing_of("AppUsers"), Words{"user"}); }

} // namespace
} // namespace tributary::undeclared
