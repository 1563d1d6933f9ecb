#include "merge/undeclared/changed_ids.hpp"

#include "merge/model/words.hpp"
#include "merge/references/array_ids.hpp"
#include "merge/staging/changed_ids.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/undeclared/covered.hpp"
#include "merge/undeclared/documents.hpp"
#include "merge/undeclared/explained.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/known_ids.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/proposal.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/text_marks.hpp"
#include "merge/undeclared/unexplained.hpp"
#include "merge/undeclared/value_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

/// Where ids of rows of one table that change are: a column, or a place in its values.
struct ChangedPlace {
    model::KeyColumn column;
    model::KeyColumn key;
    std::string place; ///< in one line; empty: the value is the id
    std::string lines; ///< of the plan, that say so

    auto operator<=>(ChangedPlace const &) const = default;
};

struct Holds {
    model::Schema const *schema = nullptr;
    std::string sources;    ///< what was found in each, in words
    std::int64_t count = 0; ///< of values, in the source that is read
};

using ChangedPlaces = std::map<ChangedPlace, Holds>;

/// The ids of one key that change, in one source.
struct ChangedKey {
    model::KeyColumn column;
    IdSet ids;
};

/// Looks into the values of one column.
class ColumnSearch {
public:
    ColumnSearch(plan::Plan const &plan, job::FinderOf const &finder_of, model::KeyColumn column, bool is_list,
                 ChangedPlaces &found)
        : m_column(std::move(column)), m_is_list(is_list), m_declared(declared_in(plan, m_column)),
          m_explained(m_declared, finder_of, m_tally), m_found(found)
    {
    }

    /// `named`: the column is named after the key's table.
    void add(ChangedKey const &key, bool named)
    {
        if (key.column != m_column) {
            m_keys.push_back({&key, named ? 1 : least_length_of_id});
        }
    }
    bool empty() const { return m_keys.empty(); }

    void look(model::Cell const &cell)
    {
        if (cell.type != model::Cell::Type::text || cell.bytes.empty()) {
            return;
        }
        ++m_values;
        m_here.clear();
        auto const text = cell.bytes;
        if (m_is_list) {
            for (auto const &element : references::array_ids(text).list) {
                find(model::Cell::of(std::string_view(element.id)), "elements", "\narray = true");
            }
        } else if (!walk_document(
                       m_column.column, text, [&](Inner const &inner) { member(inner); }, m_explained.asked())) {
            find(cell, {}, {});
            m_explained.search(text, {});
            look_into(text, {});
        }
    }

    void finish(model::Schema const &schema, std::string const &source)
    {
        for (auto found = m_found.lower_bound({m_column, {}, {}, {}});
             found != m_found.end() && found->first.column == m_column; ++found) {
            auto &holds = found->second;
            if (holds.count > 0) {
                holds.schema = &schema;
                holds.sources += fmt::format("{}{} of {} in {}", holds.sources.empty() ? "" : ", ", holds.count,
                                             model::counted(m_values, "value", "values"), source);
                holds.count = 0;
            }
        }
    }

private:
    struct Wanted {
        ChangedKey const *key;
        std::size_t shortest;
    };

    static std::set<DeclaredPlace> declared_in(plan::Plan const &plan, model::KeyColumn const &column)
    {
        std::set<DeclaredPlace> result;
        auto const add = [&](plan::ColumnName const &name, auto const &entry) {
            if (key_of(name) == column && (!entry.path.empty() || !entry.regex.empty())) {
                result.insert(declared_place(entry.path, entry.keys, entry.regex, entry.format));
            }
        };
        for (auto const &reference : plan.references) {
            add(reference.from, reference);
        }
        for (auto const &waived : plan.waived) {
            add(waived.column, waived);
        }
        return result;
    }

    void member(Inner const &inner)
    {
        auto const is_key = inner.is == Inner::Is::key;
        InsidePlace const at{is_key ? InsideTally::Way::keys : InsideTally::Way::path, inner.format, inner.path, {}};
        if (inner.value.type != model::Cell::Type::text || m_explained.whole(at) != nullptr ||
            m_explained.filtered(m_explained.filters_at(at), inner.around) != nullptr) {
            return;
        }
        auto const is_found = m_explained.search(inner.value.bytes, at);
        if (!is_found && inner.value.bytes.size() >= least_length_of_id) {
            find(inner.value, at.name(), at.in_plan());
        }
        if (!is_key) {
            look_into(inner.value.bytes, at);
        }
    }

    /// `at`: the place of the text, which has been searched for what the plan declares.
    void look_into(std::string_view text, InsidePlace const &at)
    {
        if (text.size() <= least_length_of_id) {
            return;
        }
        each_mark(text, [&](TextMark const &mark) {
            if (mark.is != TextMark::Is::long_word || mark.value.size() == text.size() || m_explained.has(mark) ||
                !is_any(mark.value)) {
                return;
            }
            InsidePlace const word{InsideTally::Way::regex, at.format, at.path, mark.regex()};
            if (m_explained.whole(word) == nullptr) {
                find(model::Cell::of(mark.value), word.name(), word.in_plan());
            }
        });
    }

    bool is_any(std::string_view id) const
    {
        return std::any_of(m_keys.begin(), m_keys.end(),
                           [&](auto const &wanted) { return wanted.key->ids.has(model::Cell::of(id)); });
    }

    /// Counts each place once for each value.
    void find(model::Cell const &id, std::string const &place, std::string const &lines)
    {
        for (auto const &wanted : m_keys) {
            if (id.bytes.size() >= wanted.shortest && wanted.key->ids.has(id)) {
                auto found = ChangedPlace{m_column, wanted.key->column, place, lines};
                if (m_here.insert(found).second) {
                    ++m_found[std::move(found)].count;
                }
            }
        }
    }

    model::KeyColumn m_column;
    bool m_is_list;
    Tally m_tally; ///< for what the plan declares
    std::set<DeclaredPlace> m_declared;
    Explained m_explained;
    ChangedPlaces &m_found;
    std::vector<Wanted> m_keys;
    std::set<ChangedPlace> m_here; ///< in the value
    std::int64_t m_values = 0;
};

class ChangedIds {
public:
    ChangedIds(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
               model::Mapping const &mapping, staging::Exceptions const &exceptions)
        : m_job(job), m_plan(job.plan), m_staging(staging), m_sources(sources), m_mapping(mapping),
          m_exceptions(exceptions)
    {
    }

    ChangedPlaces run()
    {
        for (std::uint32_t number = 0; number < m_sources.size(); ++number) {
            std::vector<ChangedKey> keys;
            for (auto const &[column, key] : keys_of(number)) {
                IdSet ids;
                staging::read_changed_ids(m_staging, key, [&](model::Cell const &id) { ids.add(id); });
                ids.settle();
                if (!ids.empty()) {
                    keys.push_back({column, std::move(ids)});
                }
            }
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

    void look(std::uint32_t number, std::vector<ChangedKey> const &keys)
    {
        TableNames const names(m_sources[number].schema);
        for (auto const &table : m_mapping) {
            auto const *const source = model::find_source(table, number);
            if (source != nullptr && source->rows > 0) {
                look(table, *source, keys, names);
            }
        }
    }

    void look(model::MappedTable const &table, model::MappedSource const &source, std::vector<ChangedKey> const &keys,
              TableNames const &names)
    {
        auto const &catalogue = names.table(table.target.label);
        std::vector<std::string> values;
        std::vector<ColumnSearch> searches;
        searches.reserve(source.columns.size());
        for (auto const &column : source.columns) {
            auto const *const own = model::find_column(catalogue, column.name);
            auto const type = own == nullptr ? ValueType() : value_type(catalogue.engine, *own);
            if ((!type.text && !type.uuid && !type.json && !type.list) || column.staged.empty() || column.computed ||
                is_explained(m_plan, table, column)) {
                continue;
            }
            auto const after = named_after(names, catalogue, *own, m_plan.users.table);
            auto &search = searches.emplace_back(m_plan, m_job.rules.finder_of,
                                                 model::KeyColumn{table.target.label, column.name}, type.list, m_found);
            for (auto const &key : keys) {
                search.add(key, std::any_of(after.begin(), after.end(),
                                            [&](auto const &named) { return named.to.table == key.column.table; }));
            }
            values.push_back(unexplained_value(&column));
        }
        if (values.empty()) {
            return;
        }
        staging::read_staged_values(m_staging, table, source, values, m_exceptions, [&](model::Row row) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                searches[i].look(row[i]);
            }
        });
        for (auto &search : searches) {
            search.finish(m_sources[source.source].schema, source.source_name);
        }
    }

    job::Job const &m_job;
    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    std::span<staging::StagedSource const> m_sources;
    model::Mapping const &m_mapping;
    staging::Exceptions const &m_exceptions;
    ChangedPlaces m_found;
};

} // namespace

void ask_about_changed_ids(job::Job const &job, staging::Staging const &staging,
                           std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                           answers::Answers &answers)
{
    auto const exceptions = staging::read_exceptions(staging);
    staging::DecisionWriter writer(staging);
    ChangedIds search(job, staging, sources, mapping, exceptions);
    for (auto const &[found, holds] : search.run()) {
        auto const &[from, to, place, lines] = found;
        model::ConflictFact question;
        question.kind = "uncovered";
        question.table = from.table;
        question.claimants =
            fmt::format("{}.{}{}{} of {}", from.table, from.column, place.empty() ? "" : " ", place, to.table);
        question.evidence =
            fmt::format("it holds ids of rows of \"{}\" that fold onto others or get new ids, and would "
                        "refer to nothing: {}",
                        to.table, holds.sources);
        question.proposal = "[[reference]]\ncolumn = " + in_plan(*holds.schema, from.table, from.column) +
                            "\nto = " + in_plan(*holds.schema, to.table, to.column) + lines;
        answers.left_to_plan(question, "[[reference]] or [[waive]]");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::undeclared
