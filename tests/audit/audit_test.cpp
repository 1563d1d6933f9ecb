#include "merge/audit/audit.hpp"
#include "merge/model/error.hpp"
#include "tests/audit/record_of_load.hpp"

namespace tributary::audit {
namespace {

class AuditedTarget : public RecordOfLoad {
protected:
    AuditedTarget()
    {
        rename_oneil();
        merge_bob();
        facts.ids = [](auto const &sink) {
            sink({"prose", "users", "id", 0, 1, 2, 98});
            sink({"lists", "users", "id", 100, 101, 107, 93});
        };
        facts.crosswalk = [](auto const &sink) { sink({"lists", "users", "id", "7", "2"}); };
        load.tables = {{"users", "prose", 2, "abc"}, {"users", "lists", 1, "def"}};
        write();
    }

    std::vector<AuditedAccount> found(std::string const &word) const
    {
        auto const target = open();
        return find_accounts(*target, model::Engine::sqlite, read_run(*target, model::Engine::sqlite), word);
    }

    /// `event new_id name_today state`, one after the other.
    std::string told_of(std::string const &word) const
    {
        std::string text;
        for (auto const &one : found(word)) {
            text += (text.empty() ? "" : "; ") + std::string(one.what ? name_of(*one.what) : "none") + ' ' +
                    one.event.new_id + ' ' + one.name_today.value_or("-") + ' ' + std::string(name_of(one.state));
        }
        return text;
    }
};

TEST_F(AuditedTarget, FindsAnAccountByItsOldName) { EXPECT_EQ(told_of("o'neil"), "renamed 104 o'neil-lists as given"); }

TEST_F(AuditedTarget, FindsAnAccountByTheNameThatTheMergeGave)
{
    EXPECT_EQ(told_of("o'neil-lists"), "renamed 104 o'neil-lists as given");
}

TEST_F(AuditedTarget, FindsAnAccountByServiceAndName)
{
    EXPECT_EQ(told_of("lists/o'neil"), "renamed 104 o'neil-lists as given");
}

TEST_F(AuditedTarget, FindsAnAccountByServiceAndId)
{
    EXPECT_EQ(told_of("lists/#4"), "renamed 104 o'neil-lists as given");
}

TEST_F(AuditedTarget, FindsAnAccountByItsIdInTheTarget)
{
    EXPECT_EQ(told_of("104"), "renamed 104 o'neil-lists as given");
}

TEST_F(AuditedTarget, FindsAnAccountByTheNameOfToday)
{
    execute("UPDATE users SET name = 'shaq' WHERE id = 104");
    EXPECT_EQ(told_of("shaq"), "renamed 104 shaq renamed since");
}

TEST_F(AuditedTarget, KnowsThatAnAccountIsDeleted)
{
    execute("DELETE FROM users WHERE id = 104");
    EXPECT_EQ(told_of("o'neil"), "renamed 104 - deleted");
}

TEST_F(AuditedTarget, GoesByTheIdWhereNamesWereSwapped)
{
    execute("UPDATE users SET name = CASE id WHEN 1 THEN 'o''neil-lists' ELSE 'ann' END WHERE id IN (1, 104)");
    EXPECT_EQ(told_of("lists/o'neil"), "renamed 104 ann renamed since");
}

TEST_F(AuditedTarget, TellsTheMergeAndTheNameThatWasGivenUp)
{
    EXPECT_EQ(told_of("robert"), "merged 2 bob as given; gave_up_name 2 bob as given");
}

TEST_F(AuditedTarget, TellsWhoWasMergedIntoAnAccount)
{
    EXPECT_EQ(told_of("bob"), "merged 2 bob as given; gave_up_name 2 bob as given");
}

TEST_F(AuditedTarget, SaysThatAnAccountWasLeftAlone) { EXPECT_EQ(told_of("ann"), "none 1 ann "); }

TEST_F(AuditedTarget, KnowsByTheRangeWhereAnAccountIsFrom) { EXPECT_EQ(found("ann").at(0).event.source, "prose"); }

TEST_F(AuditedTarget, ComputesTheNewIdOfAnAccountThatWasLeftAlone)
{
    execute("INSERT INTO users VALUES (105, 'carl')");
    EXPECT_EQ(told_of("lists/#5"), "none 105 carl ");
}

TEST_F(AuditedTarget, FindsNothingUnderANameThatNobodyEverHad) { EXPECT_EQ(told_of("zoe"), ""); }

TEST_F(AuditedTarget, AnswersWithoutTheUsersTable)
{
    execute("ALTER TABLE users RENAME TO people");
    EXPECT_EQ(told_of("o'neil"), "renamed 104 - ");
}

TEST_F(AuditedTarget, TakesAWordForNothingButAWord) { EXPECT_EQ(told_of("x' OR '1' = '1"), ""); }

TEST_F(RecordOfLoad, IsRefusedWhereThereIsNone)
{
    try {
        read_run(*open(), model::Engine::sqlite);
        FAIL() << "expected a refusal";
    } catch (model::Error const &error) {
        EXPECT_EQ(error.exit, model::Exit::refused);
    }
}

} // namespace
} // namespace tributary::audit
