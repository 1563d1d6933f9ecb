#include "merge/claimants/words.hpp"

#include "merge/model/masked.hpp"
#include "merge/model/times.hpp"
#include "merge/model/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace tributary::claimants {
namespace {

constexpr std::size_t most_tables = 5;
constexpr std::size_t most_different = 5;
constexpr std::size_t most_equal = 3;

/// What helps most to tell people apart comes first.
enum class Telling { address, time, text, other };

bool has_address(model::Value const &value)
{
    return value.type == model::Cell::Type::text && model::with_masked_addresses(value.bytes) != value.bytes;
}

Telling telling(ColumnOfClaimants const &column)
{
    auto const &values = column.values;
    if (column.is_boolean) {
        return Telling::other;
    }
    if (std::any_of(values.begin(), values.end(), has_address)) {
        return Telling::address;
    }
    if (column.is_time ||
        std::any_of(values.begin(), values.end(), [](auto const &one) { return says_time(model::cell_of(one)); })) {
        return Telling::time;
    }
    auto const is_text = [](auto const &one) { return one.type == model::Cell::Type::text; };
    return std::any_of(values.begin(), values.end(), is_text) ? Telling::text : Telling::other;
}

/// Equal numbers, booleans and empty values say little of who it is.
bool is_worth_a_word(ColumnOfClaimants const &column)
{
    auto const &value = column.values.front();
    auto const is_empty = value.is_null() || (value.type == model::Cell::Type::text && value.bytes.empty());
    return !are_equal(column) || (!is_empty && telling(column) != Telling::other);
}

std::string listed(std::vector<std::string> const &texts, std::size_t most)
{
    auto const shown = std::min(texts.size(), most);
    auto const more = texts.size() > most ? fmt::format(", and {} more", texts.size() - most) : "";
    return fmt::format("{}{}", fmt::join(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                       more);
}

} // namespace

bool are_equal(ColumnOfClaimants const &column)
{
    return std::all_of(column.values.begin(), column.values.end(),
                       [&](auto const &value) { return model::same(value, column.values.front()); });
}

std::string counted_rows(std::vector<RowsThatRefer> const &all)
{
    std::map<std::string, std::map<std::string, std::int64_t>> by_table;
    for (auto const &one : all) {
        by_table[one.table][one.columns] += one.rows;
    }
    std::vector<RowsThatRefer> sorted;
    for (auto const &[table, by_columns] : by_table) {
        for (auto const &[columns, rows] : by_columns) {
            sorted.push_back({table, by_columns.size() > 1 ? fmt::format(" ({})", columns) : "", rows});
        }
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](auto const &a, auto const &b) { return a.rows > b.rows; });
    std::vector<std::string> texts;
    for (auto const &one : sorted) {
        texts.push_back(model::counted(one.rows, "row of ", "rows of ") + one.table + one.columns);
    }
    if (texts.size() > most_tables) {
        std::int64_t rest = 0;
        for (auto i = most_tables; i < sorted.size(); ++i) {
            rest += sorted[i].rows;
        }
        texts.resize(most_tables);
        texts.push_back(model::counted(rest, "row of others", "rows of others"));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string compared(std::vector<ColumnOfClaimants> columns)
{
    std::erase_if(columns, [](auto const &column) { return !is_worth_a_word(column); });
    std::stable_sort(columns.begin(), columns.end(),
                     [](auto const &a, auto const &b) { return telling(a) < telling(b); });
    std::vector<std::string> equal;
    std::vector<std::string> different;
    for (auto const &column : columns) {
        if (are_equal(column)) {
            auto const others = column.accounts > static_cast<std::int64_t>(column.values.size())
                                    ? fmt::format(", which {} accounts have", column.accounts)
                                    : "";
            equal.push_back(fmt::format("{} ({}{})", column.name, column.shown.front(), others));
        } else {
            different.push_back(fmt::format("{} ({})", column.name, fmt::join(column.shown, " / ")));
        }
    }
    equal.resize(std::min(equal.size(), most_equal));
    auto text = equal.empty() ? std::string() : fmt::format("equal in {}", fmt::join(equal, ", "));
    if (!different.empty()) {
        text += (text.empty() ? "" : ", ") + std::string("different in ") + listed(different, most_different);
    }
    return text;
}

} // namespace tributary::claimants
