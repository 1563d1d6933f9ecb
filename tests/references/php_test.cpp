#include "merge/references/php.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

class Nothing final : public PhpValues {
public:
    void key(PhpValue const & /*key*/) override {}
    void scalar(PhpValue const & /*value*/) override {}
    void open(PhpValue const & /*value*/) override {}
    void close() override {}
};

std::string problem(std::string_view text)
{
    Nothing nothing;
    return read_php(text, nothing);
}

constexpr auto invalid = "is not serialised by PHP";

TEST(Php, HasScalarsOfEveryKind)
{
    EXPECT_EQ(problem(R"(a:7:{i:0;N;i:1;b:1;i:2;b:0;i:3;i:-5;i:4;d:1.0E+25;i:5;d:-INF;i:6;E:11:"Suit:Hearts";})"), "");
}

TEST(Php, HasObjectsThatWriteThemselves) { EXPECT_EQ(problem(R"(C:1:"X":5:{a:1;}})"), ""); }

TEST(Php, HasStringsWithEscapes) { EXPECT_EQ(problem(R"(S:3:"a\2fb";)"), ""); }

TEST(Php, HasStringsWithQuotes) { EXPECT_EQ(problem(R"(s:6:"a";b:1";)"), ""); }

TEST(Php, HasNoLengthThatIsTooLarge) { EXPECT_EQ(problem(R"(s:4:"bob";)"), invalid); }

TEST(Php, HasNoLengthThatIsTooSmall) { EXPECT_EQ(problem(R"(s:2:"bob";)"), invalid); }

TEST(Php, HasNoLengthBeyondTheText) { EXPECT_EQ(problem(R"(s:18446744073709551615:"bob";)"), invalid); }

TEST(Php, HasNoLengthBeyondAnyNumber) { EXPECT_EQ(problem(R"(s:99999999999999999999999:"bob";)"), invalid); }

TEST(Php, HasNoNegativeLength) { EXPECT_EQ(problem(R"(s:-3:"bob";)"), invalid); }

TEST(Php, HasNoNegativeCount) { EXPECT_EQ(problem("a:-1:{}"), invalid); }

TEST(Php, HasNoFewerEntriesThanItSays) { EXPECT_EQ(problem("a:2:{i:0;i:1;}"), invalid); }

TEST(Php, HasNoMoreEntriesThanItSays) { EXPECT_EQ(problem("a:0:{i:0;i:1;}"), invalid); }

TEST(Php, HasNoCountBeyondTheText) { EXPECT_EQ(problem("a:9999999999:{}"), invalid); }

TEST(Php, HasNoKeyWithoutAValue) { EXPECT_EQ(problem("a:1:{i:0;}"), invalid); }

TEST(Php, HasNoBooleanKey) { EXPECT_EQ(problem("a:1:{b:1;i:0;}"), invalid); }

TEST(Php, HasAnEnd) { EXPECT_EQ(problem(R"(a:1:{i:0;s:3:"bo)"), invalid); }

TEST(Php, HasNothingBehindIt) { EXPECT_EQ(problem("i:1;i:2;"), invalid); }

TEST(Php, HasNoReferenceToWhatComesLater) { EXPECT_EQ(problem("a:2:{i:0;R:3;i:1;i:5;}"), invalid); }

TEST(Php, HasNoEscapeAtTheEndOfTheText) { EXPECT_EQ(problem(R"(S:3:"a\)"), invalid); }

TEST(Php, HasNoNumberWithTwoSigns) { EXPECT_EQ(problem("i:--5;"), invalid); }

TEST(Php, IsNotTheEmptyText) { EXPECT_EQ(problem(""), invalid); }

TEST(Php, IsNotReadBelowFiveHundredLevels)
{
    std::string text;
    for (int i = 0; i < 501; ++i) {
        text += "a:1:{i:0;";
    }
    EXPECT_EQ(problem(text), "is nested too deeply");
}

TEST(Php, LooksLikeAnArray) { EXPECT_TRUE(looks_like_php("a:1:{i:0;i:1;}")); }

TEST(Php, LooksLikeNoSentence) { EXPECT_FALSE(looks_like_php("a: b, c: d")); }

TEST(Php, LooksLikeNoLabel) { EXPECT_FALSE(looks_like_php("s:1 is a label;")); }

TEST(Php, PropertyIsNamedWithoutItsClass)
{
    using namespace std::string_view_literals;
    EXPECT_EQ(property_name("\0*\0owner"sv), "owner");
}

} // namespace
} // namespace tributary::references
