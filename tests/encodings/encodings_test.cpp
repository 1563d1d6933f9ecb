#include "merge/encodings/encodings.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::encodings {
namespace {

constexpr auto whole = std::string_view::npos;

std::optional<std::string> decoded(char const *encoding, std::string const &bytes)
{
    return Decoder(*find_encoding(encoding)).decoded(bytes);
}

TEST(Utf8, HasNoFaultInAscii) { EXPECT_EQ(not_utf8("the quick brown fox jumps over"), whole); }
TEST(Utf8, HasNoFaultInCharactersOfEveryLength) { EXPECT_EQ(not_utf8("longer é ‰ \U0001F600 and on"), whole); }
TEST(Utf8, HasNoFaultInTheEmptyText) { EXPECT_EQ(not_utf8(""), whole); }
TEST(Utf8, SaysWhereTheFaultIs) { EXPECT_EQ(not_utf8("twelve bytes\xe9 more"), 12U); }
TEST(Utf8, IsNotCutShort) { EXPECT_EQ(not_utf8("caf\xc3"), 3U); }
TEST(Utf8, IsNotOverlong) { EXPECT_EQ(not_utf8("\xc0\xaf"), 0U); }
TEST(Utf8, IsNotOverlongInThreeBytes) { EXPECT_EQ(not_utf8("\xe0\x9f\xbf"), 0U); }
TEST(Utf8, HasNoHalfOfASurrogatePair) { EXPECT_EQ(not_utf8("\xed\xa0\x80"), 0U); }
TEST(Utf8, EndsWithUnicode) { EXPECT_EQ(not_utf8("\xf4\x90\x80\x80"), 0U); }

TEST(Encodings, GoByTheirNamesInAnyWriting)
{
    EXPECT_EQ(find_encoding("latin-1"), find_encoding("LATIN1"));
    EXPECT_EQ(find_encoding("euc_jp")->name, "EUC_JP");
    EXPECT_EQ(find_encoding("LATIN11"), nullptr);
}

TEST(Encodings, CanAllBeRead)
{
    for (auto const &encoding : all_encodings()) {
        if (!encoding.converter.empty()) {
            EXPECT_EQ(decoded(std::string(encoding.name).c_str(), "plain"), "plain") << encoding.name;
        }
    }
}

TEST(Encodings, ReadLatin1) { EXPECT_EQ(decoded("LATIN1", "caf\xe9"), "café"); }
TEST(Encodings, ReadTheEuroOfLatin9) { EXPECT_EQ(decoded("LATIN9", "\xa4"), "€"); }
TEST(Encodings, ReadWindows1252) { EXPECT_EQ(decoded("WIN1252", "\x93x\x94"), "“x”"); }
TEST(Encodings, ReadKoi8r) { EXPECT_EQ(decoded("KOI8R", "\xcd\xc9\xd2"), "мир"); }
TEST(Encodings, ReadEucJp) { EXPECT_EQ(decoded("EUC_JP", "\xc6\xfc\xcb\xdc"), "日本"); }
TEST(Encodings, RefuseWhatHasNoMeaning) { EXPECT_EQ(decoded("EUC_JP", "\xff\xff"), std::nullopt); }

TEST(Encodings, ReadOnAfterWhatHasNoMeaning)
{
    Decoder const decoder(*find_encoding("EUC_JP"));
    decoder.decoded("\xff\xff");
    EXPECT_EQ(decoder.decoded("\xc6\xfc"), "日");
}

} // namespace
} // namespace tributary::encodings
