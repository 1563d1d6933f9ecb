#include "merge/references/path.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tributary::references {
namespace {

TEST(Path, TakesAQuotedMember) { EXPECT_EQ(read_path(R"($."a.b c")").at(0).name, "a.b c"); }

TEST(Path, ReadsEscapesInAQuotedMember)
{
    EXPECT_EQ(read_path(R"($."App\\User \"x\" \u00e9")").at(0).name, "App\\User \"x\" é");
}

TEST(Path, HasNoUnknownEscape) { EXPECT_THROW(read_path(R"($."App\User")"), std::invalid_argument); }

/// The name that the step to a member leads to.
std::string read_back(std::string const &name)
{
    auto const steps = read_path("$.first" + member_step(name) + "[*]");
    return steps.size() == 3 && steps[1].kind == Step::Kind::member ? steps[1].name : "not one member";
}

TEST(Path, LeadsToAPlainName) { EXPECT_EQ(member_step("user_id"), ".user_id"); }

TEST(Path, LeadsToANameWithDots) { EXPECT_EQ(read_back("a.b[0].c"), "a.b[0].c"); }

TEST(Path, LeadsToANameWithQuotes) { EXPECT_EQ(read_back(R"(x"y\"z')"), R"(x"y\"z')"); }

TEST(Path, LeadsToANameWithBackslashes) { EXPECT_EQ(read_back(R"(App\User\)"), R"(App\User\)"); }

TEST(Path, LeadsToAStar) { EXPECT_EQ(read_back("*"), "*"); }

TEST(Path, LeadsToANameThatIsANumber) { EXPECT_EQ(read_back("17"), "17"); }

TEST(Path, LeadsToAnEmptyName) { EXPECT_EQ(read_back(""), ""); }

TEST(Path, LeadsToANameInAnotherScript) { EXPECT_EQ(read_back("größe 名前 😀"), "größe 名前 😀"); }

TEST(Path, LeadsToANameWithControlCharacters)
{
    using namespace std::string_literals;
    EXPECT_EQ(read_back("a\nb\t\x1b[31m\0\x7f"s), "a\nb\t\x1b[31m\0\x7f"s);
}

TEST(Path, LeadsToANameThatIsNoUtf8)
{
    EXPECT_EQ(read_back("gr\xf6\xdf"
                        "e\xed\xa0\x80"),
              "gr\xf6\xdf"
              "e\xed\xa0\x80");
}

TEST(Path, WritesBytesThatAreNoCharacters) { EXPECT_EQ(member_step("\xf6"), R"(."\xf6")"); }

bool leads(std::string_view wide, std::string_view narrow, bool php = false)
{
    return leads_everywhere(read_path(wide), read_path(narrow), php);
}

TEST(Path, LeadsToItself) { EXPECT_TRUE(leads(R"($."a"[*].b)", "$.a[*].b")); }

TEST(Path, LeadsFromEveryMemberToEach) { EXPECT_TRUE(leads("$.*.id", "$.post.id")); }

TEST(Path, LeadsFromOneElementNotToAll) { EXPECT_FALSE(leads("$[0]", "$[*]")); }

TEST(Path, LeadsFromEveryMemberToNoElementInJson) { EXPECT_FALSE(leads("$.*", "$[*]")); }

TEST(Path, LeadsFromEveryMemberToElementsInPhp) { EXPECT_TRUE(leads("$.*", "$[*]", true)); }

TEST(Path, LeadsNotBeyondItself) { EXPECT_FALSE(leads("$.a", "$.a.b")); }

TEST(Path, TakesAFilter)
{
    auto const steps = read_path(R"($[*]?(@.kind == "a \"b\"").id)");
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[1].kind, Step::Kind::where);
    EXPECT_EQ(steps[1].name, "kind");
    EXPECT_EQ(steps[1].value, R"(a "b")");
    EXPECT_TRUE(steps[1].value_is_text);
}

TEST(Path, TakesAFilterByANumber)
{
    auto const steps = read_path("$ ? (@.kind==-2).id");
    EXPECT_EQ(steps.at(0).value, "-2");
    EXPECT_FALSE(steps.at(0).value_is_text);
}

TEST(Path, ReadsTheFilterThatItWrites)
{
    auto const steps = read_path("$" + where_step("odd \"name\"", "a\\b", true) + ".id");
    EXPECT_EQ(steps.at(0).name, "odd \"name\"");
    EXPECT_EQ(steps.at(0).value, "a\\b");
}

TEST(Path, TakesAFilterBehindABlank)
{
    auto const steps = read_path(R"($.a ?(@.k == "x").id)");
    EXPECT_EQ(steps.at(0).name, "a");
}

TEST(Path, TakesAQuestionMarkInAName) { EXPECT_EQ(read_path("$.active?").at(0).name, "active?"); }

TEST(Path, HasNoOtherFilter)
{
    EXPECT_THROW(read_path(R"($?(@.a.b == "a"))"), std::invalid_argument);
    EXPECT_THROW(read_path("$?(@.a == 007)"), std::invalid_argument);
    EXPECT_THROW(read_path(R"($[*]?(@.a == "x").b?(@.c == "y").d)"), std::invalid_argument);
    EXPECT_THROW(read_path(R"($?(@.kind != "a"))"), std::invalid_argument);
    EXPECT_THROW(read_path(R"($?(@.kind == true))"), std::invalid_argument);
    EXPECT_THROW(read_path(R"($?(@.kind == "a")"), std::invalid_argument);
}

TEST(Path, LeadsToMoreWithoutAFilter)
{
    EXPECT_TRUE(leads_everywhere(read_path("$[*].id"), read_path(R"($[*]?(@.kind == "a").id)"), false));
    EXPECT_FALSE(leads_everywhere(read_path(R"($[*]?(@.kind == "a").id)"), read_path("$[*].id"), false));
}

TEST(Path, BeginsWithADollar) { EXPECT_THROW(read_path("owner"), std::invalid_argument); }

TEST(Path, HasNoEmptyStep) { EXPECT_THROW(read_path("$."), std::invalid_argument); }

TEST(Path, HasNoOpenBracket) { EXPECT_THROW(read_path("$.a[*"), std::invalid_argument); }

TEST(Path, HasANumberOrAStarInBrackets) { EXPECT_THROW(read_path("$[a]"), std::invalid_argument); }

TEST(Path, HasNoOpenQuote) { EXPECT_THROW(read_path("$.\"a"), std::invalid_argument); }

TEST(Path, HasNothingBetweenSteps) { EXPECT_THROW(read_path("$[*]a"), std::invalid_argument); }

} // namespace
} // namespace tributary::references
