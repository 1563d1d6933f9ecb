#include "merge/databases/postgres/run_command.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace tributary::databases::postgres {
namespace {

TEST(RunCommand, ReadsBothStreams)
{
    auto const outcome = run_command({"sh", "-c", "echo rows; echo why >&2; exit 3"}, {});
    EXPECT_EQ(outcome.output, "rows\n");
    EXPECT_EQ(outcome.errors, "why\n");
    EXPECT_EQ(outcome.status, 3);
}

TEST(RunCommand, EndsAChildAtAPipeWithoutAReaderThoughThisProgramIgnoresTheSignal)
{
    auto *const before = std::signal(SIGPIPE, SIG_IGN);
    auto const outcome = run_command({"sh", "-c", "kill -PIPE $$; echo still here"}, {});
    std::signal(SIGPIPE, before);
    EXPECT_EQ(outcome.output, "");
}

TEST(RunCommand, OfAProgramThatDoesNotExistEndsWith127)
{
    EXPECT_EQ(run_command({"no-such-program-anywhere"}, {}).status, 127);
}

} // namespace
} // namespace tributary::databases::postgres
