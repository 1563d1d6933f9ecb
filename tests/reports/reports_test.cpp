#include "reports/all.hpp"
#include "reports/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace tributary::reports {
namespace {

template <typename Fact> model::Stream<Fact> stream(std::vector<Fact> facts)
{
    return [facts = std::move(facts)](std::function<void(Fact const &)> const &sink) {
        for (auto const &fact : facts) {
            sink(fact);
        }
    };
}

/// A run in which nothing happened.
model::Facts empty()
{
    model::Facts facts;
    facts.summary.name = "pico";
    facts.summary.digest = "d1g3st";
    facts.books = stream<model::Book>({});
    facts.derived = stream<model::DerivedFact>({});
    facts.accounts = stream<model::AccountFact>({});
    facts.matches = stream<model::MatchFact>({});
    facts.merges = stream<model::MergeFact>({});
    facts.renames = stream<model::RenameFact>({});
    facts.collisions = stream<model::CollisionFact>({});
    facts.conflicts = stream<model::ConflictFact>({});
    facts.widened_access = stream<model::WidenedAccessFact>({});
    facts.possible_matches = stream<model::PossibleMatchFact>({});
    facts.lost_keys = stream<model::LostKeyFact>({});
    facts.sources = stream<model::SourceFact>({});
    facts.look_alikes = stream<model::LookAlikeFact>({});
    facts.malformed_keys = stream<model::MalformedKeyFact>({});
    facts.dropped_values = stream<model::DroppedValueFact>({});
    facts.rewrites = stream<model::RewriteFact>({});
    facts.assigned_values = stream<model::AssignedValueFact>({});
    facts.computed_values = stream<model::ComputedValueFact>({});
    facts.dangling_values = stream<model::DanglingValueFact>({});
    facts.folded_rows = stream<model::FoldedRowFact>({});
    facts.left_out = stream<model::LeftOutFact>({});
    facts.refused_values = stream<model::RefusedValueFact>({});
    facts.overrides = stream<model::OverrideFact>({});
    facts.ids = stream<model::RangeFact>({});
    facts.not_carried = stream<model::NotCarriedFact>({});
    facts.crosswalk = stream<model::CrosswalkFact>({});
    return facts;
}

/// A run with one contested name.
model::Facts contested(std::string const &name, std::string const &new_name = "x")
{
    auto facts = empty();
    facts.collisions = stream<model::CollisionFact>({{name, "a/b", "c/d", new_name}});
    facts.summary.contested_names = 1;
    return facts;
}

std::string written(Format const &format, model::Facts const &facts, std::vector<Report> const &reports,
                    std::size_t width = 80)
{
    std::ostringstream out;
    format.write(out, facts, reports, width);
    return out.str();
}

/// The line of the contested name.
std::string csv_line(model::Facts const &facts)
{
    auto const file = written(csv, facts, {collisions});
    return file.substr(file.find('\n') + 1);
}

bool holds(std::string const &document, std::string const &part) { return document.find(part) != std::string::npos; }

std::string json_with(std::string const &name) { return written(json, contested(name), {collisions}); }

std::string html_with(std::string const &name) { return written(html, contested(name), {collisions}); }

TEST(Reports, AreKnownByTheNamesOfTheCommandLine)
{
    std::vector<std::string_view> names;
    std::transform(all_reports().begin(), all_reports().end(), std::back_inserter(names),
                   [](auto const &report) { return report.name; });
    EXPECT_EQ(names,
              (std::vector<std::string_view>{"summary",          "books",           "derived",         "accounts",
                                             "matches",          "merges",          "renames",         "collisions",
                                             "conflicts",        "widened_access",  "lost_keys",       "look_alikes",
                                             "possible_matches", "malformed_keys",  "dropped_values",  "rewrites",
                                             "assigned_values",  "computed_values", "dangling_values", "folded_rows",
                                             "left_out",         "refused_values",  "overrides",       "ids",
                                             "not_carried",      "outside",         "aliases"}));
}

TEST(Reports, SayThatKeysWereNotLookedAt)
{
    EXPECT_TRUE(holds(written(text, empty(), {widened_access}, 120), ": not looked at: the plan names no login keys"));
}

TEST(Reports, SayNoneWhereKeysWereLookedAt)
{
    auto facts = empty();
    facts.summary.key_tables = 1;
    EXPECT_TRUE(holds(written(text, facts, {widened_access}), "(widened access): none"));
}

TEST(Summary, HasNoNumberOfWhatWasNotLookedAt)
{
    EXPECT_TRUE(holds(written(csv, empty(), {summary}), "widened access,not looked at\n"));
}

TEST(Summary, CountsFoldedRowsOnlyWhereThereAreAny)
{
    EXPECT_FALSE(holds(written(csv, empty(), {summary}), "folded rows"));
    auto facts = empty();
    facts.summary.folded_rows = 3;
    EXPECT_TRUE(holds(written(csv, facts, {summary}), "folded rows,3\n"));
}

TEST(Summary, CountsWhatSetReplacesAndWhatFollowsFromRowsApart)
{
    auto facts = empty();
    facts.summary.computed_values = 3;
    facts.summary.values_from_rows = 4;
    auto const text = written(csv, facts, {summary});
    EXPECT_TRUE(holds(text, "values computed by the plan,3\nvalues computed from rows,4\n"));
}

TEST(Summary, SaysHowManyReferencesThatLedNowhereLeadToARow)
{
    auto facts = empty();
    facts.summary.dangling_values = 3;
    facts.summary.dangling_as_rows = 1;
    EXPECT_TRUE(holds(written(csv, facts, {summary}), "references that led nowhere,3\nand now lead to a row,1\n"));
}

TEST(LeftOut, CountsTheRowsOfATableThatIsNotLoaded)
{
    auto facts = empty();
    facts.left_out = stream<model::LeftOutFact>({{"lists", "sessions", "", "load = false", "why", 7}});
    facts.summary.left_out = 7;
    EXPECT_TRUE(holds(written(text, facts, {left_out}), "by a rule of the plan: 7\n"));
}

TEST(Reports, AreWrittenInFiveFormats)
{
    std::vector<std::string_view> names;
    std::transform(all_formats().begin(), all_formats().end(), std::back_inserter(names),
                   [](auto const &format) { return format.name; });
    EXPECT_EQ(names, (std::vector<std::string_view>{"text", "csv", "json", "html", "nginx"}));
}

TEST(Csv, HasAHeaderWithoutRows)
{
    EXPECT_EQ(written(csv, empty(), {books}), "source,table,read,loaded,folded,left_out\n");
}

TEST(Csv, HasALineForEachRow)
{
    auto facts = empty();
    facts.books = stream<model::Book>({{"prose", "posts", 5, 3, 2, 0}, {"lists", "posts", 0, 0, 0, 0}});
    EXPECT_EQ(written(csv, facts, {books}),
              "source,table,read,loaded,folded,left_out\nprose,posts,5,3,2,0\nlists,posts,0,0,0,0\n");
}

TEST(Csv, LeavesAPlainFieldWithoutQuotes)
{
    EXPECT_EQ(csv_line(contested("jürgen o'neill")), "jürgen o'neill,a/b,c/d,x\n");
}

TEST(Csv, QuotesAComma) { EXPECT_EQ(csv_line(contested("a,b")), "\"a,b\",a/b,c/d,x\n"); }

TEST(Csv, DoublesAQuote) { EXPECT_EQ(csv_line(contested("a\"b")), "\"a\"\"b\",a/b,c/d,x\n"); }

TEST(Csv, QuotesALineFeed) { EXPECT_EQ(csv_line(contested("a\nb")), "\"a\nb\",a/b,c/d,x\n"); }

TEST(Csv, QuotesACarriageReturn) { EXPECT_EQ(csv_line(contested("a\rb")), "\"a\rb\",a/b,c/d,x\n"); }

TEST(Csv, MarksWhatASpreadsheetWouldTakeForAFormula)
{
    EXPECT_EQ(csv_line(contested("=HYPERLINK(1)")), "'=HYPERLINK(1),a/b,c/d,x\n");
}

TEST(Csv, MarksInsideTheQuotes) { EXPECT_EQ(csv_line(contested("=1,2")), "\"'=1,2\",a/b,c/d,x\n"); }

TEST(Csv, LeavesANumberBelowZeroWithoutAMark)
{
    auto facts = empty();
    facts.books = stream<model::Book>({{"prose", "posts", -5, 3, 2, 0}});
    EXPECT_TRUE(holds(written(csv, facts, {books}), "prose,posts,-5,3,2,0\n"));
}

TEST(Csv, KeepsControlCharacters) { EXPECT_EQ(csv_line(contested("a\x1b\u202e")), "a\x1b\u202e,a/b,c/d,x\n"); }

TEST(Csv, LeavesNothingEmpty) { EXPECT_EQ(csv_line(contested("bob", "")), "bob,a/b,c/d,\n"); }

TEST(Csv, PartsReportsByABlankLine)
{
    EXPECT_EQ(written(csv, empty(), {collisions, matches}),
              "name,keeps,gives_up,new_name\n\nfirst,second,rule,evidence\n");
}

TEST(Json, IsOneObjectWithTheRun)
{
    EXPECT_EQ(written(json, empty(), {}), "{\n  \"run\": {\"name\": \"pico\", \"digest\": \"d1g3st\"}\n}\n");
}

TEST(Json, HasAnEmptyArrayForAReportWithoutRows)
{
    EXPECT_TRUE(holds(written(json, empty(), {conflicts}), ",\n  \"conflicts\": []\n}"));
}

TEST(Json, HasAnObjectForEachRow)
{
    auto facts = empty();
    facts.matches = stream<model::MatchFact>({{"a/x", "b/x", "r", "e"}, {"a/y", "b/y", "r", "e"}});
    EXPECT_TRUE(holds(written(json, facts, {matches}),
                      "\"matches\": [\n"
                      "    {\"first\": \"a/x\", \"second\": \"b/x\", \"rule\": \"r\", \"evidence\": \"e\"},\n"
                      "    {\"first\": \"a/y\", \"second\": \"b/y\", \"rule\": \"r\", \"evidence\": \"e\"}\n  ]"));
}

TEST(Json, WritesCountsAsNumbers)
{
    auto facts = empty();
    facts.books = stream<model::Book>({{"prose", "posts", 9'223'372'036'854'775'807, 3, 2, 0}});
    EXPECT_TRUE(holds(written(json, facts, {books}), "\"read\": 9223372036854775807, \"loaded\": 3"));
}

TEST(Json, WritesTextOfDigitsAsText) { EXPECT_TRUE(holds(json_with("42"), "\"name\": \"42\"")); }

TEST(Json, WritesNothingAsNull)
{
    EXPECT_TRUE(holds(written(json, contested("bob", ""), {collisions}), "\"new_name\": null"));
}

TEST(Json, EscapesAQuoteAndABackslash) { EXPECT_TRUE(holds(json_with("a\"b\\c"), "\"a\\\"b\\\\c\"")); }

TEST(Json, EscapesControlCharacters) { EXPECT_TRUE(holds(json_with("a\n\t\x01"), "\"a\\n\\t\\u0001\"")); }

TEST(Json, WritesOtherCharactersAsTheyAre) { EXPECT_TRUE(holds(json_with("ü€😀"), "\"ü€😀\"")); }

TEST(Json, ReplacesWhatIsNotUtf8)
{
    EXPECT_TRUE(holds(json_with("a\xff"
                                "b"),
                      "\"a\xef\xbf\xbd"
                      "b\""));
}

TEST(Json, ReplacesACharacterThatIsCutOff) { EXPECT_TRUE(holds(json_with("a\xe2\x82"), "\"a\xef\xbf\xbd\"")); }

TEST(Html, EscapesAngleBrackets)
{
    EXPECT_TRUE(holds(html_with("<script>alert(1)</script>"), "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"));
}

TEST(Html, EscapesAnAmpersand) { EXPECT_TRUE(holds(html_with("a&lt;"), "<td>a&amp;lt;</td>")); }

TEST(Html, EscapesAQuote) { EXPECT_TRUE(holds(html_with("a\"b"), "<td>a&quot;b</td>")); }

TEST(Html, EscapesTheNameOfTheRun)
{
    auto facts = empty();
    facts.summary.name = "</title><b>";
    EXPECT_FALSE(holds(written(html, facts, {}), "</title><b>"));
}

TEST(Html, MarksNumbers)
{
    auto facts = empty();
    facts.books = stream<model::Book>({{"prose", "posts", 5, 3, 2, 0}});
    EXPECT_TRUE(holds(written(html, facts, {books}), "<td>posts</td><td class=\"number\">5</td>"));
}

TEST(Html, KeepsTheLinesOfWhatIsPastedFromIt)
{
    auto const page = html_with("[table.posts]\n  where = \"1\"");
    EXPECT_TRUE(holds(page, "<td>[table.posts]\n  where = &quot;1&quot;</td>"));
    EXPECT_TRUE(holds(page, "td{white-space:pre-wrap}"));
}

TEST(Html, NeedsNothingElse)
{
    auto const page = written(html, contested("bob"), {all_reports().begin(), all_reports().end()});
    EXPECT_FALSE(holds(page, "<script") || holds(page, "src=") || holds(page, "href="));
}

TEST(Text, NamesTheRun) { EXPECT_EQ(written(text, empty(), {}), "run pico, digest d1g3st\n"); }

TEST(Text, SaysThatThereIsNothing) { EXPECT_TRUE(holds(written(text, empty(), {conflicts}), "\nUndecided: none\n")); }

TEST(Text, CountsTheRows) { EXPECT_TRUE(holds(written(text, contested("bob"), {collisions}), "Contested names: 1\n")); }

TEST(Text, AlignsColumnsByTheWidestValue)
{
    auto facts = empty();
    facts.matches = stream<model::MatchFact>({{"a/b", "c", "same-key", "e"}, {"prose/bob", "d", "r", "f"}});
    EXPECT_TRUE(holds(written(text, facts, {matches}), "  first      second  rule      evidence\n"
                                                       "  a/b        c       same-key  e\n"
                                                       "  prose/bob  d       r         f\n"));
}

TEST(Text, CountsCharactersAndNotBytes)
{
    auto facts = empty();
    facts.matches = stream<model::MatchFact>({{"prose/jürgen", "c", "r", "e"}, {"prose/bobbob", "d", "r", "f"}});
    EXPECT_TRUE(holds(written(text, facts, {matches}), "  prose/jürgen  c       r     e\n"
                                                       "  prose/bobbob  d       r     f\n"));
}

TEST(Text, EndsNoLineInBlanks)
{
    EXPECT_TRUE(holds(written(text, contested("bob", ""), {collisions}), "  bob   a/b    c/d\n"));
}

} // namespace
} // namespace tributary::reports
