#include "merge/references/json_ids.hpp"
#include "merge/references/php_ids.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

using Words = std::vector<std::string>;

void collect(std::vector<Spot> const &spots, Words &ids)
{
    for (auto const &spot : spots) {
        if (spot.inside.empty()) {
            ids.push_back(spot.id);
        }
        collect(spot.inside, ids);
    }
}

Words ids(std::string_view text, std::string_view path, bool keys = false)
{
    Words result;
    collect(php_ids(text, read_path(path), keys).list, result);
    return result;
}

std::string problem(std::string_view text, std::string_view path, bool keys = false)
{
    return php_ids(text, read_path(path), keys).problem;
}

void append_tmp(std::vector<Spot> &spots)
{
    for (auto &spot : spots) {
        append_tmp(spot.inside);
        spot.becomes = spot.is_number ? "1000012" : spot.id + "tmp";
    }
}

/// With every id at the path changed.
std::string changed(std::string_view text, std::string_view path, bool keys = false)
{
    auto spots = php_ids(text, read_path(path), keys).list;
    append_tmp(spots);
    put_in_order(spots);
    return put_back(text, spots);
}

TEST(PhpIds, AreTheEntryThatThePathNames)
{
    EXPECT_EQ(ids(R"(a:2:{s:4:"user";i:12;s:4:"name";s:3:"bob";})", "$.user"), Words{"12"});
}

TEST(PhpIds, AreAPropertyOfAnObject) { EXPECT_EQ(ids(R"(O:8:"stdClass":1:{s:2:"id";i:7;})", "$.id"), Words{"7"}); }

TEST(PhpIds, AreAPrivatePropertyToo)
{
    using namespace std::string_view_literals;
    EXPECT_EQ(ids("O:4:\"User\":1:{s:8:\"\0User\0id\";i:7;}"sv, "$.id"), Words{"7"});
}

TEST(PhpIds, AreTheWholeValueUnderADollar) { EXPECT_EQ(ids("i:12;", "$"), Words{"12"}); }

TEST(PhpIds, AreEveryEntryWithANumber)
{
    EXPECT_EQ(ids(R"(a:3:{i:0;i:1;i:5;i:2;s:1:"x";i:3;})", "$[*]"), (Words{"1", "2"}));
}

TEST(PhpIds, AreEveryEntryWhateverItsKey)
{
    EXPECT_EQ(ids(R"(a:2:{i:4;i:1;s:1:"x";s:1:"2";})", "$.*"), (Words{"1", "2"}));
}

TEST(PhpIds, AreTheEntryWithOneNumber) { EXPECT_EQ(ids("a:2:{i:0;i:1;i:5;i:2;}", "$[5]"), Words{"2"}); }

TEST(PhpIds, AreMembersOfEntries)
{
    EXPECT_EQ(
        ids(R"(a:1:{s:5:"items";a:2:{i:0;a:1:{s:6:"author";i:1;}i:1;a:1:{s:6:"author";i:2;}}})", "$.items[*].author"),
        (Words{"1", "2"}));
}

TEST(PhpIds, AreTheKeysOfAnArray)
{
    EXPECT_EQ(ids(R"(a:2:{i:12;s:5:"admin";s:3:"bob";i:1;})", "$", true), (Words{"12", "bob"}));
}

TEST(PhpIds, AreNoneInNull) { EXPECT_TRUE(ids(R"(a:1:{s:4:"user";N;})", "$.user").empty()); }

TEST(PhpIds, AreNoneInTheEmptyText) { EXPECT_EQ(problem("", "$.user"), ""); }

TEST(PhpIds, AreNoneWhereTheValueHasNoSuchMember) { EXPECT_TRUE(ids(R"(a:1:{s:1:"x";i:1;})", "$.user").empty()); }

TEST(PhpIds, MayHaveALineEndBehindThem) { EXPECT_EQ(ids("i:12;\n", "$"), Words{"12"}); }

TEST(PhpIds, AreInASerialisedString)
{
    EXPECT_EQ(ids(R"(a:1:{s:3:"opt";s:22:"a:1:{s:4:"user";i:12;}";})", "$.opt.user"), Words{"12"});
}

TEST(PhpIds, AreInAValueThatWasSerialisedTwice)
{
    EXPECT_EQ(ids(R"(s:22:"a:1:{s:4:"user";i:12;}";)", "$.user"), Words{"12"});
}

TEST(PhpIds, AreInAnIdThatWasSerialisedTwice) { EXPECT_EQ(ids(R"(a:1:{i:0;s:5:"i:12;";})", "$[*]"), Words{"12"}); }

TEST(PhpIds, AreInJsonInAString) { EXPECT_EQ(ids(R"(a:1:{s:3:"opt";s:9:"{"u": 12}";})", "$.opt.u"), Words{"12"}); }

TEST(PhpIds, AreInAStringOfJson)
{
    Words found;
    collect(
        json_ids(R"({"command": "O:3:\"Job\":1:{s:6:\"userId\";i:12;}"})", read_path("$.command.userId"), false).list,
        found);
    EXPECT_EQ(found, Words{"12"});
}

TEST(PhpIds, KeepTheLengthRight)
{
    EXPECT_EQ(changed(R"(a:2:{s:4:"name";s:3:"bob";s:1:"x";i:1;})", "$.name"),
              R"(a:2:{s:4:"name";s:6:"bobtmp";s:1:"x";i:1;})");
}

TEST(PhpIds, KeepTheLengthInBytes) { EXPECT_EQ(changed(R"(s:5:"jürg";)", "$"), R"(s:8:"jürgtmp";)"); }

TEST(PhpIds, KeepTheLengthOfAKeyRight)
{
    EXPECT_EQ(changed(R"(a:1:{s:3:"bob";i:1;})", "$", true), R"(a:1:{s:6:"bobtmp";i:1;})");
}

TEST(PhpIds, StayStringsWhereTheyAreStrings)
{
    EXPECT_EQ(changed(R"(a:1:{i:0;s:2:"12";})", "$[*]"), R"(a:1:{i:0;s:5:"12tmp";})");
}

TEST(PhpIds, KeepTheLengthsAroundThemRight)
{
    EXPECT_EQ(changed(R"(a:1:{s:3:"opt";s:22:"a:1:{s:4:"user";i:12;}";})", "$.opt.user"),
              R"(a:1:{s:3:"opt";s:27:"a:1:{s:4:"user";i:1000012;}";})");
}

TEST(PhpIds, KeepTheEscapesOfTheJsonAroundThem)
{
    constexpr auto json = R"({"c": "O:3:\"J\u006fb\":2:{s:1:\"n\";s:3:\"bob\";s:1:\"u\";s:3:\"a\/b\";}"})";
    auto spots = json_ids(json, read_path("$.c.n"), false).list;
    append_tmp(spots);
    EXPECT_EQ(put_back(json, spots),
              R"({"c": "O:3:\"J\u006fb\":2:{s:1:\"n\";s:6:\"bobtmp\";s:1:\"u\";s:3:\"a\/b\";}"})");
}

TEST(PhpIds, OfTwoReferencesInOneStringAreBothReplaced)
{
    constexpr auto text = R"(s:34:"a:2:{s:1:"a";i:1;s:1:"b";s:1:"x";}";)";
    auto spots = php_ids(text, read_path("$.a"), false).list;
    auto const others = php_ids(text, read_path("$.b"), false).list;
    spots.insert(spots.end(), others.begin(), others.end());
    append_tmp(spots);
    put_in_order(spots);
    EXPECT_EQ(put_back(text, spots), R"(s:43:"a:2:{s:1:"a";i:1000012;s:1:"b";s:4:"xtmp";}";)");
}

TEST(PhpIds, MayBeReferredToFromThePath)
{
    EXPECT_EQ(ids(R"(a:2:{i:0;O:1:"U":1:{s:2:"id";i:7;}i:1;r:2;})", "$[*].id"), Words{"7"});
}

TEST(PhpIds, AreNotLookedForBehindAReference)
{
    EXPECT_EQ(problem(R"(a:2:{s:1:"a";i:12;s:1:"b";R:2;})", "$.b"),
              "has a reference to another of its values at the path");
}

TEST(PhpIds, AreNotLookedForInAnObjectThatWritesItself)
{
    EXPECT_EQ(problem(R"(C:11:"ArrayObject":21:{x:i:0;a:0:{};m:a:0:{}})", "$.user"),
              "has an object that writes itself at the path");
}

TEST(PhpIds, AskForAWholeNumber)
{
    EXPECT_EQ(problem("a:1:{i:0;d:1.5;}", "$[*]"), "has a number that is not an id at the path");
}

TEST(PhpIds, AreNotTrue) { EXPECT_EQ(problem("a:1:{i:0;b:1;}", "$[*]"), "has a boolean at the path"); }

TEST(PhpIds, AreNoArray) { EXPECT_EQ(problem("a:1:{i:0;a:0:{}}", "$[*]"), "has an array or an object at the path"); }

TEST(PhpIds, AreNoKeysOfANumber)
{
    EXPECT_EQ(problem("a:1:{i:0;i:1;}", "$[*]", true), "has no array and no object at the path");
}

TEST(PhpIds, AreNotLookedForInABrokenStringInside)
{
    EXPECT_EQ(problem(R"(a:1:{s:1:"o";s:12:"a:1:{i:0;i:}";})", "$.o[0]"), "is not serialised by PHP");
}

TEST(PhpIds, AreNotLookedForBelowTenStrings)
{
    std::string text = "i:1;";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    text = "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
    EXPECT_EQ(ids(text, "$"), Words{"1"});
    EXPECT_EQ(problem("s:" + std::to_string(text.size()) + ":\"" + text + "\";", "$"), "is nested too deeply");
}

} // namespace
} // namespace tributary::references
