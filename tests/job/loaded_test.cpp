#include "merge/job/loaded.hpp"
#include "merge/job/plan_digest.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::job {
namespace {

/// A plan, and its staging file as this test leaves it.
class Loaded : public ::testing::Test {
protected:
    Loaded()
    {
        plan.file = "pico.toml";
        plan.text = "name = \"pico\"";
        plan.name = "pico";
        plan.staging = folder.path / "pico.staging.sqlite";
    }

    /// A staging file that was resolved with this digest; `steps` were done with it, each `(name, started, outcome)`.
    void write(std::filesystem::path const &file, std::string const &digest,
               std::string const &steps = "('resolve', '09:00', 'done')") const
    {
        auto made = staging::Staging::begin(file, "pico");
        made.set_property("digest", digest);
        made.set_property("plan_digest", plan_digest(plan));
        made.database().execute("INSERT INTO step (arguments, name, started, outcome) SELECT '', column1, column2, "
                                "column3 FROM (VALUES " +
                                steps + ")");
        made.publish();
    }

    std::filesystem::path kept(std::string const &digest) const
    {
        auto const file = folder.path / ("pico.staging." + digest + ".sqlite");
        write(file, digest, "('resolve', '09:00', 'done'), ('load', '10:00', 'committed')");
        return file;
    }

    staging::Staging open() const { return staging::Staging::open(plan.staging, plan.name, false); }

    testing::TemporaryDirectory folder;
    plan::Plan plan;
};

TEST_F(Loaded, IsVerifiedWithTheStagingFileThatRecordsTheLoad)
{
    write(plan.staging, "aaaaaaaaaaaa");
    EXPECT_EQ(way_to_verify(plan, "aaaaaaaaaaaa"), "`tributary verify PLAN` compares it with the staging file");
}

TEST_F(Loaded, IsVerifiedWithTheRecordThatIsKept)
{
    write(plan.staging, "bbbbbbbbbbbb");
    auto const record = kept("aaaaaaaaaaaa");
    EXPECT_EQ(way_to_verify(plan, "aaaaaaaaaaaa"), "the record of that load is kept in " + record.string() + ", and " +
                                                       plan.staging.string() + " is a different one:\n`mv " +
                                                       record.string() + " " + plan.staging.string() +
                                                       "` restores it, and `tributary verify PLAN` compares the two");
}

TEST_F(Loaded, IsVerifiedWithARecordThatHasToBeFetched)
{
    EXPECT_TRUE(way_to_verify(plan, "aaaaaaaaaaaa")
                    .starts_with("the record of that load, a staging file with digest aaaaaaaaaaaa, is not beside "));
}

TEST_F(Loaded, IsNotVerifiedWithTheStagingFileOfAnotherRun)
{
    write(plan.staging, "aaaaaaaaaaaa");
    plan.name = "other";
    EXPECT_TRUE(way_to_verify(plan, "aaaaaaaaaaaa").starts_with("the record of that load, a staging file "));
}

TEST_F(Loaded, IsNotResolvedYet)
{
    auto const error = not_resolved(plan);
    EXPECT_EQ(error.exit, model::Exit::refused);
    EXPECT_EQ(error.what(), plan.staging.string() + ": this snapshot is not resolved yet");
    EXPECT_EQ(error.next_step, "run `tributary resolve PLAN` first");
}

TEST_F(Loaded, IsNotResolvedYetAndHasARecordOfAnEarlierLoad)
{
    auto const record = kept("aaaaaaaaaaaa");
    EXPECT_EQ(not_resolved(plan).next_step,
              "the record of an earlier load is kept in " + record.string() + ": `mv " + record.string() + " " +
                  plan.staging.string() +
                  "` restores it\nfor a new load run `tributary resolve PLAN` first; it needs an empty target");
}

TEST_F(Loaded, IsRestoredWithoutLosingTheRecordOfALaterLoad)
{
    write(plan.staging, "bbbbbbbbbbbb", "('resolve', '09:00', 'done'), ('load', '11:00', 'committed')");
    auto const record = kept("aaaaaaaaaaaa");
    auto const aside = (folder.path / "pico.staging.bbbbbbbbbbbb.sqlite").string();
    EXPECT_NE(way_to_verify(plan, "aaaaaaaaaaaa")
                  .find("`mv " + plan.staging.string() + " " + aside + " && mv " + record.string() + " " +
                        plan.staging.string() + "` restores it"),
              std::string::npos);
}

TEST_F(Loaded, IsRestoredWithoutAWordOfAFileThatDoesNotExist)
{
    auto const record = kept("aaaaaaaaaaaa");
    EXPECT_TRUE(way_to_verify(plan, "aaaaaaaaaaaa")
                    .starts_with("the record of that load is kept in " + record.string() + ":\n`mv "));
}

TEST_F(Loaded, IsReadFromTheKeptRecordWhereTheStagingFileDoesNotExist)
{
    auto const record = kept("aaaaaaaaaaaa");
    EXPECT_EQ(testing::error_of([&] { open_decided(plan); }).next_step,
              "the record of a load is kept in " + record.string() + ": `mv " + record.string() + " " +
                  plan.staging.string() + "` restores it");
}

TEST_F(Loaded, IsReadFromARecordThatHasToBeFetched)
{
    EXPECT_EQ(testing::error_of([&] { open_decided(plan); }).next_step,
              "if the run was loaded, `tributary audit PLAN` reads what the target knows of it, and "
              "the staging file of that load, put there, has the rest\n"
              "otherwise `tributary run PLAN` makes it: it refuses a target that is loaded");
}

TEST_F(Loaded, WarnsOfAPlanThatHasChangedSinceItWasResolved)
{
    write(plan.staging, "aaaaaaaaaaaa");
    plan.text += "\n";
    EXPECT_EQ(plan_has_changed(plan), "pico.toml: the plan, its answers or a script it names has changed since it "
                                      "was resolved; this is what was decided then");
}

TEST_F(Loaded, DoesNotWarnOfThePlanThatWasResolved)
{
    write(plan.staging, "aaaaaaaaaaaa");
    EXPECT_FALSE(plan_has_changed(plan).has_value());
}

TEST_F(Loaded, DoesNotWarnWithoutAStagingFile) { EXPECT_FALSE(plan_has_changed(plan).has_value()); }

TEST_F(Loaded, SaysThatThePlanHasChangedSinceTheLoad)
{
    write(plan.staging, "aaaaaaaaaaaa", "('resolve', '09:00', 'done'), ('load', '10:00', 'committed')");
    auto const error = plan_has_changed(plan, open());
    EXPECT_EQ(error.exit, model::Exit::refused);
    EXPECT_TRUE(std::string(error.what()).ends_with(" has changed since it was loaded"));
}

TEST_F(Loaded, SendsAPlanThatHasChangedToResolve)
{
    write(plan.staging, "aaaaaaaaaaaa");
    EXPECT_EQ(plan_has_changed(plan, open()).next_step, "run `tributary resolve PLAN` again and look at what it shows");
}

} // namespace
} // namespace tributary::job
