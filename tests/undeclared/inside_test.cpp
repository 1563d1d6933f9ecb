#include "merge/undeclared/inside.hpp"
#include "rules/pattern.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {
namespace {

using model::Cell;

/// What is inside texts of docs.data, where users 1 to 9 are u1 to u9, and posts 11, 14, 17 … 38.
class Inside : public testing::Coverage {
protected:
    Inside()
    {
        suspect.table = "docs";
        suspect.column = "data";
        suspect.looks = Suspect::Looks::inside;
        for (int i = 1; i < 10; ++i) {
            known.users.add(Cell::of(std::int64_t{i}));
            known.users.add(Cell::of(std::string_view("7d9f1c3e-1111-4222-8333-44445555666" + std::to_string(i))));
            known.names.add("u" + std::to_string(i));
        }
        known.users_id = {"users", "id"};
        known.users.settle();
        known.names.settle();
        auto &posts = known.tables[{"posts", "id"}];
        for (int i = 11; i < 40; i += 3) {
            posts.add(Cell::of(std::int64_t{i}));
        }
        posts.settle();
    }

    void count(std::vector<std::string> const &values)
    {
        auto const schema =
            with_users({testing::table("docs", {}),
                        testing::table("posts", {testing::integer_column("id")}, {testing::primary_key({"id"})})},
                       users_id);
        TableNames const names(schema);
        std::string const users = "users";
        InsideCounter counter(suspect, names, users, known, rules::finder, tally);
        for (auto const &value : values) {
            counter.count(value);
        }
        counter.finish();
    }

    /// Places of which more is known than that numbers are there.
    std::ptrdiff_t with_names() const
    {
        return std::count_if(tally.inside.begin(), tally.inside.end(),
                             [](auto const &place) { return !place.second.nameless; });
    }

    Suspect suspect;
    Known known;
    Tally tally;
    model::Column users_id = testing::integer_column("id");
};

TEST_F(Inside, NamesThePlaceOfAMemberWithABackslash)
{
    count({R"({"App\\User": {"user_id": 7}})"});
    EXPECT_EQ(tally.inside.at(R"($."App\\User".user_id)").ids, 1);
}

TEST_F(Inside, IsExplainedByAPathThatIsWrittenDifferently)
{
    suspect.declared_inside = {declared_place(R"($."by".user_id)", false, {}, model::Format::json)};
    count({R"({"by": {"user_id": 7}})"});
    EXPECT_TRUE(tally.inside.empty());
}

TEST_F(Inside, CountsWhatThePlanExplains)
{
    suspect.declared_inside = {declared_place("$.user_id", false, {}, model::Format::json)};
    count({R"({"user_id": 7})", R"({"user_id": 8})"});
    EXPECT_EQ(tally.found.begin()->second, 2);
}

TEST_F(Inside, IsNotExplainedByAnExpressionThatFindsNothing)
{
    suspect.declared_inside = {declared_place({}, false, R"(post_user_id=([0-9]+))", model::Format::json)};
    count({"a user_id=7"});
    EXPECT_EQ(tally.inside.size(), 1U);
}

TEST_F(Inside, IsExplainedByAnExpressionThatFindsIt)
{
    suspect.declared_inside = {declared_place({}, false, R"(user_id=([0-9]+))", model::Format::json)};
    count({"a user_id=7"});
    EXPECT_TRUE(tally.inside.empty());
}

TEST_F(Inside, IsExplainedWhereAnExpressionFindsSome)
{
    suspect.declared_inside = {declared_place({}, false, R"((?<=@)([a-z0-9]+))", model::Format::json)};
    count({"@u1 and @U2"});
    EXPECT_EQ(with_names(), 0);
}

TEST_F(Inside, CountsANumberBehindANameOnce)
{
    count({"a user_id=7"});
    EXPECT_EQ(tally.inside.size(), 1U);
}

TEST_F(Inside, CountsANumberBehindAnything)
{
    count({"see [quote=11]"});
    EXPECT_TRUE(tally.inside.begin()->second.nameless);
}

TEST_F(Inside, TellsMembersOfOneThingApart)
{
    count({R"({"post": {"id": 11, "likes": 14}})"});
    EXPECT_EQ(with_names(), 1);
    EXPECT_EQ(tally.inside.count("$.post.id"), 1U);
}

TEST_F(Inside, TakesMembersThatAreNamedByDataAsOne)
{
    count({R"({"17": {"user": 5}, "18": {"user": 6}})"});
    EXPECT_EQ(tally.inside.at("$.*.user").ids, 2);
}

TEST_F(Inside, NamesOtherMembersBesideThoseNamedByData)
{
    count({R"({"watchers": {"17": 5, "total": 2}})"});
    EXPECT_EQ(tally.inside.at("$.watchers.*").besides, std::set<std::string>{"total"});
}

TEST_F(Inside, LooksUpAnIdOfWhatNoTableIsCalled)
{
    count({R"({"popular": [{"id": 14}, {"id": 20}, {"id": 35}]})"});
    EXPECT_EQ((tally.inside.at("$.popular[*].id").others.at({"posts", "id"})), 3);
}

TEST_F(Inside, FindsTheNameOfAUser)
{
    count({R"({"user": {"name": "u3"}})"});
    EXPECT_EQ(tally.inside.at("$.user.name").names, 1);
}

TEST_F(Inside, FindsIdsInTheTextsOfADocument)
{
    count({R"({"link": "\/users\/7"})"});
    EXPECT_EQ(tally.inside.begin()->second.path, "$.link");
    EXPECT_EQ(tally.inside.begin()->second.ids, 1);
}

TEST_F(Inside, FindsUuidsInLinks)
{
    count({"see /people/7d9f1c3e-1111-4222-8333-444455556661"});
    EXPECT_EQ(tally.inside.begin()->second.ids, 1);
}

TEST_F(Inside, FindsUuidsThatAreKeys)
{
    count({R"({"7d9f1c3e-1111-4222-8333-444455556661": "x"})"});
    EXPECT_EQ(tally.inside.at("$ keys").ids, 1);
}

TEST_F(Inside, CountsMentionsOfNobodyAsWell)
{
    count({"@u1 and @media"});
    EXPECT_EQ(tally.inside.begin()->second.values, 2);
    EXPECT_EQ(tally.inside.begin()->second.names, 1);
}

TEST_F(Inside, FindsIdsInAListThatIsAText)
{
    suspect.column = "member_ids";
    count({"3,7,9"});
    EXPECT_EQ(tally.inside.begin()->second.ids, 3);
}

TEST_F(Inside, HasPlacesLeftBehindManyWithoutNames)
{
    std::string members;
    for (int i = 0; i < 300; ++i) {
        members += "\"x" + std::to_string(i) + "y\": 1, ";
    }
    count({"{" + members + R"("user_id": 7})"});
    EXPECT_EQ(tally.inside.count("$.user_id"), 1U);
}

} // namespace
} // namespace tributary::undeclared
