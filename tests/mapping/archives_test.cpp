#include "merge/mapping/archives.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <map>

namespace tributary::mapping {
namespace {

using testing::integer_column;
using testing::primary_key;
using testing::text_column;

/// Users, and a table beside them; both with their ids.
class Archives : public ::testing::Test {
protected:
    std::vector<model::UncoveredColumn> found(std::string const &label, std::vector<model::Column> columns,
                                              std::vector<std::int64_t> const &ids)
    {
        schema = testing::schema(
            {testing::table(label, std::move(columns), {primary_key({"id"})}),
             testing::table("users", {integer_column("id"), text_column("name")}, {primary_key({"id"})})});
        std::vector<ArchiveSource> const sources{
            {"prose", schema, [&](auto const &table, auto const &, auto const &sink) {
                 for (auto const id : table == "users" ? std::vector<std::int64_t>{1, 2} : ids) {
                     auto const cell = model::Cell::of(id);
                     sink(std::span(&cell, 1));
                 }
             }}};
        return archives(plan, sources);
    }

    std::vector<model::Column> of_users() const { return {integer_column("id"), text_column("name")}; }

    plan::Plan plan;
    model::Schema schema;
};

TEST_F(Archives, AreNamedAfterTheirTable)
{
    auto const all = found("users_deleted", of_users(), {3});
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].reference, "[[reference]]\ncolumn = \"users_deleted.id\"\nto = \"users.id\"\ndangling = \"keep\"");
}

TEST_F(Archives, ShareAllOfTheirIds)
{
    auto const all = found("users_deleted", of_users(), {3, 4});
    ASSERT_EQ(all.size(), 1);
    ASSERT_EQ(all[0].shares.size(), 1);
    EXPECT_EQ(all[0].shares[0].known, 2);
}

TEST_F(Archives, MayHaveTheNameInTheSingular) { EXPECT_EQ(found("user_archive", of_users(), {3}).size(), 1); }

TEST_F(Archives, AreNotThoseOfAnotherName) { EXPECT_TRUE(found("people_deleted", of_users(), {3}).empty()); }

TEST_F(Archives, AreNotThoseThatShareAnId) { EXPECT_TRUE(found("users_deleted", of_users(), {2}).empty()); }

TEST_F(Archives, AreNotEmpty) { EXPECT_TRUE(found("users_deleted", of_users(), {}).empty()); }

TEST_F(Archives, HaveTheSameColumns)
{
    EXPECT_TRUE(found("users_settings", {integer_column("id"), text_column("theme")}, {3}).empty());
}

TEST_F(Archives, AreNotAskedAboutWhereThePlanDeclaresThem)
{
    plan::ReferencePlan reference;
    reference.from = {"users_deleted", "id"};
    reference.to = {"users", "id"};
    plan.references = {reference};
    EXPECT_TRUE(found("users_deleted", of_users(), {3}).empty());
}

TEST_F(Archives, AreNotAskedAboutWhereThePlanWaivesThem)
{
    plan.waived = {{{"users_deleted", "id"}, "own numbers", "", "", {}, false, "", {}}};
    EXPECT_TRUE(found("users_deleted", of_users(), {3}).empty());
}

} // namespace
} // namespace tributary::mapping
