#include "merge/staging/books.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/facts.hpp"
#include "merge/staging/merged.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

/// PostgreSQL lets a generated column be part of a primary key; what is generated is never staged.
model::Table codes_with_a_generated_key()
{
    auto code = testing::text_column("code");
    code.generated = true;
    return testing::table("codes", {testing::integer_column("id"), code}, {testing::primary_key({"id", "code"})});
}

/// A staging file in which prose has the rows 7 and 8 of `codes`, and 8 is left out.
Staging with_a_row_left_out(std::filesystem::path const &folder, model::Table const &codes)
{
    auto staging = Staging::begin(folder / "x.sqlite", "pico");
    model::Schema schema;
    schema.tables = {codes};
    staging.add_source(0, "prose", schema, {});
    TableWriter writer(staging, 0, "prose", codes, {codes.columns.front()});
    writer.write(std::vector{model::Cell::of(std::int64_t{7})});
    writer.write(std::vector{model::Cell::of(std::int64_t{8})});
    auto const staged = writer.finish();
    DecisionWriter(staging).leave_out(staged.id, 2, "rule", "reason");
    return staging;
}

std::vector<std::string> called_in_reports(Staging staging)
{
    std::vector<std::string> names;
    read_facts(std::move(staging), "users", {"users", "id"})->left_out([&](model::LeftOutFact const &fact) {
        names.push_back(fact.row);
    });
    return names;
}

std::string called_in_messages(Staging const &staging, model::Table const &codes)
{
    model::MappedTable const table{codes, {}, {}, {}};
    model::MappedSource source;
    source.source_name = "prose";
    source.table_id = 1;
    source.staged = "prose.codes";
    source.table = &codes;
    return row_in_words(staging, table, source, 2);
}

TEST(Facts, CallARowByItsPrimaryKey)
{
    testing::TemporaryDirectory const folder;
    auto codes = codes_with_a_generated_key();
    codes.unique_keys = {testing::primary_key({"id"})};
    EXPECT_EQ(called_in_reports(with_a_row_left_out(folder.path, codes)), std::vector<std::string>{"8"});
}

TEST(Facts, CallARowByItsNumberWhereItsPrimaryKeyHasAGeneratedColumn)
{
    testing::TemporaryDirectory const folder;
    auto const codes = codes_with_a_generated_key();
    EXPECT_EQ(called_in_reports(with_a_row_left_out(folder.path, codes)), std::vector<std::string>{"2"});
}

TEST(Facts, CallARowAsMessagesDo)
{
    testing::TemporaryDirectory const folder;
    auto const codes = codes_with_a_generated_key();
    EXPECT_EQ(called_in_messages(with_a_row_left_out(folder.path, codes), codes), "prose/codes#2");
}

TEST(Facts, CountTheRowsOfATableThatIsNotLoaded)
{
    testing::TemporaryDirectory const folder;
    auto staging = with_a_row_left_out(folder.path, codes_with_a_generated_key());
    staging.database().execute("DELETE FROM decision");
    write_books(staging, {1});
    std::vector<std::pair<std::string, std::int64_t>> lines;
    read_facts(std::move(staging), "users", {"users", "id"})->left_out([&](model::LeftOutFact const &fact) {
        lines.emplace_back(fact.table + ": " + fact.rule, fact.rows);
    });
    EXPECT_EQ(lines, (std::vector<std::pair<std::string, std::int64_t>>{{"codes: load = false", 2}}));
}

TEST(Facts, CountValuesThatFollowFromRowsBesideThoseThatSetReplaces)
{
    testing::TemporaryDirectory const folder;
    auto staging = with_a_row_left_out(folder.path, codes_with_a_generated_key());
    DecisionWriter(staging).assign(1, 1, "7", "id", model::Cell::of(std::int64_t{9}), model::Cell::of(std::int64_t{7}),
                                   "value");
    auto const facts = read_facts(std::move(staging), "users", {"users", "id"});
    EXPECT_EQ(facts->summary.computed_values, 0);
    EXPECT_EQ(facts->summary.values_from_rows, 1);
}

} // namespace
} // namespace tributary::staging
