#include "merge/model/check.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

CheckProblem problem(Exit exit) { return {exit, "", ""}; }

CheckNote note(bool blocks, Exit exit = Exit::undecided)
{
    CheckNote result;
    result.blocks = blocks;
    result.exit = exit;
    return result;
}

Drift drift(Weight weight)
{
    Drift result;
    result.weight = weight;
    return result;
}

TEST(CheckFindings, OfNothingEndClean)
{
    EXPECT_EQ(exit_of({}), Exit::clean);
    EXPECT_EQ(to_answer({}), 0);
}

TEST(CheckFindings, OfAWrongPlanEndAsOneWhateverElseThereIs)
{
    CheckFindings findings;
    findings.problems = {problem(Exit::unreachable), problem(Exit::data), problem(Exit::plan)};
    EXPECT_EQ(exit_of(findings), Exit::plan);
}

TEST(CheckFindings, OfADatabaseThatIsNotReachedComeBeforeData)
{
    CheckFindings findings;
    findings.problems = {problem(Exit::data), problem(Exit::unreachable)};
    EXPECT_EQ(exit_of(findings), Exit::unreachable);
}

TEST(CheckFindings, OfValuesThatCannotBeLoadedEndAsData)
{
    CheckFindings findings;
    findings.drift = {drift(Weight::answerable), drift(Weight::impossible)};
    EXPECT_EQ(exit_of(findings), Exit::data);
    EXPECT_EQ(to_answer(findings), 2);
}

TEST(CheckFindings, OfHarmlessDifferencesEndClean)
{
    CheckFindings findings;
    findings.drift = {drift(Weight::harmless), drift(Weight::by_values)};
    EXPECT_EQ(exit_of(findings), Exit::clean);
}

TEST(CheckFindings, OfANoteThatBlocksEndAsItSays)
{
    CheckFindings findings;
    findings.ids = {note(true, Exit::data)};
    EXPECT_EQ(exit_of(findings), Exit::data);
}

TEST(CheckFindings, OfANoteThatDoesNotBlockEndClean)
{
    CheckFindings findings;
    findings.uniqueness = {note(false, Exit::data)};
    EXPECT_EQ(exit_of(findings), Exit::clean);
}

TEST(CheckFindings, OfAFilledTargetAreToBeAnswered)
{
    CheckFindings findings;
    findings.target.is = TargetState::Is::filled;
    EXPECT_EQ(to_answer(findings), 1);
    EXPECT_EQ(exit_of(findings), Exit::refused);
}

TEST(CheckFindings, OfATargetThatNobodyCouldLookAtAreNotToBeAnswered)
{
    CheckFindings findings;
    findings.target.is = TargetState::Is::unknown;
    EXPECT_EQ(to_answer(findings), 0);
}

TEST(CheckFindings, OfMissingRightsAreToBeAnsweredOneByOne)
{
    CheckFindings findings;
    findings.databases.resize(2);
    findings.databases[0].missing.resize(2);
    findings.databases[1].missing.resize(1);
    EXPECT_EQ(to_answer(findings), 3);
}

TEST(CheckFindings, OfAProblemWithoutAnExitOfItsOwnEndUndecided)
{
    CheckFindings findings;
    findings.problems = {problem(Exit::undecided)};
    EXPECT_EQ(exit_of(findings), Exit::undecided);
}

} // namespace
} // namespace tributary::model
