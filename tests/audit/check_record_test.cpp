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
    EXPECT_EQ(changed_by("DELETE FROM tributary_renamed_account"),
              (Sentences{"renamed_account: 0 rows, and 1 is recorded"}));
}

TEST_F(CheckedRecordOfLoad, NamesATableInWhichAValueWasChanged)
{
    EXPECT_EQ(changed_by("UPDATE tributary_merged_account SET evidence = 'none'"),
              (Sentences{"merged_account: its rows were changed"}));
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
