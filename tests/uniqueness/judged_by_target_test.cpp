#include "merge/staging/merged.hpp"
#include "merge/uniqueness/judged_by_target.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::uniqueness {
namespace {

using testing::StagedRun;

/// A table of the target with a key over `code`, and a source with rows that leaves `code` to its default.
class LeftToADefault : public ::testing::Test {
protected:
    LeftToADefault()
    {
        table.target = testing::table("vouchers", {testing::integer_column("id"), testing::text_column("code")});
        key.columns = key.uses = {"code"};
        key.parts = {{"code", "code"}};
        source.source_name = "lists";
        source.rows = 3;
        source.columns.resize(1);
        source.columns[0].name = source.columns[0].value = "id";
    }

    std::string why_not() const { return TargetJudge::why_not(table, source, key); }
    model::Column &code() { return table.target.columns[1]; }

    model::MappedTable table;
    model::MappedSource source;
    model::UniqueKey key;
};

TEST_F(LeftToADefault, ACodeThatIsNullCanBeJudged) { EXPECT_EQ(why_not(), ""); }

TEST_F(LeftToADefault, ACodeThatIsAConstantCanBeJudged)
{
    code().default_expression = "'none'::text";
    EXPECT_EQ(why_not(), "");
}

TEST_F(LeftToADefault, ACodeThatTheTargetComputesCannotBeJudged)
{
    code().default_expression = "make_code(now())";
    EXPECT_EQ(why_not(), "source \"lists\" leaves column \"code\" to its default make_code(now())");
}

TEST_F(LeftToADefault, ACodeThatIsNewEachTimeNeedsNoJudgement)
{
    code().default_expression = "gen_random_uuid()";
    EXPECT_EQ(why_not(), "");
}

TEST_F(LeftToADefault, ACodeOfASequenceNeedsNoJudgement)
{
    code().sequence = "codes_seq";
    code().default_expression = "make_code(1)";
    EXPECT_EQ(why_not(), "");
}

TEST_F(LeftToADefault, ACodeOfNoRowsNeedsNoJudgement)
{
    code().default_expression = "make_code(now())";
    source.rows = 0;
    EXPECT_EQ(why_not(), "");
}

TEST_F(LeftToADefault, ACodeThatTheSourceFillsCanBeJudged)
{
    code().default_expression = "make_code(now())";
    source.columns[0].name = source.columns[0].value = "code";
    EXPECT_EQ(why_not(), "");
}

/// What the target takes for equal of two tags.
std::size_t groups(std::string const &type, std::string const &of_prose, std::string const &of_lists)
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                        "CREATE TABLE tags (id INTEGER PRIMARY KEY, name " +
                        type + "); INSERT INTO tags VALUES ";
    StagedRun run({.prose = tables + "(1, " + of_prose + ")", .lists = tables + "(1, " + of_lists + ")"});
    run.decide_ids();
    auto const &keys = run.table("tags").target.unique_keys;
    auto const key = std::find_if(keys.begin(), keys.end(), [](auto const &one) { return !one.primary; });
    TargetJudge judge(run.plan, run.staging, run.sources);
    std::size_t count = 0;
    judge.for_each_duplicate(run.table("tags"), *key, {}, staging::read_exceptions(run.staging),
                             [&](auto const &rows) { count += rows.size() == 2 ? 1 : 100; });
    return count;
}

TEST(TargetJudge, TakesEqualTextsForEqual) { EXPECT_EQ(groups("TEXT UNIQUE", "'go'", "'go'"), 1U); }

TEST(TargetJudge, TakesTextsInAnotherCaseForDifferent) { EXPECT_EQ(groups("TEXT UNIQUE", "'go'", "'GO'"), 0U); }

TEST(TargetJudge, TakesTextsInAnotherCaseForEqualUnderNocase)
{
    EXPECT_EQ(groups("TEXT COLLATE NOCASE UNIQUE", "'go'", "'GO'"), 1U);
}

TEST(TargetJudge, TakesTextsWithBlanksBehindForEqualUnderRtrim)
{
    EXPECT_EQ(groups("TEXT COLLATE RTRIM UNIQUE", "'go'", "'go  '"), 1U);
}

TEST(TargetJudge, TakesNullForDifferentFromNull) { EXPECT_EQ(groups("TEXT UNIQUE", "NULL", "NULL"), 0U); }

TEST(TargetJudge, TakesANumberForEqualToItsText) { EXPECT_EQ(groups("NUMERIC UNIQUE", "7", "'7.0'"), 1U); }

} // namespace
} // namespace tributary::uniqueness
