#include "merge/plan/plan.hpp"
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace tributary {
namespace {

using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

/// A target years after the load: ann of second became anntmp, robert of second became one with bob of first; dora was
/// left alone. Neither staging file nor sources are there any more.
class AuditedLoad : public ::testing::TestWithParam<Engine> {
protected:
    AuditedLoad()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE, email VARCHAR(40))");
        testing::execute(services.first,
                         "INSERT INTO users VALUES (1, 'ann', 'ann@example.org'), (2, 'bob', 'bob@example.org')");
        testing::execute(services.second, "INSERT INTO users VALUES (1, 'ann', 'other@example.org'), "
                                          "(2, 'robert', 'bob@example.org'), (3, 'dora', 'dora@example.org')");
        services.users = "table = \"users\"\nname = \"name\"\nmatch = [{ rule = \"same-column\", column = \"email\" }]";
        auto const loaded = services.merge();
        EXPECT_EQ(loaded.exit_code, 0) << transcript(loaded);
        std::filesystem::remove(services.staging());
        new_ann = testing::query(services.target, "SELECT id FROM users WHERE name = 'anntmp'").at(0).at(0).value();
    }

    void in_target(std::string const &sql) const { testing::execute(services.target, sql); }

    static std::string record(std::string const &table)
    {
        return (GetParam() == Engine::sqlite ? "tributary_" : "tributary.") + table;
    }

    /// `audit --target URL …`, outside of the folder with the plan.
    Outcome audit(std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"audit", "--target", services.target.url});
        return testing::run_program(words, {}, "/");
    }

    /// What the JSON says of one account: `event old_name given_name name_today state`, one after the other.
    std::string audited(std::vector<std::string> words) const
    {
        words.emplace_back("--json");
        auto const outcome = audit(words);
        EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
        auto const text = [](auto const &value) { return value.is_null() ? "-" : value.template get<std::string>(); };
        std::string result;
        auto const json = nlohmann::json::parse(outcome.out);
        for (auto const &one : json.at("accounts")) {
            result += (result.empty() ? "" : "; ") + text(one.at("event")) + ' ' + text(one.at("old_name")) + ' ' +
                      text(one.at("given_name")) + ' ' + text(one.at("name_today")) + ' ' + text(one.at("state"));
        }
        return result;
    }

    TwoServices services{GetParam(), GetParam()};
    std::string new_ann; ///< her id
};

INSTANTIATE_TEST_SUITE_P(Of, AuditedLoad, ::testing::Values(Engine::sqlite, Engine::postgres),
                         [](auto const &one) { return one.param == Engine::sqlite ? "sqlite" : "postgres"; });

TEST_P(AuditedLoad, SaysWhoSomebodyIsNow) { EXPECT_EQ(audited({"second/ann"}), "renamed ann anntmp anntmp as given"); }

TEST_P(AuditedLoad, SaysWhyAnAccountHasItsName)
{
    auto const outcome = audit({"anntmp"});
    EXPECT_NE(outcome.out.find("second/ann, id 1 there became \"anntmp\" (suffix)"), std::string::npos)
        << transcript(outcome);
}

TEST_P(AuditedLoad, SaysWhoWasMergedIntoAnAccount)
{
    EXPECT_EQ(audited({"bob"}), "merged robert bob bob as given; gave_up_name robert bob bob as given");
}

TEST_P(AuditedLoad, FindsANameThatWasGivenUp)
{
    EXPECT_EQ(audited({"robert"}), "merged robert bob bob as given; gave_up_name robert bob bob as given");
}

TEST_P(AuditedLoad, FindsAnAccountByItsNewId) { EXPECT_EQ(audited({new_ann}), "renamed ann anntmp anntmp as given"); }

TEST_P(AuditedLoad, FindsAnAccountByItsOldId)
{
    EXPECT_EQ(audited({"second/#1"}), "renamed ann anntmp anntmp as given");
}

TEST_P(AuditedLoad, GoesByTheIdWhereNamesWereSwapped)
{
    in_target(
        "UPDATE users SET name = 'other' WHERE name = 'ann'; UPDATE users SET name = 'ann' WHERE name = 'anntmp'; "
        "UPDATE users SET name = 'anntmp' WHERE name = 'other'");
    EXPECT_EQ(audited({"second/ann"}), "renamed ann anntmp ann renamed since");
}

TEST_P(AuditedLoad, KnowsAnAccountThatTookAFreedName)
{
    in_target("UPDATE users SET name = 'robert' WHERE name = 'dora'");
    EXPECT_EQ(audited({"robert"}),
              "merged robert bob bob as given; gave_up_name robert bob bob as given; - - - robert -");
}

TEST_P(AuditedLoad, KnowsThatAnAccountWasDeleted)
{
    in_target("DELETE FROM users WHERE name = 'anntmp'");
    EXPECT_EQ(audited({"second/ann"}), "renamed ann anntmp - deleted");
}

TEST_P(AuditedLoad, ListsWhoStillHasTheNameThatTheMergeGave)
{
    EXPECT_EQ(audited({"--still-renamed"}), "renamed ann anntmp anntmp as given");
}

TEST_P(AuditedLoad, ListsNobodyWhoHasANewNameSince)
{
    in_target("UPDATE users SET name = 'annika' WHERE name = 'anntmp'");
    EXPECT_EQ(audited({"--still-renamed"}), "");
}

TEST_P(AuditedLoad, SaysThatAnAccountWasLeftAlone) { EXPECT_EQ(audited({"dora"}), "- - - dora -"); }

TEST_P(AuditedLoad, FindsAnAccountThatWasLeftAloneByItsOldId)
{
    auto const outcome = audit({"3"});
    EXPECT_NE(outcome.out.find(", in second it was 3\n"), std::string::npos) << transcript(outcome);
}

TEST_P(AuditedLoad, SaysThatAnAccountWasMadeSinceTheLoad)
{
    in_target("INSERT INTO users (id, name) VALUES (90000000, 'eve')");
    EXPECT_EQ(audited({"eve"}), "- - - eve made since the load");
}

TEST_P(AuditedLoad, SaysThatAnAccountThatWasLeftAloneIsDeleted)
{
    in_target("DELETE FROM users WHERE name = 'dora'");
    auto const outcome = audit({"second/#3"});
    EXPECT_EQ(outcome.exit_code, 64);
    EXPECT_NE(outcome.err.find("if second/#3 was loaded, it has been deleted since"), std::string::npos)
        << transcript(outcome);
}

TEST_P(AuditedLoad, SaysThatOnlyNamesThatTheMergeChangedAreKnown)
{
    in_target("UPDATE users SET name = 'dorothea' WHERE name = 'dora'");
    auto const outcome = audit({"dora"});
    EXPECT_NE(outcome.err.find("only names that the merge changed are in the record"), std::string::npos)
        << transcript(outcome);
    EXPECT_EQ(audited({"second/#3"}), "- - - dorothea -");
}

TEST_P(AuditedLoad, FindsANameThatBeginsWithTheMarkOfIds)
{
    in_target("UPDATE users SET name = '#dora' WHERE name = 'dora'");
    EXPECT_EQ(audited({"#dora"}), "- - - #dora -");
}

TEST_P(AuditedLoad, TakesAnEmptyWordForAName)
{
    EXPECT_EQ(audit({""}).exit_code, 64);
    in_target("UPDATE users SET name = '' WHERE name = 'dora'");
    EXPECT_EQ(audited({""}), "- - -  -");
}

TEST_P(AuditedLoad, IsWrittenIntoAFile)
{
    auto const file = (services.folder() / "audit.csv").string();
    EXPECT_EQ(audit({"--format", "csv", "-o", file}).out, "");
    auto const again = audit({"second/ann", "--format", "csv", "--output", file});
    EXPECT_EQ(again.exit_code, 0) << transcript(again);
    EXPECT_EQ(plan::read_text(file).find("source,old_id,old_name,"), 0);
}

TEST_P(AuditedLoad, IsWrittenIntoAFileAsText)
{
    auto const file = (services.folder() / "audit.txt").string();
    audit({"second/ann", "-o", file});
    auto const again = audit({"bob", "-o", file});
    EXPECT_EQ(again.exit_code, 0) << transcript(again);
    EXPECT_NE(plan::read_text(file).find("second/robert, id 2 there became one with first/bob"), std::string::npos);
}

TEST_P(AuditedLoad, DoesNotTakeThePlaceOfThePlan)
{
    EXPECT_EQ(services.command({"audit", "-o", services.plan().string()}).exit_code, 73);
}

TEST_P(AuditedLoad, RefusesAWordBesideTheCheck) { EXPECT_EQ(audit({"bob", "--check"}).exit_code, 64); }

TEST_P(AuditedLoad, RefusesAChoiceBesideTheCheck) { EXPECT_EQ(audit({"--check", "--still-renamed"}).exit_code, 64); }

TEST_P(AuditedLoad, IsCheckedWithoutTheLineOfItsRun)
{
    in_target("DELETE FROM " + record("run"));
    auto const refused = audit({"bob"});
    EXPECT_EQ(refused.exit_code, 5) << transcript(refused);
    EXPECT_NE(refused.err.find("`--check` says what was changed"), std::string::npos) << transcript(refused);
    auto const checked = audit({"--check"});
    EXPECT_EQ(checked.exit_code, 4) << transcript(checked);
    EXPECT_EQ(checked.out.find("run: 0 rows, and 1 is recorded\n"), 0) << transcript(checked);
}

TEST_P(AuditedLoad, IsNotReadThroughAView)
{
    auto const table = record("run");
    in_target("ALTER TABLE " + table + " RENAME TO other; CREATE VIEW " + table +
              " AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS name FROM r");
    EXPECT_EQ(audit({"bob"}).exit_code, 5);
    auto const checked = audit({"--check"});
    EXPECT_EQ(checked.out.find("run: it is not a table\n"), 0) << transcript(checked);
    EXPECT_EQ(services.command({"status"}).exit_code, 0);
}

TEST_P(AuditedLoad, RefusesAWordThatNamesNobody) { EXPECT_EQ(audit({"zoe"}).exit_code, 64); }

TEST_P(AuditedLoad, TakesAWordForAName) { EXPECT_EQ(audit({"' OR true --"}).exit_code, 64); }

TEST_P(AuditedLoad, ReadsWhereToLookFromThePlan)
{
    auto const outcome = services.command({"audit", "second/ann"});
    EXPECT_NE(outcome.out.find("became \"anntmp\""), std::string::npos) << transcript(outcome);
}

TEST_P(AuditedLoad, HasARecordThatIsAsItWasWritten)
{
    auto const outcome = audit({"--check"});
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
}

TEST_P(AuditedLoad, HasARecordThatShowsAChange)
{
    in_target("UPDATE " + record("event") + " SET new_name = 'eve' WHERE number = 1");
    auto const outcome = audit({"--check"});
    EXPECT_EQ(outcome.exit_code, 4) << transcript(outcome);
    EXPECT_EQ(outcome.out.find("event: number 1, renamed second#1, was changed\n"), 0) << transcript(outcome);
}

TEST_P(AuditedLoad, NamesTheTablesThatItMade)
{
    auto const made = GetParam() == Engine::sqlite ? "tributary_made_object WHERE kind = 'table' AND name = 'users'"
                                                   : "tributary.made_object WHERE name = 'public.users'";
    EXPECT_EQ(testing::query(services.target, "SELECT count(*) FROM " + std::string(made)).at(0).at(0), "1");
}

TEST_P(AuditedLoad, HasThePlanWithoutUrls)
{
    auto const run = GetParam() == Engine::sqlite ? "tributary_run" : "tributary.run";
    auto const plan = testing::query(services.target, "SELECT plan FROM " + std::string(run)).at(0).at(0).value();
    EXPECT_NE(plan.find("[users]"), std::string::npos) << plan;
    EXPECT_EQ(plan.find(services.target.url), std::string::npos) << plan;
}

TEST_P(AuditedLoad, IsNamedByAReportThatHasNoStagingFile)
{
    auto const outcome = services.command({"report"});
    EXPECT_NE(outcome.err.find("`tributary audit "), std::string::npos) << transcript(outcome);
}

TEST(Audit, OfADatabaseThatDoesNotExistSaysSo)
{
    EXPECT_EQ(testing::run_program({"audit", "--target", "sqlite:/nowhere/none.db"}).exit_code, 69);
}

} // namespace
} // namespace tributary
