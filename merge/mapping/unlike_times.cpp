#include "merge/mapping/unlike_times.hpp"

#include "merge/references/references.hpp"
#include "merge/staging/first_values.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace tributary::mapping {
namespace {

using model::TimeForm;

constexpr std::int64_t sampled_rows = 256;
constexpr std::size_t count_of_forms = 6;

struct FormCounts {
    std::array<std::size_t, count_of_forms> forms{};
    std::size_t filled = 0;

    void add(model::Cell const &cell)
    {
        auto const empty = cell.type == model::Cell::Type::null ||
                           (cell.type == model::Cell::Type::text && cell.bytes.empty()) ||
                           (cell.type == model::Cell::Type::integer && cell.integer == 0);
        if (!empty) {
            ++filled;
            ++forms.at(static_cast<std::size_t>(model::time_form(cell)));
        }
    }

    /// Nothing if they have none, or several.
    std::optional<TimeForm> most() const
    {
        constexpr std::size_t least = 3;
        auto const *const best = std::max_element(forms.begin() + 1, forms.end());
        return *best >= least && *best * 10 >= filled * 9 ? std::optional(static_cast<TimeForm>(best - forms.begin()))
                                                          : std::nullopt;
    }
};

/// True if the target keeps the values as they are written.
bool keeps_spelling(model::MappedTable const &table, model::Column const &column)
{
    auto const typed = model::types_bind(table.target.engine) && column.kind == model::Kind::other;
    return !typed && !column.generated && !model::refers(table, column.name) &&
           !references::is_numbered(table.target, column);
}

using Forms = std::map<std::string, TimeForm>;

/// By column.
std::map<std::string, Forms> forms_in(staging::Staging const &staging, model::MappedTable const &table)
{
    std::map<std::string, Forms> result;
    for (auto const &source : table.sources) {
        std::vector<model::MappedColumn const *> columns;
        for (auto const &column : table.target.columns) {
            auto const *const filled = model::find_filled(source, column.name);
            if (filled != nullptr && keeps_spelling(table, column)) {
                columns.push_back(filled);
            }
        }
        std::vector<FormCounts> counts(columns.size());
        staging::for_each_of_first_rows(staging, table, source, columns, sampled_rows, [&](model::Row row) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                counts[i].add(row[i]);
            }
        });
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (auto const form = counts[i].most()) {
                result[columns[i]->name].emplace(source.source_name, *form);
            }
        }
    }
    return result;
}

} // namespace

std::vector<UnlikeTimes> unlike_times(staging::Staging const &staging, model::Mapping const &mapping)
{
    std::map<Forms, std::vector<model::KeyColumn>> found;
    for (auto const &table : mapping) {
        if (table.sources.size() < 2) {
            continue;
        }
        for (auto const &[column, forms] : forms_in(staging, table)) {
            auto const first = forms.begin()->second;
            if (std::any_of(forms.begin(), forms.end(), [&](auto const &one) { return one.second != first; })) {
                found[forms].push_back({table.target.label, column});
            }
        }
    }
    std::vector<UnlikeTimes> result;
    for (auto &[forms, columns] : found) {
        result.push_back({forms, std::move(columns)});
    }
    return result;
}

} // namespace tributary::mapping
