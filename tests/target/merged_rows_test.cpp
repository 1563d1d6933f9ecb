#include "merge/staging/merged.hpp"
#include "merge/target/merged_rows.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::target {
namespace {

using testing::error_of;
using testing::null;
using testing::number;
using testing::text;
using Numbers = std::vector<std::int64_t>;

/// Flags of two services in PostgreSQL.
class MergedRowsOf : public ::testing::Test, protected testing::Merging {
protected:
    MergedRowsOf()
    {
        sources.resize(2);
        sources[0].schema.engine = sources[1].schema.engine = model::Engine::postgresql;
        stage(flags, {});
        stage(flags, {{number(4), text("1.5")}, {number(6), text("12345678901.123456")}, {number(8), null}});
        flags.sources[1].columns[0].offset = 100;
    }

    static model::Table table_of_flags()
    {
        auto amount = testing::text_column("amount");
        amount.type = "numeric";
        amount.kind = model::Kind::other;
        return testing::table("flags", {testing::integer_column("id"), amount}, {testing::primary_key({"id"})});
    }

    MergedRows rows(model::Engine target, std::vector<std::string> const &columns = {"id", "amount"}) const
    {
        return {staging, sources, target, flags, flags.sources[1], columns, exceptions};
    }

    model::MappedTable flags = table(table_of_flags());
    std::vector<staging::StagedSource> sources;
    staging::Exceptions exceptions;
};

TEST_F(MergedRowsOf, ASourceAreAsTheTargetWillHoldThem)
{
    Numbers ids;
    rows(model::Engine::postgresql).each([&](model::Row row) { ids.push_back(row[0].integer); });
    EXPECT_EQ(ids, (Numbers{104, 106, 108}));
}

TEST_F(MergedRowsOf, ASourceWithoutRowsAreNone)
{
    MergedRows none(staging, sources, model::Engine::postgresql, flags, flags.sources[0], {"id"}, exceptions);
    Numbers ids;
    none.each([&](model::Row row) { ids.push_back(row[0].integer); });
    EXPECT_EQ(ids, Numbers{});
}

TEST_F(MergedRowsOf, ASourceAreRefusedByTheNameOfTheRowThatCannotBeConverted)
{
    auto const error = error_of([&] { rows(model::Engine::sqlite).each([](model::Row) {}); });
    EXPECT_EQ(error.exit, model::Exit::data);
    EXPECT_STREQ(error.what(), "lists/flags#6: column \"amount\" holds 12345678901.123456, of which SQLite would lose "
                               "digits");
}

TEST_F(MergedRowsOf, ASourceAreRefusedByTheirPlaceInTheStream)
{
    EXPECT_STREQ(rows(model::Engine::postgresql).refused(2, "no").what(), "lists/flags#8: no");
}

TEST_F(MergedRowsOf, ASourceAreRefusedByTheirPlaceInTheStreamWithoutWhatIsLeftOut)
{
    staging::DecisionWriter(staging).leave_out(flags.sources[1].table_id, 1, "", "");
    exceptions = staging::read_exceptions(staging);
    EXPECT_STREQ(rows(model::Engine::postgresql).refused(0, "no").what(), "lists/flags#6: no");
}

} // namespace
} // namespace tributary::target
