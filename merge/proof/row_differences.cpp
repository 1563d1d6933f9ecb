#include "merge/proof/row_differences.hpp"

#include "merge/model/value.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/row_sets.hpp"

#include <algorithm>
#include <map>

namespace tributary::proof {
namespace {

/// Positions of the primary key's columns; all columns where there is none.
std::vector<std::size_t> key_places(model::Table const &table, std::vector<std::string> const &columns)
{
    std::vector<std::size_t> places;
    auto const *const primary = model::primary_key(table);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (primary == nullptr ||
            std::find(primary->columns.begin(), primary->columns.end(), columns[i]) != primary->columns.end()) {
            places.push_back(i);
        }
    }
    return places;
}

std::string key_of(model::Row row, std::vector<std::size_t> const &places)
{
    std::string key;
    for (auto const place : places) {
        key += (key.empty() ? "" : ",") + model::describe(row[place]);
    }
    return key;
}

/// Rows of a few keys.
std::map<std::string, std::vector<model::Value>> rows_of(RowStream const &rows, std::vector<std::size_t> const &places,
                                                         std::vector<Difference> const &wanted)
{
    std::map<std::string, std::vector<model::Value>> result;
    rows([&](model::Row row) {
        auto const key = key_of(row, places);
        if (std::any_of(wanted.begin(), wanted.end(), [&](auto const &one) { return one.row == key; })) {
            auto &cells = result[key];
            cells.clear();
            for (auto const &cell : row) {
                cells.push_back(model::value_of(cell, 0));
            }
        }
    });
    return result;
}

} // namespace

std::vector<Difference> row_differences(model::Table const &table, std::vector<std::string> const &columns,
                                        RowStream const &expected, RowStream const &actual, std::size_t limit)
{
    auto const places = key_places(table, columns);
    staging::RowSets sets;
    expected([&](model::Row row) { sets.add_expected(key_of(row, places), row); });
    actual([&](model::Row row) { sets.add_actual(key_of(row, places), row); });

    std::vector<Difference> result;
    for (auto const &[key, kind] : sets.differences(limit)) {
        result.push_back({table.label, key, kind});
    }
    auto const wanted = rows_of(expected, places, result);
    auto const there = rows_of(actual, places, result);
    for (auto &difference : result) {
        if (difference.what != "differs") {
            continue;
        }
        std::string names;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!model::same(wanted.at(difference.row)[i], there.at(difference.row)[i])) {
                names += (names.empty() ? "" : ", ") + columns[i];
            }
        }
        difference.what = "differs in " + (names.empty() ? "how often it occurs" : names);
    }
    return result;
}

} // namespace tributary::proof
