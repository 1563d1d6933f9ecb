#include "merge/references/self_pairs.hpp"

#include "merge/model/references.hpp"

#include <algorithm>
#include <utility>

namespace tributary::references {
namespace {

using model::MappedSource;
using model::MappedTable;

/// Columns that say which row of which table is meant.
struct Side {
    std::vector<std::string> columns;
    std::uint32_t source = 0; ///< whose rows these are
    std::string table;
    std::vector<std::string> referenced;
    std::string condition;
};

bool contains(std::vector<std::string> const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What one column refers to counts by the end of its chain: an id of a profile that is that of its user means the
/// user.
Side side_of(MappedSource const &source, model::ForeignKey const &key)
{
    Side side{key.columns, source.source, key.table, key.referenced, {}};
    auto const *const column = model::find_filled(source, key.columns.front());
    if (key.columns.size() == 1 && !column->chain.empty()) {
        side.table = column->chain.back().table;
        side.referenced = {column->chain.back().column};
    }
    return side;
}

std::vector<Side> sides(plan::Plan const &plan, MappedTable const &table, MappedSource const &source)
{
    std::vector<Side> result;
    for (auto const &key : source.references) {
        if (all_filled(plan, table, source, key.columns)) {
            result.push_back(side_of(source, key));
        }
    }
    for (auto const &column : source.columns) {
        for (auto const &reference : column.declared) {
            if (reference.holds == model::DeclaredReference::Holds::value && !reference.as_text &&
                all_filled(plan, table, source, {column.name})) {
                auto const &end = reference.chain.back();
                result.push_back({{column.name},
                                  model::ids_of(reference, source.source),
                                  end.table,
                                  {end.column},
                                  model::condition_of(column, reference)});
            }
        }
    }
    auto const place = [&](Side const &side) {
        return std::find_if(source.columns.begin(), source.columns.end(),
                            [&](auto const &column) { return column.name == side.columns.front(); });
    };
    std::stable_sort(result.begin(), result.end(), [&](auto const &a, auto const &b) { return place(a) < place(b); });
    return result;
}

std::string both_conditions(std::string const &first, std::string const &second)
{
    return first.empty() || second.empty() ? first + second : first + " AND " + second;
}

bool may_be_null(model::Table const &table, std::string const &name)
{
    auto const *const primary = model::primary_key(table);
    return !model::find_column(table, name)->not_null && (primary == nullptr || !contains(primary->columns, name));
}

/// True if the column says something else too: it is part of the row's key, or of a reference by other columns. One by
/// other columns to the same column of the row's own table says the same.
bool says_more(MappedTable const &table, MappedSource const &source, Pair const &pair, std::size_t position)
{
    auto const &name = pair.columns.first[position];
    auto const &own_key = pair.columns.second;
    auto const other_key = [&](model::ForeignKey const &key) {
        auto const found = std::find(key.columns.begin(), key.columns.end(), name);
        if (found == key.columns.end() || key.columns == pair.columns.first) {
            return false;
        }
        auto const &referenced = key.referenced[static_cast<std::size_t>(found - key.columns.begin())];
        return key.table != table.target.label || referenced != own_key[position];
    };
    auto const other_declared = [&](model::DeclaredReference const &reference) {
        return pair.columns.first.size() > 1 &&
               reference.chain.front() != model::KeyColumn{table.target.label, own_key[position]};
    };
    auto const &declared = model::find_filled(source, name)->declared;
    return contains(own_key, name) || std::any_of(source.references.begin(), source.references.end(), other_key) ||
           std::any_of(declared.begin(), declared.end(), other_declared);
}

/// A composite reference refers to nothing as soon as one of its columns is NULL, unless it is MATCH FULL.
std::vector<std::string> clearable(MappedTable const &table, MappedSource const &source, Pair const &pair)
{
    auto const &columns = pair.columns.first;
    std::vector<std::string> result;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (may_be_null(table.target, columns[i]) && !says_more(table, source, pair, i)) {
            result.push_back(columns[i]);
        }
    }
    auto const &keys = table.target.foreign_keys;
    auto const full = std::any_of(keys.begin(), keys.end(), [&](auto const &key) {
        return key.columns == columns && key.definition.find("MATCH FULL") != std::string::npos;
    });
    return full && result.size() < columns.size() ? std::vector<std::string>() : result;
}

} // namespace

bool all_filled(plan::Plan const &plan, MappedTable const &table, MappedSource const &source,
                std::vector<std::string> const &columns)
{
    return std::all_of(columns.begin(), columns.end(), [&](auto const &name) {
        return model::find_filled(source, name) != nullptr &&
               plan::find_value(plan, table.target.label, name) == nullptr;
    });
}

std::vector<Pair> pairs(plan::Plan const &plan, MappedTable const &table, MappedSource const &source)
{
    std::vector<Pair> result;
    auto const all = sides(plan, table, source);
    auto const add = [&](staging::SelfPair columns, std::string const &to, bool to_own_row) {
        auto const known = std::any_of(result.begin(), result.end(), [&](auto const &other) {
            auto const same = (other.columns.first == columns.first && other.columns.second == columns.second) ||
                              (other.columns.first == columns.second && other.columns.second == columns.first);
            return same && (other.columns.condition.empty() || other.columns.condition == columns.condition);
        });
        if (!known && columns.first != columns.second) {
            Pair pair{std::move(columns), to, to_own_row, {}};
            if (to_own_row) {
                pair.clearable = clearable(table, source, pair);
            }
            result.push_back(std::move(pair));
        }
    };
    for (auto const &key : source.references) {
        if (key.table == table.target.label && all_filled(plan, table, source, key.columns) &&
            all_filled(plan, table, source, key.referenced)) {
            add({key.columns, key.referenced, {}}, key.table, true);
        }
    }
    for (auto one = all.begin(); one != all.end(); ++one) {
        if (one->table == table.target.label && one->source == source.source &&
            all_filled(plan, table, source, one->referenced)) {
            add({one->columns, one->referenced, one->condition}, one->table, true);
        }
        for (auto other = std::next(one); other != all.end(); ++other) {
            if (one->table == other->table && one->referenced == other->referenced && one->source == other->source) {
                add({one->columns, other->columns, both_conditions(one->condition, other->condition)}, one->table,
                    false);
            }
        }
    }
    return result;
}

} // namespace tributary::references
