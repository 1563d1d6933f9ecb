#include "merge/identity/look_alike_texts.hpp"
#include "rules/all.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::identity {
namespace {

/// Whether a match of two accounts with these values is marked.
bool only_look_alike(std::string const &first, std::string const &second)
{
    ComparedColumn column;
    column.as_is = {column.texts.intern(first), column.texts.intern(second)};
    std::vector<model::Match> matches{{0, 1, "same-column", true}};
    std::vector const foldings{rules::fold_none, rules::fold_case, rules::fold_nfkc_casefold, rules::fold_confusable};
    mark_look_alikes(matches, column, {}, foldings);
    return matches[0].looks_alike;
}

TEST(LookAlikeTexts, AreThoseWithAnotherLetter) { EXPECT_TRUE(only_look_alike("bob@x.org", "b\u043eb@x.org")); }

TEST(LookAlikeTexts, AreThoseOfAnotherWidth) { EXPECT_TRUE(only_look_alike("bob@x.org", "\uff42ob@x.org")); }

TEST(LookAlikeTexts, AreThoseWithInvisibleCharacters) { EXPECT_TRUE(only_look_alike("bob@x.org", "bob\u200b@x.org")); }

TEST(LookAlikeTexts, AreNotThoseThatDifferInCase) { EXPECT_FALSE(only_look_alike("bob@x.org", "Bob@X.org")); }

TEST(LookAlikeTexts, AreNotThoseThatDifferInBlanksAtTheEnds)
{
    EXPECT_FALSE(only_look_alike("bob@x.org", " bob@x.org "));
}

TEST(LookAlikeTexts, AreNotEqualOnes) { EXPECT_FALSE(only_look_alike("b\u043eb@x.org", "b\u043eb@x.org")); }

} // namespace
} // namespace tributary::identity
