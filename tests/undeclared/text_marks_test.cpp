#include "merge/undeclared/text_marks.hpp"
#include "rules/pattern.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {
namespace {

using Words = std::vector<std::string>;

/// What is found in a text, as the regular expression of each mark finds it there too, or else with a question mark.
Words marks(std::string_view text)
{
    Words result;
    each_mark(text, [&](TextMark const &mark) {
        if (mark.is == TextMark::Is::any_number) {
            return;
        }
        auto const value = std::string(mark.value);
        std::string found = "?";
        for (auto const &[begin, end] : rules::finder(mark.regex())(text)) {
            found = begin == mark.at && text.substr(begin, end - begin) == value ? "" : found;
        }
        result.push_back(found + std::string(mark.name) + " " + value);
    });
    return result;
}

TEST(TextMarks, AreNumbersBehindNames) { EXPECT_EQ(marks(R"(<a data-user-id="7">)"), Words{"data-user-id 7"}); }

TEST(TextMarks, AreNumbersInJsonWithEscapes) { EXPECT_EQ(marks(R"(text: {\"user_id\": 7})"), Words{"user_id 7"}); }

TEST(TextMarks, AreNumbersBehindColons) { EXPECT_EQ(marks("user:7"), Words{"user 7"}); }

TEST(TextMarks, AreNamesOfPlacesOfUsers)
{
    EXPECT_EQ(marks("/~ann.b"), Words{"~ ann.b"});
    EXPECT_EQ(marks("https://x.org/~ann"), Words{"~ ann"});
    EXPECT_EQ(marks("~5 of them, /~7"), Words{});
}

TEST(TextMarks, AreAllUuidsOfAWord)
{
    EXPECT_EQ(marks("7d9f0c1a-2b3c-4d5e-8f90-a1b2c3d4e5f6_1e2f3a4b-5c6d-4e7f-9a0b-c1d2e3f4a5b6").size(), 2);
}

TEST(TextMarks, AreNumbersBehindHashes)
{
    EXPECT_EQ(marks("see post #8 and Post#9"), (Words{"post 8", "Post 9"}));
    EXPECT_EQ(marks("<a href=\"#8\">#9</a>"), Words{});
}

TEST(TextMarks, AreNumbersInPaths) { EXPECT_EQ(marks("see /users/7, please"), Words{"users 7"}); }

TEST(TextMarks, AreNumbersBeforeAnEnding) { EXPECT_EQ(marks("users/7.json"), Words{"users 7"}); }

TEST(TextMarks, AreNumbersBeforeASlug)
{
    EXPECT_EQ(marks("/posts/48-a-title"), (Words{"posts 48", "posts 48-a-title"}));
}

TEST(TextMarks, AreNoDates) { EXPECT_EQ(marks("/posts/2024-01-02"), Words{"posts 2024-01-02"}); }

TEST(TextMarks, AreGlobalIds) { EXPECT_EQ(marks("gid://app/User/7"), (Words{"app User", "User 7", "app 7"})); }

TEST(TextMarks, AreNamesInPaths) { EXPECT_EQ(marks("/users/ann.b."), Words{"users ann.b"}); }

TEST(TextMarks, AreNamesBehindWords)
{
    EXPECT_EQ(marks("[[User:ann.b|she]] and author=\"bob\""), (Words{"User ann.b", "author bob"}));
}

TEST(TextMarks, AreNoWordsBehindNumbers) { EXPECT_EQ(marks("at 12:noon"), Words{}); }

TEST(TextMarks, AreNumbersBehindOneWordMore)
{
    EXPECT_EQ(marks("/t/a-title/57"), (Words{"t a-title", "a-title 57", "t 57"}));
}

TEST(TextMarks, AreMentions) { EXPECT_EQ(marks("@ann, and @bo-b."), (Words{"@ ann", "@ bo-b"})); }

TEST(TextMarks, AreNoAddresses) { EXPECT_EQ(marks("ann@example.com"), Words{}); }

TEST(TextMarks, AreUuids)
{
    EXPECT_EQ(marks("/u/7d9f1c3e-1111-4222-8333-444455556666"),
              (Words{" 7d9f1c3e-1111-4222-8333-444455556666", "u 7d9f1c3e-1111-4222-8333-444455556666"}));
}

TEST(TextMarks, AreUuidsInFileNames)
{
    EXPECT_EQ(marks("avatar_7d9f1c3e-1111-4222-8333-444455556666.png"), Words{" 7d9f1c3e-1111-4222-8333-444455556666"});
}

TEST(TextMarks, AreOtherLongWords)
{
    EXPECT_EQ(marks("a 01ARZ3NDEKTSV4RRFFQ69G5FAV b"), Words{" 01ARZ3NDEKTSV4RRFFQ69G5FAV"});
}

TEST(TextMarks, AreNumbersOfALists) { EXPECT_EQ(marks("3, 7;9"), (Words{" 3", " 7", " 9"})); }

TEST(TextMarks, AreNoNumbersAmongWords) { EXPECT_EQ(marks("3, 7 and 9"), Words{}); }

TEST(TextMarks, AreNumbersOfAPath) { EXPECT_EQ(marks("/1/5/12/"), (Words{" 1", " 5", " 12"})); }

/// What stands before numbers behind anything, if the regular expression of each finds it.
Words any_numbers(std::string_view text)
{
    Words result;
    each_mark(text, [&](TextMark const &mark) {
        if (mark.is == TextMark::Is::any_number) {
            auto const found = rules::finder(mark.regex())(text);
            auto const is_found =
                std::any_of(found.begin(), found.end(), [&](auto const &range) { return range.first == mark.at; });
            result.push_back((is_found ? "" : "?") + std::string(mark.before) + " " + std::string(mark.value));
        }
    });
    return result;
}

TEST(AnyNumbers, AreBehindSignsAndLetters)
{
    EXPECT_EQ(any_numbers("see #48, [quote=120] and usr_17"), (Words{"# 48", "[quote= 120", "usr_ 17"}));
}

TEST(AnyNumbers, AreNotBehindBlanks) { EXPECT_EQ(any_numbers("page 3 of 12"), Words{}); }

TEST(AnyNumbers, AreNotInAUuid) { EXPECT_EQ(any_numbers("7d9f0c1a-2b3c-4d5e-8f90-a1b2c3d4e5f6"), Words{}); }

TEST(AnyNumbers, AreNotWrittenWithZeros) { EXPECT_EQ(any_numbers("2021-03-04"), Words{}); }

TEST(IsListOfNumbers, TakesOneKindOfSeparatorBesidesThoseOfLists)
{
    EXPECT_TRUE(is_list_of_numbers("1.5.12"));
    EXPECT_FALSE(is_list_of_numbers("1.5/12"));
}

TEST(IsListOfNumbers, TakesAnArrayThatIsKeptAsText) { EXPECT_TRUE(is_list_of_numbers("{3,7}")); }

TEST(IsListOfNumbers, TakesTwoNumbersOrMore) { EXPECT_FALSE(is_list_of_numbers("/12/")); }

} // namespace
} // namespace tributary::undeclared
