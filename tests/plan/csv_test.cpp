#include "merge/plan/csv.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tributary::plan {
namespace {

using Fields = std::vector<std::string>;
using Records = std::vector<Fields>;

Records records(std::string_view text)
{
    Records result;
    for (auto const &record : read_csv(text)) {
        result.push_back(record.fields);
    }
    return result;
}

std::vector<int> lines(std::string_view text)
{
    std::vector<int> result;
    for (auto const &record : read_csv(text)) {
        result.push_back(record.line);
    }
    return result;
}

std::string wrong(std::string_view text)
{
    try {
        read_csv(text);
    } catch (std::invalid_argument const &error) {
        return error.what();
    }
    return "nothing was thrown";
}

TEST(CsvFile, OfNothingHasNoRecords) { EXPECT_EQ(records(""), Records{}); }

TEST(CsvFile, HasARecordForEachLine) { EXPECT_EQ(records("a,b\nc,d\n"), (Records{{"a", "b"}, {"c", "d"}})); }

TEST(CsvFile, MayEndWithoutALinesEnd) { EXPECT_EQ(records("a,b\nc,d"), (Records{{"a", "b"}, {"c", "d"}})); }

TEST(CsvFile, MayHaveTheLineEndsOfWindows) { EXPECT_EQ(records("a,b\r\nc,d\r\n"), (Records{{"a", "b"}, {"c", "d"}})); }

TEST(CsvFile, HasNoMarksOnceItIsRead) { EXPECT_EQ(records("'=a,\"'-b,\"\n"), (Records{{"=a", "-b,"}})); }

TEST(CsvFile, KeepsTheApostropheOfAName) { EXPECT_EQ(records("'ann,o'neill\n"), (Records{{"'ann", "o'neill"}})); }

TEST(CsvFile, MayBeginWithAByteOrderMark)
{
    EXPECT_EQ(records("\xef\xbb\xbf"
                      "a,b\n"),
              (Records{{"a", "b"}}));
}

TEST(CsvFile, MayBeginWithAByteOrderMarkAndAQuote)
{
    EXPECT_EQ(records("\xef\xbb\xbf\"a\",b\n"), (Records{{"a", "b"}}));
}

TEST(CsvFile, OfAByteOrderMarkAloneHasNoRecords) { EXPECT_EQ(records("\xef\xbb\xbf"), Records{}); }

TEST(CsvFile, KeepsEmptyFields) { EXPECT_EQ(records("a,,b,\n"), (Records{{"a", "", "b", ""}})); }

TEST(CsvFile, KeepsARecordOfEmptyFields) { EXPECT_EQ(records("a,b\n,\n"), (Records{{"a", "b"}, {"", ""}})); }

TEST(CsvFile, KeepsTheLastEmptyFieldWithoutALinesEnd)
{
    EXPECT_EQ(records("a,b\nc,"), (Records{{"a", "b"}, {"c", ""}}));
}

TEST(CsvFile, PassesOverEmptyLines) { EXPECT_EQ(records("\na,b\n\n\r\nc,d\n\n"), (Records{{"a", "b"}, {"c", "d"}})); }

TEST(CsvFile, KeepsBlanks) { EXPECT_EQ(records(" a , b\n"), (Records{{" a ", " b"}})); }

TEST(CsvFile, TakesASeparatorInQuotesForText) { EXPECT_EQ(records("\"a,b\",c\n"), (Records{{"a,b", "c"}})); }

TEST(CsvFile, TakesALinesEndInQuotesForText)
{
    EXPECT_EQ(records("\"a\nb\",\"c\r\nd\"\n"), (Records{{"a\nb", "c\r\nd"}}));
}

TEST(CsvFile, TakesADoubledQuoteForAQuote) { EXPECT_EQ(records("\"a \"\"b\"\" c\"\n"), (Records{{"a \"b\" c"}})); }

TEST(CsvFile, TakesFourQuotesForOne) { EXPECT_EQ(records("\"\"\"\",a\n"), (Records{{"\"", "a"}})); }

TEST(CsvFile, TakesTwoQuotesForNothing) { EXPECT_EQ(records("\"\",a\n"), (Records{{"", "a"}})); }

TEST(CsvFile, MayEndInAQuote) { EXPECT_EQ(records("a,\"b\""), (Records{{"a", "b"}})); }

TEST(CsvFile, MayHaveRecordsOfDifferentLength) { EXPECT_EQ(records("a,b\nc\n"), (Records{{"a", "b"}, {"c"}})); }

TEST(CsvFile, MayBePartedBySemicolons) { EXPECT_EQ(records("a;b\nc,d;e\n"), (Records{{"a", "b"}, {"c,d", "e"}})); }

TEST(CsvFile, PartedBySemicolonsMayQuoteThem)
{
    EXPECT_EQ(records("a;b\n\"c;d\";e\n"), (Records{{"a", "b"}, {"c;d", "e"}}));
}

TEST(CsvFile, PartedByCommasMayHoldSemicolons)
{
    EXPECT_EQ(records("a,b\nc;d,e\n"), (Records{{"a", "b"}, {"c;d", "e"}}));
}

TEST(CsvFile, KnowsTheLineOfEachRecord) { EXPECT_EQ(lines("a,b\nc,d\n"), (std::vector{1, 2})); }

TEST(CsvFile, CountsEmptyLines) { EXPECT_EQ(lines("a,b\n\n\r\nc,d\n"), (std::vector{1, 4})); }

TEST(CsvFile, CountsLinesInQuotes) { EXPECT_EQ(lines("a,b\n\"c\n\nd\",e\nf,g\n"), (std::vector{1, 2, 5})); }

TEST(CsvFile, NamesTheLineOfAQuoteThatDoesNotEnd)
{
    EXPECT_EQ(wrong("a,b\nc,\"d\n\n"), "2:1: a quoted field is not closed");
}

TEST(CsvFile, NamesTheLineOfAQuoteInsideAField)
{
    EXPECT_EQ(wrong("a,b\nc,d\"e\n"), "2:1: a quote inside a field that does not begin with one");
}

TEST(CsvFile, NamesTheLineOfWhatStandsBehindAClosingQuote)
{
    EXPECT_EQ(wrong("a,b\n\"c\"d,e\n"), "2:1: there is text after a closing quote");
}

} // namespace
} // namespace tributary::plan
