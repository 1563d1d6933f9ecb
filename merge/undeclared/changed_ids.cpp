#include "merge/undeclared/changed_ids.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/staging/changed_ids.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/proposal.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/value_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

namespace tributary::undeclared {
namespace {

/// A column of which some values are ids of rows of one table that change, in any source.
struct Holds {
    model::Schema const *schema = nullptr;
    std::string sources; ///< what was found in each, in words
};

using ChangedColumns = std::map<std::pair<model::KeyColumn, model::KeyColumn>, Holds>; ///< by column and key

class ChangedIds {
public:
    ChangedIds(plan::Plan const &plan, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
               model::Mapping const &mapping, staging::Exceptions const &exceptions)
        : m_plan(plan), m_staging(staging), m_sources(sources), m_mapping(mapping), m_exceptions(exceptions)
    {
    }

    ChangedColumns run()
    {
        for (std::uint32_t number = 0; number < m_sources.size(); ++number) {
            auto const keys = keys_of(number);
            if (!keys.empty()) {
                look(number, keys);
            }
        }
        return std::move(m_found);
    }

private:
    using Key = std::pair<model::KeyColumn, std::int64_t>;

    /// Ids of a source that are no numbers and change, but not the users'.
    std::vector<Key> keys_of(std::uint32_t source) const
    {
        std::vector<Key> result;
        for (auto const &[key, number] : m_exceptions.keys) {
            auto const *const table = model::find_table(m_mapping, key.second.table);
            auto const *const column =
                table == nullptr ? nullptr : model::find_column(table->target, key.second.column);
            auto const *const from = table == nullptr ? nullptr : model::find_source(*table, source);
            auto const *const own = from == nullptr ? nullptr : model::find_filled(*from, key.second.column);
            auto const type = column == nullptr ? ValueType() : value_type(table->target.engine, *column);
            if (key.first == source && own != nullptr && own->chain.empty() && table->name_column.empty() &&
                (type.text || type.uuid)) {
                result.emplace_back(key.second, number);
            }
        }
        return result;
    }

    bool is_waived(std::string const &table, std::string const &column) const
    {
        return std::any_of(m_plan.waived.begin(), m_plan.waived.end(), [&](auto const &waived) {
            return waived.column.table == table && waived.column.column == column && waived.path.empty() &&
                   waived.regex.empty();
        });
    }

    void look(std::uint32_t number, std::vector<Key> const &keys)
    {
        TableNames const names(m_sources[number].schema);
        for (auto const &table : m_mapping) {
            auto const *const source = model::find_source(table, number);
            if (source != nullptr && source->rows > 0) {
                look(table, *source, keys, names);
            }
        }
    }

    void look(model::MappedTable const &table, model::MappedSource const &source, std::vector<Key> const &keys,
              TableNames const &names)
    {
        auto const &schema = m_sources[source.source].schema;
        auto const &catalogue = names.table(table.target.label);
        std::vector<staging::IdSearch> searches;
        std::vector<std::pair<std::string, model::KeyColumn>> of;
        for (auto const &column : source.columns) {
            auto const *const own = model::find_column(catalogue, column.name);
            auto const type = own == nullptr ? ValueType() : value_type(catalogue.engine, *own);
            if ((!type.text && !type.uuid) || column.staged.empty() || column.computed || !column.chain.empty() ||
                !column.declared.empty() || is_waived(table.target.label, column.name)) {
                continue;
            }
            auto const after = named_after(names, catalogue, *own, m_plan.users.table);
            for (auto const &numbered : keys) {
                auto const &key = numbered.first;
                auto const number = numbered.second;
                if (key == model::KeyColumn{table.target.label, column.name}) {
                    continue;
                }
                auto const named =
                    std::any_of(after.begin(), after.end(), [&](auto const &one) { return one.to.table == key.table; });
                searches.push_back({column.value, number, named ? 1 : static_cast<std::int64_t>(least_length_of_id)});
                of.emplace_back(column.name, key);
            }
        }
        if (searches.empty()) {
            return;
        }
        auto const found = staging::find_changed_ids(m_staging, table, source, searches, m_exceptions);
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (found[i].changed > 0) {
                auto &holds = m_found[{{table.target.label, of[i].first}, of[i].second}];
                holds.schema = &schema;
                holds.sources += fmt::format("{}{} of {} in {}", holds.sources.empty() ? "" : ", ", found[i].changed,
                                             model::counted(found[i].values, "value", "values"), source.source_name);
            }
        }
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    std::span<staging::StagedSource const> m_sources;
    model::Mapping const &m_mapping;
    staging::Exceptions const &m_exceptions;
    ChangedColumns m_found;
};

} // namespace

void ask_about_changed_ids(plan::Plan const &plan, staging::Staging const &staging,
                           std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                           answers::Answers &answers)
{
    auto const exceptions = staging::read_exceptions(staging);
    staging::DecisionWriter writer(staging);
    ChangedIds search(plan, staging, sources, mapping, exceptions);
    for (auto const &[columns, holds] : search.run()) {
        auto const &[from, to] = columns;
        auto const column = in_plan(*holds.schema, from.table, from.column);
        model::ConflictFact question;
        question.kind = "uncovered";
        question.table = from.table;
        question.claimants = from.table + "." + from.column;
        question.evidence =
            fmt::format("it holds ids of rows of \"{}\" that fold onto others or get new ids, and would "
                        "refer to nothing: {}",
                        to.table, holds.sources);
        question.proposal =
            "[[reference]]\ncolumn = " + column + "\nto = " + in_plan(*holds.schema, to.table, to.column);
        question.evidence += answers.left_to_plan(question, "[[reference]] or [[waive]]");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::undeclared
