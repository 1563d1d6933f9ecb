#include "merge/references/composite.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tributary::references {
namespace {

using testing::Rows;
using testing::StagedRun;

/// Items lie in boxes, which a room and a number tell apart. Box 7 of room b of prose is box 1 of room a of lists,
/// which has a box 2 of its own there. Each of the two has an item, and one item lies nowhere.
class Composite : public ::testing::Test {
protected:
    Composite()
    {
        run.decide_ids();
        fold(1);
    }

    /// A box of lists becomes that of prose.
    void fold(std::int64_t row) const
    {
        staging::DecisionWriter(run.staging)
            .fold(run.source("boxes", 1).table_id, row, run.source("boxes", 0).table_id, 1, "", "");
        staging::rebuild_crosswalk(run.staging, run.table("boxes"));
    }

    CompositeReference reference() const
    {
        return {run.table("items"),     run.source("items", 1), run.table("boxes"),
                run.source("boxes", 1), {"room", "number"},     {"room", "number"}};
    }

    void follow() const { follow_together(run.staging, staging::read_exceptions(run.staging), reference()); }
    Torn torn() const { return torn_apart(run.staging, staging::read_exceptions(run.staging), reference()); }
    Rows items() const { return run.merged("items", 1, {"what", "room", "number"}); }

    static constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                                   "CREATE TABLE boxes (room TEXT, number INTEGER, PRIMARY KEY (room, number));"
                                   "CREATE TABLE items (id INTEGER PRIMARY KEY, what TEXT, room TEXT, number INTEGER,"
                                   " FOREIGN KEY (room, number) REFERENCES boxes (room, number));";
    StagedRun run{{.prose = std::string(tables) + "INSERT INTO boxes VALUES ('b', 7)",
                   .lists = std::string(tables) +
                            "INSERT INTO boxes VALUES ('a', 1), ('a', 2);"
                            "INSERT INTO items VALUES (1, 'cup', 'a', 1), (2, 'fork', 'a', 2), (3, 'knife', 'a', NULL)",
                   .head = "[ids]\nheadroom = 100\n"}};
};

TEST_F(Composite, ReferencesFollowTheRowThatTheyReferTo)
{
    follow();
    EXPECT_EQ(items().at(0), (testing::Row{"cup", "b", "7"}));
}

TEST_F(Composite, ReferencesToARowThatStaysStayThoughTheirPartsAreThoseOfOneThatMoved)
{
    follow();
    EXPECT_EQ(items().at(1), (testing::Row{"fork", "a", "2"}));
}

TEST_F(Composite, ReferencesWithANullInThemAreNotFollowed)
{
    follow();
    EXPECT_EQ(run.query("SELECT count(*) FROM rewritten WHERE row = 3"), (Rows{{"0"}}));
}

TEST_F(Composite, ReferencesThatAreFollowedAreNotTornApart)
{
    follow();
    EXPECT_EQ(torn().rows, 0);
    EXPECT_EQ(torn().first, "");
}

TEST_F(Composite, ReferencesThatNobodyFollowedAreTornApart)
{
    EXPECT_EQ(torn().rows, 1);
    EXPECT_EQ(torn().first, "2");
}

TEST_F(Composite, DigestsAreEqualWhereNothingWasFollowed)
{
    EXPECT_EQ(digest_of_composites(run.staging, run.table("items")), staging::RowSetDigest());
}

TEST_F(Composite, DigestsChangeWithWhatWasFollowed)
{
    follow();
    auto const before = digest_of_composites(run.staging, run.table("items"));
    fold(2);
    follow();
    EXPECT_FALSE(digest_of_composites(run.staging, run.table("items")) == before);
}

TEST_F(Composite, DigestsAreTheSameAfterFollowingTwice)
{
    follow();
    auto const before = digest_of_composites(run.staging, run.table("items"));
    follow();
    EXPECT_EQ(digest_of_composites(run.staging, run.table("items")), before);
}

TEST(CompositeWithNull, ReferencesBecomeNullInThePartThatIsNullInTheRowThatTheyReferTo)
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                            "CREATE TABLE boxes (room TEXT, number INTEGER, PRIMARY KEY (room, number));"
                            "CREATE TABLE items (id INTEGER PRIMARY KEY, room TEXT, number INTEGER,"
                            " FOREIGN KEY (room, number) REFERENCES boxes (room, number));";
    StagedRun run({.prose = std::string(tables) + "INSERT INTO boxes VALUES ('b', NULL)",
                   .lists = std::string(tables) + "INSERT INTO boxes VALUES ('a', 1);"
                                                  "INSERT INTO items VALUES (1, 'a', 1)"});
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .fold(run.source("boxes", 1).table_id, 1, run.source("boxes", 0).table_id, 1, "", "");
    staging::rebuild_crosswalk(run.staging, run.table("boxes"));
    follow_together(run.staging, staging::read_exceptions(run.staging),
                    {run.table("items"),
                     run.source("items", 1),
                     run.table("boxes"),
                     run.source("boxes", 1),
                     {"room", "number"},
                     {"room", "number"}});
    EXPECT_EQ(run.merged("items", 1, {"room", "number"}), (Rows{{"b", std::nullopt}}));
}

} // namespace
} // namespace tributary::references
