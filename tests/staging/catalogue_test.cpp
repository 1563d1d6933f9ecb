#include "merge/staging/catalogue.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tributary::staging {
namespace {

using Words = std::vector<std::string>;

TEST(Catalogue, ComesBackAsItWas)
{
    auto id = testing::integer_column("id");
    id.identity = true;
    id.not_null = true;
    id.sequence = "public.users_id_seq";
    auto name = testing::text_column("na\"me\n");
    name.generated = true;
    name.default_expression = "'ä'::text";
    name.max_length = 50;
    name.collation = "\"C\"";
    name.refused = "why";
    auto key = testing::primary_key({"id"});
    key.nocase = {"id"};
    key.nulls_not_distinct = true;
    key.predicate = "id > 0";
    key.parts = {{"lower(name)", ""}, {"id", "id"}};
    key.uses = {"id", "name"};
    key.spelling_tells = true;
    auto users = testing::table("public.users", {id, name}, {key}, {testing::foreign_key({"id"}, "people", {"id"})});
    users.engine = model::Engine::postgresql;
    users.schema = "public";
    users.exclusions = {{"no_overlap", "EXCLUDE (x)", "id > 0", {{"(id)", "id"}}, {"&&"}, {"id"}, "USING gist (id)"}};
    users.checks = {{"positive", "CHECK (id > 0)"}};
    auto schema = testing::schema({users});
    schema.engine = model::Engine::postgresql;
    schema.sequences = {
        {"public", "users_id_seq", "users_id_seq", 7, true, -2, std::numeric_limits<std::int64_t>::max()}};
    schema.enums = {{"mood", {"good", ""}}};
    schema.routines = {{"trigger", "t", "public.users"}};
    EXPECT_EQ(from_json(to_json(schema)), schema);
}

TEST(Catalogue, OfNothingComesBackAsItWas) { EXPECT_EQ(from_json(to_json(model::Schema())), model::Schema()); }

TEST(Catalogue, IsTheSameTextEachTime)
{
    auto const schema = testing::schema({testing::table("users", {testing::integer_column("id")})});
    EXPECT_EQ(to_json(schema), to_json(from_json(to_json(schema))));
}

TEST(CatalogueWords, ComeBackAsTheyWere)
{
    EXPECT_EQ(words_from_json(to_json(Words{"", "a\"b", "ä\n", "x,y"})), (Words{"", "a\"b", "ä\n", "x,y"}));
    EXPECT_EQ(words_from_json(to_json(Words{})), Words{});
}

} // namespace
} // namespace tributary::staging
