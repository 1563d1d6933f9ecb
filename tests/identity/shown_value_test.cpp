#include "merge/identity/shown_value.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

std::string shown(std::string const &value, std::string const &column = "title", std::string const &users_name = {})
{
    model::MappedTable table;
    table.name_column = users_name;
    return shown_value(table, column, {model::Cell::Type::text, 0, 0, value, 0});
}

TEST(ShownValue, OfATextIsInQuotes) { EXPECT_EQ(shown("hello"), "\"hello\""); }

TEST(ShownValue, IsOnOneLine) { EXPECT_EQ(shown("a\nb"), "\"a b\""); }

TEST(ShownValue, OfNullIsTheWord) { EXPECT_EQ(shown_value({}, "title", {}), "NULL"); }

TEST(ShownValue, OfABooleanIsTheSameWhateverTheEngineWrites)
{
    model::MappedTable table;
    table.target.columns.emplace_back();
    table.target.columns.back().name = "open";
    table.target.columns.back().type = "boolean";
    EXPECT_EQ(shown_value(table, "open", {model::Cell::Type::text, 0, 0, "t", 0}), "true");
    EXPECT_EQ(shown_value(table, "open", {model::Cell::Type::integer, 0, 0, {}, 0}), "false");
}

TEST(ShownValue, OfALongTextIsCutInTheMiddle)
{
    EXPECT_EQ(shown("It begins in this way, and then it goes on for so long that nobody reads its end"),
              "\"It begins in this way, and then i…y reads its end\"");
}

TEST(ShownValue, OfASecretIsNotThere) { EXPECT_EQ(shown("hunter2", "password"), "not shown"); }

TEST(ShownValue, OfAHashUnderAnyNameIsNotThere)
{
    EXPECT_EQ(shown("$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m", "pw"), "not shown");
}

TEST(ShownValue, OfWhatNoPersonHasChosenIsNotThereForAccounts)
{
    EXPECT_EQ(shown("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "pw", "name"), "not shown");
}

} // namespace
} // namespace tributary::identity
