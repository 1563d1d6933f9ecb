#include "merge/discovery/hangs_on.hpp"
#include "tests/testing/guessing.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

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
using testing::unique_key;
using testing::users_called;

model::Table things(std::string const &name)
{
    return table(name, {integer_column("id"), text_column("name")}, {primary_key({"id"}), unique_key({"name"})});
}

model::Table rows_of(std::string const &name, std::string const &column, std::string const &parent)
{
    return table(name, {integer_column("id"), integer_column(column)}, {primary_key({"id"})},
                 {foreign_key({column}, parent, {"id"})});
}

Hangs hangs(std::vector<model::Table> tables, std::string const &label, std::set<std::string> const &lookups = {})
{
    Services services({schema(tables)});
    auto const users = services.users({"users"});
    auto const found = links(services.shape(), services.sources, users, {});
    return what_hangs_on(services.shape(), found, users.table, label, lookups);
}

TEST(HangsOn, SeesUsersThatHaveOneOfTheRowsEach)
{
    auto users = users_called("users");
    users.columns.push_back(integer_column("household_id"));
    users.foreign_keys.push_back(foreign_key({"household_id"}, "households", {"id"}));
    auto const found = hangs({users, things("households")}, "households");
    EXPECT_EQ(found.chosen, "users");
    EXPECT_EQ(found.owned, "");
}

TEST(HangsOn, SeesUsersOfWhichNoKeyIsDeclared)
{
    auto users = users_called("users");
    users.columns.push_back(integer_column("household_id"));
    EXPECT_EQ(hangs({users, things("households")}, "households").chosen, "users");
}

TEST(HangsOn, SeesMembersOfWhichNoKeyIsDeclared)
{
    auto const members = table("members", {integer_column("user_id"), integer_column("team_id")});
    EXPECT_EQ(hangs({users_called("users"), things("teams"), members}, "teams").owned, "members");
}

TEST(HangsOn, SeesMembersOfPartsOfTheRow)
{
    auto const squads = rows_of("squads", "club_id", "clubs");
    auto const players = table("players", {integer_column("user_id"), integer_column("squad_id")});
    EXPECT_EQ(hangs({users_called("users"), things("clubs"), squads, players}, "clubs").owned, "players");
}

TEST(HangsOn, SeesUsersThatHaveAPartOfTheRowEach)
{
    auto users = users_called("users");
    users.columns.push_back(integer_column("squad_id"));
    EXPECT_EQ(hangs({users, things("clubs"), rows_of("squads", "club_id", "clubs")}, "clubs").chosen, "squads");
}

TEST(HangsOn, TakesWhatIsUniqueOnlyWithinTheRowForAPartOfIt)
{
    auto pages = rows_of("pages", "wiki_id", "wikis");
    pages.columns.push_back(text_column("slug"));
    pages.unique_keys.push_back(unique_key({"wiki_id", "slug"}));
    EXPECT_EQ(hangs({users_called("users"), things("wikis"), pages}, "wikis").owned, "pages");
}

TEST(HangsOn, LeavesOutLookupTablesOfLookupTables)
{
    auto permissions = rows_of("permissions", "kind_id", "kinds");
    permissions.columns.push_back(text_column("code"));
    permissions.unique_keys.push_back(unique_key({"kind_id", "code"}));
    EXPECT_EQ(hangs({users_called("users"), things("kinds"), permissions}, "kinds", {"permissions"}).owned, "");
}

TEST(HangsOn, LeavesOutContentThatChoosesByATableOfLinks)
{
    auto const choices =
        table("post_tags", {integer_column("post_id"), integer_column("tag_id")}, {primary_key({"post_id", "tag_id"})},
              {foreign_key({"post_id"}, "posts", {"id"}), foreign_key({"tag_id"}, "tags", {"id"})});
    auto const found = hangs({users_called("users"), posts_of("users"), things("tags"), choices}, "tags");
    EXPECT_EQ(found.owned, "");
    EXPECT_EQ(found.chosen, "");
}

TEST(HangsOn, SeesTheReferencesOfThePlan)
{
    auto const members = table("members", {integer_column("user_id"), integer_column("source")});
    Services services({schema({users_called("users"), things("teams"), members})});
    auto const users = services.users({"users"});
    plan::Plan plan;
    plan::ReferencePlan reference;
    reference.from = {"members", "source"};
    reference.to = {"teams", "id"};
    plan.references.push_back(reference);
    auto const found = links(services.shape(), services.sources, users, plan);
    EXPECT_EQ(what_hangs_on(services.shape(), found, "users", "teams", {}).owned, "members");
}

} // namespace
} // namespace tributary::discovery
