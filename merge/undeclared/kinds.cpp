#include "merge/undeclared/kinds.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tributary::undeclared {

std::map<std::string, Tally::Of> kinds_of(Counts const &counts)
{
    std::map<std::string, Tally::Of> kinds;
    for (auto const &[suspect, tally] : counts) {
        for (auto const &[kind, of] : tally.kinds) {
            auto &all = kinds[kind];
            all.values += of.values;
            all.as_number = all.as_number || of.as_number;
            all.as_text = all.as_text || of.as_text;
            all.as_null = all.as_null || of.as_null;
            all.distinct += of.distinct;
            all.shared += of.shared;
            for (auto const &[table, hits] : of.tables) {
                all.tables[table] += hits;
            }
            for (auto const &[table, probable] : of.by_accident) {
                all.by_accident.try_emplace(table, 1).first->second *= probable;
            }
        }
    }
    return kinds;
}

std::size_t hits_of_kind(Tally::Of const &of, model::KeyColumn const &table)
{
    auto const found = of.tables.find(table);
    return found == of.tables.end() ? 0 : found->second;
}

bool holds_ids(std::map<std::string, Tally::Of> const &kinds, std::string const &kind, model::KeyColumn const &table)
{
    auto const of = kinds.find(kind);
    if (of == kinds.end() || of->second.distinct < least_different_ids) {
        return false;
    }
    auto const hits = of->second.tables.find(table);
    return hits != of->second.tables.end() && hits->second * 2 >= of->second.distinct;
}

Counts with_kinds(Counts counts, std::string const &kind_column)
{
    for (auto &[suspect, tally] : counts) {
        auto const found = tally.loose_kinds.find(kind_column);
        tally.kinds = found == tally.loose_kinds.end() ? std::map<std::string, Tally::Of>{} : found->second;
    }
    return counts;
}

std::optional<model::KeyColumn> table_of_kind_with_number(plan::Plan const &plan, model::Schema const &schema,
                                                          std::string const &kind)
{
    auto const number_of = [](model::Table const &table) -> model::Column const * {
        auto const *const primary = model::primary_key(table);
        if (primary == nullptr || primary->columns.size() != 1) {
            return nullptr;
        }
        auto const *const column = model::find_column(table, primary->columns.front());
        return references::is_numbered(table, *column) ? column : nullptr;
    };
    std::vector<std::string> tables;
    for (auto const &table : schema.tables) { // `Node` of current_nodes, where nodes has no number of its own
        if (table.label == plan.users.table || number_of(table) != nullptr) {
            tables.push_back(table.label);
        }
    }
    auto label = table_of_kind(kind, tables, plan.users.table);
    if (label.empty()) { // `song` of song.created
        label = table_of_kind(kind.substr(0, kind.find_first_of(".:/")), tables, plan.users.table);
    }
    auto const *const table = label.empty() ? nullptr : model::find_table(schema, label);
    auto const *const id = table == nullptr ? nullptr : number_of(*table);
    return id == nullptr ? std::nullopt : std::optional(model::KeyColumn{label, id->name});
}

std::map<std::string, model::KeyColumn> kinds_by_values(Counts const &counts, model::KeyColumn const &users)
{
    std::int64_t values = 0;
    std::map<model::KeyColumn, std::size_t> sizes;
    for (auto const &[suspect, tally] : counts) {
        values += tally.loose_kinds.empty() ? tally.values : 0;
        for (auto const &[table, size] : tally.sizes) {
            sizes[table] += size;
        }
    }
    std::int64_t explained = 0;
    std::int64_t of_kinds = 0;
    std::map<std::string, model::KeyColumn> result;
    for (auto const &[kind, of] : kinds_of(counts)) {
        of_kinds += of.values;
        model::KeyColumn const *best = nullptr;
        for (auto const &[table, hits] : of.tables) {
            auto const order = [&](model::KeyColumn const &key) { return std::pair(sizes[key], key != users); };
            if (hits == of.distinct && (best == nullptr || order(table) < order(*best))) {
                best = &table;
            }
        }
        if (of.distinct >= least_different_ids && best != nullptr) {
            explained += of.values;
            result.emplace(kind, *best);
        }
    }
    return explained * 10 >= std::max(values, of_kinds) * 9 ? result : std::map<std::string, model::KeyColumn>{};
}

KindTables keys_that_refer(Counts const &counts)
{
    std::map<model::KeyColumn, std::size_t> sizes;
    for (auto const &[suspect, tally] : counts) {
        for (auto const &[table, size] : tally.sizes) {
            sizes[table] += size;
        }
    }
    KindTables result;
    for (auto const &[key, of] : kinds_of(counts)) {
        std::vector<model::KeyColumn> fit;
        auto const different = of.distinct > 1 ? static_cast<std::int64_t>(of.distinct) : of.values;
        for (auto const &[table, hits] : of.tables) {
            if (std::cmp_greater_equal(hits * 10, different * 9)) {
                fit.push_back(table);
            }
        }
        std::stable_sort(fit.begin(), fit.end(), [&, &tables = of.tables](auto const &a, auto const &b) {
            return std::pair(tables.at(b), sizes[a]) < std::pair(tables.at(a), sizes[b]);
        });
        for (std::size_t i = 0; i < fit.size(); ++i) {
            if (i == 0) {
                result.tables.emplace(key, fit[i]);
            } else {
                result.rivals.emplace_back(key, fit[i]);
            }
        }
    }
    return result;
}

std::string is_of_kind(Tally::Of const &of, std::string const &kind, model::Engine engine, std::string const &type)
{
    auto const text = model::sql_literal(kind);
    if (of.as_null) {
        return " IS NULL";
    }
    if (model::types_bind(engine) && type == "boolean") {
        return kind == "t" ? " = 1" : " = 0";
    }
    return of.as_number && of.as_text ? " IN (" + kind + ", " + text + ")" : " = " + (of.as_number ? kind : text);
}

std::string shown_kind(std::string const &kind)
{
    constexpr std::size_t longest = 60;
    auto end = std::min(kind.size(), longest);
    while (end < kind.size() && end > 0 && !model::begins_character(kind[end])) {
        --end;
    }
    auto text = kind.substr(0, end) + (end < kind.size() ? "…" : "");
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string unknown_kinds(Counts const &counts, std::set<std::string> const &known)
{
    constexpr std::size_t most = 5;
    std::string text;
    std::size_t shown = 0;
    for (auto const &[kind, of] : kinds_of(counts)) {
        if (of.values == 0 || known.contains(kind)) {
            continue;
        }
        text += shown == 0 ? "; unknown kinds: " : shown < most ? ", " : "";
        text += shown < most ? shown_kind(kind) : shown == most ? " and others" : "";
        ++shown;
    }
    return text;
}

} // namespace tributary::undeclared
