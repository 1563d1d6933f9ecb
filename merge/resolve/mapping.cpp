#include "merge/resolve/mapping.hpp"

#include "merge/model/nearest.hpp"
#include "merge/resolve/references.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace tributary::resolve {
namespace {

using model::MappedColumn;
using model::MappedSource;
using model::MappedTable;

/// The references of a source, and those that only the target declares.
model::Schema with_references_of(model::Schema schema, model::Schema const &target)
{
    for (auto &table : schema.tables) {
        auto const *const same = model::find_table(target, table.label);
        if (same == nullptr) {
            continue;
        }
        for (auto const &key : same->foreign_keys) {
            auto const known = std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                                           [&](auto const &own) { return own.columns == key.columns; });
            auto const there = std::all_of(key.columns.begin(), key.columns.end(), [&](auto const &column) {
                return model::find_column(table, column) != nullptr;
            });
            if (!known && there && model::find_table(schema, key.table) != nullptr) {
                table.foreign_keys.push_back(key);
            }
        }
    }
    return schema;
}

std::vector<std::string> names(std::vector<model::Table> const &tables)
{
    std::vector<std::string> list;
    for (auto const &table : tables) {
        list.push_back(table.label);
    }
    return list;
}

std::vector<std::string> names(std::vector<model::Column> const &columns)
{
    std::vector<std::string> list;
    for (auto const &column : columns) {
        list.push_back(column.name);
    }
    return list;
}

void check_set(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target)
{
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (auto const &set : plan.sources[i].set) {
            if (model::find_table(sources[i].schema, set.table) == nullptr) {
                throw plan::plan_error(plan, set.place,
                                       "`set` names table \"" + set.table + "\", which source \"" + sources[i].name +
                                           "\" does not have",
                                       model::did_you_mean(set.table, names(sources[i].schema.tables)));
            }
            auto const *const table = model::find_table(target, set.table);
            if (table != nullptr && model::find_column(*table, set.column) == nullptr) {
                throw plan::plan_error(plan, set.place,
                                       "`set` names column \"" + set.column + "\", which table \"" + set.table +
                                           "\" of the target does not have",
                                       model::did_you_mean(set.column, names(table->columns)));
            }
        }
    }
}

class Mapper {
public:
    Mapper(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target)
        : m_plan(plan), m_sources(sources), m_target(target)
    {
        for (auto const &source : sources) {
            m_schemas.push_back(with_references_of(source.schema, target));
        }
    }

    model::Mapping run()
    {
        model::Mapping result;
        refuse_missing_tables();
        for (auto const &target : m_target.tables) {
            MappedTable table;
            table.target = target;
            table.name_column = target.label == m_plan.users.table ? m_plan.users.name : "";
            for (std::uint32_t source = 0; source < m_sources.size(); ++source) {
                if (auto mapped = map_source(target, source)) {
                    table.sources.push_back(std::move(*mapped));
                }
            }
            if (!table.sources.empty()) {
                result.push_back(std::move(table));
            }
        }
        if (!m_drift.empty()) {
            std::string rest;
            for (std::size_t i = 1; i < m_drift.size(); ++i) {
                rest += m_drift[i] + "\n";
            }
            throw model::Error(
                model::Exit::undecided, m_plan.file.string() + ": " + m_drift.front(),
                rest +
                    "what the target lacks, an SQL file named by `before` can add; what a source lacks, its `set` can");
        }
        return result;
    }

private:
    void refuse_missing_tables()
    {
        std::size_t found = 0;
        for (auto const &source : m_sources) {
            for (auto const &table : source.tables) {
                if (model::find_table(m_target, table.label) == nullptr) {
                    m_drift.push_back("the target has no table \"" + table.label + "\", which source \"" + source.name +
                                      "\" has");
                } else {
                    ++found;
                }
            }
        }
        if (found == 0 && !m_drift.empty()) {
            throw plan::plan_error(
                m_plan, m_plan.target.place, "the target has none of the sources' tables",
                "make them there first, or have them made: `create` names a source of the target's kind, `before` an SQL file");
        }
    }

    std::optional<MappedSource> map_source(model::Table const &target, std::uint32_t source)
    {
        auto const &from = m_sources[source];
        auto const staged = std::find_if(from.tables.begin(), from.tables.end(),
                                         [&](auto const &one) { return one.label == target.label; });
        if (staged == from.tables.end()) {
            return std::nullopt;
        }
        MappedSource result{source,
                            from.name,
                            staged->id,
                            staged->staged,
                            staged->rows,
                            {},
                            model::find_table(from.schema, target.label)};
        for (auto const &column : result.table->columns) {
            if (!column.generated && model::find_column(target, column.name) == nullptr) {
                m_drift.push_back("table \"" + target.label + "\" of the target has no column \"" + column.name +
                                  "\", which source \"" + from.name + "\" has");
            }
        }
        for (auto const &column : target.columns) {
            if (!column.generated) {
                result.columns.push_back(map_column(target, column, source, *staged));
            }
        }
        return result;
    }

    MappedColumn map_column(model::Table const &target, model::Column const &column, std::uint32_t source,
                            SourceTable const &staged)
    {
        MappedColumn result;
        result.name = column.name;
        auto const &schema = m_schemas[source];
        result.chain = chain_of(schema, target.label, column.name);
        refuse_two_ends(schema, target.label, column.name);

        auto const &sets = m_plan.sources[source].set;
        auto const set = std::find_if(sets.begin(), sets.end(), [&](auto const &one) {
            return one.table == target.label && one.column == column.name;
        });
        if (set != sets.end()) {
            result.value = "(" + set->expression + "\n)"; // an expression may end in a comment
            result.computed = true;
            return result;
        }
        auto const &from = *model::find_table(schema, target.label);
        std::size_t position = 0;
        for (auto const &own : from.columns) {
            if (own.generated) {
                continue;
            }
            if (own.name == column.name) {
                result.value = model::sql_name(target.label) + "." + model::sql_name(staged.columns.at(position));
                return result;
            }
            ++position;
        }
        if (column.not_null && column.default_expression.empty() && !column.identity && staged.rows > 0) {
            m_drift.push_back("source \"" + m_sources[source].name + "\" has no column \"" + target.label + "." +
                              column.name + "\", which the target demands; add set = { \"" + target.label + "." +
                              column.name + "\" = \"…\" } to that source");
        }
        return result;
    }

    void refuse_two_ends(model::Schema const &schema, std::string const &table, std::string const &column)
    {
        auto const all = ends(schema, table, column);
        std::vector<KeyColumn> numbered;
        for (auto const &end : all) {
            auto const *const owner = model::find_table(schema, end.table);
            auto const *const there = owner == nullptr ? nullptr : model::find_column(*owner, end.column);
            if (there != nullptr && is_numbered(*owner, *there)) {
                numbered.push_back(end);
            }
        }
        if (numbered.size() > 1) {
            throw model::Error(model::Exit::data,
                               "column \"" + table + "." + column + "\" refers to \"" + numbered[0].table + "." +
                                   numbered[0].column + "\" and to \"" + numbered[1].table + "." + numbered[1].column +
                                   "\", whose ids are shifted differently",
                               "drop one of the two foreign keys in the sources and the target");
        }
    }

    plan::Plan const &m_plan;
    std::span<MappingSource const> m_sources;
    model::Schema const &m_target;
    std::vector<model::Schema> m_schemas;
    std::vector<std::string> m_drift;
};

} // namespace

model::Mapping mapping(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target)
{
    check_set(plan, sources, target);
    return Mapper(plan, sources, target).run();
}

model::KeyColumn origin_of(model::MappedTable const &table, model::MappedColumn const &column)
{
    return column.chain.empty() ? KeyColumn{table.target.label, column.name} : column.chain.back();
}

std::map<model::KeyColumn, std::int64_t> numbered_columns(model::Mapping const &mapping)
{
    std::map<KeyColumn, std::int64_t> result;
    for (auto const &table : mapping) {
        for (auto const &column : table.target.columns) {
            bool refers = false;
            bool numbered = is_numbered(table.target, column);
            for (auto const &source : table.sources) {
                auto const *const own = model::find_column(*source.table, column.name);
                numbered = numbered || (own != nullptr && is_numbered(*source.table, *own));
                for (auto const &mapped : source.columns) {
                    refers = refers || (mapped.name == column.name && !mapped.chain.empty());
                }
            }
            if (numbered && !refers) {
                result.emplace(KeyColumn{table.target.label, column.name}, std::numeric_limits<std::int64_t>::max());
            }
        }
    }
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &mapped : source.columns) {
                auto const found = result.find(origin_of(table, mapped));
                auto const *const column = model::find_column(table.target, mapped.name);
                if (found != result.end() && column->max_integer > 0) {
                    found->second = std::min(found->second, column->max_integer);
                }
            }
        }
    }
    return result;
}

void apply_offsets(model::Mapping &mapping,
                   std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> const &offsets)
{
    for (auto &table : mapping) {
        for (auto &source : table.sources) {
            for (auto &column : source.columns) {
                auto const found = offsets.find({origin_of(table, column), source.source});
                column.offset = found == offsets.end() ? 0 : found->second;
            }
        }
    }
}

} // namespace tributary::resolve
