#include "merge/staging/decisions.hpp"
#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/suffixed.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// Posts of two services with the slug `a`, which is their third column.
Given posts(std::string const &slug, std::string const &more_of_lists = {}, std::string const &value = "'a'")
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT, slug " +
                               slug + ");";
    return {.prose = tables + "INSERT INTO users VALUES (1, 'ann'); INSERT INTO posts VALUES (1, 'x', " + value + ")",
            .lists = tables + "INSERT INTO users VALUES (1, 'bob'); INSERT INTO posts VALUES (5, 'y', " + value + ")" +
                     more_of_lists};
}

class Asked {
public:
    explicit Asked(Given const &given)
        : run(given), m_search(run.job, run.staging, run.sources, run.mapping), m_writer(run.staging),
          m_rule(key_rules(run.job, run.staging, run.table("posts")).back()),
          m_rows(run.table("posts"), m_rule, {}), m_settling{run.job,  run.staging, run.mapping,
                                                             m_search, m_answers,   m_writer},
          suffixed(m_settling, m_rows)
    {
        staging::DuplicateSearch search;
        search.shown = m_rows.columns;
        m_search.for_each_duplicate(run.table("posts"), m_rule.key, search, {},
                                    [&](Group const &found) { group = found; });
    }

    StagedRun run;

private:
    answers::Answers m_answers{{}};
    UniqueSearch m_search;
    staging::DecisionWriter m_writer;
    KeyRule m_rule;
    KeyRows m_rows;
    Settling m_settling;

public:
    Suffixed suffixed;
    Group group;
};

TEST(Suffixed, IsTheValueWithThePlansSuffix)
{
    Asked asked(posts("TEXT UNIQUE"));
    EXPECT_EQ(asked.suffixed.value(asked.group, 1), "atmp");
}

TEST(Suffixed, IsANumberMoreWhereThatIsTaken)
{
    Asked asked(posts("TEXT UNIQUE", "; INSERT INTO posts VALUES (6, 'z', 'atmp')"));
    EXPECT_EQ(asked.suffixed.value(asked.group, 1), "atmp2");
}

TEST(Suffixed, IsNothingWhereTheKeyHasNoText)
{
    Asked asked(posts("INTEGER UNIQUE", {}, "7"));
    EXPECT_EQ(asked.suffixed.value(asked.group, 1), std::nullopt);
}

TEST(Suffixed, IsNothingWhereTheTextRefersToARow)
{
    Asked asked(posts("TEXT UNIQUE REFERENCES users (name)"));
    EXPECT_EQ(asked.suffixed.value(asked.group, 1), std::nullopt);
}

TEST(Suffixed, IsShownBesideTheQuestion)
{
    Asked asked(posts("TEXT UNIQUE"));
    EXPECT_EQ(asked.suffixed.in_words(asked.group, 1), "; suffix: slug becomes \"atmp\"");
}

TEST(Suffixed, IsAssignedAsAnAnswer)
{
    Asked asked(posts("TEXT UNIQUE"));
    ASSERT_TRUE(asked.suffixed.value(asked.group, 1));
    asked.suffixed.give(asked.group, 1);
    EXPECT_EQ(asked.run.query("SELECT called, \"column\", value, rule FROM assigned"),
              (Rows{{"5", "slug", "atmp", "override"}}));
}

} // namespace
} // namespace tributary::uniqueness
