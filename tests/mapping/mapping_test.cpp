#include "merge/mapping/mapping.hpp"
#include "merge/mapping/numbered.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tributary::mapping {
namespace {

using testing::error_of;
using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::table;
using testing::text_column;

constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t bigint_max = std::numeric_limits<std::int64_t>::max();

/// Two services and a target that all have users and posts.
class Mapping : public ::testing::Test {
protected:
    Mapping()
    {
        plan.file = "pico.toml";
        plan.sources = {source_plan("prose"), source_plan("lists")};
        plan.target.position = {9, 1};
        plan.users.table = "users";
        plan.users.name = "name";
    }

    static plan::SourcePlan source_plan(std::string const &name)
    {
        plan::SourcePlan source;
        source.name = name;
        return source;
    }

    static model::Schema users_and_posts()
    {
        return testing::schema({table("posts", {integer_column("id"), integer_column("user_id"), text_column("title")},
                                      {primary_key({"id"})}, {foreign_key({"user_id"}, "users", {"id"})}),
                                table("users", {integer_column("id"), text_column("name")}, {primary_key({"id"})})});
    }

    /// Each table staged under its columns' own names, with ten rows, numbered from `first_id`.
    static MappingSource staged(std::string const &name, model::Schema const &schema, std::int64_t first_id)
    {
        MappingSource source{name, schema, {}};
        for (auto const &one : schema.tables) {
            SourceTable of_table;
            of_table.id = first_id++;
            of_table.label = one.label;
            of_table.staged = name + "." + one.label;
            of_table.rows = 10;
            for (auto const &column : one.columns) {
                if (!column.generated) {
                    of_table.columns.push_back(column.name);
                }
            }
            source.tables.push_back(of_table);
        }
        return source;
    }

    model::Mapping mapped() const
    {
        return mapping::mapping(plan, std::vector{staged("prose", prose, 1), staged("lists", lists, 11)}, target);
    }
    model::Error refused() const
    {
        return error_of([&] { mapped(); });
    }
    void set(std::string const &table_name, std::string const &column, std::string const &expression)
    {
        plan.sources[1].set = {{table_name, column, expression, {5, 30}}};
    }

    plan::Plan plan;
    model::Schema prose = users_and_posts();
    model::Schema lists = users_and_posts();
    model::Schema target = users_and_posts();
};

model::MappedColumn const &column_of(model::Mapping const &mapping, std::size_t table, std::size_t source,
                                     std::size_t column)
{
    return mapping.at(table).sources.at(source).columns.at(column);
}

TEST_F(Mapping, HasTheTargetsTablesInItsOrder)
{
    auto const result = mapped();
    EXPECT_EQ(result.at(0).target, target.tables[0]);
    EXPECT_EQ(result.at(1).target, target.tables[1]);
}

TEST_F(Mapping, HasEachSourceInTheOrderOfThePlan)
{
    auto const result = mapped();
    EXPECT_EQ(result.at(0).sources.at(0).source_name, "prose");
    EXPECT_EQ(result.at(0).sources.at(1).source_name, "lists");
}

TEST_F(Mapping, SaysWhereTheRowsAreStaged)
{
    auto const result = mapped();
    auto const &users = result.at(1).sources.at(1);
    EXPECT_EQ(users.staged, "lists.users");
    EXPECT_EQ(users.table_id, 12);
    EXPECT_EQ(users.rows, 10);
}

TEST_F(Mapping, PointsToTheSourcesOwnTable) { EXPECT_EQ(mapped().at(1).sources.at(1).table, &lists.tables[1]); }

TEST_F(Mapping, KnowsTheNameColumnOfTheUsers) { EXPECT_EQ(mapped().at(1).name_column, "name"); }

TEST_F(Mapping, KnowsNoNameColumnElsewhere) { EXPECT_EQ(mapped().at(0).name_column, ""); }

TEST_F(Mapping, TakesAColumnOfTheSameName) { EXPECT_EQ(column_of(mapped(), 0, 0, 2).value, "\"posts\".\"title\""); }

TEST_F(Mapping, TakesAColumnUnderTheNameThatItHasInStaging)
{
    auto sources = std::vector{staged("prose", prose, 1), staged("lists", lists, 11)};
    sources[0].tables[0].columns[2] = "title~2";
    EXPECT_EQ(column_of(mapping::mapping(plan, sources, target), 0, 0, 2).value, "\"posts\".\"title~2\"");
}

TEST_F(Mapping, TakesColumnsByNameWhateverTheirOrder)
{
    std::swap(lists.tables[0].columns[0], lists.tables[0].columns[2]);
    EXPECT_EQ(column_of(mapped(), 0, 1, 2).value, "\"posts\".\"title\"");
}

TEST_F(Mapping, PassesOverAColumnThatTheTargetGenerates)
{
    target.tables[0].columns[2].generated = true;
    EXPECT_EQ(mapped().at(0).sources.at(0).columns.size(), 2U);
}

TEST_F(Mapping, PassesOverAColumnThatASourceGenerates)
{
    prose.tables[0].columns.insert(prose.tables[0].columns.begin(), text_column("slug"));
    prose.tables[0].columns[0].generated = true;
    EXPECT_EQ(column_of(mapped(), 0, 0, 2).value, "\"posts\".\"title\"");
}

TEST_F(Mapping, KnowsWhatAColumnRefersTo)
{
    EXPECT_EQ(column_of(mapped(), 0, 0, 1).chain, (model::Chain{{"users", "id"}}));
}

TEST_F(Mapping, KnowsWhichValueAnExpressionReplaces)
{
    set("posts", "title", "upper(posts.title)");
    EXPECT_EQ(column_of(mapped(), 0, 1, 2).replaced, "\"posts\".\"title\"");
}

TEST_F(Mapping, ReplacesNoValueWithoutAnExpression) { EXPECT_EQ(column_of(mapped(), 0, 1, 2).replaced, ""); }

TEST_F(Mapping, TakesTheExpressionOfThePlan)
{
    set("posts", "title", "upper(posts.title)");
    auto const result = mapped();
    EXPECT_NE(column_of(result, 0, 1, 2).value.find("upper(posts.title)"), std::string::npos);
    EXPECT_TRUE(column_of(result, 0, 1, 2).computed);
}

TEST_F(Mapping, TakesTheExpressionInItsOwnSourceOnly)
{
    set("posts", "title", "upper(posts.title)");
    EXPECT_FALSE(column_of(mapped(), 0, 0, 2).computed);
}

TEST_F(Mapping, FillsAColumnThatTheSourceLacksByExpression)
{
    target.tables[0].columns.push_back(text_column("cur_space"));
    target.tables[0].columns[3].not_null = true;
    prose.tables[0].columns.push_back(text_column("cur_space"));
    set("posts", "cur_space", "'lists'");
    EXPECT_TRUE(column_of(mapped(), 0, 1, 3).computed);
}

TEST_F(Mapping, LeavesAColumnThatTheSourceLacksToItsDefault)
{
    target.tables[0].columns.push_back(text_column("cur_space"));
    EXPECT_EQ(column_of(mapped(), 0, 1, 3).value, "");
}

TEST_F(Mapping, LeavesATableThatASourceLacksToTheOthers)
{
    lists.tables.erase(lists.tables.begin());
    EXPECT_EQ(mapped().at(0).sources.size(), 1U);
}

TEST_F(Mapping, LeavesOutATableThatNoSourceHas)
{
    target.tables.push_back(table("visits", {integer_column("id")}));
    EXPECT_EQ(mapped().size(), 2U);
}

TEST_F(Mapping, RefusesATableThatTheTargetLacks)
{
    lists.tables.push_back(table("tags", {integer_column("id")}));
    EXPECT_EQ(refused().exit, model::Exit::undecided);
    EXPECT_STREQ(refused().what(), "pico.toml: the target has no table \"tags\", which source \"lists\" has");
}

TEST_F(Mapping, RefusesAColumnThatTheTargetLacks)
{
    lists.tables[0].columns.push_back(text_column("slug"));
    EXPECT_EQ(refused().exit, model::Exit::undecided);
    EXPECT_STREQ(refused().what(),
                 "pico.toml: table \"posts\" of the target has no column \"slug\", which source \"lists\" has");
}

TEST_F(Mapping, RefusesAColumnThatTheTargetDemandsAndASourceLacks)
{
    target.tables[0].columns.push_back(text_column("slug"));
    target.tables[0].columns[3].not_null = true;
    prose.tables[0].columns.push_back(text_column("slug"));
    EXPECT_EQ(refused().exit, model::Exit::undecided);
    EXPECT_NE(std::string(refused().what()).find("\"lists\" has no column \"posts.slug\""), std::string::npos);
}

TEST_F(Mapping, ShowsTheSetThatWouldMendWhatTheTargetDemands)
{
    target.tables[0].columns.push_back(text_column("slug"));
    target.tables[0].columns[3].not_null = true;
    prose.tables[0].columns.push_back(text_column("slug"));
    EXPECT_NE(std::string(refused().what()).find("set = { \"posts.slug\" ="), std::string::npos);
}

TEST_F(Mapping, NamesEveryDifferenceAtOnce)
{
    lists.tables[0].columns.push_back(text_column("slug"));
    lists.tables[1].columns.push_back(text_column("bio"));
    EXPECT_NE(refused().next_step.find("\"bio\""), std::string::npos);
}

TEST_F(Mapping, RefusesATargetWithoutAnyOfTheTablesAtItsPlace)
{
    target.tables.clear();
    EXPECT_EQ(refused().exit, model::Exit::plan);
    EXPECT_TRUE(std::string(refused().what()).starts_with("pico.toml:9:1: "));
}

TEST_F(Mapping, RefusesAnExpressionForATableThatTheSourceLacks)
{
    set("post", "title", "''");
    EXPECT_EQ(refused().exit, model::Exit::plan);
    EXPECT_TRUE(std::string(refused().what()).starts_with("pico.toml:5:30: "));
}

TEST_F(Mapping, ShowsTheTableThatTheExpressionMayHaveMeant)
{
    set("post", "title", "''");
    EXPECT_EQ(refused().next_step, "did you mean \"posts\"?");
}

TEST_F(Mapping, RefusesAnExpressionForAColumnThatTheTargetLacks)
{
    set("posts", "titel", "''");
    EXPECT_EQ(refused().exit, model::Exit::plan);
    EXPECT_EQ(refused().next_step, "did you mean \"title\"?");
}

TEST_F(Mapping, StartsWithoutOffsets) { EXPECT_EQ(column_of(mapped(), 0, 1, 0).offset, 0); }

TEST_F(Mapping, NumbersTheIdsThatReferToNothing)
{
    EXPECT_EQ(numbered_columns(mapped()),
              (std::map<model::KeyColumn, std::int64_t>{{{"posts", "id"}, bigint_max}, {{"users", "id"}, bigint_max}}));
}

TEST_F(Mapping, NumbersNoIdThatRefersToAnother)
{
    target.tables[0].foreign_keys.push_back(foreign_key({"id"}, "users", {"id"}));
    EXPECT_EQ(numbered_columns(mapped()), (std::map<model::KeyColumn, std::int64_t>{{{"users", "id"}, bigint_max}}));
}

TEST_F(Mapping, LimitsIdsByTheTargetsColumn)
{
    target.tables[0].columns[0].max_integer = int_max;
    EXPECT_EQ(numbered_columns(mapped()).at({"posts", "id"}), int_max);
}

TEST_F(Mapping, LimitsIdsByTheColumnsThatReferToThem)
{
    target.tables[0].columns[1].max_integer = int_max;
    EXPECT_EQ(numbered_columns(mapped()).at({"users", "id"}), int_max);
}

TEST_F(Mapping, GivesAnOffsetToTheColumnItIsFor)
{
    auto result = mapped();
    apply_offsets(result, {{{{"users", "id"}, 1}, 1000}});
    EXPECT_EQ(column_of(result, 1, 1, 0).offset, 1000);
}

TEST_F(Mapping, GivesAnOffsetToTheColumnsThatReferToIt)
{
    auto result = mapped();
    apply_offsets(result, {{{{"users", "id"}, 1}, 1000}});
    EXPECT_EQ(column_of(result, 0, 1, 1).offset, 1000);
}

TEST_F(Mapping, GivesAnOffsetToItsSourceOnly)
{
    auto result = mapped();
    apply_offsets(result, {{{{"users", "id"}, 1}, 1000}});
    EXPECT_EQ(column_of(result, 1, 0, 0).offset, 0);
}

TEST_F(Mapping, TakesBackAnOffsetThatIsNotGivenAgain)
{
    auto result = mapped();
    apply_offsets(result, {{{{"users", "id"}, 1}, 1000}});
    apply_offsets(result, {});
    EXPECT_EQ(column_of(result, 1, 1, 0).offset, 0);
}

TEST_F(Mapping, KnowsTheOriginOfAReference)
{
    auto const result = mapped();
    EXPECT_EQ(origin_of(result[0], column_of(result, 0, 0, 1)), (model::KeyColumn{"users", "id"}));
}

TEST_F(Mapping, KnowsAColumnThatRefersToNothingAsItsOwnOrigin)
{
    auto const result = mapped();
    EXPECT_EQ(origin_of(result[0], column_of(result, 0, 0, 2)), (model::KeyColumn{"posts", "title"}));
}

TEST_F(Mapping, FollowsAReferenceThatOnlyTheTargetDeclares)
{
    prose.tables[0].foreign_keys.clear();
    EXPECT_EQ(column_of(mapped(), 0, 0, 1).chain, (model::Chain{{"users", "id"}}));
}

} // namespace
} // namespace tributary::mapping
