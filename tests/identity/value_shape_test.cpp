#include "merge/identity/value_shape.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

namespace tributary::identity {
namespace {

Shape of(std::string_view text) { return shape_of(model::Cell::of(text)); }
Shape of(std::int64_t number) { return shape_of(model::Cell::of(number)); }

TEST(ValueShape, KnowsHashesOfPasswords)
{
    EXPECT_EQ(of("$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"), Shape::secret);
    EXPECT_EQ(of("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b0dWRWJTmaaJObG"), Shape::secret);
    EXPECT_EQ(of("{SSHA}DkMTwBl+a/3DfY+MUDWpYqq8+ciBSfsk"), Shape::secret);
}

TEST(ValueShape, KnowsKeys)
{
    EXPECT_EQ(of("-----BEGIN PGP PUBLIC KEY BLOCK-----\nx"), Shape::secret);
    EXPECT_EQ(of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ me"), Shape::secret);
    EXPECT_EQ(of("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"), Shape::secret);
}

TEST(ValueShape, TakesNoTextInDollarsForAHash) { EXPECT_EQ(of("$100 for a week in Rome"), Shape::other); }

TEST(ValueShape, KnowsRandomTextsInEveryAlphabet)
{
    EXPECT_EQ(of("JBSWY3DPEHPK3PXP"), Shape::random);
    EXPECT_EQ(of("3f2a9c0e5b7d1a8f4c6e"), Shape::random);
    EXPECT_EQ(of("mF9aQ2xLb7TzK1pWc4Rv"), Shape::random);
    EXPECT_EQ(of("mF9aQ2-xLb7T_zK1pWc4-Rv8Yd"), Shape::random);
    EXPECT_EQ(of("mF9aQ2xLb/TzK1pWc4Rv8+Yd"), Shape::random);
}

TEST(ValueShape, KnowsTheRandomPartOfAToken)
{
    EXPECT_EQ(of("ghp_mF9aQ2xLb7TzK1pWc4Rv"), Shape::random);
    EXPECT_EQ(of("sha256:3f2a9c0e5b7d1a8f4c6e3f2a9c0e5b7d1a8f4c6e3f2a9c0e5b7d1a8f4c6e1234"), Shape::random);
}

TEST(ValueShape, KnowsDigestsByTheirLength) { EXPECT_EQ(of("d41d8cd98f00b204e9800998ecf8427e"), Shape::digest); }

TEST(ValueShape, TakesWordsForNothing)
{
    EXPECT_EQ(of("UserProfileController2"), Shape::other);
    EXPECT_EQ(of("how-to-merge-three-databases-2"), Shape::other);
    EXPECT_EQ(of("How-To-Merge-3-Databases"), Shape::other);
    EXPECT_EQ(of("ORDERCONFIRMATION2"), Shape::other);
    EXPECT_EQ(of("INV-2026-000000000012"), Shape::other);
    EXPECT_EQ(of("annabelleandbob1984"), Shape::other);
}

TEST(ValueShape, TakesUlidsForIds) { EXPECT_EQ(of("01ARZ3NDEKTSV4RRFFQ69G5FAV"), Shape::other); }

TEST(ValueShape, TakesNoAccountNumberForRandom) { EXPECT_EQ(of("DE89370400440532013000"), Shape::other); }

TEST(ValueShape, TakesNoHostForAFile) { EXPECT_EQ(of("mail.example.com"), Shape::other); }

TEST(ValueShape, TakesABrowsersNameForNothing)
{
    EXPECT_EQ(of("Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0"), Shape::other);
}

TEST(ValueShape, TakesUuidsForIds) { EXPECT_EQ(of("123e4567-e89b-12d3-a456-426614174000"), Shape::other); }

TEST(ValueShape, KnowsContent)
{
    EXPECT_EQ(of("report.pdf"), Shape::content);
    EXPECT_EQ(of("https://example.com/mF9aQ2xLb7TzK1pWc4Rv"), Shape::content);
    EXPECT_EQ(of("image/png"), Shape::content);
    EXPECT_EQ(of("two\nlines"), Shape::content);
    EXPECT_EQ(of(524288), Shape::content);
}

TEST(ValueShape, TakesSmallNumbersAndMomentsForNothing)
{
    EXPECT_EQ(of(7), Shape::other);
    EXPECT_EQ(of(1700000000), Shape::other);
}

TEST(ValueShape, KnowsWhatProgramsKeep)
{
    EXPECT_EQ(of("{\"csrf\": \"x\"}"), Shape::structured);
    EXPECT_EQ(of("a:1:{s:2:\"id\";i:7;}"), Shape::structured);
    EXPECT_EQ(of("user|a:1:{s:2:\"id\";i:7;}"), Shape::structured);
}

TEST(ValueShape, KnowsBytesThatAreNoUuid)
{
    EXPECT_EQ(shape_of({model::Cell::Type::blob, 0, 0,
                        "\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"}),
              Shape::random);
    EXPECT_EQ(
        shape_of({model::Cell::Type::blob, 0, 0, "\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12\x13\x14\x15\x16"}),
        Shape::other);
    EXPECT_EQ(of("\\x3f2a9c0e5b7d1a8f4c6e3f2a9c0e5b7d1a8f4c6e"), Shape::random);
}

} // namespace
} // namespace tributary::identity
