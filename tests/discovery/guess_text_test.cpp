#include "merge/discovery/guess_text.hpp"
#include "merge/discovery/guess_text_tables.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tributary::discovery {
namespace {

/// A draft of two services whose users are called by their name.
class PlanText : public ::testing::Test {
protected:
    PlanText()
    {
        draft.file = "pico.toml";
        draft.name = "pico";
        draft.sources = {{"prose", "sqlite:prose.db", {}}, {"lists", "sqlite:lists.db", {}}};
        draft.seen = {{"prose", {}}, {"lists", {}}};
        draft.target.database.url = "sqlite:pico.db";
        draft.users.table = "users";
        draft.users.id = "id";
        draft.users.name.name = "name";
    }

    bool says(std::string_view line) const { return plan_text(draft).find(line) != std::string::npos; }
    bool says_of_tables(std::string_view line) const { return tables_text(draft).find(line) != std::string::npos; }

    Draft draft;
};

TEST_F(PlanText, QuotesWhatTomlWouldTakeForSomethingElse)
{
    draft.users.name.name = "na\"me\\";
    EXPECT_TRUE(says(R"(= 'na"me\')")) << plan_text(draft);
}

TEST_F(PlanText, SaysNothingOfAnIdThatIsThePrimaryKey) { EXPECT_FALSE(says("\nid ")); }

TEST_F(PlanText, NamesAnIdThatIsNotThePrimaryKey)
{
    draft.users.id_is_primary = false;
    EXPECT_TRUE(says("\nid ")) << plan_text(draft);
}

TEST_F(PlanText, SaysThatNobodyIsMergedWithoutKeys)
{
    EXPECT_TRUE(says("no login keys that every source has: this rule merges no accounts")) << plan_text(draft);
}

TEST_F(PlanText, NamesTheUserOfAKeyThatNoForeignKeyDeclares)
{
    draft.keys.emplace();
    draft.keys->table = "keys";
    draft.keys->column = "key";
    draft.keys->user = "owner";
    EXPECT_TRUE(says("user = \"owner\""));
    draft.keys->declared = true;
    EXPECT_FALSE(says("user = \"owner\""));
}

TEST_F(PlanText, TakesKeysForTextsWhereHalfOfThemAreSshKeys)
{
    draft.keys.emplace();
    draft.keys->values = 4;
    draft.keys->ssh = 2;
    EXPECT_TRUE(says("format = \"text\""));
    draft.keys->ssh = 3;
    EXPECT_TRUE(says("format = \"ssh\""));
}

TEST_F(PlanText, ProposesVerifiedAddressesInATableOfTheirOwn)
{
    draft.addresses = AddressesGuess{"emails", "address", "user_id", "verified"};
    EXPECT_TRUE(says("# keys = { table = \"emails\", column = \"address\", format = \"text\", where = \"verified\" }"))
        << plan_text(draft);
    EXPECT_TRUE(says("# match = [\"same-key\"]"));
    EXPECT_FALSE(says("Nothing here proves"));
}

TEST_F(PlanText, ProposesToLeaveOutSessions)
{
    draft.short_lived = {"sessions"};
    EXPECT_TRUE(says_of_tables("# [table.sessions]\n"));
    EXPECT_TRUE(says_of_tables("# load = false")) << tables_text(draft);
}

TEST_F(PlanText, MergesByEMailOnlyWhenTheOperatorTakesTheMarkOff)
{
    draft.users.email = "email";
    EXPECT_TRUE(says("rule = \"same-column\", column = \"email\", fold = \"case\"")) << plan_text(draft);
    EXPECT_FALSE(says("\nmatch = [{")) << plan_text(draft);
}

TEST_F(PlanText, AsksWhoseAddressWithASuffixItWouldBe)
{
    draft.users.named_by_email = true;
    EXPECT_TRUE(says("\"refuse\""));
    EXPECT_FALSE(says("\"tmp\""));
}

model::UncoveredColumn undeclared_column(bool certain)
{
    model::UncoveredColumn column;
    column.table = "comments";
    column.column = "post_id";
    column.evidence = "integer column named like an id of posts";
    column.reference = "[[reference]]\ncolumn = \"comments.post_id\"\nto = \"posts.id\"";
    column.waive = "[[waive]]\ncolumn = \"comments.post_id\"\nreason = \"…\"";
    column.certain = certain;
    return column;
}

TEST_F(PlanText, DeclaresAReferenceThatLeavesNoDoubt)
{
    draft.uncovered = {undeclared_column(true)};
    EXPECT_TRUE(says("\n[[reference]]\ncolumn = \"comments.post_id\"\nto     = \"posts.id\"\n")) << plan_text(draft);
}

TEST_F(PlanText, LeavesAReferenceInDoubtToTheOperator)
{
    draft.uncovered = {undeclared_column(false)};
    EXPECT_TRUE(says("\n# [[reference]]\n# column = \"comments.post_id\"\n")) << plan_text(draft);
    EXPECT_TRUE(says("\n# [[waive]]\n")) << plan_text(draft);
    EXPECT_FALSE(says("\n[[reference]]\n")) << plan_text(draft);
}

TEST_F(PlanText, WaivesNothingByItself)
{
    auto column = undeclared_column(false);
    column.shares = {{"prose", 9, 0}};
    draft.uncovered = {column};
    EXPECT_FALSE(says("\n[[waive]]\n")) << plan_text(draft);
}

TEST_F(PlanText, SaysWhyAReferenceIsMeant)
{
    draft.uncovered = {undeclared_column(true)};
    EXPECT_TRUE(says("\n# integer column named like an id of posts\n[[reference]]\n")) << plan_text(draft);
}

TEST_F(PlanText, SetsWhatIsEvidentAndProposesTheRest)
{
    DriftGuess evident;
    evident.kind = DriftGuess::Kind::missing_value;
    evident.source = "lists";
    evident.subject = {"posts", "space"};
    evident.set = "'lists'";
    auto open = evident;
    open.subject = {"posts", "slug"};
    open.set = "";
    draft.drifts = {evident, open};
    EXPECT_TRUE(says("\nset  = { \"posts.space\" = \"'lists'\" }")) << plan_text(draft);
    EXPECT_TRUE(says("# set")) << plan_text(draft);
}

TEST_F(PlanText, SaysNothingOfTablesOfWhichThereIsNothingToSay) { EXPECT_EQ(tables_text(draft), ""); }

TEST_F(PlanText, SaysWhatASourceCallsATable)
{
    draft.seen[1].tables = {{"posts", "articles"}};
    EXPECT_TRUE(says_of_tables("\n[table.posts]\n")) << tables_text(draft);
    EXPECT_TRUE(says_of_tables("{ lists = \"articles\" }")) << tables_text(draft);
}

TEST_F(PlanText, SaysWhatASourceCallsAColumn)
{
    draft.seen[1].columns = {{{"posts", "title"}, "head"}};
    EXPECT_TRUE(says_of_tables("\n[table.posts.column.title]\n")) << tables_text(draft);
}

TEST_F(PlanText, QuotesATableThatTomlWouldTakeForTwo)
{
    draft.seen[1].tables = {{"blog.posts", "articles"}};
    EXPECT_TRUE(says_of_tables("\n[table.\"blog.posts\"]\n")) << tables_text(draft);
}

TEST_F(PlanText, CommentsOutATableOfWhichNothingIsCertain)
{
    UniqueGuess unique;
    unique.table = "posts";
    unique.columns = {"slug"};
    unique.policy = "suffix";
    unique.column = "slug";
    draft.uniques = {unique};
    EXPECT_TRUE(says_of_tables("\n# [table.posts]\n")) << tables_text(draft);
    EXPECT_TRUE(says_of_tables("{ unique = [\"slug\"], policy = \"suffix\", column = \"slug\" }"))
        << tables_text(draft);
}

TEST_F(PlanText, DropsEachColumnOnceThoughTwoSourcesHaveIt)
{
    DriftGuess extra;
    extra.kind = DriftGuess::Kind::extra_column;
    extra.source = "prose";
    extra.subject = {"posts", "color"};
    auto other = extra;
    other.source = "lists";
    draft.drifts = {extra, other};
    EXPECT_TRUE(says_of_tables("[\"color\"]")) << tables_text(draft);
    EXPECT_TRUE(says_of_tables("in prose, lists, not in the target")) << tables_text(draft);
}

TEST_F(PlanText, NamesASourceThoughItsNameIsAPartOfAnothers)
{
    DriftGuess extra;
    extra.kind = DriftGuess::Kind::extra_column;
    extra.source = "my-lists";
    extra.subject = {"posts", "color"};
    auto other = extra;
    other.source = "lists";
    draft.drifts = {extra, other};
    EXPECT_TRUE(says_of_tables("in my-lists, lists, not in the target")) << tables_text(draft);
}

} // namespace
} // namespace tributary::discovery
