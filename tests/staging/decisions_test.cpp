#include "merge/staging/books.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

namespace tributary::staging {
namespace {

using testing::number;
using testing::Rows;

model::ConflictFact conflict(std::string const &account)
{
    return {{}, "name", account, "users", "7", "a/bob c/bob", "both are named bob", "rename"};
}

/// prose and lists have three tags each.
class Decisions : public ::testing::Test, protected testing::Merging {
protected:
    Decisions()
    {
        stage(tags, {{number(1)}, {number(2)}, {number(3)}});
        stage(tags, {{number(1)}, {number(2)}, {number(3)}});
    }

    void refuse(model::ConflictFact const &fact) const { DecisionWriter(staging).conflict(fact); }

    /// A value that survivorship chose for a row of prose.
    void give(std::int64_t row, std::string const &value) const
    {
        staging.database()
            .prepare("INSERT INTO survived VALUES (?1, ?2, 'id', ?3, 'max')")
            .bind(1, prose().table_id)
            .bind(2, row)
            .bind(3, std::string_view(value))
            .run();
    }

    Rows survivors() const
    {
        return query("SELECT s.source, d.row, d.survivor_row FROM decision AS d JOIN staged_table AS s ON s.id = "
                     "d.table_id ORDER BY s.source, d.row");
    }

    model::MappedTable tags = table(testing::table("tags", {testing::integer_column("id")}));
    model::MappedSource const &prose() const { return tags.sources.at(0); }
    model::MappedSource const &lists() const { return tags.sources.at(1); }
};

TEST_F(Decisions, SayWhoSurvives)
{
    fold(lists(), 2, prose(), 3);
    EXPECT_EQ(survivors(), (Rows{{"1", "2", "3"}}));
}

TEST_F(Decisions, LeaveARowThatIsFoldedAlreadyAsItIs)
{
    fold(lists(), 2, prose(), 3);
    fold(lists(), 2, prose(), 1);
    EXPECT_EQ(survivors(), (Rows{{"1", "2", "3"}}));
}

TEST_F(Decisions, SendTheRowsOfAFoldedSurvivorToItsSurvivor)
{
    fold(lists(), 2, lists(), 1);
    fold(lists(), 1, prose(), 3);
    settle_survivors(staging);
    EXPECT_EQ(survivors(), (Rows{{"1", "1", "3"}, {"1", "2", "3"}}));
}

TEST_F(Decisions, SendRowsDownALongChainOfSurvivors)
{
    fold(lists(), 3, lists(), 2);
    fold(lists(), 2, lists(), 1);
    fold(lists(), 1, prose(), 3);
    fold(prose(), 3, prose(), 1);
    settle_survivors(staging);
    EXPECT_EQ(survivors(), (Rows{{"0", "3", "1"}, {"1", "1", "1"}, {"1", "2", "1"}, {"1", "3", "1"}}));
}

TEST_F(Decisions, LeaveARenamedSurvivorWhereItIs)
{
    fold(lists(), 2, prose(), 3);
    rename(prose(), 3, "x");
    settle_survivors(staging);
    EXPECT_EQ(query("SELECT survivor_row FROM decision WHERE action = 'fold'"), (Rows{{"3"}}));
}

TEST_F(Decisions, CountWhatIsUndecided)
{
    refuse(conflict("c/bob"));
    refuse(conflict("c/ann"));
    EXPECT_EQ(undecided(staging), 2);
}

TEST_F(Decisions, CountAConflictOnceThatComesTwice)
{
    refuse(conflict("c/bob"));
    refuse(conflict("c/bob"));
    EXPECT_EQ(undecided(staging), 1);
}

TEST_F(Decisions, GiveAConflictTheSameIdInEverySnapshot)
{
    testing::Merging const other;
    refuse(conflict("c/bob"));
    DecisionWriter(other.staging).conflict(conflict("c/bob"));
    EXPECT_EQ(query("SELECT id FROM conflict"), other.query("SELECT id FROM conflict"));
}

TEST_F(Decisions, GiveAConflictTheSameIdWhateverTheEvidence)
{
    auto later = conflict("c/bob");
    later.evidence = "both are still called bob";
    refuse(conflict("c/bob"));
    refuse(later);
    EXPECT_EQ(undecided(staging), 1);
}

TEST_F(Decisions, ChangeTheDigestWhenAValueIsGivenToAnotherRow)
{
    give(2, "x");
    auto const before = decisions_digest(staging);
    staging.database().execute("UPDATE survived SET row = 3");
    EXPECT_NE(decisions_digest(staging), before);
}

TEST_F(Decisions, HaveOneDigestInWhateverOrderRowsWereRead)
{
    give(2, "x");
    Merging other;
    auto same = table(tags.target);
    other.stage(same, {{number(3)}, {number(2)}, {number(1)}});
    other.stage(same, {{number(1)}, {number(2)}, {number(3)}});
    other.staging.database().execute(
        "INSERT INTO survived SELECT id, 2, 'id', 'x', 'max' FROM staged_table WHERE source = 0");
    EXPECT_EQ(decisions_digest(staging), decisions_digest(other.staging));
}

TEST_F(Decisions, BalanceTheBooks)
{
    fold(lists(), 2, prose(), 3);
    rename(lists(), 1, "x");
    write_books(staging);
    EXPECT_EQ(query("SELECT source, label, read, loaded, folded, left_out FROM book ORDER BY source"),
              (Rows{{"0", "tags", "3", "3", "0", "0"}, {"1", "tags", "3", "2", "1", "0"}}));
}

TEST_F(Decisions, KeepABookOfAnEmptyTable)
{
    auto notes = table(testing::table("notes", {testing::integer_column("id")}));
    stage(notes, {});
    write_books(staging);
    EXPECT_EQ(query("SELECT read, loaded FROM book WHERE label = 'notes'"), (Rows{{"0", "0"}}));
}

TEST_F(Decisions, AreForgottenWhenResolveBeginsAnew)
{
    fold(lists(), 2, prose(), 3);
    refuse(conflict("c/bob"));
    write_books(staging);
    clear_decisions(staging);
    EXPECT_EQ(
        query("SELECT (SELECT count(*) FROM decision), (SELECT count(*) FROM conflict), (SELECT count(*) FROM book)"),
        (Rows{{"0", "0", "0"}}));
}

} // namespace
} // namespace tributary::staging
