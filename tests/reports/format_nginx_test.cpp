#include "merge/model/error.hpp"
#include "reports/all.hpp"
#include "tests/testing/error_of.hpp"

#include <gtest/gtest.h>

#include <array>
#include <sstream>
#include <string>
#include <vector>

namespace tributary::reports {
namespace {

struct Renamed {
    std::string old_name;
    std::string new_name;
};

/// What the format writes of accounts of lists, below its first line.
std::string lines_of(std::vector<Renamed> const &accounts)
{
    model::Facts facts;
    facts.summary.name = "pico";
    facts.accounts = [&](auto const &sink) {
        for (auto const &[old_name, new_name] : accounts) {
            sink({"lists/" + old_name, "lists", "1", "101", old_name, new_name, "rename", {}});
        }
    };
    std::ostringstream out;
    std::array const list{aliases};
    nginx.write(out, facts, list, 80);
    EXPECT_TRUE(nginx.wrote(out.str()));
    return out.str().substr(out.str().find('\n') + 1);
}

TEST(FormatNginx, WritesALineOfAMapForEachAlias)
{
    EXPECT_EQ(lines_of({{"ann", "anntmp"}}), "\"lists/ann\" \"anntmp\";\n");
}

TEST(FormatNginx, LeavesOutWhoKeepsTheirName) { EXPECT_EQ(lines_of({{"ann", "ann"}}), ""); }

TEST(FormatNginx, EndsNoWordAtASignOfTheName)
{
    EXPECT_EQ(lines_of({{"a\"; include /etc/passwd; \\", "x"}}), "\"lists/a\\\"; include /etc/passwd; \\\\\" \"x\";\n");
}

TEST(FormatNginx, WritesNoVariable) { EXPECT_EQ(lines_of({{"ann", "$host\""}}), "\"lists/ann\" \"%24host%22\";\n"); }

TEST(FormatNginx, WritesNewNamesAsAUrlHasThem) { EXPECT_EQ(lines_of({{"ö", "ö/b"}}), "\"lists/ö\" \"%C3%B6%2Fb\";\n"); }

TEST(FormatNginx, LeavesOutControlCharactersWithARemark)
{
    EXPECT_EQ(lines_of({{"a\nb", "x\ny"}}), "# left out, as it has control characters: lists/a\\nb is x\\ny\n");
}

TEST(FormatNginx, WritesNoKeyTwice)
{
    EXPECT_EQ(lines_of({{"ann", "x"}, {"Ann", "y"}}),
              "\"lists/ann\" \"x\";\n# left out, as nginx ignores case: lists/Ann is y\n");
}

TEST(FormatNginx, WritesAliasesAlone)
{
    std::ostringstream out;
    std::array const list{renames};
    EXPECT_EQ(testing::error_of([&] { nginx.write(out, {}, list, 80); }).exit, model::Exit::usage);
}

} // namespace
} // namespace tributary::reports
