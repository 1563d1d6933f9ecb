#include "merge/references/counted_strings.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

TEST(CountedStrings, AreThoseWhoseLengthIsRight) { EXPECT_EQ(counted_strings(R"(a:1:{s:4:"name";s:3:"bob";})"), 2U); }

TEST(CountedStrings, AreNotThoseWhoseLengthIsWrong) { EXPECT_EQ(counted_strings(R"(s:3:"bobtmp";)"), 0U); }

TEST(CountedStrings, MayStandBetweenOtherWords) { EXPECT_EQ(counted_strings(R"(user|s:3:"bob";age|i:5;)"), 1U); }

TEST(CountedStrings, MayStandInEachOther) { EXPECT_EQ(counted_strings(R"(s:10:"s:3:"bob";";)"), 2U); }

TEST(CountedStrings, MayHaveTheEscapesOfJson) { EXPECT_EQ(counted_strings(R"({"c": "s:4:\"b\u00f6b\";"})"), 1U); }

TEST(CountedStrings, MayBeWhatAnObjectWritesItself) { EXPECT_EQ(counted_strings(R"(C:1:"X":3:{bob})"), 2U); }

TEST(CountedStrings, AreNoneInJson) { EXPECT_EQ(counted_strings(R"({"a1":"x", "b": 3})"), 0U); }

TEST(CountedStrings, HaveNoLengthBeyondTheText) { EXPECT_EQ(counted_strings("9999999999:\"x"), 0U); }

TEST(Lengths, AreWrongWhereAStringIsLonger) { EXPECT_FALSE(lengths_are_right(R"(s:3:"bob";)", R"(s:3:"bobtmp";)")); }

TEST(Lengths, AreWrongInBencode) { EXPECT_FALSE(lengths_are_right("d4:name3:bobe", "d4:name3:bobtmpe")); }

TEST(Lengths, AreRightInBencodeWhereANumberIsLonger) { EXPECT_TRUE(lengths_are_right("d2:idi1ee", "d2:idi1001ee")); }

TEST(Lengths, AreWrongInNetstrings) { EXPECT_FALSE(lengths_are_right("3:bob,3:ann,", "3:bobtmp,3:ann,")); }

TEST(Lengths, AreWrongInBencodeBesideACountedString)
{
    EXPECT_FALSE(lengths_are_right(R"(d4:name3:bob4:note8:s:1:"x";e)", R"(d4:name3:bobtmp4:note8:s:1:"x";e)"));
}

TEST(Lengths, AreRightInPhpWithPrivateProperties)
{
    using namespace std::string_view_literals;
    EXPECT_TRUE(lengths_are_right("O:1:\"J\":1:{s:5:\"\0J\0id\";i:7;}"sv, "O:1:\"J\":1:{s:5:\"\0J\0id\";i:1007;}"sv));
}

TEST(Lengths, AreNotKnownInBytes)
{
    using namespace std::string_view_literals;
    EXPECT_FALSE(lengths_are_right("\x04\x08I\"\x08"
                                   "bob"sv,
                                   "\x04\x08I\"\x08"
                                   "bobtmp"sv));
}

TEST(Lengths, AreNoMatterInATextOfLines)
{
    EXPECT_TRUE(lengths_are_right("hello\r\n@bob, 3:30", "hello\r\n@bobtmp, 3:30"));
}

} // namespace
} // namespace tributary::references
