#include "merge/audit/audit.hpp"
#include "merge/model/error.hpp"
#include "tests/audit/record_of_load.hpp"
#include "tests/testing/error_of.hpp"

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

    FoundAccounts search(std::string const &word) const
    {
        auto const target = open();
        return find_accounts(*target, model::Engine::sqlite, read_run(*target, model::Engine::sqlite), word);
    }

    std::vector<AuditedAccount> found(std::string const &word) const { return search(word).accounts; }

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

TEST_F(AuditedTarget, FindsAnAccountThatWasLeftAloneByItsIdInTheSource)
{
    execute("INSERT INTO users VALUES (105, 'carl')");
    EXPECT_EQ(told_of("5"), "none 105 carl ");
    EXPECT_EQ(found("5").at(0).event.source + "#" + found("5").at(0).event.old_id, "lists#5");
}

TEST_F(AuditedTarget, KnowsAnIdThatAnAccountOfTheSourceCanHaveHad)
{
    EXPECT_EQ(
        search("lists/#5").gone,
        std::vector<std::string>{"if lists/#5 was loaded, it has been deleted since: no account has its id, 105"});
}

TEST_F(AuditedTarget, KnowsAnAccountThatWasMadeAfterTheLoad)
{
    execute("INSERT INTO users VALUES (300, 'eve')");
    EXPECT_EQ(told_of("eve"), "none 300 eve made since the load");
}

TEST_F(AuditedTarget, KnowsAnAccountThatGotAnIdOfItsOwn)
{
    execute("INSERT INTO users VALUES (300, 'eve'); "
            "INSERT INTO tributary_crosswalk VALUES ('lists', 'users', 'id', '6', '300')");
    EXPECT_EQ(told_of("lists/#6"), "none 300 eve ");
}

TEST_F(AuditedTarget, TakesNoAccountThatWasMadeAfterTheLoadForOneOfASource)
{
    execute("INSERT INTO users VALUES (300, 'eve')");
    EXPECT_EQ(told_of("lists/eve"), "");
}

TEST_F(AuditedTarget, FindsANameThatBeginsWithTheMarkOfIds)
{
    execute("INSERT INTO users VALUES (105, '#carl')");
    EXPECT_EQ(told_of("#carl"), "none 105 #carl ");
    EXPECT_EQ(told_of("lists/#carl"), "none 105 #carl ");
}

TEST_F(AuditedTarget, FindsTheEmptyName)
{
    EXPECT_EQ(told_of(""), "");
    execute("INSERT INTO users VALUES (105, '')");
    EXPECT_EQ(told_of(""), "none 105  ");
}

TEST_F(AuditedTarget, FindsWhoSurvivedByItsIdThoughItIsDeletedSince)
{
    execute("DELETE FROM users WHERE id = 2");
    EXPECT_EQ(told_of("prose/#2"), "merged 2 - deleted; gave_up_name 2 - deleted");
}

TEST_F(AuditedTarget, ReadsNothingOfAViewInThePlaceOfItsEvents)
{
    execute("DROP TABLE tributary_event; CREATE VIEW tributary_event AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL "
            "SELECT n + 1 FROM r) SELECT n AS number FROM r");
    EXPECT_EQ(testing::error_of([&] { search("bob"); }).exit, model::Exit::refused);
}

/// Ids are texts that stay as they are, so that nothing says from which source an account is.
class AuditedTexts : public RecordOfLoad {
protected:
    AuditedTexts()
    {
        testing::execute(file(), "DROP TABLE users; CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT);"
                                 "INSERT INTO users VALUES ('a1', 'ann'), ('b2', 'ann-lists'), ('c3', 'carl')");
        facts.renames = [](auto const &sink) {
            sink({"lists/ann", "lists", "b2", "b2", "ann", "ann-lists", "suffix", "prose keeps it"});
        };
        load.tables = {{"users", "prose", 1, "abc"}, {"users", "lists", 2, "def"}};
        write();
    }

    std::vector<std::string> found(std::string const &word) const
    {
        auto const target = open();
        std::vector<std::string> ids;
        for (auto const &one :
             find_accounts(*target, model::Engine::sqlite, read_run(*target, model::Engine::sqlite), word).accounts) {
            ids.push_back(one.event.source + "#" + one.event.new_id);
        }
        return ids;
    }
};

using Ids = std::vector<std::string>;

TEST_F(AuditedTexts, AreNotTakenForThoseOfAnotherSource)
{
    EXPECT_EQ(found("prose/#b2"), Ids{});
    EXPECT_EQ(found("lists/#b2"), Ids{"lists#b2"});
}

TEST_F(AuditedTexts, AreFoundWithoutTheirSourceWhereTheRecordHasNone) { EXPECT_EQ(found("prose/#c3"), Ids{"#c3"}); }

TEST_F(AuditedTexts, AreNotGuessedWhereTheRecordKnowsTheName) { EXPECT_EQ(found("lists/ann"), Ids{"lists#b2"}); }

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
