#include "merge/target/provenance.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tributary::target {
namespace {

/// A target in SQLite.
class RecordedRunOfATarget : public ::testing::Test {
protected:
    std::optional<RecordedRun> recorded() const
    {
        return recorded_run(*databases::open_target({"target", "sqlite:target.db", {}, folder.path}),
                            model::Engine::sqlite);
    }

    void hold_a_run() const
    {
        testing::execute(folder.path / "target.db",
                         "CREATE TABLE tributary_run (name TEXT, digest TEXT, loaded_at TEXT);"
                         "INSERT INTO tributary_run VALUES ('pico', 'd1', '2022-07-31 04:12:55')");
    }

    testing::TemporaryDirectory folder;
};

TEST_F(RecordedRunOfATarget, DoesNotExistBeforeALoad) { EXPECT_FALSE(recorded().has_value()); }

TEST_F(RecordedRunOfATarget, HasItsName)
{
    hold_a_run();
    EXPECT_EQ(recorded().value().name, "pico");
}

TEST_F(RecordedRunOfATarget, HasTheDigestOfTheDryRun)
{
    hold_a_run();
    EXPECT_EQ(recorded().value().digest, "d1");
}

TEST_F(RecordedRunOfATarget, SaysWhenInUtc)
{
    hold_a_run();
    EXPECT_EQ(recorded().value().loaded_at, "2022-07-31 04:12:55 UTC");
}

TEST_F(RecordedRunOfATarget, HasNoNameIfTheRecordWasEmptied)
{
    hold_a_run();
    testing::execute(folder.path / "target.db", "DELETE FROM tributary_run");
    EXPECT_EQ(recorded().value().name, "");
}

} // namespace
} // namespace tributary::target
