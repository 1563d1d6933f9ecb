#include "merge/staging/accounts.hpp"
#include "rules/all.hpp"

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <string>

namespace tributary::rules {
namespace {

std::string const ed25519_blob = "AAAAC3NzaC1lZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbHZV";
std::string const ed25519 = "ssh-ed25519 " + ed25519_blob;
std::string const rsa =
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC0n8B02CZ0mwHm6QI4tJ1ArlbNOrZcOhwxEjcSwDXSf1sR/"
    "SrOWtBMYOZdILBg6bDSHITD2cyP6JHq87yfPBS9i1aNZ+374namnVb6wHjlbBnWPWHKWP4Fi0kUb9o2xlZhZ747E2tTG5fqIEusGm55ZGs1d8KyJO"
    "b06l/pCaEnCw==";
std::string const ecdsa =
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNkWoK1OLg1BmzPkXZbaNPnB4"
    "HX05k81DzLz/mKTrXE4y/f5/rLGhQUJXh0tRIYpQfnIXTUwCAkgu/MVQFycQdc=";

std::optional<std::string> blob_of(std::string const &key) { return ssh_key.normalise(key); }

bool malformed(std::string const &key) { return !blob_of(key); }

std::string fingerprint(std::string const &key)
{
    auto const bytes = blob_of(key).value();
    model::Fingerprint result{};
    SHA256(reinterpret_cast<unsigned char const *>(bytes.data()), bytes.size(), result.data());
    return staging::shown({reinterpret_cast<char const *>(result.data()), result.size()});
}

// What `ssh-keygen -lf` of OpenSSH 9.2 prints of the keys above.
TEST(SshKey, HasTheFingerprintThatSshKeygenPrintsOfAnEd25519Key)
{
    EXPECT_EQ(fingerprint(ed25519), "SHA256:N2vWj6vlogGNNkoU7osAz/sIhMC4NHk7s/nAmYOtAog");
}

TEST(SshKey, HasTheFingerprintThatSshKeygenPrintsOfAnRsaKey)
{
    EXPECT_EQ(fingerprint(rsa), "SHA256:M+0jqSjhZJyzTI/A6+1DtLcuej1xAH9YEGt0tESq73k");
}

TEST(SshKey, HasTheFingerprintThatSshKeygenPrintsOfAnEcdsaKey)
{
    EXPECT_EQ(fingerprint(ecdsa), "SHA256:w1vmNFpnDG9MJ+XummNRxpPCQVPuXKcuVm6mTVjMjJU");
}

TEST(SshKey, IsAnotherOneThanAnotherKey) { EXPECT_NE(blob_of(ed25519), blob_of(rsa)); }

TEST(SshKey, IsTheSameWithAComment) { EXPECT_EQ(blob_of(ed25519 + " bob@example.com"), blob_of(ed25519)); }

TEST(SshKey, IsTheSameWithACommentOfSeveralWords)
{
    EXPECT_EQ(blob_of(ed25519 + " Bob's \"old\" laptop"), blob_of(ed25519));
}

TEST(SshKey, IsTheSameWithALineEnd) { EXPECT_EQ(blob_of(ed25519 + "\r\n"), blob_of(ed25519)); }

TEST(SshKey, IsTheSameWithBlanksBeforeIt) { EXPECT_EQ(blob_of(" \t" + ed25519), blob_of(ed25519)); }

TEST(SshKey, IsTheSameWithSeveralBlanksWithinIt)
{
    EXPECT_EQ(blob_of("ssh-ed25519 \t " + ed25519_blob), blob_of(ed25519));
}

TEST(SshKey, IsTheSameWithAnOption) { EXPECT_EQ(blob_of("no-pty " + ed25519), blob_of(ed25519)); }

TEST(SshKey, IsTheSameWithSeveralOptions)
{
    EXPECT_EQ(blob_of("no-pty,no-port-forwarding " + ed25519 + " bob"), blob_of(ed25519));
}

TEST(SshKey, IsTheSameWithAQuotedOptionThatHoldsBlanks)
{
    EXPECT_EQ(blob_of("command=\"/bin/echo hello world\",no-pty " + ed25519), blob_of(ed25519));
}

TEST(SshKey, IsTheSameWithAQuotedOptionThatHoldsQuotes)
{
    EXPECT_EQ(blob_of(R"(command="echo \"hello world\" again" )" + ed25519), blob_of(ed25519));
}

TEST(SshKey, IsTheOneBehindAQuotedOptionThatHoldsAKey)
{
    EXPECT_EQ(blob_of("command=\"echo " + rsa + "\" " + ed25519), blob_of(ed25519));
}

TEST(SshKey, IsMalformedWhereAnOptionsQuoteIsNotClosed) { EXPECT_TRUE(malformed("command=\"echo " + ed25519)); }

TEST(SshKey, IsMalformedWhereTheBlobIsOfAnotherType) { EXPECT_TRUE(malformed("ssh-rsa " + ed25519_blob)); }

TEST(SshKey, IsMalformedWhereTheTypeIsInAnotherCase) { EXPECT_TRUE(malformed("SSH-ED25519 " + ed25519_blob)); }

TEST(SshKey, IsMalformedWithoutItsType) { EXPECT_TRUE(malformed(ed25519_blob)); }

TEST(SshKey, IsMalformedWithoutItsBlob) { EXPECT_TRUE(malformed("ssh-ed25519")); }

TEST(SshKey, IsMalformedWithoutItsBlobButWithABlank) { EXPECT_TRUE(malformed("ssh-ed25519 ")); }

TEST(SshKey, IsMalformedWhereItIsEmpty) { EXPECT_TRUE(malformed("")); }

TEST(SshKey, IsMalformedWhereItIsBlank) { EXPECT_TRUE(malformed(" \t\n")); }

TEST(SshKey, IsMalformedWithANulBehindTheBlob) { EXPECT_TRUE(malformed(ed25519 + '\0')); }

TEST(SshKey, IsMalformedWithANulInItsComment) { EXPECT_TRUE(malformed(ed25519 + " bob" + '\0' + "by")); }

TEST(SshKey, IsMalformedWithALetterThatIsNotOfBase64)
{
    EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbH*V"));
}

TEST(SshKey, IsMalformedInTheBase64OfUrls)
{
    EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbH_-"));
}

TEST(SshKey, IsMalformedWhereTheBlobLacksALetter)
{
    EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbHZ"));
}

TEST(SshKey, IsMalformedWithoutThePaddingThatIsDue)
{
    auto const padded = ecdsa.size() - 1;
    EXPECT_TRUE(malformed(ecdsa.substr(0, padded)));
}

TEST(SshKey, IsMalformedWithPaddingThatIsNotDue) { EXPECT_TRUE(malformed(ed25519 + "==")); }

TEST(SshKey, IsMalformedWithPaddingAlone) { EXPECT_TRUE(malformed("ssh-ed25519 ====")); }

TEST(SshKey, IsMalformedWithPaddingInTheMiddle)
{
    EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC0=ZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbHZV"));
}

TEST(SshKey, IsMalformedWhereBitsAreLeftOver)
{
    EXPECT_TRUE(
        malformed("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNkWoK1OLg1BmzPkXZbaNPn"
                  "B4HX05k81DzLz/mKTrXE4y/f5/rLGhQUJXh0tRIYpQfnIXTUwCAkgu/MVQFycQdd="));
}

TEST(SshKey, IsMalformedWhereTheBlobEndsWithinItsLength) { EXPECT_TRUE(malformed("ssh-ed25519 AAAA")); }

TEST(SshKey, IsMalformedWhereTheBlobEndsBehindItsLength) { EXPECT_TRUE(malformed("ssh-ed25519 AAAACw==")); }

TEST(SshKey, IsMalformedWhereTheBlobEndsWithinItsType) { EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC0=")); }

TEST(SshKey, IsMalformedWhereTheTypesLengthPassesTheEnd)
{
    EXPECT_TRUE(malformed("ssh-ed25519 /////3NzaC1lZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbHZV"));
}

TEST(SshKey, IsMalformedWhereTheBlobHasAnEmptyType)
{
    EXPECT_TRUE(malformed(" AAAAAAAAACDnfIQWT72SlIQi9zEpkjuzlm4FYhYuI1Cu8YBuBmx2VQ=="));
}

TEST(SshKey, IsMalformedInTheFormOfSshOne)
{
    EXPECT_TRUE(malformed("1024 35 118171983917283719283719283791287391823719283719 bob@example.com"));
}

TEST(SshKey, IsMalformedWhereItIsAPrivateKey)
{
    EXPECT_TRUE(malformed("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n"));
}

TEST(SshKey, IsMalformedBehindTwoWordsThatAreNoOptions) { EXPECT_TRUE(malformed("my key " + ed25519)); }

TEST(SshKey, IsMalformedInALineThatIsCommentedOut) { EXPECT_TRUE(malformed("# " + ed25519)); }

TEST(SshKey, IsMalformedInALineOfKnownHosts) { EXPECT_TRUE(malformed("github.com " + ed25519)); }

TEST(SshKey, IsMalformedWhereItIsRevoked) { EXPECT_TRUE(malformed("@revoked * " + ed25519)); }

TEST(SshKey, IsMalformedWhereItSignsOthers) { EXPECT_TRUE(malformed("no-pty,cert-authority " + ed25519)); }

TEST(SshKey, IsMalformedBehindAnOptionThatSshdDoesNotKnow) { EXPECT_TRUE(malformed("no-fun " + ed25519)); }

TEST(SshKey, IsTheSameWithAnOptionInAnotherCase) { EXPECT_EQ(blob_of("NO-PTY " + ed25519), blob_of(ed25519)); }

TEST(SshKey, IsMalformedWhereTheBlobHoldsItsTypeAlone) { EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")); }

TEST(SshKey, IsMalformedWhereTheBlobIsOfAnInventedType)
{
    EXPECT_TRUE(malformed("ssh-fun AAAAB3NzaC1mdW4AAAAEYWJjZA=="));
}

TEST(SshKey, IsMalformedWhereTheKeyIsCut)
{
    EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAH+d8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbHY="));
}

TEST(SshKey, IsMalformedWithBytesBehindTheKey)
{
    EXPECT_TRUE(malformed("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOd8hBZPvZKUhCL3MSmSO7OWbgViFi4jUK7xgG4GbHZVAAAA"));
}

TEST(TextKey, IsMalformedWhereItStandsForNothing) { EXPECT_EQ(text_key.normalise("n/a"), std::nullopt); }

TEST(TextKey, IsWhatItIsByteForByte) { EXPECT_EQ(text_key.normalise(" a b \n"), " a b \n"); }

TEST(TextKey, IsMalformedWhereItIsEmpty) { EXPECT_EQ(text_key.normalise(""), std::nullopt); }

} // namespace
} // namespace tributary::rules
