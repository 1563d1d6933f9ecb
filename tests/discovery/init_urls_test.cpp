#include "merge/discovery/init_urls.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

/// URLs that go into a plan, and what the operator is told of them.
class Urls : public ::testing::Test {
protected:
    Urls()
    {
        progress.warn = [this](std::string const &sentence) { warnings.push_back(sentence); };
    }

    std::string kept(std::string const &name, std::string const &raw, std::string const &replaced)
    {
        return urls.kept(name, raw, {"source \"" + name + "\"", replaced, {}, {}});
    }
    std::string kept(std::string const &name, std::string const &url) { return kept(name, url, url); }

    job::Progress progress;
    std::vector<std::string> warnings;
    KeptUrls urls{progress};
};

TEST_F(Urls, WithoutAPasswordAreKept)
{
    EXPECT_EQ(kept("prose", "postgresql://ann@db/prose"), "postgresql://ann@db/prose");
    EXPECT_TRUE(warnings.empty());
}

TEST_F(Urls, OfAFileAreKept) { EXPECT_EQ(kept("prose", "sqlite:prose:secret@x.db"), "sqlite:prose:secret@x.db"); }

TEST_F(Urls, WithAPasswordBecomeAVariable)
{
    EXPECT_EQ(kept("prose", "postgresql://ann:secret@db/prose"), "${PROSE_URL}");
}

TEST_F(Urls, WithAPasswordAmongTheKeywordsBecomeAVariable)
{
    EXPECT_EQ(kept("prose", "host=db password=secret dbname=prose"), "${PROSE_URL}");
}

TEST_F(Urls, WithAPasswordAreNotRepeatedToTheOperator)
{
    kept("prose", "postgresql://ann:secret@db/prose");
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0].find("secret"), std::string::npos);
    EXPECT_NE(warnings[0].find("export PROSE_URL="), std::string::npos);
}

TEST_F(Urls, ThatAreAVariableAreKept)
{
    EXPECT_EQ(kept("prose", "${DB}", "postgresql://ann:secret@db/prose"), "${DB}");
}

TEST_F(Urls, WhosePasswordIsAVariableAreKept)
{
    EXPECT_EQ(kept("prose", "postgresql://ann:${PW}@db/prose", "postgresql://ann:secret@db/prose"),
              "postgresql://ann:${PW}@db/prose");
}

TEST_F(Urls, WhosePasswordIsPartlyAVariableBecomeOne)
{
    EXPECT_EQ(kept("prose", "postgresql://ann:x${PW}@db/prose", "postgresql://ann:xsecret@db/prose"), "${PROSE_URL}");
}

TEST_F(Urls, BecomeAVariableWhoseNameIsOne)
{
    EXPECT_EQ(kept("9 lists.sh", "postgresql://a:b@c/d"), "${_9_LISTS_SH_URL}");
}

TEST_F(Urls, BecomeTwoVariablesThoughTheirSourcesAreCalledAlmostAlike)
{
    EXPECT_EQ(kept("a-b", "postgresql://a:b@c/d"), "${A_B_URL}");
    EXPECT_EQ(kept("a.b", "postgresql://a:b@c/e"), "${A_B_URL_}");
}

} // namespace
} // namespace tributary::discovery
