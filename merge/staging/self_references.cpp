#include "merge/staging/self_references.hpp"

#include "merge/model/expect_found.hpp"

namespace tributary::staging {
namespace {

using model::sql_name;

/// One side of a pair as the staged row has it, as SQL: value by value.
std::vector<std::string> own_values(model::MappedSource const &source, std::vector<std::string> const &columns)
{
    std::vector<std::string> result;
    for (auto const &name : columns) {
        result.push_back(model::expect_named(source.columns, name, "column").value);
    }
    return result;
}

std::vector<std::string> merged_values(std::vector<std::string> const &columns)
{
    std::vector<std::string> result;
    for (auto const &name : columns) {
        result.push_back("\"tributary.merged\"." + sql_name(name));
    }
    return result;
}

std::string all_equal(std::vector<std::string> const &first, std::vector<std::string> const &second)
{
    std::string text;
    for (std::size_t i = 0; i < first.size(); ++i) {
        text += (i == 0 ? "" : " AND ") + first[i] + " = " + second[i];
    }
    return text;
}

std::string all_given(std::vector<std::string> const &values)
{
    std::string text;
    for (auto const &value : values) {
        text += (text.empty() ? "" : " AND ") + value + " IS NOT NULL";
    }
    return text;
}

std::string as_text(std::vector<std::string> const &values)
{
    std::string text;
    for (auto const &value : values) {
        text += (text.empty() ? "" : " || ', ' || ") + std::string("CAST(") + value + " AS TEXT)";
    }
    return text;
}

std::string listed(std::vector<std::string> const &values)
{
    std::string text;
    for (auto const &value : values) {
        text += ", " + value;
    }
    return text;
}

std::string and_condition(SelfPair const &pair) { return pair.condition.empty() ? "" : " AND " + pair.condition; }

} // namespace

void for_each_new_self(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                       SelfPair const &pair, Exceptions const &exceptions,
                       std::function<void(NewSelf const &)> const &sink)
{
    auto const label = sql_name(table.target.label);
    auto const first = own_values(source, pair.first);
    auto const second = own_values(source, pair.second);
    auto columns = pair.first;
    columns.insert(columns.end(), pair.second.begin(), pair.second.end());
    auto rows = staging.database().prepare(
        "SELECT " + label + ".\"#\", " + as_text(first) + ", " + as_text(second) + listed(first) +
        " FROM (SELECT \"#\" AS \"tributary.row\" FROM (" +
        merged_select(table, source, columns, exceptions, Origin::row) + ") AS \"tributary.merged\" WHERE " +
        all_equal(merged_values(pair.first), merged_values(pair.second)) +
        ") AS \"tributary.self\" CROSS JOIN " + // of its columns a condition sees no name of the row's own
        sql_name(source.staged) + " AS " + label + " ON " + label +
        ".\"#\" = \"tributary.self\".\"tributary.row\" WHERE (" + all_equal(first, second) + ") IS NOT TRUE" +
        and_condition(pair));
    while (rows.step()) {
        NewSelf found{rows.integer(0), rows.text(1), rows.text(2), {}};
        for (std::size_t i = 0; i < first.size(); ++i) {
            found.values.push_back(rows.cell(static_cast<int>(3 + i)));
        }
        sink(found);
    }
}

SelfCount count_selves(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                       SelfPair const &pair)
{
    auto const first = own_values(source, pair.first);
    auto const second = own_values(source, pair.second);
    auto counts = staging.database().prepare("SELECT count(*), count(CASE WHEN " + all_equal(first, second) +
                                             " THEN 1 END) FROM " + sql_name(source.staged) + " AS " +
                                             sql_name(table.target.label) + " WHERE " + all_given(first) + " AND " +
                                             all_given(second) + and_condition(pair));
    counts.step();
    return {counts.integer(0), counts.integer(1)};
}

} // namespace tributary::staging
