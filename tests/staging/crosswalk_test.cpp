#include "merge/staging/crosswalk.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::staging {
namespace {

using testing::number;
using testing::Rows;
using testing::text;

/// prose has tag 1, lists the tags 7 and 8, whose ids are shifted by 100. No column refers to a tag.
class CrosswalkOfIds : public ::testing::Test, protected testing::Merging {
protected:
    explicit CrosswalkOfIds(model::Table const &target = tags_with_key({"id"})) : mapping{table(target)}
    {
        stage(tags(), {{number(1), text("red")}});
        stage(tags(), {{number(7), text("red")}, {number(8), text("blue")}});
        staging.database().execute(
            "INSERT INTO id_range (source, label, \"column\", \"offset\", first, last, headroom) "
            "VALUES (0, 'tags', 'id', 0, 1, 1, 99), (1, 'tags', 'id', 100, 107, 108, 99)");
    }

    static model::Table tags_with_key(std::vector<std::string> const &columns)
    {
        return testing::table("tags", {testing::integer_column("id"), testing::text_column("name")},
                              {testing::primary_key(columns)});
    }

    model::MappedTable &tags() { return mapping.front(); }

    Rows entries()
    {
        add_crosswalk_of_ids(staging, mapping);
        return query("SELECT k.source, k.label, k.\"column\", c.old, c.new FROM crosswalk AS c JOIN key_column AS k ON "
                     "k.id = c.key_id ORDER BY 1, 2, 3, 4");
    }

    model::Mapping mapping;
};

TEST_F(CrosswalkOfIds, HasAFoldedRowToWhichNoColumnRefers)
{
    fold(tags().sources[1], 1, tags().sources[0], 1);
    EXPECT_EQ(entries(), (Rows{{"1", "tags", "id", "7", "1"}}));
}

TEST_F(CrosswalkOfIds, HasNoRowThatIsKept) { EXPECT_EQ(entries(), Rows{}); }

TEST_F(CrosswalkOfIds, LeavesTheEntriesOfAColumnToWhichOthersRefer)
{
    fold(tags().sources[1], 1, tags().sources[0], 1);
    staging.database().execute("INSERT INTO key_column (id, source, label, \"column\") VALUES (5, 1, 'tags', 'id'); "
                               "INSERT INTO crosswalk (key_id, old, new) VALUES (5, 7, 'as decided')");
    EXPECT_EQ(entries(), (Rows{{"1", "tags", "id", "7", "as decided"}}));
}

/// What tells tags apart is their name; their numbers have no range.
class CrosswalkOfNames : public CrosswalkOfIds {
protected:
    CrosswalkOfNames() : CrosswalkOfIds(tags_with_key({"name"})) { staging.database().execute("DELETE FROM id_range"); }
};

TEST_F(CrosswalkOfNames, HasAPrimaryKeyThatIsNotNumbered)
{
    fold(tags().sources[1], 2, tags().sources[0], 1);
    EXPECT_EQ(entries(), (Rows{{"1", "tags", "name", "blue", "red"}}));
}

/// Of two columns together neither says which row is meant.
class CrosswalkOfPairs : public CrosswalkOfIds {
protected:
    CrosswalkOfPairs() : CrosswalkOfIds(tags_with_key({"id", "name"}))
    {
        staging.database().execute("DELETE FROM id_range");
    }
};

TEST_F(CrosswalkOfPairs, HasNoKeyOfSeveralColumns)
{
    fold(tags().sources[1], 1, tags().sources[0], 1);
    EXPECT_EQ(entries(), Rows{});
}

} // namespace
} // namespace tributary::staging
