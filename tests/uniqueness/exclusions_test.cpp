#include "merge/uniqueness/exclusions.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::uniqueness {
namespace {

/// Bookings of two sources, of which no two may overlap in the target.
class Exclusions : public ::testing::Test {
protected:
    Exclusions()
    {
        mapping.resize(1);
        mapping[0].target = testing::table("bookings", {testing::integer_column("id")});
        mapping[0].target.exclusions = {{"no_overlap", "EXCLUDE USING gist (during WITH &&)"}};
        mapping[0].sources.resize(2);
    }

    model::Mapping mapping;
};

TEST_F(Exclusions, AreHarmlessWithoutRows)
{
    EXPECT_FALSE(has_rows(mapping[0]));
    EXPECT_NO_THROW(refuse_exclusions(mapping));
}

TEST_F(Exclusions, AreRefusedWhereTheSecondSourceHasRows)
{
    mapping[0].sources[1].rows = 1;
    auto const error = testing::error_of([&] { refuse_exclusions(mapping); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_STREQ(error.what(), "target: table \"bookings\" has the exclusion constraint \"no_overlap\": EXCLUDE USING "
                               "gist (during WITH &&); which rows it rejects is not predicted");
}

TEST_F(Exclusions, SayHowToGoOn)
{
    mapping[0].sources[1].rows = 1;
    EXPECT_EQ(testing::error_of([&] { refuse_exclusions(mapping); }).next_step, exclusion_way_out);
}

TEST_F(Exclusions, AreNoneInATableWithoutAny)
{
    mapping[0].target.exclusions.clear();
    mapping[0].sources[0].rows = 5;
    EXPECT_NO_THROW(refuse_exclusions(mapping));
}

} // namespace
} // namespace tributary::uniqueness
