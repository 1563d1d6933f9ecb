#include "reports/check.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace tributary::reports {
namespace {

using model::Weight;

std::string written(model::CheckFindings const &findings)
{
    std::ostringstream out;
    write_check_as_text(out, findings);
    return out.str();
}

bool holds(std::string const &text, std::string const &part) { return text.find(part) != std::string::npos; }

model::Drift drift(Weight weight, std::string const &sentence, std::string const &means = "x")
{
    model::Drift result;
    result.weight = weight;
    result.sentence = sentence;
    result.means = means;
    return result;
}

model::UncoveredColumn column(bool likely)
{
    model::UncoveredColumn result;
    result.table = "posts";
    result.column = "editor";
    result.evidence = "its name says so";
    result.reference = "[[reference]]\ncolumn = \"posts.editor\"\n";
    result.waive = "[[waive]]\ncolumn = \"posts.editor\"\n";
    result.likely = likely;
    return result;
}

TEST(CheckText, NamesTheRun)
{
    model::CheckFindings findings;
    findings.name = "pico";
    EXPECT_TRUE(written(findings).starts_with("check of pico\n\nDatabases\n"));
}

TEST(CheckText, NamesColumnsThatCannotBeLookedInto)
{
    model::CheckFindings findings;
    findings.sealed = {{"jobs", "state", "2 of 2 values are Python's pickle in lists", "waive it", false}};
    EXPECT_TRUE(holds(written(findings), "\nValues that cannot be looked into: 1\n"
                                         "  jobs, state: 2 of 2 values are Python's pickle in lists\n    waive it\n"));
}

TEST(CheckText, SaysThatNothingPreventsAMerge)
{
    EXPECT_TRUE(holds(written({}), "; problems: none\n\nNothing here prevents a merge.\n"));
}

TEST(CheckText, NamesSectionsThatFoundNothingInOneLine)
{
    EXPECT_TRUE(holds(written({}), "\nMissing rights; differences between sources and target; undeclared columns;\n"
                                   "  values that cannot be looked into; not read, and not carried; "));
}

TEST(CheckText, WrapsSentencesAndNoCommands)
{
    model::CheckFindings findings;
    findings.problems = {{model::Exit::plan, "a sentence that is too long", "see `tributary run PLAN --execute` then"}};
    std::ostringstream out;
    CheckLayout layout;
    layout.width = 20;
    write_check_as_text(out, findings, layout);
    EXPECT_TRUE(holds(out.str(), "  a sentence that\n    is too long\n"
                                 "    see\n      `tributary run PLAN --execute`\n      then\n"))
        << out.str();
}

TEST(CheckText, DoesNotSaySoWhereThereIsAProblem)
{
    model::CheckFindings findings;
    findings.problems = {{model::Exit::unreachable, "source \"prose\": cannot be reached", "start it"}};
    EXPECT_FALSE(holds(written(findings), "Nothing here prevents a merge."));
    EXPECT_TRUE(holds(written(findings), "\nProblems: 1\n  source \"prose\": cannot be reached\n    start it\n"));
}

TEST(CheckText, SaysHowManyAnswersAreMissing)
{
    model::CheckFindings findings;
    findings.drift = {drift(Weight::answerable, "a"), drift(Weight::impossible, "b")};
    EXPECT_TRUE(holds(written(findings), "\n2 items need an answer.\n"));
}

TEST(CheckText, NamesTheDatabasesAndWhatTheyLack)
{
    model::CheckFindings findings;
    findings.databases = {{"prose", false, "PostgreSQL", "15.8", 7, {{"SELECT on table \"posts\"", "GRANT\nSELECT"}}},
                          {"target", true, "SQLite", "3.40", 0, {{"a writable file", ""}}}};
    auto const text = written(findings);
    EXPECT_TRUE(holds(text, "  source \"prose\"       PostgreSQL 15.8, 7 tables\n"
                            "  target               SQLite 3.40, 0 tables\n"));
    EXPECT_TRUE(holds(text,
                      "\nMissing rights: 2\n  source \"prose\": SELECT on table \"posts\"\n    GRANT\n    SELECT\n"
                      "  target: a writable file\n\n"));
}

TEST(CheckText, SaysThatTheTargetWasNotChecked) { EXPECT_TRUE(holds(written({}), "\nTarget\n  not checked\n")); }

TEST(CheckText, SaysWhyTheTargetIsUnknown)
{
    model::CheckFindings findings;
    findings.target.sentence = "it cannot be reached";
    EXPECT_TRUE(holds(written(findings), "\nTarget\n  it cannot be reached\n"));
}

TEST(CheckText, PutsFirstWhatCannotBeLoaded)
{
    model::CheckFindings findings;
    findings.drift = {drift(Weight::harmless, "one"), drift(Weight::by_values, "two"),
                      drift(Weight::answerable, "three"), drift(Weight::impossible, "four")};
    EXPECT_TRUE(holds(written(findings), "target: 4\n  four\n    cannot be loaded: x\n  three\n    needs an answer: x\n"
                                         "  two\n    the values decide: x\n  one\n    harmless: x\n"));
}

TEST(CheckText, WritesDdlOnLinesOfItsOwn)
{
    model::CheckFindings findings;
    findings.drift = {drift(Weight::answerable, "a")};
    findings.drift[0].ddl = "ALTER TABLE posts\nADD COLUMN n integer;";
    EXPECT_TRUE(holds(written(findings), "\n      ALTER TABLE posts\n      ADD COLUMN n integer;\n"));
}

TEST(CheckText, ProposesTheReferenceFirstWhereItIsLikely)
{
    model::CheckFindings findings;
    findings.coverage = {column(true)};
    EXPECT_TRUE(holds(written(findings), "Undeclared columns: 1\n  posts.editor: its name says so\n"
                                         "      [[reference]]\n      column = \"posts.editor\"\n    or\n"
                                         "      [[waive]]\n      column = \"posts.editor\"\n"));
}

TEST(CheckText, ProposesTheWaiverFirstWhereTheReferenceIsNotLikely)
{
    model::CheckFindings findings;
    findings.coverage = {column(false)};
    EXPECT_TRUE(
        holds(written(findings), "      [[waive]]\n      column = \"posts.editor\"\n    or\n      [[reference]]\n"));
}

TEST(CheckText, WritesTheEntriesOfColumnsOfOneNameTogether)
{
    model::CheckFindings findings;
    findings.coverage = {column(true), column(true), column(true)};
    findings.coverage[1].column = "author";
    findings.coverage[2].table = "files";
    EXPECT_TRUE(holds(written(findings), "  posts.editor: its name says so\n  files.editor: its name says so\n"
                                         "      [[reference]]\n      column = \"posts.editor\"\n"
                                         "      [[reference]]\n      column = \"posts.editor\"\n    or\n"));
}

TEST(CheckText, NamesWaiversThatNothingNeeds)
{
    model::CheckFindings findings;
    findings.needless_waivers = {"[[waive]] for posts.n: nothing asks for it"};
    EXPECT_TRUE(holds(written(findings), "Undeclared columns: none\n  [[waive]] for posts.n: nothing asks for it\n"));
}

TEST(CheckText, NamesTheSubjectOfANoteOnlyWhereItHasOne)
{
    model::CheckFindings findings;
    findings.ids = {{"posts", "id", "too many", "widen it"}, {"tags", "", "none left", ""}};
    EXPECT_TRUE(holds(written(findings), "Ids: 2\n  posts, id: too many\n    widen it\n"
                                         "  tags: none left\n"));
}

TEST(CheckText, NamesASequenceThatIsOfNoTable)
{
    model::CheckFindings findings;
    findings.ids = {{"", "public.numbers", "not known", ""}};
    EXPECT_TRUE(holds(written(findings), "Ids: 1\n  public.numbers: not known\n"));
}

TEST(CheckText, AsksAboutATableThatHangsOnWhatIsMerged)
{
    model::CheckFindings findings;
    findings.not_carried = {{"lists", "table", "audit.log", 3, "its column user_id", false}};
    EXPECT_TRUE(holds(written(findings),
                      "Not read, and not carried: 1\n  source \"lists\" has the table audit.log (3 rows)\n"
                      "    needs an answer: its column user_id\n"));
}

TEST(CheckText, AsksNothingAboutATableThatIsWaived)
{
    model::CheckFindings findings;
    findings.not_carried = {{"lists", "table", "audit.log", 3, "its column user_id", true}};
    EXPECT_TRUE(holds(written(findings), "  source \"lists\" has the table audit.log (3 rows): waived\n\n"));
}

TEST(CheckText, KeepsAnEmptyLineOfTextToPaste)
{
    model::CheckFindings findings;
    findings.problems = {{model::Exit::plan, "a", "one\n\ntwo"}};
    EXPECT_TRUE(holds(written(findings), "    one\n    \n    two\n"));
}

} // namespace
} // namespace tributary::reports
