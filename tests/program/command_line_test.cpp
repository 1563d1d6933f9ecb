#include "tests/testing/program.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary {
namespace {

void expect_usage(std::vector<std::string> const &args, std::string const &words)
{
    auto const outcome = testing::run_program(args);
    EXPECT_EQ(outcome.exit_code, 64) << outcome.out << outcome.err;
    EXPECT_NE(outcome.err.find(words), std::string::npos) << "wanted: " << words << "\n" << outcome.err;
}

std::string printed(std::vector<std::string> const &args)
{
    auto const outcome = testing::run_program(args);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
}

TEST(Slip, InAnOptionGetsTheNearest)
{
    expect_usage({"run", "plan.toml", "--exectue"}, "unknown option --exectue\n  did you mean \"--execute\"?\n"
                                                    "  `tributary run --help` lists its options\n");
}

TEST(Slip, InAnOptionWithOneDashGetsTheNearest)
{
    expect_usage({"load", "plan.toml", "-execute"}, "did you mean \"--execute\"?");
}

TEST(Slip, InAnOptionGetsNoneThatTheCommandLacks)
{
    auto const outcome = testing::run_program({"verify", "plan.toml", "--exectue"});
    EXPECT_EQ(outcome.err.find("did you mean"), std::string::npos) << outcome.err;
}

TEST(Slip, InAnOptionShowsNoValue)
{
    auto const outcome = testing::run_program({"init", "plan.toml", "--tarket=postgresql://a:hunter2@b/c"});
    EXPECT_EQ(outcome.err.find("hunter2"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("did you mean \"--target\"?"), std::string::npos) << outcome.err;
}

TEST(Slip, InACommandGetsTheNearest)
{
    expect_usage({"verfiy", "plan.toml"}, "unknown command \"verfiy\"\n  did you mean \"verify\"?");
}

TEST(Slip, InACommandAfterHelpGetsTheNearest) { expect_usage({"help", "exlpain"}, "did you mean \"explain\"?"); }

TEST(Help, OfACommandIsAsWithTheOption) { EXPECT_EQ(printed({"help", "load"}), printed({"load", "--help"})); }

TEST(Help, AloneIsThatOfTheProgram) { EXPECT_EQ(printed({"help"}), printed({"--help"})); }

TEST(Letter, OfTheVersionIsV) { EXPECT_EQ(printed({"-V"}), printed({"--version"})); }

TEST(Letter, OfTheOutputIsO)
{
    EXPECT_NE(printed({"report", "--help"}).find("  -o, --output FILE  write to FILE"), std::string::npos);
}

TEST(Option, OfAnotherCommandIsRefused)
{
    expect_usage({"load", "plan.toml", "--format", "csv"}, "`load` has no option --format\n");
}

} // namespace
} // namespace tributary
