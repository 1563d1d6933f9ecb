#include "tests/testing/program.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

bool holds(std::string const &text, std::string const &words) { return text.find(words) != std::string::npos; }

TEST(InitWords, ASourceIsNeeded)
{
    auto const outcome = testing::run_program({"init", "new.toml", "--target", "sqlite:x.db"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_TRUE(holds(outcome.err, "`init` needs a --source")) << outcome.err;
}

TEST(InitWords, AVariableThatIsNotSetIsNamed)
{
    auto const outcome =
        testing::run_program({"init", "new.toml", "--source", "a=${NO_SUCH_URL}", "--target", "sqlite:x.db"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_TRUE(holds(outcome.err, "environment variable not set: NO_SUCH_URL")) << outcome.err;
}

TEST(InitWords, TwoSourcesOfOneNameAreRefused)
{
    auto const outcome = testing::run_program(
        {"init", "new.toml", "--source", "sqlite:x/a.db", "--source", "sqlite:y/a.db", "--target", "sqlite:x.db"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_TRUE(holds(outcome.err, "there are two sources named \"a\"")) << outcome.err;
}

TEST(InitWords, AUrlInTheWrongPlaceIsNotRepeated)
{
    auto const outcome = testing::run_program({"init", "new.toml", "postgresql://u:hunter2@h/db"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_FALSE(holds(outcome.err, "hunter2")) << outcome.err;
}

TEST(InitWords, AUrlBehindAMisspeltOptionIsNotRepeated)
{
    auto const outcome = testing::run_program({"init", "new.toml", "--sorce=a=postgresql://u:hunter2@h/db"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_FALSE(holds(outcome.err, "hunter2")) << outcome.err;
}

TEST(InitWords, OtherCommandsTakeNoSource)
{
    auto const outcome = testing::run_program({"run", "new.toml", "--source", "sqlite:a.db"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_TRUE(holds(outcome.err, "`run` has no option --source")) << outcome.err;
}

} // namespace
} // namespace tributary
