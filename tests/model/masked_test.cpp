#include "merge/model/masked.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::model {
namespace {

TEST(Addresses, KeepTheirFirstLetterAndTheirDomain)
{
    EXPECT_EQ(with_masked_addresses("ann.lee+news@mail.example.org"), "a***@mail.example.org");
}

TEST(Addresses, AreMaskedInsideOfSentences)
{
    EXPECT_EQ(with_masked_addresses("both are named ann@example.org, bob@example.org."),
              "both are named a***@example.org, b***@example.org.");
}

TEST(Addresses, AreMaskedInsideOfDocuments)
{
    EXPECT_EQ(with_masked_addresses(R"({"mail":"ann@example.org","cc":["bob@example.org"]})"),
              R"({"mail":"a***@example.org","cc":["b***@example.org"]})");
    EXPECT_EQ(with_masked_addresses(R"({"mail":"ann\u0040example.org"})"), R"({"mail":"a***\u0040example.org"})");
}

TEST(Addresses, AreMaskedInsideOfUrls)
{
    EXPECT_EQ(with_masked_addresses("https://x.org/?user=ann%40example.org&b=1"),
              "https://x.org/?user=a***%40example.org&b=1");
    EXPECT_EQ(with_masked_addresses("mailto:ann@example.org"), "mailto:a***@example.org");
}

TEST(Addresses, MayBeOfAnyScript)
{
    EXPECT_EQ(with_masked_addresses("élodie@exämple.org"), "é***@exämple.org");
    EXPECT_EQ(with_masked_addresses("\"ann lee\"@example.org"), "a***@example.org");
}

TEST(Addresses, MayBeOfAMachine) { EXPECT_EQ(with_masked_addresses("ann@[192.168.0.1]"), "a***@[192.168.0.1]"); }

TEST(Addresses, AreNoMentionsAndNoVersions)
{
    EXPECT_EQ(with_masked_addresses("@ann and pkg@1.2.3 and a @ b.c, x@y"), "@ann and pkg@1.2.3 and a @ b.c, x@y");
}

TEST(Addresses, OfAccountsBecomeTheirIds)
{
    auto const ids = [](std::string_view source, std::string_view name) {
        return std::string(source == "prose" && name == "ann@example.org" ? "#12" : "");
    };
    EXPECT_EQ(with_masked_addresses("prose/ann@example.org lists/ann@example.org", ids),
              "prose/#12 lists/a***@example.org");
}

TEST(Secrets, AreCalledAfterOne)
{
    EXPECT_TRUE(is_called_after_a_secret("password_hash"));
    EXPECT_TRUE(is_called_after_a_secret("apiToken"));
    EXPECT_TRUE(is_called_after_a_secret("salt"));
    EXPECT_FALSE(is_called_after_a_secret("hashtag"));
    EXPECT_FALSE(is_called_after_a_secret("passport_number"));
}

TEST(Secrets, AreTakenOutOfDocuments)
{
    EXPECT_EQ(without_secrets(R"({"id": 5, "password": "hunter2", "name": "ann"})"),
              R"({"id": 5, "password": "***", "name": "ann"})");
    EXPECT_EQ(without_secrets(R"({"json": "{\"token\":\"abc\",\"id\":5}"})"),
              R"({"json": "{\"token\":\"***\",\"id\":5}"})");
    EXPECT_EQ(without_secrets(R"(a:2:{s:5:"token";s:3:"abc";s:2:"id";i:5;})"),
              R"(a:2:{s:5:"token";s:3:"***";s:2:"id";i:5;})");
}

TEST(Secrets, MayHoldQuotes)
{
    EXPECT_EQ(without_secrets(R"({"secret": "a\"b", "id": 5})"), R"({"secret": "***", "id": 5})");
}

TEST(Secrets, AreTakenOutOfUrls)
{
    EXPECT_EQ(without_secrets("postgresql://merge:hunter2@db1/pico"), "postgresql://merge:***@db1/pico");
    EXPECT_EQ(without_secrets("https://x.org/reset?token=abc&id=5"), "https://x.org/reset?token=***&id=5");
}

TEST(Secrets, AreTakenOutByTheirShape)
{
    EXPECT_EQ(without_secrets("dropped $2b$10$N9qo8uLOickgx2ZMRZoMye, kept"), "dropped ***, kept");
    EXPECT_EQ(without_secrets("-----BEGIN KEY-----\nabc\n-----END KEY-----"), "-----BEGIN ***-----END KEY-----");
    EXPECT_EQ(without_secrets("otpauth://totp/x?secret=ABC"), "***");
}

TEST(Secrets, AreNoTextsAboutThem)
{
    std::string const text =
        "the column \"password\" of table \"users\"; {name}-{source}-of-the-service; 'token' is \"it\"";
    EXPECT_EQ(without_secrets(text), text);
}

} // namespace
} // namespace tributary::model
