#include "merge/staging/staging.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>

namespace tributary::staging {
namespace {

using model::Cell;
using testing::error_of;
using testing::integer_column;
using testing::Rows;
using testing::text_column;
using Columns = std::vector<model::Column>;

class StagingFile : public ::testing::Test {
protected:
    /// A published file of the run "pico".
    void make() const { Staging::begin(path, "pico").publish(); }

    /// The file records a load, a day after the one before.
    void load(std::string const &outcome)
    {
        auto const staging = Staging::open(path, "pico", true);
        staging.set_property("digest", "0123456789abcdef");
        StepRecord(staging, "load", "pico.toml").finish(outcome);
        staging.database().execute("UPDATE step SET started = '2022-07-0" + std::to_string(++m_day) + "'");
    }

    std::filesystem::perms mode() const { return std::filesystem::status(path).permissions(); }

    model::Error refused() const
    {
        return error_of([&] { Staging::open(path, "pico", false); });
    }

    testing::TemporaryDirectory folder;
    std::filesystem::path path = folder.path / "pico.staging.sqlite";

private:
    int m_day = 0;
};

TEST_F(StagingFile, IsNotThereBeforeItIsPublished)
{
    auto const staging = Staging::begin(path, "pico");
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(StagingFile, IsThereWhenItIsPublished)
{
    make();
    EXPECT_TRUE(std::filesystem::exists(path));
}

TEST_F(StagingFile, IsTheOnlyFileThatIsLeftWhenItIsPublished)
{
    make();
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

TEST_F(StagingFile, LeavesNothingBehindWhenItIsNotPublished)
{
    {
        auto const staging = Staging::begin(path, "pico");
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST_F(StagingFile, IsReadableByItsOwnerOnly)
{
    make();
    EXPECT_EQ(mode(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(StagingFile, IsReadableByItsOwnerOnlyBeforeItIsPublished)
{
    auto const staging = Staging::begin(path, "pico");
    EXPECT_EQ(std::filesystem::status(path.string() + ".new").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(StagingFile, SaysWhatItIs)
{
    make();
    EXPECT_EQ(testing::query(path, "PRAGMA application_id"), (Rows{{"1953653090"}}));
    EXPECT_EQ(testing::query(path, "PRAGMA user_version"), (Rows{{"11"}}));
}

TEST_F(StagingFile, KeepsTheOldOneUntilItIsPublished)
{
    make();
    auto const staging = Staging::begin(path, "pico");
    staging.set_property("digest", "new");
    EXPECT_EQ(testing::query(path, "SELECT count(*) FROM property WHERE key = 'digest'"), (Rows{{"0"}}));
}

TEST_F(StagingFile, KeepsTheOldOneIfItIsNotPublished)
{
    make();
    {
        auto const staging = Staging::begin(path, "pico");
        staging.set_property("digest", "new");
    }
    EXPECT_EQ(Staging::open(path, "pico", false).property("digest"), std::nullopt);
}

TEST_F(StagingFile, TakesTheOldOnesPlaceWhenItIsPublished)
{
    make();
    {
        auto staging = Staging::begin(path, "pico");
        staging.set_property("digest", "new");
        staging.publish();
    }
    EXPECT_EQ(Staging::open(path, "pico", false).property("digest"), "new");
}

TEST_F(StagingFile, TakesThePlaceOfWhatAKilledSnapshotLeft)
{
    auto const left = path.string() + ".left";
    {
        auto const killed = Staging::begin(path, "pico");
        std::filesystem::copy_file(path.string() + ".new", left);
    }
    std::filesystem::rename(left, path.string() + ".new");
    make();
    EXPECT_EQ(Staging::open(path, "pico", false).property("run"), "pico");
}

TEST_F(StagingFile, KeepsNoOldOneThatRecordsNoLoad)
{
    make();
    EXPECT_EQ(Staging::begin(path, "pico").publish(), std::nullopt);
}

TEST_F(StagingFile, KeepsAnOldOneThatRecordsAnExecutedLoad)
{
    make();
    load("committed");
    auto const kept = Staging::begin(path, "pico").publish();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->filename(), "pico.staging.0123456789ab.sqlite");
    EXPECT_EQ(testing::query(*kept, "SELECT value FROM property WHERE key = 'digest'"), (Rows{{"0123456789abcdef"}}));
}

TEST_F(StagingFile, KeepsASecondLoadOfTheSameDigestBesideTheFirst)
{
    make();
    load("committed");
    auto const first = Staging::begin(path, "pico").publish();
    load("committed");
    auto const second = Staging::begin(path, "pico").publish();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->filename(), "pico.staging.0123456789ab-2.sqlite");
    EXPECT_NE(testing::query(*second, "SELECT started FROM step WHERE name = 'load'"),
              testing::query(*first, "SELECT started FROM step WHERE name = 'load'"));
}

TEST_F(StagingFile, KeepsOneRecordOnceWhenItIsKilledBeforeItTakesTheOldOnesPlace)
{
    make();
    load("committed");
    std::filesystem::create_hard_link(path, folder.path / "pico.staging.0123456789ab.sqlite");
    auto const kept = Staging::begin(path, "pico").publish();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->filename(), "pico.staging.0123456789ab.sqlite");
}

TEST_F(StagingFile, KeepsAnOldOneWhoseLoadWasKilledDuringCommit)
{
    make();
    load("committing");
    EXPECT_TRUE(Staging::begin(path, "pico").publish());
}

TEST_F(StagingFile, KeepsACopyOfAnExecutedLoadBeforeItIsResolvedAnew)
{
    make();
    load("committed");
    auto const staging = Staging::open(path, "pico", true);
    auto const kept = staging.keep_executed_load();
    ASSERT_TRUE(kept);
    staging.set_property("digest", "another");
    EXPECT_EQ(testing::query(*kept, "SELECT value FROM property WHERE key = 'digest'"), (Rows{{"0123456789abcdef"}}));
}

TEST_F(StagingFile, KeepsNoCopyWhereNoLoadWasExecutedSinceItWasResolved)
{
    make();
    load("committed");
    auto const staging = Staging::open(path, "pico", true);
    StepRecord(staging, "resolve", "pico.toml").finish("0 undecided");
    EXPECT_EQ(staging.keep_executed_load(), std::nullopt);
}

TEST_F(StagingFile, FindsTheLatestRecordThatIsKeptOfADigest)
{
    make();
    load("committed");
    Staging::begin(path, "pico").publish();
    load("committed");
    auto const second = Staging::begin(path, "pico").publish();
    EXPECT_EQ(kept_record(path, "0123456789abcdef"), second);
}

TEST_F(StagingFile, FindsNoRecordOfADigestThatWasNeverLoaded)
{
    make();
    load("committed");
    Staging::begin(path, "pico").publish();
    EXPECT_EQ(kept_record(path, "0123456789abcdee"), std::nullopt);
}

TEST_F(StagingFile, KeepsNoOldOneWhoseLoadFailed)
{
    make();
    {
        auto const staging = Staging::open(path, "pico", true);
        StepRecord(staging, "load", "pico.toml").finish("failed");
    }
    EXPECT_EQ(Staging::begin(path, "pico").publish(), std::nullopt);
}

TEST_F(StagingFile, IsToldToBeMadeFirstWhereThereIsNone)
{
    EXPECT_EQ(refused().exit, model::Exit::refused);
    EXPECT_EQ(refused().next_step, "run `tributary snapshot PLAN` first");
}

TEST_F(StagingFile, IsRefusedWhereItIsAnotherRuns)
{
    Staging::begin(path, "july").publish();
    EXPECT_EQ(refused().exit, model::Exit::refused);
    EXPECT_NE(std::string(refused().what()).find("run \"july\""), std::string::npos);
}

TEST_F(StagingFile, IsNotReplacedWhereItIsAnotherRuns)
{
    Staging::begin(path, "july").publish();
    EXPECT_EQ(error_of([&] { Staging::begin(path, "pico"); }).exit, model::Exit::refused);
}

TEST_F(StagingFile, IsRefusedWhereItIsADatabaseOfSomebodyElse)
{
    testing::execute(path, "CREATE TABLE mine (id INTEGER)");
    EXPECT_EQ(refused().exit, model::Exit::refused);
}

TEST_F(StagingFile, IsNotReplacedWhereItIsADatabaseOfSomebodyElse)
{
    testing::execute(path, "CREATE TABLE mine (id INTEGER)");
    EXPECT_EQ(error_of([&] { Staging::begin(path, "pico"); }).exit, model::Exit::refused);
    EXPECT_EQ(testing::query(path, "SELECT count(*) FROM mine"), (Rows{{"0"}}));
}

TEST_F(StagingFile, IsRefusedWhereItIsNoDatabase)
{
    std::ofstream(path) << "Dear diary, this is longer than the header of a database would be. Truly it is longer.\n";
    EXPECT_EQ(refused().exit, model::Exit::refused);
}

TEST_F(StagingFile, IsNotReplacedWhereItIsNoDatabase)
{
    std::ofstream(path) << "Dear diary, this is longer than the header of a database would be. Truly it is longer.\n";
    EXPECT_EQ(error_of([&] { Staging::begin(path, "pico"); }).exit, model::Exit::refused);
}

TEST_F(StagingFile, IsRefusedWhereItIsEmpty)
{
    std::ofstream(path).flush();
    EXPECT_EQ(refused().exit, model::Exit::refused);
}

TEST_F(StagingFile, IsRefusedWhereAnotherVersionWroteIt)
{
    make();
    {
        auto const staging = Staging::open(path, "pico", true);
        staging.database().execute("PRAGMA user_version = 1");
    }
    EXPECT_EQ(refused().exit, model::Exit::refused);
    EXPECT_NE(std::string(refused().what()).find("another version"), std::string::npos);
}

TEST_F(StagingFile, CannotBeWrittenWhereThereIsNoFolder)
{
    EXPECT_EQ(error_of([&] { Staging::begin(folder.path / "none" / "x.sqlite", "pico"); }).exit,
              model::Exit::cannot_write);
}

TEST_F(StagingFile, IsBusyForASecondWriter)
{
    make();
    auto const first = Staging::open(path, "pico", true);
    EXPECT_EQ(error_of([&] { Staging::open(path, "pico", true); }).exit, model::Exit::busy);
}

TEST_F(StagingFile, IsBusyForASnapshotWhileAStepWritesIt)
{
    make();
    auto const first = Staging::open(path, "pico", true);
    EXPECT_EQ(error_of([&] { Staging::begin(path, "pico"); }).exit, model::Exit::busy);
}

TEST_F(StagingFile, IsBusyForAStepWhileASnapshotReplacesIt)
{
    make();
    auto const first = Staging::begin(path, "pico");
    EXPECT_EQ(error_of([&] { Staging::open(path, "pico", true); }).exit, model::Exit::busy);
}

TEST_F(StagingFile, IsBusyForASecondSnapshot)
{
    auto const first = Staging::begin(path, "pico");
    EXPECT_EQ(error_of([&] { Staging::begin(path, "pico"); }).exit, model::Exit::busy);
}

TEST_F(StagingFile, IsFreeAgainWhenTheFirstWriterIsDone)
{
    make();
    {
        auto const first = Staging::open(path, "pico", true);
    }
    EXPECT_NO_THROW(Staging::open(path, "pico", true));
}

TEST_F(StagingFile, IsReadWhileAnotherWrites)
{
    make();
    auto const writer = Staging::open(path, "pico", true);
    EXPECT_EQ(Staging::open(path, "pico", false).property("run"), "pico");
}

TEST_F(StagingFile, KnowsNoPropertyThatNobodySet)
{
    make();
    EXPECT_EQ(Staging::open(path, "pico", false).property("digest"), std::nullopt);
}

TEST_F(StagingFile, KeepsTheLastValueOfAProperty)
{
    auto const staging = Staging::begin(path, "pico");
    staging.set_property("digest", "one");
    staging.set_property("digest", "two");
    EXPECT_EQ(staging.property("digest"), "two");
}

TEST_F(StagingFile, KeepsTheSourcesInTheirOrder)
{
    auto const staging = Staging::begin(path, "pico");
    auto const posts = testing::schema({testing::table("posts", {integer_column("id")})});
    staging.add_source(0, "prose", posts, {"CREATE 'x'", "INDEX"});
    staging.add_source(1, "lists", {}, {});
    auto const sources = staging.sources();
    EXPECT_EQ(sources.at(0).name, "prose");
    EXPECT_EQ(sources.at(0).schema, posts);
    EXPECT_EQ(sources.at(0).create.before_rows, "CREATE 'x'");
    EXPECT_EQ(sources.at(0).create.after_rows, "INDEX");
    EXPECT_EQ(sources.at(1).name, "lists");
}

TEST_F(StagingFile, RecordsAStepAtOnce)
{
    auto const staging = Staging::begin(path, "pico");
    StepRecord const step(staging, "resolve", "pico.toml");
    EXPECT_EQ(staging.database().integer(
                  "SELECT count(*) FROM step WHERE name = 'resolve' AND arguments = 'pico.toml' AND outcome IS NULL"),
              1);
}

TEST_F(StagingFile, RecordsHowAStepEnded)
{
    auto const staging = Staging::begin(path, "pico");
    StepRecord(staging, "resolve", "pico.toml").finish("0 undecided");
    EXPECT_EQ(staging.database().value("SELECT outcome FROM step WHERE ended >= started"), "0 undecided");
}

} // namespace
} // namespace tributary::staging
