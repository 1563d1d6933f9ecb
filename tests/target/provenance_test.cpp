#include "merge/target/provenance.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tributary::target {
namespace {

using testing::Rows;

/// A target in SQLite, and facts of a run in which nothing happened.
class Provenance : public ::testing::Test {
protected:
    Provenance()
    {
        facts.summary.name = "pico";
        facts.summary.digest = "d1";
        facts.ids = [](auto const &) {};
        facts.crosswalk = [](auto const &) {};
        facts.renames = [](auto const &) {};
        facts.merges = [](auto const &) {};
    }

    std::unique_ptr<databases::Target> open() const
    {
        return databases::open_target({"target", "sqlite:target.db", {}, folder.path});
    }

    /// Written and committed, and what the table has then.
    Rows written(std::string const &table) const
    {
        auto target = open();
        write_provenance(*target, model::Engine::sqlite, facts);
        target->commit();
        return testing::query(folder.path / "target.db", "SELECT * FROM " + table);
    }

    testing::TemporaryDirectory folder;
    model::Facts facts;
};

TEST_F(Provenance, OfATargetThatNobodyLoadedIsNone)
{
    EXPECT_FALSE(recorded_run(*open(), model::Engine::sqlite).has_value());
}

TEST_F(Provenance, NamesTheRun)
{
    written("tributary_run");
    auto const run = recorded_run(*open(), model::Engine::sqlite);
    ASSERT_TRUE(run.has_value());
    EXPECT_EQ(run->name, "pico");
    EXPECT_EQ(run->digest, "d1");
}

TEST_F(Provenance, OfAnEmptiedRecordIsOfARunWithoutAName)
{
    written("tributary_run");
    testing::execute(folder.path / "target.db", "DELETE FROM tributary_run");
    auto const run = recorded_run(*open(), model::Engine::sqlite);
    ASSERT_TRUE(run.has_value());
    EXPECT_EQ(run->name, "");
}

TEST_F(Provenance, KnowsTheIdRanges)
{
    facts.ids = [](auto const &sink) { sink({"lists", "users", "id", 100, 101, 105, 50}); };
    EXPECT_EQ(written("tributary_id_range"), (Rows{{"lists", "users", "id", "100", "101", "105", "50"}}));
}

TEST_F(Provenance, KnowsTheCrosswalk)
{
    facts.crosswalk = [](auto const &sink) { sink({"lists", "users", "id", "4", "1"}); };
    EXPECT_EQ(written("tributary_crosswalk"), (Rows{{"lists", "users", "id", "4", "1"}}));
}

TEST_F(Provenance, KnowsWhoWasRenamed)
{
    facts.renames = [](auto const &sink) {
        sink({"lists/o'neil", "lists", "4", "104", "o'neil", "o'neiltmp", "suffix", "prose keeps it"});
    };
    EXPECT_EQ(written("tributary_renamed_account"),
              (Rows{{"lists", "4", "104", "o'neil", "o'neiltmp", "suffix", "prose keeps it"}}));
}

TEST_F(Provenance, KnowsWhoWasMergedAndTheNameThatWasGivenUp)
{
    facts.merges = [](auto const &sink) {
        sink({"lists/bob", "lists", "4", "1", "prose/robert", "prose", "1", "same-key", "SHA256:abc", "bob"});
    };
    EXPECT_EQ(written("tributary_merged_account"),
              (Rows{{"lists", "4", "1", "prose", "1", "same-key", "SHA256:abc; gave up the name bob"}}));
}

TEST_F(Provenance, SaysNothingOfANameThatNobodyGaveUp)
{
    facts.merges = [](auto const &sink) {
        sink({"lists/bob", "lists", "4", "1", "prose/bob", "prose", "1", "same-key", "SHA256:abc", std::nullopt});
    };
    EXPECT_EQ(written("tributary_merged_account").at(0).at(6), "SHA256:abc");
}

TEST_F(Provenance, IsNotThereWithoutCommit)
{
    write_provenance(*open(), model::Engine::sqlite, facts);
    EXPECT_FALSE(recorded_run(*open(), model::Engine::sqlite).has_value());
}

} // namespace
} // namespace tributary::target
