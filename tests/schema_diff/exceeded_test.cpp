#include "merge/schema_diff/exceeded.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace tributary::schema_diff {
namespace {

using model::Cell;
using model::Limit;
using testing::error_of;
using testing::null;
using testing::number;
using testing::text;

Limit length(std::int64_t greatest, bool padded = false)
{
    Limit limit;
    limit.of = Limit::Of::length;
    limit.greatest = greatest;
    limit.padded = padded;
    return limit;
}

Limit smallint()
{
    Limit limit;
    limit.of = Limit::Of::integer;
    limit.least = -32768;
    limit.greatest = 32767;
    return limit;
}

Limit labels(std::vector<std::string> list)
{
    Limit limit;
    limit.of = Limit::Of::label;
    limit.labels = std::move(list);
    return limit;
}

Limit zone()
{
    Limit limit;
    limit.of = Limit::Of::zone;
    return limit;
}

TEST(Breaks, ATimeWithoutAZoneDoes) { EXPECT_TRUE(breaks(zone(), text("2018-08-24 23:30:00"))); }

TEST(Breaks, ATimeOfHalfADayDoes) { EXPECT_TRUE(breaks(zone(), text("2018-08-24 11:30 PM"))); }

TEST(Breaks, ATimeWithoutColonsDoes) { EXPECT_TRUE(breaks(zone(), text("20180824T233000"))); }

TEST(Breaks, ADayDoes) { EXPECT_TRUE(breaks(zone(), text("2018-08-24"))); }

TEST(Breaks, ATimeWithAnOffsetDoesNot) { EXPECT_FALSE(breaks(zone(), text("2018-08-24 23:30:00+02"))); }

TEST(Breaks, ATimeOfZuluDoesNot) { EXPECT_FALSE(breaks(zone(), text("2018-08-24T23:30:00Z"))); }

TEST(Breaks, ADayInAZoneDoesNot) { EXPECT_FALSE(breaks(zone(), text("2018-08-24 Europe/Berlin"))); }

TEST(Breaks, ATextOfTheGreatestLengthDoesNot) { EXPECT_FALSE(breaks(length(3), text("abc"))); }

TEST(Breaks, ATextOfOneCharacterMoreDoes) { EXPECT_TRUE(breaks(length(3), text("abcd"))); }

TEST(Breaks, ATextIsCountedInCharactersAndNotInBytes) { EXPECT_FALSE(breaks(length(3), text("äöü"))); }

TEST(Breaks, ATextWithBlanksBehindDoes) { EXPECT_TRUE(breaks(length(3), text("abc "))); }

TEST(Breaks, ATextThatIsPaddedDoesNot) { EXPECT_FALSE(breaks(length(3, true), text("abc   "))); }

TEST(Breaks, AnEmptyTextDoesNot) { EXPECT_FALSE(breaks(length(3), text(""))); }

TEST(Breaks, AnIntegerAtEitherEndDoesNot)
{
    EXPECT_FALSE(breaks(smallint(), number(32767)));
    EXPECT_FALSE(breaks(smallint(), number(-32768)));
}

TEST(Breaks, AnIntegerBehindEitherEndDoes)
{
    EXPECT_TRUE(breaks(smallint(), number(32768)));
    EXPECT_TRUE(breaks(smallint(), number(-32769)));
}

TEST(Breaks, ALabelInAnotherCaseDoes)
{
    EXPECT_FALSE(breaks(labels({"draft", "public"}), text("draft")));
    EXPECT_TRUE(breaks(labels({"draft", "public"}), text("Draft")));
}

TEST(Breaks, NullDoesOnlyWhereNoneMayBe)
{
    EXPECT_TRUE(breaks({}, null));
    EXPECT_FALSE(breaks(length(3), null));
    EXPECT_FALSE(breaks(smallint(), null));
    EXPECT_FALSE(breaks(labels({"draft"}), null));
}

TEST(Breaks, AnEmptyTextIsNoNull) { EXPECT_FALSE(breaks({}, text(""))); }

TEST(InWords, ALimitSaysWhatTheColumnTakes)
{
    EXPECT_EQ(rule_of(length(3)), "takes at most 3 characters");
    EXPECT_EQ(rule_of(labels({"draft", "public"})), "takes one of draft, public");
}

TEST(InWords, ALimitSaysWhatTheValueIs)
{
    EXPECT_EQ(describe(length(3)), "longer than 3 characters");
    EXPECT_EQ(describe(smallint()), "not between -32768 and 32767");
    EXPECT_EQ(describe(labels({"draft", "public"})), "not one of draft, public");
}

model::Column varchar(std::int64_t greatest)
{
    auto column = testing::text_column("title");
    column.type = "character varying(" + std::to_string(greatest) + ")";
    column.max_length = greatest;
    return column;
}

model::Schema posts(model::Column const &title)
{
    auto table = testing::table("posts", {testing::integer_column("id"), title}, {testing::primary_key({"id"})});
    table.schema = "public";
    auto schema = testing::schema({table});
    schema.engine = model::Engine::postgresql;
    return schema;
}

/// Posts of lists whose titles have up to five characters, and a target with room for three.
class DoesNotFit : public ::testing::Test, protected testing::Merging {
protected:
    DoesNotFit()
    {
        plan.file = "pico.toml";
        plan.sources.resize(2);
        plan.sources[0].name = "prose";
        plan.sources[1].name = "lists";
        plan.users.table = "users";
        plan.users.name = "name";
        sources.resize(2);
        sources[0].name = "prose";
        sources[1].name = "lists";
        sources[0].schema = target;
        sources[1].schema = posts(varchar(5));
    }

    void stage_lists(std::vector<testing::Cells> const &rows)
    {
        mapped = table(target.tables[0]);
        stage(mapped, {});
        stage(mapped, sources[1].schema.tables[0], rows);
    }

    /// The rows of the only limit that values exceed.
    std::vector<std::int64_t> unfit() const
    {
        auto const all = unfit_values(plan, staging, sources, target, {mapped});
        return all.empty() ? std::vector<std::int64_t>() : all.front().rows;
    }

    plan::Plan plan;
    model::Schema target = posts(varchar(3));
    std::vector<staging::StagedSource> sources;
    model::MappedTable mapped;
};

TEST_F(DoesNotFit, EveryTextThatIsTooLong)
{
    stage_lists({{number(4), text("abcde")}, {number(7), text("abc")}, {number(9), text("abcd")}});
    EXPECT_EQ(unfit(), (std::vector<std::int64_t>{1, 3}));
}

TEST_F(DoesNotFit, ATextThatIsShortEnoughIsTaken)
{
    stage_lists({{number(4), text("abc")}, {number(5), null}});
    EXPECT_TRUE(unfit().empty());
}

TEST_F(DoesNotFit, ATextOfARowThatIsLeftOutIsTaken)
{
    stage_lists({{number(4), text("abcd")}});
    staging::DecisionWriter(staging).leave_out(mapped.sources[1].table_id, 1, "", "");
    EXPECT_TRUE(unfit().empty());
}

TEST_F(DoesNotFit, ATextThatThePlanComputesIsForTheTargetToTake)
{
    stage_lists({{number(4), text("abcd")}});
    mapped.sources[1].columns[1].computed = true;
    EXPECT_TRUE(unfit().empty());
}

TEST_F(DoesNotFit, AValueOfATypeThatCannotBeTheColumnsIsRefusedWithoutReading)
{
    auto title = testing::text_column("title");
    title.type = "uuid";
    title.kind = model::Kind::other;
    sources[1].schema = posts(title);
    target = posts(testing::integer_column("title"));
    EXPECT_EQ(error_of([&] { refuse_impossible_types(plan, sources, target); }).exit, model::Exit::data);
}

} // namespace
} // namespace tributary::schema_diff
