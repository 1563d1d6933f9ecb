#include "merge/model/terminal.hpp"
#include "reports/all.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

namespace tributary::reports {
namespace {

/// What `text` writes of one report, below the line of the run.
std::string page(Report const &report, std::size_t width = 80)
{
    std::ostringstream out;
    model::Facts facts;
    facts.summary.name = "pico";
    facts.summary.digest = "d1g3st";
    text.write(out, facts, std::span(&report, 1), width);
    return out.str().substr(out.str().find("\n\n") + 2);
}

std::string first_lines(std::string const &name, std::size_t width)
{
    std::ostringstream out;
    model::Facts facts;
    facts.summary.name = name;
    facts.summary.digest = "d1g3st";
    text.write(out, facts, {}, width);
    return out.str();
}

using Rows = decltype(Report::rows);

Report named(Rows rows)
{
    return {.name = "n", .help = "h", .title = "Names", .columns = {"name", "new_name"}, .rows = rows};
}

Report sentences(Rows rows)
{
    auto report = named(rows);
    report.is_whole = true;
    return report;
}

Report asked(Rows rows)
{
    auto report = named(rows);
    report.block = "new_name";
    return report;
}

Report counts(Rows rows)
{
    return {.name = "s",
            .help = "h",
            .title = "Summary",
            .columns = {"what", "count"},
            .rows = rows,
            .is_list = false,
            .is_counts = true};
}

TEST(TextPage, IsATableWhereItFits)
{
    EXPECT_EQ(page(named([](auto const &, Sink const &sink) {
                       sink({"harbourmaster", "x"});
                   }),
                   25),
              "Names: 1\n  name           new name\n  harbourmaster  x\n");
}

TEST(TextPage, CutsTheMiddleOfLongValues)
{
    EXPECT_EQ(page(named([](auto const &, Sink const &sink) {
                       sink({"harbourmaster", "x"});
                   }),
                   24),
              "Names: 1\n  name          new name\n  harbou…aster  x\n");
}

TEST(TextPage, HasRecordsWhereColumnsWouldBeTooNarrow)
{
    EXPECT_EQ(page(named([](auto const &, Sink const &sink) {
                       sink({"harbourmaster", "x"});
                   }),
                   23),
              "Names: 1\n  name      harbourmaste\n            r\n  new name  x\n");
}

TEST(TextPage, HasABlankLineBetweenRecords)
{
    EXPECT_EQ(page(sentences([](auto const &, Sink const &sink) {
                       sink({"a b c d e f g h", "x"});
                       sink({"i", "y"});
                   }),
                   24),
              "Names: 2\n  name      a b c d e f\n            g h\n  new name  x\n\n  name      i\n  new name  y\n");
}

TEST(TextPage, LeavesEmptyFieldsOutOfRecords)
{
    EXPECT_EQ(page(sentences([](auto const &, Sink const &sink) {
                       sink({"", "one two three four"});
                   }),
                   20),
              "Names: 1\n  new name  one two\n            three four\n");
}

TEST(TextPage, HasRecordsWhereASentenceWouldBeCut)
{
    EXPECT_EQ(page(sentences([](auto const &, Sink const &sink) {
                       sink({"ask them which one is right", "x"});
                   }),
                   36),
              "Names: 1\n  name      ask them which one is\n            right\n  new name  x\n");
}

TEST(TextPage, DoesNotCutANumber)
{
    EXPECT_EQ(page(named([](auto const &, Sink const &sink) {
                       sink({std::int64_t{1'000'000'000'000'000'000}, "thequickbrownfox"});
                   }),
                   35),
              "Names: 1\n  name                 new name\n  1000000000000000000  thequi…wnfox\n");
}

TEST(TextPage, DoesNotCutTheIdOfAQuestion)
{
    auto report = named([](auto const &, Sink const &sink) { sink({"name-16b08378ac8c", "thequickbrownfox"}); });
    report.columns = {"id", "name"};
    EXPECT_EQ(page(report, 33), "Names: 1\n  id                 name\n  name-16b08378ac8c  thequi…wnfox\n");
}

TEST(TextPage, KeepsTheLinesOfABlockWhole)
{
    auto const written = page(asked([](auto const &, Sink const &sink) {
                                  sink({"ann", "[[reference]]\ncolumn = \"posts.a_rather_long_name_of_a_column\""});
                              }),
                              40);
    EXPECT_EQ(written, "Names: 1\n  name  new name\n  ann   below\n      [[reference]]\n"
                       "      column = \"posts.a_rather_long_name_of_a_column\"\n");
}

TEST(TextPage, KeepsTheBlockOfARecordWhole)
{
    auto report = asked([](auto const &, Sink const &sink) { sink({"one two three four", "[[waive]]\ncolumn = 1"}); });
    report.is_whole = true;
    EXPECT_EQ(page(report, 22), "Names: 1\n  name      one two\n            three four\n  new name\n"
                                "      [[waive]]\n      column = 1\n");
}

TEST(TextPage, HasCountsOfNothingInOneLine)
{
    EXPECT_EQ(page(counts([](auto const &, Sink const &sink) {
                  sink({"malformed keys", std::int64_t{0}});
                  sink({"accounts", std::int64_t{3}});
                  sink({"overrides", std::int64_t{0}});
              })),
              "Summary\n  what      count\n  accounts  3\n  none: malformed keys, overrides\n");
}

TEST(TextPage, WrapsTheCountsOfNothing)
{
    EXPECT_EQ(page(counts([](auto const &, Sink const &sink) {
                       sink({"malformed keys", std::int64_t{0}});
                       sink({"rows left out", std::int64_t{0}});
                   }),
                   26),
              "Summary\n  none: malformed keys,\n    rows left out\n");
}

TEST(TextPage, WrapsATitle)
{
    auto report = named([](auto const &, Sink const &) {});
    report.title = "Names that nobody has";
    EXPECT_EQ(page(report, 20), "Names that nobody\nhas: none\n");
}

TEST(TextPage, ShowsControlCharactersAsEscapes)
{
    EXPECT_EQ(page(named([](auto const &, Sink const &sink) {
                  sink({"a\n\x1b[1m\x7f", "\u202ex\xff"});
              })),
              "Names: 1\n  name            new name\n  a\\n\\x1b[1m\\x7f  \\u202ex\\xff\n");
}

TEST(TextPage, ShowsControlCharactersOfABlockAsEscapes)
{
    EXPECT_TRUE(page(asked([](auto const &, Sink const &sink) {
                    sink({"a", "b\nc\x1b"});
                })).ends_with("      c\\x1b\n"));
}

TEST(TextPage, GivesWideCharactersTwoColumns)
{
    EXPECT_EQ(page(named([](auto const &, Sink const &sink) {
                  sink({"東京", "r"});
                  sink({"bobb", "r"});
              })),
              "Names: 2\n  name  new name\n  東京  r\n  bobb  r\n");
}

TEST(TextPage, ShowsTheNameOfTheRunWithoutControlCharacters)
{
    EXPECT_EQ(first_lines("a\x1b", 80), "run a\\x1b, digest d1g3st\n");
}

TEST(TextPage, HasTheDigestOnALineOfItsOwnWhereTheLineIsTooShort)
{
    EXPECT_EQ(first_lines("pico", 20), "run pico\ndigest d1g3st\n");
}

RC_GTEST_PROP(TextPage, IsNoWiderThanItsWidth, (unsigned char more))
{
    auto const width = 26 + std::size_t{more};
    std::istringstream lines(page(named([](auto const &, Sink const &sink) {
                                      sink({"prose/thequickbrownfoxjumpsoverthelazydog", "東京 東京 東京 東京 東京"});
                                      sink({"bob", "thequickbrownfox jumpsoverthelazydog and runs away"});
                                  }),
                                  width));
    for (std::string line; std::getline(lines, line);) {
        RC_ASSERT(model::columns_of(line) <= width);
    }
}

} // namespace
} // namespace tributary::reports
