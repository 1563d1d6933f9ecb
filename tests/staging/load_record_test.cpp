#include "merge/staging/load_record.hpp"
#include "merge/staging/staging.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace tributary::staging {
namespace {

/// Staging files of one run in a folder.
class LoadRecord : public ::testing::Test {
protected:
    /// With these steps, each `(name, started, outcome)`.
    std::filesystem::path write(std::string const &name, std::string const &steps,
                                std::string const &digest = "0123456789abcdef") const
    {
        auto const file = folder.path / name;
        auto made = Staging::begin(file, "pico");
        made.set_property("digest", digest);
        made.database().execute("INSERT INTO step (arguments, name, started, outcome) SELECT '', column1, column2, "
                                "column3 FROM (VALUES " +
                                steps + ")");
        made.publish();
        return file;
    }

    std::optional<ExecutedLoad> load_in(std::string const &steps) const
    {
        auto const file = write("x.sqlite", steps);
        return executed_load(databases::sqlite::Database(file.string(), databases::sqlite::Open::read_only));
    }

    testing::TemporaryDirectory folder;
    std::filesystem::path const staging = folder.path / "pico.staging.sqlite";
    ExecutedLoad const load{"0123456789abcdef", "10:00"};
};

TEST_F(LoadRecord, IsThereWhereALoadWasCommitted)
{
    EXPECT_EQ(load_in("('resolve', '09:00', 'done'), ('load', '10:00', 'committed')")->begun, "10:00");
}

TEST_F(LoadRecord, IsThereWhereCommitWasCutOff)
{
    EXPECT_TRUE(load_in("('resolve', '09:00', 'done'), ('load', '10:00', 'committing')").has_value());
}

TEST_F(LoadRecord, IsNotThereWhereTheLoadFailed)
{
    EXPECT_FALSE(load_in("('resolve', '09:00', 'done'), ('load', '10:00', 'failed')").has_value());
}

TEST_F(LoadRecord, IsNotThereWhereTheLoadWasKilledBeforeItsCommit)
{
    EXPECT_FALSE(load_in("('resolve', '09:00', 'done'), ('load', '10:00', NULL)").has_value());
}

TEST_F(LoadRecord, IsNotThereWhereTheRunWasResolvedAnew)
{
    EXPECT_FALSE(load_in("('load', '10:00', 'committed'), ('resolve', '11:00', 'done')").has_value());
}

TEST_F(LoadRecord, IsStillThereWhereResolvingAnewFailed)
{
    EXPECT_TRUE(load_in("('load', '10:00', 'committed'), ('resolve', '11:00', NULL)").has_value());
}

TEST_F(LoadRecord, IsKeptUnderTheBeginningOfItsDigest)
{
    auto const kept = place_of_record(staging, load);
    EXPECT_EQ(kept.path, folder.path / "pico.staging.0123456789ab.sqlite");
    EXPECT_FALSE(kept.is_there);
}

TEST_F(LoadRecord, IsKeptOnce)
{
    write("pico.staging.0123456789ab.sqlite", "('load', '10:00', 'committed')");
    EXPECT_TRUE(place_of_record(staging, load).is_there);
}

TEST_F(LoadRecord, IsKeptBesideThatOfAnotherLoadOfTheSameDigest)
{
    write("pico.staging.0123456789ab.sqlite", "('load', '08:00', 'committed')");
    EXPECT_EQ(place_of_record(staging, load).path, folder.path / "pico.staging.0123456789ab-2.sqlite");
}

TEST_F(LoadRecord, IsTheLatestOfThoseThatAreKept)
{
    write("pico.staging.aaaaaaaaaaaa.sqlite", "('load', '10:00', 'committed')", "aaaaaaaaaaaaaa");
    auto const later = write("pico.staging.bbbbbbbbbbbb.sqlite", "('load', '11:00', 'committed')", "bbbbbbbbbbbbbb");
    EXPECT_EQ(kept_record(staging, ""), later);
}

TEST_F(LoadRecord, IsThatOfTheDigestThatIsAskedFor)
{
    auto const earlier = write("pico.staging.aaaaaaaaaaaa.sqlite", "('load', '10:00', 'committed')", "aaaaaaaaaaaaaa");
    write("pico.staging.bbbbbbbbbbbb.sqlite", "('load', '11:00', 'committed')", "bbbbbbbbbbbbbb");
    EXPECT_EQ(kept_record(staging, "aaaaaaaaaaaaaa"), earlier);
}

TEST_F(LoadRecord, IsNoneOfAnotherDigestThatBeginsAlike)
{
    write("pico.staging.aaaaaaaaaaaa.sqlite", "('load', '10:00', 'committed')", "aaaaaaaaaaaaaa");
    EXPECT_FALSE(kept_record(staging, "aaaaaaaaaaaabb").has_value());
}

TEST_F(LoadRecord, IsNoFileThatIsNoStagingFile)
{
    testing::execute(folder.path / "pico.staging.aaaaaaaaaaaa.sqlite", "CREATE TABLE other (x)");
    EXPECT_FALSE(kept_record(staging, "").has_value());
}

} // namespace
} // namespace tributary::staging
