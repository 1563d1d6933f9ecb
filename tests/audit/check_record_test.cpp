#include "merge/audit/audit.hpp"
#include "tests/audit/record_of_load.hpp"

namespace tributary::audit {
namespace {

using Sentences = std::vector<std::string>;

class CheckedRecordOfLoad : public RecordOfLoad {
protected:
    CheckedRecordOfLoad()
    {
        rename_oneil();
        merge_bob();
        write();
    }

    Sentences changed_by(std::string const &sql) const
    {
        execute(sql);
        return check_record(*open(), model::Engine::sqlite).changed;
    }
};

TEST_F(CheckedRecordOfLoad, IsAsItWasWritten) { EXPECT_EQ(changed_by(""), Sentences{}); }

TEST_F(CheckedRecordOfLoad, NamesTheEventThatWasChanged)
{
    EXPECT_EQ(changed_by("UPDATE tributary_event SET new_name = 'eve' WHERE number = 2"),
              (Sentences{"event: number 2, merged lists#7, was changed"}));
}

TEST_F(CheckedRecordOfLoad, DistinguishesNullFromTheEmptyText)
{
    execute("UPDATE tributary_event SET old_name = NULL WHERE number = 1");
    auto const without = check_record(*open(), model::Engine::sqlite).changed;
    EXPECT_EQ(without, changed_by("UPDATE tributary_event SET old_name = '' WHERE number = 1"));
}

TEST_F(CheckedRecordOfLoad, MissesAnEventInTheMiddle)
{
    EXPECT_EQ(changed_by("DELETE FROM tributary_event WHERE number = 2"),
              (Sentences{"event: number 3 comes after 1", "event: number 3, gave_up_name lists#7, was changed"}));
}

TEST_F(CheckedRecordOfLoad, MissesTheLastEvent)
{
    EXPECT_EQ(changed_by("DELETE FROM tributary_event WHERE number = 3"),
              (Sentences{"event: step 1 ended with number 3, and the last one is 2"}));
}

TEST_F(CheckedRecordOfLoad, NamesATableThatLostARow)
{
    EXPECT_EQ(
        changed_by("DELETE FROM tributary_renamed_account"),
        (Sentences{"renamed_account: 0 rows, and 1 is recorded", "renamed_account: the line of lists#4 is missing"}));
}

TEST_F(CheckedRecordOfLoad, NamesTheLineOfAnAccountThatWasChanged)
{
    EXPECT_EQ(changed_by("UPDATE tributary_merged_account SET evidence = 'none'"),
              (Sentences{"merged_account: its rows were changed",
                         "merged_account: the line of lists#7 is not as event 2 has it"}));
}

TEST_F(CheckedRecordOfLoad, NamesTheLineOfAnAccountThatWasAdded)
{
    EXPECT_EQ(
        changed_by("INSERT INTO tributary_renamed_account (source, old_id, new_id) VALUES ('lists', '8', '108')"),
        (Sentences{"renamed_account: 2 rows, and 1 is recorded", "renamed_account: the line of lists#8 was added"}));
}

TEST_F(CheckedRecordOfLoad, NamesAnotherTableInWhichAValueWasChanged)
{
    EXPECT_EQ(changed_by("UPDATE tributary_run SET plan = 'other'"), (Sentences{"run: its rows were changed"}));
}

TEST_F(CheckedRecordOfLoad, CountsTheEventsThatAreThere)
{
    execute("DELETE FROM tributary_event WHERE number = 2");
    EXPECT_EQ(check_record(*open(), model::Engine::sqlite).events, 2);
}

TEST_F(CheckedRecordOfLoad, CoversWhenTheStepWas)
{
    EXPECT_EQ(changed_by("UPDATE tributary_step SET at = '2001-01-01'"),
              (Sentences{"step: number 1 does not fit what it covers"}));
}

TEST_F(CheckedRecordOfLoad, CoversWhatTheStepWas)
{
    EXPECT_EQ(changed_by("UPDATE tributary_step SET step = 'rollback'"),
              (Sentences{"step: number 1 does not fit what it covers"}));
}

TEST_F(CheckedRecordOfLoad, CoversHowManyRowsTheStepMoved)
{
    EXPECT_EQ(changed_by("UPDATE tributary_step SET \"rows\" = 12"),
              (Sentences{"step: number 1 does not fit what it covers"}));
}

TEST_F(CheckedRecordOfLoad, NamesAStepThatWasAdded)
{
    EXPECT_EQ(
        changed_by("INSERT INTO tributary_step SELECT 3, at, step, \"rows\", last_event, digest FROM tributary_step")
            .front(),
        "step: number 3 comes after 1");
}

TEST_F(CheckedRecordOfLoad, NamesALineThatWasAddedToWhatTheTablesHeld)
{
    EXPECT_EQ(changed_by("INSERT INTO tributary_recorded_table (step, table_name, \"rows\") VALUES (1, 'other', 5)"),
              (Sentences{"recorded_table: the line of step 1 and \"other\" was added"}));
}

TEST_F(CheckedRecordOfLoad, NamesALineThatIsMissingOfWhatTheTablesHeld)
{
    EXPECT_EQ(changed_by("DELETE FROM tributary_recorded_table WHERE table_name = 'crosswalk'").front(),
              "recorded_table: the line of step 1 and \"crosswalk\" is missing");
}

TEST_F(CheckedRecordOfLoad, KnowsThatTheRunIsMissing)
{
    EXPECT_EQ(changed_by("DELETE FROM tributary_run"), (Sentences{"run: 0 rows, and 1 is recorded"}));
}

TEST_F(CheckedRecordOfLoad, KnowsThatATableIsMissing)
{
    EXPECT_EQ(changed_by("DROP TABLE tributary_run"), (Sentences{"run: it is missing"}));
}

TEST_F(CheckedRecordOfLoad, KnowsThatATableHasAnotherColumn)
{
    EXPECT_EQ(changed_by("ALTER TABLE tributary_event ADD COLUMN remark text"),
              (Sentences{"event: it has other columns"}));
}

TEST_F(CheckedRecordOfLoad, ReadsNothingOfAViewThatDoesNotEnd)
{
    EXPECT_EQ(changed_by("DROP TABLE tributary_merged_account; CREATE VIEW tributary_merged_account AS WITH RECURSIVE "
                         "r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS source FROM r"),
              (Sentences{"merged_account: it is not a table"}));
}

TEST_F(CheckedRecordOfLoad, NamesAHundredLinesOfATableAtMost)
{
    auto const changed = changed_by("WITH RECURSIVE r(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM r WHERE n < 399) "
                                    "INSERT INTO tributary_event (number, event) SELECT n, 'renamed' FROM r");
    EXPECT_EQ(changed.size(), 101);
    EXPECT_EQ(changed.back(), "event: 202 changes more");
}

TEST_F(CheckedRecordOfLoad, KnowsThatTheStepWasChanged)
{
    EXPECT_EQ(changed_by("UPDATE tributary_step SET digest = 'abc'"),
              (Sentences{"step: number 1 does not fit what it covers"}));
}

TEST_F(CheckedRecordOfLoad, KnowsThatTheStepIsMissing)
{
    EXPECT_EQ(changed_by("DELETE FROM tributary_step"), (Sentences{"step: the line of the load is missing"}));
}

TEST_F(CheckedRecordOfLoad, ReadsWhatIsNoNumber)
{
    EXPECT_FALSE(changed_by("UPDATE tributary_step SET last_event = 'many'").empty());
}

} // namespace
} // namespace tributary::audit
