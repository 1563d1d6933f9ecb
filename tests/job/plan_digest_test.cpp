#include "merge/job/plan_digest.hpp"
#include "merge/plan/overrides.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace tributary::job {
namespace {

/// A plan of one line, with what it names in a folder of its own.
class PlanDigest : public ::testing::Test {
protected:
    PlanDigest() { plan.text = "name = \"pico\""; }

    std::filesystem::path write(std::string const &name, std::string const &text) const
    {
        std::ofstream(folder.path / name, std::ios::binary) << text;
        return folder.path / name;
    }

    /// Of the plan with these answers.
    std::string with_answers(std::string const &rows)
    {
        plan.answers =
            plan::read_overrides("id,kind,account,table,row,claimants,proposal,decision,note\n" + rows, "answers.csv");
        return plan_digest(plan);
    }

    testing::TemporaryDirectory folder;
    plan::Plan plan;
};

TEST_F(PlanDigest, IsSixtyFourHexadecimalDigits)
{
    auto const digest = plan_digest(plan);
    EXPECT_EQ(digest.size(), 64U);
    EXPECT_EQ(digest.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST_F(PlanDigest, IsTheSameForTheSameText)
{
    auto const digest = plan_digest(plan);
    EXPECT_EQ(plan_digest(plan), digest);
}

TEST_F(PlanDigest, ChangesWithEachByteOfThePlan)
{
    auto const digest = plan_digest(plan);
    plan.text += "\n";
    EXPECT_NE(plan_digest(plan), digest);
}

TEST_F(PlanDigest, ChangesWithTheScriptBeforeTheRows)
{
    plan.target.before = plan::Script{"before.sql", "SELECT 1"};
    auto const digest = plan_digest(plan);
    plan.target.before->text = "SELECT 2";
    EXPECT_NE(plan_digest(plan), digest);
}

TEST_F(PlanDigest, DistinguishesTheScriptBeforeTheRowsFromTheOneAfterThem)
{
    plan.target.before = plan::Script{"script.sql", "SELECT 1"};
    auto const digest = plan_digest(plan);
    plan.target.after = plan.target.before;
    plan.target.before.reset();
    EXPECT_NE(plan_digest(plan), digest);
}

TEST_F(PlanDigest, ChangesWithADecision)
{
    EXPECT_NE(with_answers(",name,lists/bob,,,,,rename:bob2,\n"), with_answers(",name,lists/bob,,,,,rename:bob3,\n"));
}

TEST_F(PlanDigest, DoesNotChangeWithANote)
{
    EXPECT_EQ(with_answers(",name,lists/bob,,,,,keep,\n"), with_answers(",name,lists/bob,,,,,keep,by mail\n"));
}

TEST_F(PlanDigest, DoesNotChangeWithTheOrderOfTheAnswers)
{
    EXPECT_EQ(with_answers(",name,lists/ann,,,,,keep,\n,name,lists/bob,,,,,keep,\n"),
              with_answers(",name,lists/bob,,,,,keep,\n,name,lists/ann,,,,,keep,\n"));
}

TEST_F(PlanDigest, DoesNotChangeWithARowWithoutADecision)
{
    EXPECT_EQ(with_answers(",name,lists/ann,,,,,,\n,name,lists/bob,,,,,keep,\n"),
              with_answers(",name,lists/bob,,,,,keep,\n"));
}

TEST_F(PlanDigest, OfAFileWithoutAnswersEqualsThatWithoutAFile)
{
    auto const digest = plan_digest(plan);
    EXPECT_EQ(with_answers(""), digest);
}

} // namespace
} // namespace tributary::job
