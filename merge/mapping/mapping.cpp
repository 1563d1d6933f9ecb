#include "merge/mapping/mapping.hpp"

#include "merge/mapping/all_references.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/model/nearest.hpp"
#include "merge/references/declared.hpp"
#include "merge/references/references.hpp"
#include "merge/schema_diff/drift.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace tributary::mapping {
namespace {

using model::MappedColumn;
using model::MappedSource;
using model::MappedTable;

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
                throw plan::plan_error(plan, set.position,
                                       "`set` names table \"" + set.table + "\", which source \"" + sources[i].name +
                                           "\" does not have",
                                       model::did_you_mean(set.table, names(sources[i].schema.tables)));
            }
            auto const *const table = model::find_table(target, set.table);
            if (table != nullptr && model::find_column(*table, set.column) == nullptr) {
                throw plan::plan_error(plan, set.position,
                                       "`set` names column \"" + set.column + "\", which table \"" + set.table +
                                           "\" of the target does not have",
                                       model::did_you_mean(set.column, names(table->columns)));
            }
            if (table != nullptr && model::find_column(*table, set.column)->generated) {
                throw plan::plan_error(plan, set.position,
                                       "`set` names column \"" + set.column + "\" of table \"" + set.table +
                                           "\", which the target computes itself");
            }
        }
    }
}

/// True if values of the mapped column are those of `key`, by a foreign key or as the plan declares.
bool leads_to(MappedColumn const &mapped, references::KeyColumn const &key)
{
    auto const is_in = [&](references::Chain const &chain) {
        return std::find(chain.begin(), chain.end(), key) != chain.end();
    };
    return is_in(mapped.chain) || std::any_of(mapped.declared.begin(), mapped.declared.end(),
                                              [&](auto const &reference) { return is_in(reference.chain); });
}

class Mapper {
public:
    Mapper(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target)
        : m_plan(plan), m_sources(sources), m_target(target), m_schemas(with_all_references(plan, sources, target))
    {
    }

    model::Mapping run()
    {
        model::Mapping result;
        references::check_references(m_plan, m_schemas);
        refuse_drift();
        for (auto const &target : m_target.tables) {
            if (!plan::loads(m_plan, target.label)) {
                continue;
            }
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
        keep_ids(result);
        refuse_set_of_ids(result);
        return result;
    }

private:
    /// Each name under [ids] has to be that of numbers which would be shifted without it.
    void keep_ids(model::Mapping &mapping) const
    {
        auto const numbered = numbered_columns(mapping);
        auto const check = [&](std::vector<plan::IdsPlan> const &list, std::string const &key) {
            for (auto const &ids : list) {
                std::vector<std::string> names;
                bool found = false;
                for (auto const &[column, limit] : numbered) {
                    found = found || plan::is_about(ids, column.table, column.column);
                    names.push_back(column.table + "." + column.column);
                    if (key == "shift" && plan::is_about(ids, column.table, column.column) &&
                        plan::keeps_ids(m_plan, column.table, column.column)) {
                        throw plan::plan_error(m_plan, ids.position,
                                               "[ids]: \"" + names.back() + "\" cannot be both kept and shifted");
                    }
                }
                if (!found) {
                    throw plan::plan_error(m_plan, ids.position,
                                           "[ids] `" + key + "`: \"" + ids.name +
                                               "\" has no ids that a database numbers and that refer to nothing",
                                           model::did_you_mean(ids.name, names));
                }
            }
        };
        check(m_plan.kept_ids, "keep");
        check(m_plan.shifted_ids, "shift");
        for (auto &table : mapping) {
            for (auto const &column : table.target.columns) {
                if (numbered.contains({table.target.label, column.name}) &&
                    plan::keeps_ids(m_plan, table.target.label, column.name)) {
                    table.kept_ids.push_back(column.name);
                }
            }
        }
    }

    /// If the plan computed an id, references to it would not follow.
    void refuse_set_of_ids(model::Mapping const &mapping) const
    {
        auto const numbered = numbered_columns(mapping);
        for (std::uint32_t source = 0; source < m_sources.size(); ++source) {
            for (auto const &set : m_plan.sources[source].set) {
                references::KeyColumn const column{set.table, set.column};
                auto const referred = std::any_of(mapping.begin(), mapping.end(), [&](auto const &table) {
                    return std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &from) {
                        return from.source == source &&
                               std::any_of(from.columns.begin(), from.columns.end(),
                                           [&](auto const &one) { return leads_to(one, column); });
                    });
                });
                if (referred || numbered.contains(column)) {
                    throw plan::plan_error(
                        m_plan, set.position,
                        "`set` cannot compute \"" + set.table + "." + set.column + "\": it is an id" +
                            (referred ? ", and references to it would not follow" : ", which is shifted"));
                }
            }
        }
    }

    /// Differences that the plan has to answer first, all at once.
    void refuse_drift() const
    {
        std::vector<schema_diff::DriftSource> inputs;
        bool any_table = false;
        for (auto const &source : m_sources) {
            schema_diff::DriftSource input{source.name, source.schema, {}};
            for (auto const &table : source.tables) {
                input.rows[table.label] = table.rows;
                any_table = any_table ||
                            (plan::loads(m_plan, table.label) && model::find_table(m_target, table.label) != nullptr);
            }
            inputs.push_back(std::move(input));
        }
        std::vector<std::string> sentences;
        for (auto const &one : schema_diff::drift(m_plan, inputs, m_target)) {
            if (one.weight == model::Weight::answerable) {
                sentences.push_back(one.sentence);
            }
        }
        if (sentences.empty()) {
            return;
        }
        if (!any_table) {
            throw plan::plan_error(
                m_plan, m_plan.target.position, "the target has none of the sources' tables",
                "create them there first, or let the load create them: `create` names a source of the target's engine, `before` an SQL file");
        }
        std::string rest;
        for (std::size_t i = 1; i < sentences.size(); ++i) {
            rest += sentences[i] + "\n";
        }
        throw model::Error(
            model::Exit::undecided, m_plan.file.string() + ": " + sentences.front(),
            rest +
                "what the target lacks: add it there, or in an SQL file that `before` names; or name the table or column that "
                "takes it (`from`); or leave it out (`drop` for a column, `load = false` for a table)\n"
                "what a source lacks: its `set` computes it, or a default of the target fills it\n"
                "`tributary check PLAN` shows how to resolve each difference");
    }

    std::optional<MappedSource> map_source(model::Table const &target, std::uint32_t source)
    {
        auto const &from = m_sources[source];
        auto const staged = std::find_if(from.tables.begin(), from.tables.end(),
                                         [&](auto const &one) { return one.label == target.label; });
        if (staged == from.tables.end() || !plan::loads(m_plan, target.label, from.name)) {
            return std::nullopt;
        }
        MappedSource result{source, from.name, staged->id, staged->staged, staged->rows, {}, {}, nullptr, {}};
        result.table = model::find_table(from.schema, target.label);
        result.references = model::find_table(m_schemas[source], target.label)->foreign_keys;
        for (auto const &column : target.columns) {
            if (!column.generated) {
                result.columns.push_back(map_column(target, column, source, *staged));
            }
        }
        for (auto &column : result.columns) {
            if (!column.value.empty()) {
                column.declared =
                    references::declared_references(m_plan, m_schemas[source], target.label, column.name, m_schemas);
            }
        }
        if (auto const *const table_plan = plan::find_table(m_plan, target.label)) {
            result.left_out_unless = plan::condition_of(*table_plan, from.name);
        }
        return result;
    }

    MappedColumn map_column(model::Table const &target, model::Column const &column, std::uint32_t source,
                            SourceTable const &staged)
    {
        MappedColumn result;
        result.name = column.name;
        auto const &schema = m_schemas[source];
        result.chain = references::chain_of(schema, target.label, column.name);
        refuse_two_ends(schema, target.label, column.name);

        auto const *const set = plan::find_set(m_plan.sources[source], target.label, column.name);
        if (set != nullptr) {
            result.value = "(" + set->expression + "\n)"; // an expression may end in a comment
            result.computed = true;
        }
        auto const from_rows = plan::find_value(m_plan, target.label, column.name) != nullptr;
        auto const &from = *model::find_table(schema, target.label);
        std::size_t position = 0;
        for (auto const &own : from.columns) {
            if (own.generated) {
                continue;
            }
            if (position == staged.columns.size()) {
                break; // what is behind them is in the schema because the plan computes it
            }
            if (own.name == column.name && !plan::drops(m_plan, target.label, column.name)) {
                auto const &name = staged.columns.at(position);
                auto value = model::sql_name(target.label) + "." + model::sql_name(name);
                if (result.computed) {
                    result.replaced = std::move(value);
                } else {
                    result.staged = name;
                    result.value = std::move(value);
                    result.computed = from_rows;
                }
                return result;
            }
            ++position;
        }
        if (from_rows) {
            result.value = "NULL"; // until the merged rows say what it is
            result.computed = true;
        }
        return result;
    }

    void refuse_two_ends(model::Schema const &schema, std::string const &table, std::string const &column)
    {
        auto const all = references::ends(schema, table, column);
        std::vector<references::KeyColumn> numbered;
        for (auto const &end : all) {
            auto const *const owner = model::find_table(schema, end.table);
            auto const *const there = owner == nullptr ? nullptr : model::find_column(*owner, end.column);
            if (there != nullptr && references::is_numbered(*owner, *there)) {
                numbered.push_back(end);
            }
        }
        if (numbered.size() < 2) {
            return;
        }
        for (auto const &reference_plan : m_plan.references) {
            if (reference_plan.from.table == table && reference_plan.from.column == column &&
                references::is_foreign_key(reference_plan, schema)) {
                auto const &other =
                    numbered[0] == references::KeyColumn{reference_plan.to.table, reference_plan.to.column}
                        ? numbered[1]
                        : numbered[0];
                throw plan::plan_error(
                    m_plan, reference_plan.to_position,
                    "`to`: a foreign key says that \"" + table + "." + column + "\" refers to \"" + other.table + "." +
                        other.column + "\"",
                    "remove this [[reference]], or drop the foreign key in the sources and the target");
            }
        }
        throw model::Error(model::Exit::data,
                           "column \"" + table + "." + column + "\" refers to \"" + numbered[0].table + "." +
                               numbered[0].column + "\" and to \"" + numbered[1].table + "." + numbered[1].column +
                               "\", whose ids are shifted differently",
                           "drop one of the two foreign keys in the sources and the target");
    }

    plan::Plan const &m_plan;
    std::span<MappingSource const> m_sources;
    model::Schema const &m_target;
    std::vector<model::Schema> m_schemas;
};

} // namespace

model::Mapping mapping(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target)
{
    check_set(plan, sources, target);
    return Mapper(plan, sources, target).run();
}

} // namespace tributary::mapping
