#include "merge/undeclared/sealed.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using namespace std::string_view_literals;

TEST(Sealed, IsAPickle) { EXPECT_EQ(sealed("\x80\x04K\x01."sv), "Python's pickle"); }

TEST(Sealed, IsAnOldPickle) { EXPECT_EQ(sealed("(dp0\nS'u'\np1\nI1\ns."sv), "Python's pickle"); }

TEST(Sealed, IsNoPictureThatBeginsLikeAPickle) { EXPECT_EQ(sealed("\x80\x04K\x01"sv), ""); }

TEST(Sealed, IsMarshal) { EXPECT_EQ(sealed("\x04\x08{\x06"sv), "Ruby's Marshal"); }

TEST(Sealed, IsIgbinary) { EXPECT_EQ(sealed("\0\0\0\2\x14\x01"sv), "PHP's igbinary"); }

TEST(Sealed, IsAStreamOfJava) { EXPECT_EQ(sealed("\xac\xed\0\x05sr"sv), "Java's serialisation"); }

TEST(Sealed, IsMarshalInBase64) { EXPECT_EQ(sealed("BAh7BkkiDHVzZXJfaWQGOgZFVGkH\n"), "Ruby's Marshal in base64"); }

TEST(Sealed, IsJavaInBase64)
{
    EXPECT_EQ(sealed("rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA=="), "Java's serialisation in base64");
}

TEST(Sealed, IsPhpInBase64) { EXPECT_EQ(sealed("YToxOntzOjQ6InVzZXIiO2k6MTI7fQ=="), "PHP in base64"); }

TEST(Sealed, IsNoText) { EXPECT_EQ(sealed("a text"), ""); }

TEST(Sealed, IsNoHash) { EXPECT_EQ(sealed("d41d8cd98f00b204e9800998ecf8427e"), ""); }

} // namespace
} // namespace tributary::undeclared
