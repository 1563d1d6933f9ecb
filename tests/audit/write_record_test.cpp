#include "merge/audit/write_record.hpp"
#include "tests/audit/record_of_load.hpp"

namespace tributary::audit {
namespace {

using WrittenRecord = RecordOfLoad;

TEST_F(WrittenRecord, NamesTheRun)
{
    EXPECT_EQ(written("SELECT name, digest FROM tributary_run"), (Rows{{"pico", "d1"}}));
}

TEST_F(WrittenRecord, SaysWhereTheUsersAre)
{
    EXPECT_EQ(written("SELECT users_table, id_column, name_column FROM tributary_run"),
              (Rows{{"users", "id", "name"}}));
}

TEST_F(WrittenRecord, KnowsTheIdRanges)
{
    facts.ids = [](auto const &sink) { sink({"lists", "users", "id", 100, 101, 105, 50}); };
    EXPECT_EQ(written("SELECT * FROM tributary_id_range"), (Rows{{"lists", "users", "id", "100", "101", "105", "50"}}));
}

TEST_F(WrittenRecord, KnowsTheCrosswalk)
{
    facts.crosswalk = [](auto const &sink) { sink({"lists", "users", "id", "4", "1"}); };
    EXPECT_EQ(written("SELECT * FROM tributary_crosswalk"), (Rows{{"lists", "users", "id", "4", "1"}}));
}

TEST_F(WrittenRecord, KnowsWhoWasRenamed)
{
    rename_oneil();
    EXPECT_EQ(written("SELECT * FROM tributary_renamed_account"),
              (Rows{{"lists", "4", "104", "o'neil", "o'neil-lists", "suffix", "prose keeps it"}}));
}

TEST_F(WrittenRecord, KnowsWhoWasMergedAndTheNameThatWasGivenUp)
{
    merge_bob();
    EXPECT_EQ(written("SELECT * FROM tributary_merged_account"),
              (Rows{{"lists", "7", "2", "prose", "2", "same-key", "SHA256:abc; gave up the name robert"}}));
}

TEST_F(WrittenRecord, HasAnEventForEachRenamedAccount)
{
    rename_oneil();
    EXPECT_EQ(written("SELECT number, event, source, old_id, new_id, old_name, new_name FROM tributary_event"),
              (Rows{{"1", "renamed", "lists", "4", "104", "o'neil", "o'neil-lists"}}));
}

TEST_F(WrittenRecord, HasAnEventForTheMergeAndOneForTheName)
{
    merge_bob();
    EXPECT_EQ(written("SELECT event, old_name, new_name, survivor FROM tributary_event ORDER BY number"),
              (Rows{{"merged", "robert", "bob", "prose/bob"}, {"gave_up_name", "robert", "bob", "prose/bob"}}));
}

TEST_F(WrittenRecord, NamesObjectsThatWereMadeSinceItBegan)
{
    before = look_before(*open());
    execute("CREATE TABLE posts (id INTEGER PRIMARY KEY)");
    EXPECT_EQ(written("SELECT kind, name FROM tributary_made_object ORDER BY kind"),
              (Rows{{"table", "posts"}, {"table column", "\"posts\".\"id\""}}));
}

TEST_F(WrittenRecord, KnowsHowManyRowsOfWhichTableWereLoaded)
{
    load.tables = {{"posts", "lists", 3, "abc"}};
    EXPECT_EQ(written("SELECT * FROM tributary_loaded_table"), (Rows{{"posts", "lists", "3", "abc"}}));
}

TEST_F(WrittenRecord, CountsTheRowsOfTheStep)
{
    load.tables = {{"posts", "lists", 3, "abc"}, {"posts", "prose", 4, "def"}};
    EXPECT_EQ(written("SELECT step, \"rows\" FROM tributary_step"), (Rows{{"load", "7"}}));
}

TEST_F(WrittenRecord, DoesNotExistWithoutCommit)
{
    write_record(*open(), model::Engine::sqlite, facts, before, load);
    EXPECT_EQ(testing::query(file(), "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'tributary%'"), (Rows{{"0"}}));
}

} // namespace
} // namespace tributary::audit
