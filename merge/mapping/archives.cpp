#include "merge/mapping/archives.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/references/references.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace tributary::mapping {
namespace {

/// `users_deleted`, `user_archive` and `old_users` are named after `users`.
bool is_named_after(std::string const &archive, std::string const &original)
{
    constexpr std::size_t shortest = 3;
    auto stem = model::in_lower_case(original);
    if (stem.size() > shortest && stem.ends_with('s')) {
        stem.pop_back();
    }
    return stem.size() >= shortest && archive.size() > original.size() &&
           model::in_lower_case(archive).find(stem) != std::string::npos;
}

bool has_same_columns(model::Table const &archive, model::Table const &original)
{
    auto const common = static_cast<std::size_t>(
        std::count_if(original.columns.begin(), original.columns.end(),
                      [&](auto const &column) { return model::find_column(archive, column.name) != nullptr; }));
    return common > 1 && (common == original.columns.size() ||
                          3 * common >= 2 * std::max(archive.columns.size(), original.columns.size()));
}

/// The number of a table's rows that refers to nothing; null: it has none.
model::Column const *own_number(model::Table const &table)
{
    auto const *const primary = model::primary_key(table);
    if (primary == nullptr || primary->columns.size() != 1) {
        return nullptr;
    }
    auto const *const column = model::find_column(table, primary->columns.front());
    auto const refers = std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](auto const &key) {
        return std::find(key.columns.begin(), key.columns.end(), column->name) != key.columns.end();
    });
    return references::is_numbered(table, *column) && !refers ? column : nullptr;
}

/// Every INTEGER PRIMARY KEY of SQLite numbers its rows, whether anybody meant it to or not.
bool has_numbers_of_its_own(model::Engine engine, model::Column const &archive, model::Column const &original)
{
    switch (engine) {
    case model::Engine::sqlite: return false;
    case model::Engine::postgresql: break;
    }
    return archive.identity || (!archive.sequence.empty() && archive.sequence != original.sequence);
}

std::vector<std::int64_t> ids_of(ArchiveSource const &source, std::string const &table, std::string const &column)
{
    std::vector<std::int64_t> ids;
    source.read(table, column, [&](model::Row row) {
        if (row[0].type == model::Cell::Type::integer) {
            ids.push_back(row[0].integer);
        }
    });
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// What two tables without an id in common have in each source.
struct Disjoint {
    std::string words;
    std::vector<model::Share> archived; ///< all of whose ids are of the one series
};

/// Nothing if they share an id, or if the archive is empty everywhere.
std::optional<Disjoint> disjoint(std::span<ArchiveSource const> sources, model::KeyColumn const &archive,
                                 model::KeyColumn const &original)
{
    Disjoint result;
    for (auto const &source : sources) {
        if (model::find_table(source.schema, archive.table) == nullptr ||
            model::find_table(source.schema, original.table) == nullptr) {
            continue;
        }
        auto const ids = ids_of(source, archive.table, archive.column);
        auto const others = ids.empty() ? ids : ids_of(source, original.table, original.column);
        std::vector<std::int64_t> common;
        std::set_intersection(ids.begin(), ids.end(), others.begin(), others.end(), std::back_inserter(common));
        if (!common.empty()) {
            return std::nullopt;
        }
        if (!ids.empty()) {
            result.words += (result.words.empty() ? "" : ", ") + std::to_string(ids.size()) + " and " +
                            std::to_string(others.size()) + " in " + source.name;
            auto const count = static_cast<std::int64_t>(ids.size());
            result.archived.push_back({source.name, count, count});
        }
    }
    return result.words.empty() ? std::nullopt : std::optional(std::move(result));
}

model::UncoveredColumn finding(model::KeyColumn const &archive, model::KeyColumn const &original,
                               Disjoint const &counts)
{
    auto const in_toml = [](model::KeyColumn const &column) {
        return plan::toml_text(plan::written({column.table, column.column}));
    };
    model::UncoveredColumn result;
    result.table = archive.table;
    result.column = archive.column;
    result.what = "id that seems to come out of the numbers of \"" + original.table + "\"";
    result.evidence =
        result.what + ": it has the columns of that table, and no id in common with it (" + counts.words + ")";
    result.shares = counts.archived;
    result.reference =
        "[[reference]]\ncolumn = " + in_toml(archive) + "\nto = " + in_toml(original) + "\ndangling = \"keep\"";
    result.waive = "[[waive]]\ncolumn = " + in_toml(archive) + "\nreason = \"…\"";
    result.likely = true;
    return result;
}

bool is_settled(plan::Plan const &plan, std::string const &source, std::string const &table, std::string const &column)
{
    plan::ColumnName const name{table, column};
    return plan::leaves_out(plan, source, table, column) || plan::keeps_ids(plan, table, column) ||
           std::any_of(plan.references.begin(), plan.references.end(),
                       [&](auto const &reference) { return reference.from == name; }) ||
           std::any_of(plan.waived.begin(), plan.waived.end(),
                       [&](auto const &waived) { return waived.column == name; });
}

} // namespace

std::vector<model::UncoveredColumn> archives(plan::Plan const &plan, std::span<ArchiveSource const> sources)
{
    std::vector<model::UncoveredColumn> result;
    std::set<std::string> seen;
    for (auto const &source : sources) {
        for (auto const &archive : source.schema.tables) {
            auto const *const id = own_number(archive);
            if (id == nullptr || is_settled(plan, source.name, archive.label, id->name) ||
                !seen.insert(archive.label).second) {
                continue;
            }
            for (auto const &original : source.schema.tables) {
                auto const *const number = own_number(original);
                if (number == nullptr || &original == &archive ||
                    is_settled(plan, source.name, original.label, number->name) ||
                    !is_named_after(archive.name, original.name) || !has_same_columns(archive, original) ||
                    has_numbers_of_its_own(archive.engine, *id, *number)) {
                    continue;
                }
                model::KeyColumn const from{archive.label, id->name};
                model::KeyColumn const to{original.label, number->name};
                if (auto const counts = disjoint(sources, from, to)) {
                    result.push_back(finding(from, to, *counts));
                    break;
                }
            }
        }
    }
    return result;
}

} // namespace tributary::mapping
