#include "merge/staging/dangling_values.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::staging {
namespace {

using testing::number;
using testing::Rows;
using testing::text;

/// prose has ann and an account without a name, lists has bob. Codes are not shifted.
class DanglingValues : public ::testing::Test, protected testing::Merging {
protected:
    DanglingValues()
    {
        auto &users = mapping.front();
        stage(users, {{number(1), text("ann")}, {number(2), text("")}});
        stage(users, {{number(1), text("bob")}});
        staging.database().execute("INSERT INTO account (id, source, row, old_id, name) VALUES (1, 0, 1, 1, 'ann'), "
                                   "(2, 0, 2, 2, ''), (3, 1, 1, 1, 'bob')");
        stage(mapping.back(), {{number(404)}});
    }

    void count(std::string const &table, std::string const &column, std::string const &value)
    {
        DanglingCounter counter(staging, 9, "by_name", {table, column}, "keep");
        counter.count(value, value);
        counter.flush();
    }

    Rows found_in_target()
    {
        find_dangling_in_target(staging, mapping, read_exceptions(staging));
        return query("SELECT value, rows, now FROM dangling_value ORDER BY value");
    }

    model::Mapping mapping{
        table(testing::table("users", {testing::integer_column("id"), testing::text_column("name")},
                             {testing::primary_key({"id"})}),
              "name"),
        table(testing::table("codes", {testing::integer_column("code")}, {testing::primary_key({"code"})}))};
};

TEST_F(DanglingValues, AreCountedByTheRowsThatHoldThem)
{
    DanglingCounter counter(staging, 9, "by_name", {"users", "name"}, "keep");
    counter.count("gone", "gone");
    counter.count("gone", "gone");
    counter.flush();
    EXPECT_EQ(found_in_target(), (Rows{{"gone", "2", std::nullopt}}));
}

TEST_F(DanglingValues, AreAddedToThoseThatAreWritten)
{
    count("users", "name", "gone");
    count("users", "name", "gone");
    EXPECT_EQ(found_in_target(), (Rows{{"gone", "2", std::nullopt}}));
}

TEST_F(DanglingValues, NameTheAccountThatHasThem)
{
    count("users", "name", "ann");
    EXPECT_EQ(found_in_target(), (Rows{{"ann", "1", "prose/ann"}}));
}

TEST_F(DanglingValues, InAnotherCaseNameNoAccount)
{
    count("users", "name", "ANN");
    EXPECT_EQ(found_in_target(), (Rows{{"ANN", "1", std::nullopt}}));
}

TEST_F(DanglingValues, InAnotherCaseNameTheAccountWhereTheTargetIgnoresCase)
{
    mapping.front().target.columns.back().collation = "NOCASE";
    count("users", "name", "ANN");
    EXPECT_EQ(found_in_target(), (Rows{{"ANN", "1", "prose/ann"}}));
}

TEST_F(DanglingValues, NameAnAccountThatWasGivenTheName)
{
    rename(mapping.front().sources[1], 1, "bobtmp");
    count("users", "name", "bobtmp");
    count("users", "name", "bob");
    EXPECT_EQ(found_in_target(), (Rows{{"bob", "1", std::nullopt}, {"bobtmp", "1", "lists/bob"}}));
}

TEST_F(DanglingValues, NameAnAccountWithoutANameByItsId)
{
    count("users", "id", "2");
    EXPECT_EQ(found_in_target(), (Rows{{"2", "1", "prose/#2"}}));
}

TEST_F(DanglingValues, NameTheRowThatHasThem)
{
    count("codes", "code", "404");
    EXPECT_EQ(found_in_target(), (Rows{{"404", "1", "prose/codes#404"}}));
}

TEST_F(DanglingValues, OfATableThatIsNotLoadedNameNoRow)
{
    count("rooms", "id", "1");
    EXPECT_EQ(found_in_target(), (Rows{{"1", "1", std::nullopt}}));
}

TEST_F(DanglingValues, OfOneTableAreForgottenWithoutThoseOfAnother)
{
    count("users", "name", "ann");
    DanglingCounter other(staging, 10, "by_name", {"users", "name"}, "keep");
    other.count("eve", "eve");
    other.flush();
    clear_dangling(staging, 9);
    EXPECT_EQ(query("SELECT value FROM dangling_value"), (Rows{{"eve"}}));
}

} // namespace
} // namespace tributary::staging
