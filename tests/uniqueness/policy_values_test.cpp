#include "merge/staging/crosswalk.hpp"
#include "merge/uniqueness/policy_values.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr char const *assigned =
    "SELECT t.source, a.row, a.value, a.old, a.called FROM assigned AS a JOIN staged_table AS t "
    "ON t.id = a.table_id ORDER BY 1, 2";

/// Posts of (id, owner, slug, place).
Given given(std::string const &key, std::string const &policy, std::string const &of_prose, std::string const &of_lists)
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, owner TEXT, slug TEXT, place INTEGER, UNIQUE (" +
                        key + "));";
    return {.prose = tables + "INSERT INTO posts VALUES " + of_prose,
            .lists = tables + "INSERT INTO posts VALUES " + of_lists,
            .plan = "[table.posts]\non_conflict = [" + policy + "]\n"};
}

Given slugs(std::string const &of_prose, std::string const &of_lists)
{
    return given("owner, slug", R"({ unique = ["owner", "slug"], policy = "suffix", column = "slug" })", of_prose,
                 of_lists);
}

Given places(std::string const &of_prose, std::string const &of_lists)
{
    return given("owner, place", R"({ unique = ["owner", "place"], policy = "renumber", column = "place" })", of_prose,
                 of_lists);
}

class Valued {
public:
    explicit Valued(Given const &given)
        : run(given), rule(key_rules(run.job, run.staging, run.table("posts")).back()), writer(run.staging)
    {
        run.decide_ids();
    }

    /// What `work` does with the rows that share the key as they are now, group by group.
    bool with_groups(std::function<void(PolicyValues &, Group const &)> const &work)
    {
        KeyRows const rows(run.table("posts"), rule, staging::read_exceptions(run.staging));
        PolicyValues values(run.plan, run.staging, writer, rows);
        staging::DuplicateSearch search;
        search.key = rule.key.columns;
        search.shown = rows.columns;
        std::vector<Group> groups;
        staging::for_each_duplicate(run.staging, run.table("posts"), search, rows.exceptions,
                                    [&](Group const &group) { groups.push_back(group); });
        std::for_each(groups.begin(), groups.end(), [&](Group const &group) { work(values, group); });
        if (values.has_owners()) {
            values.renumber();
        }
        return values.has_given();
    }

    std::vector<model::RivalVerdict> verdicts()
    {
        std::vector<model::RivalVerdict> result;
        with_groups([&](PolicyValues &values, Group const &group) { result.push_back(values.verdict(group)); });
        return result;
    }

    bool give()
    {
        return with_groups([](PolicyValues &values, Group const &group) { values.give(group, values.verdict(group)); });
    }

    bool renumber()
    {
        return with_groups([](PolicyValues &values, Group const &group) { values.list_owner(group.front()); });
    }

    /// Numbers the rows of this owner again, whether or not any share a key.
    bool renumber(std::string const &owner)
    {
        KeyRows const rows(run.table("posts"), rule, staging::read_exceptions(run.staging));
        PolicyValues values(run.plan, run.staging, writer, rows);
        staging::DuplicateRow row;
        row.shown = {{model::Cell::Type::text, 0, 0, owner, 0}, {}};
        values.list_owner(row);
        values.renumber();
        return values.has_given();
    }

    StagedRun run;
    KeyRule rule;
    staging::DecisionWriter writer;
};

TEST(PolicyValues, GiveTheLaterRowAValueOfItsOwn)
{
    Valued valued(slugs("(1, 'ann', 'a', 1)", "(5, 'ann', 'a', 1)"));
    EXPECT_TRUE(valued.give());
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "atmp", "a", "5"}}));
}

TEST(PolicyValues, RecordThePolicyAndTheKey)
{
    Valued valued(slugs("(1, 'ann', 'a', 1)", "(5, 'ann', 'a', 1)"));
    valued.give();
    EXPECT_EQ(valued.run.query("SELECT rule FROM assigned"), (Rows{{"suffix (sqlite_autoindex_posts_1)"}}));
}

TEST(PolicyValues, GiveNothingWhereNoRowsShareTheKey)
{
    Valued valued(slugs("(1, 'ann', 'a', 1)", "(5, 'eve', 'a', 1)"));
    EXPECT_FALSE(valued.give());
}

TEST(PolicyValues, PassOverAValueThatARowOfTheSameOwnerHas)
{
    Valued valued(slugs("(1, 'ann', 'a', 1), (2, 'ann', 'atmp', 1)", "(5, 'ann', 'a', 1)"));
    valued.give();
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "atmp2", "a", "5"}}));
}

TEST(PolicyValues, TakeAValueThatOnlyARowOfAnotherOwnerHas)
{
    Valued valued(slugs("(1, 'ann', 'a', 1), (2, 'eve', 'atmp', 1)", "(5, 'ann', 'a', 1)"));
    valued.give();
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "atmp", "a", "5"}}));
}

TEST(PolicyValues, PassOverAValueThatTheyHaveGivenToAnotherGroup)
{
    auto shared = given("slug", R"({ unique = "slug", policy = "suffix", column = "slug" })",
                        "(1, 'ann', 'a', 1), (2, 'ann', 'atm', 1)", "(5, 'ann', 'a', 1), (6, 'ann', 'atm', 1)");
    shared.users += "suffix = \"tmp\"\n";
    Valued valued(shared);
    valued.give();
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "atmp", "a", "5"}, {"1", "2", "atmtmp", "atm", "6"}}));
}

TEST(PolicyValues, StartFromTheOldValueWhereARowGetsAnother)
{
    Valued valued(slugs("(1, 'ann', 'a', 1), (2, 'ann', 'b', 1)", "(5, 'ann', 'a', 1)"));
    valued.give();
    valued.run.staging.database().execute("UPDATE assigned SET value = 'b'"); // another key would have it so
    EXPECT_TRUE(valued.give());
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "atmp", "a", "5"}}));
}

TEST(PolicyValues, FindNoValueThatFitsTheColumn)
{
    auto narrow = slugs("(1, 'ann', 'a', 1)", "(5, 'ann', 'a', 1)");
    narrow.prose.replace(narrow.prose.find("slug TEXT"), 9, "slug VARCHAR(3)");
    Valued valued(narrow);
    auto const verdicts = valued.verdicts();
    ASSERT_EQ(verdicts.size(), 1U);
    EXPECT_EQ(verdicts.front().helpless, (std::vector<std::size_t>{1}));
}

TEST(PolicyValues, ChooseARowWhereThePolicyFolds)
{
    Valued valued(given("slug", R"({ unique = "slug", policy = "keep-newest", column = "place" })",
                        "(1, 'ann', 'a', NULL)", "(5, 'ann', 'a', 3)"));
    auto const verdicts = valued.verdicts();
    ASSERT_EQ(verdicts.size(), 1U);
    EXPECT_EQ(verdicts.front().onto, std::optional<std::size_t>(1));
}

TEST(PolicyValues, NumberTheRowsOfAnOwnerAgain)
{
    Valued valued(places("(1, 'ann', 'a', 1), (2, 'ann', 'b', 2)", "(5, 'ann', 'c', 1), (6, 'ann', 'd', 2)"));
    EXPECT_TRUE(valued.renumber());
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "3", "1", "5"}, {"1", "2", "4", "2", "6"}}));
}

TEST(PolicyValues, LeaveOtherOwnersTheirNumbers)
{
    Valued valued(places("(1, 'ann', 'a', 1), (2, 'eve', 'b', 1)", "(5, 'ann', 'c', 1), (6, 'eve', 'd', 9)"));
    valued.renumber();
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "2", "1", "5"}}));
}

TEST(PolicyValues, NumberARowOfAnOwnerThatSharesNothingItself)
{
    Valued valued(places("(1, 'ann', 'a', 1)", "(5, 'ann', 'c', 1), (6, 'ann', 'd', 9)"));
    valued.renumber();
    EXPECT_EQ(valued.run.query(assigned), (Rows{{"1", "1", "2", "1", "5"}, {"1", "2", "3", "9", "6"}}));
}

TEST(PolicyValues, HaveGivenNothingWhereARowHasTheValueAlready)
{
    Valued valued(places("(1, 'ann', 'a', 1)", "(5, 'ann', 'c', 1)"));
    EXPECT_TRUE(valued.renumber("ann"));
    EXPECT_FALSE(valued.renumber("ann"));
}

} // namespace
} // namespace tributary::uniqueness
