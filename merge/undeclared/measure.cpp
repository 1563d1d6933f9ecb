#include "merge/undeclared/measure.hpp"

#include "merge/mapping/users.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/proposed_lines.hpp"
#include "merge/references/references.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/key_values.hpp"
#include "merge/undeclared/loose_kinds.hpp"
#include "merge/undeclared/unexplained.hpp"
#include "merge/undeclared/waived.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

namespace tributary::undeclared {
namespace {

using model::Cell;

KindNames names_of_kinds(std::uint32_t source, KindTable const &kinds, ColumnReader const &read)
{
    KindNames result;
    if (kinds.table.empty()) {
        return result;
    }
    auto columns = kinds.names;
    columns.push_back(kinds.id);
    read(source, kinds.table, columns, WhichRows::all, [&](model::Row row) {
        std::string name;
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            name += (i == 0 ? "" : ".") + text_of(row[i]);
        }
        if (result.size() < most_kinds) {
            result[text_of(row.back())] = name;
        }
    });
    return result;
}

/// The shifted ids of every table of a source.
std::vector<model::KeyColumn> shifted_ids(model::Schema const &schema)
{
    std::vector<model::KeyColumn> result;
    for (auto const &table : schema.tables) {
        for (auto const &column : table.columns) {
            if (column.kind == model::Kind::integer && references::is_numbered(table, column) &&
                references::chain_of(schema, table.label, column.name).empty()) {
                result.push_back({table.label, column.name});
            }
        }
    }
    return result;
}

/// What the suspects of one source are compared with, and no more.
Known read_known(plan::Plan const &plan, std::uint32_t number, CoverageSource const &source,
                 std::span<Suspect const> suspects, ColumnReader const &read)
{
    auto const users = mapping::users_table(plan, source.name, source.schema);
    Known known;
    known.users_id = {users.table->label, users.id};
    read(number, users.table->label, {users.id, plan.users.name}, WhichRows::all, [&](model::Row row) {
        known.users.add(row[0]);
        if (row[1].type == Cell::Type::text && !row[1].bytes.empty()) {
            known.names.add(row[1].bytes);
        }
        known.names_by_id.add(row[0], row[1]);
    });
    known.users.settle();
    known.names.settle();
    known.names_by_id.settle();
    bool of_any = false;
    std::set<model::KeyColumn> wanted;
    for (auto const &suspect : suspects) {
        of_any = of_any || suspect.is_looked_up_everywhere() || !suspect.may_be_kinds.empty() ||
                 suspect.looks == Suspect::Looks::inside || suspect.looks == Suspect::Looks::kind_and_id ||
                 suspect.looks == Suspect::Looks::value_of_key;
        for (auto const &named : suspect.of_tables) {
            wanted.insert(named.to);
        }
    }
    if (of_any) {
        auto const all = shifted_ids(source.schema);
        wanted.insert(all.begin(), all.end());
    }
    for (auto const &id : wanted) {
        if (!plan::loads(plan, id.table, source.name) || id.table == users.table->label) {
            continue;
        }
        auto &ids = known.tables[id];
        read(number, id.table, {id.column}, WhichRows::all, [&](model::Row row) { ids.add(row[0]); });
        ids.settle();
    }
    return known;
}

/// What suspects of the other sources are compared with: the users of each, and the rows of tables of those after which
/// one is named.
class Everywhere {
public:
    Everywhere(plan::Plan const &plan, std::span<CoverageSource const> sources, std::span<Suspect const> suspects,
               ColumnReader const &read)
    {
        if (sources.size() < 2) {
            return;
        }
        for (std::uint32_t i = 0; i < sources.size(); ++i) {
            auto const users = mapping::users_table(plan, sources[i].name, sources[i].schema);
            add(i, {users.table->label, users.id}, read);
        }
        for (auto const &suspect : suspects) {
            for (auto const &named : suspect.of_tables) {
                auto const *const table =
                    suspect.of_source ? model::find_table(sources[*suspect.of_source].schema, named.to.table) : nullptr;
                if (table != nullptr && model::find_column(*table, named.to.column) != nullptr &&
                    plan::loads(plan, named.to.table, sources[*suspect.of_source].name)) {
                    add(*suspect.of_source, named.to, read);
                }
            }
        }
    }

    void tell(Known &known) const
    {
        for (auto const &[place, ids] : m_ids) {
            known.elsewhere.emplace(place, &ids);
        }
    }

private:
    void add(std::uint32_t source, model::KeyColumn const &id, ColumnReader const &read)
    {
        auto const [ids, added] = m_ids.try_emplace({source, id});
        if (added) {
            read(source, id.table, {id.column}, WhichRows::all,
                 [&set = ids->second](model::Row row) { set.add(row[0]); });
            ids->second.settle();
        }
    }

    std::map<std::pair<std::uint32_t, model::KeyColumn>, IdSet> m_ids;
};

/// All suspects of one table, in one reading.
class TableCounter {
public:
    TableCounter(std::span<Suspect const> suspects, TableNames const &names, plan::Plan const &plan,
                 std::string const &users, Known const &known, job::FinderOf const &finder_of, std::span<Tally> tallies,
                 ColumnReader const &read)
        : m_suspects(suspects), m_tallies(tallies), m_setting_names(names, names.table(suspects.front().table), users),
          m_loose(suspects, known, [&](auto const &column) { return place_of(column); })
    {
        for (std::size_t i = 0; i < suspects.size(); ++i) {
            auto const &suspect = suspects[i];
            auto const value = place_of(suspect.column);
            auto const &other = !suspect.own_id.empty()  ? suspect.own_id
                                : suspect.beside.empty() ? suspect.kind_column
                                                         : suspect.beside;
            auto const kind = other.empty() ? value : place_of(other);
            switch (suspect.looks) {
            case Suspect::Looks::inside:
                m_inside.push_back({value, suspect.beside.empty() ? std::nullopt : std::optional(kind),
                                    InsideCounter(suspect, names, users, known, finder_of, tallies[i])});
                break;
            case Suspect::Looks::value_of_key:
                m_settings.push_back(
                    {value, kind, KeyValueCounter(m_setting_names, plan.users.name, known, tallies[i])});
                break;
            default:
                m_values.push_back(
                    {value, kind,
                     Counter(suspect, known, names_of_kinds(suspect.source, suspect.kinds, read), tallies[i])});
            }
        }
    }

    void run(ColumnReader const &read)
    {
        read(m_suspects.front().source, m_suspects.front().table, m_columns, WhichRows::loaded, [&](model::Row row) {
            for (auto &column : m_values) {
                column.counter.count(row[column.value], row[column.kind]);
            }
            for (auto &column : m_settings) {
                column.counter.count(row[column.kind], row[column.value]);
            }
            for (auto &[value, owner, counter] : m_inside) {
                if (row[value].type == Cell::Type::text || row[value].type == Cell::Type::blob) {
                    counter.count(row[value].bytes, owner ? row[*owner] : Cell());
                }
            }
            m_loose.count(row);
        });
        for (auto &column : m_values) {
            column.counter.finish();
        }
        for (auto &column : m_settings) {
            column.counter.finish();
        }
        for (auto &[value, owner, counter] : m_inside) {
            counter.finish();
        }
        m_loose.finish(m_tallies);
    }

private:
    template <typename Kind> struct Watched {
        std::size_t value;
        std::size_t kind;
        Kind counter;
    };

    std::size_t place_of(std::string const &column)
    {
        auto const found = std::find(m_columns.begin(), m_columns.end(), column);
        auto const place = static_cast<std::size_t>(found - m_columns.begin());
        if (found == m_columns.end()) {
            m_columns.push_back(column);
        }
        return place;
    }

    std::span<Suspect const> m_suspects;
    std::span<Tally> m_tallies;
    SettingNames m_setting_names;
    std::vector<std::string> m_columns;
    std::vector<Watched<Counter>> m_values;
    std::vector<Watched<KeyValueCounter>> m_settings;
    struct Inside {
        std::size_t value;
        std::optional<std::size_t> owner; ///< where the id of the row's user is
        InsideCounter counter;
    };
    std::vector<Inside> m_inside;
    LooseKinds m_loose;
};

/// Staged rows as they come into the target but for the rewriting: with what the plan's `set` computes.
class StagedColumns {
public:
    StagedColumns(staging::Staging const &staging, model::Mapping const &mapping)
        : m_staging(staging), m_mapping(mapping)
    {
    }

    void read(std::uint32_t source, std::string const &label, std::vector<std::string> const &columns, WhichRows which,
              model::RowSink const &sink) const
    {
        auto const *const table = model::find_table(m_mapping, label);
        auto const *const from = table == nullptr ? nullptr : model::find_source(*table, source);
        if (from == nullptr || from->rows == 0) {
            return; // it is not loaded
        }
        std::string list;
        for (auto const &column : columns) {
            list += (list.empty() ? "" : ", ") + unexplained_value(model::find_filled(*from, column));
        }
        auto const filtered = which == WhichRows::loaded && !from->left_out_unless.empty();
        auto rows = m_staging.database().prepare("SELECT " + list + " FROM " + model::sql_name(from->staged) + " AS " +
                                                 model::sql_name(label) +
                                                 (filtered ? " WHERE (" + from->left_out_unless + ") IS TRUE" : ""));
        std::vector<Cell> cells(columns.size());
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i));
            }
            sink(cells);
        }
    }

private:
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
};

/// What entries of the plan leave open is another question than what they have answered.
std::string beside_entries(plan::Plan const &plan, model::UncoveredColumn const &column)
{
    auto const entries = std::count_if(plan.references.begin(), plan.references.end(), [&](auto const &reference) {
        auto const is_inside = !reference.path.empty() || !reference.regex.empty();
        return reference.from == plan::ColumnName{column.table, column.column} && is_inside != column.inside.empty();
    });
    return entries == 0 ? "" : " beside " + model::counted(entries, "entry", "entries");
}

} // namespace

std::vector<Tally> measure(plan::Plan const &plan, std::span<CoverageSource const> sources,
                           std::span<Suspect const> suspects, ColumnReader const &read, job::FinderOf const &finder_of)
{
    std::vector<Tally> tallies(suspects.size());
    Everywhere const everywhere(plan, sources, suspects, read);
    Known known;
    std::optional<TableNames> names;
    std::optional<std::uint32_t> source;
    for (std::size_t from = 0; from < suspects.size();) {
        auto end = from;
        while (end < suspects.size() && suspects[end].source == suspects[from].source &&
               suspects[end].table == suspects[from].table) {
            ++end;
        }
        if (source != suspects[from].source) {
            source = suspects[from].source;
            auto const last = std::find_if(suspects.begin() + static_cast<std::ptrdiff_t>(from), suspects.end(),
                                           [&](auto const &other) { return other.source != *source; });
            auto const count = static_cast<std::size_t>(last - suspects.begin()) - from;
            names.emplace(sources[*source].schema);
            known = {}; // before the next are read, not after
            known = read_known(plan, *source, sources[*source], suspects.subspan(from, count), read);
            everywhere.tell(known);
        }
        auto const &schema = sources[*source].schema;
        TableCounter(suspects.subspan(from, end - from), *names, plan,
                     mapping::users_table(plan, sources[*source].name, schema).table->label, known, finder_of,
                     std::span(tallies).subspan(from, end - from), read)
            .run(read);
        from = end;
    }
    return tallies;
}

namespace {

/// The lines for a likely column, and its waiver where none follows from them.
std::string with_waiver(model::UncoveredColumn const &column)
{
    auto const lines = plan::proposed_lines(column.reference);
    auto const has_waiver = std::any_of(lines.begin(), lines.end(), [](auto const &one) { return one.is_waiver; });
    if (has_waiver || lines.empty() || column.waive.empty()) {
        return column.reference;
    }
    std::string text =
        column.reference + (column.reference.ends_with('\n') ? "" : "\n") + "# or, if it may stay as it is:";
    std::istringstream waiver(column.waive);
    for (std::string line; std::getline(waiver, line);) {
        text += "\n# " + line;
    }
    return text;
}

} // namespace

std::set<model::KeyColumn> find_uncovered(job::Job const &job, staging::Staging const &staging,
                                          std::vector<staging::StagedSource> const &sources,
                                          model::Schema const &target, model::Mapping const &mapping,
                                          answers::Answers &answers)
{
    auto const &plan = job.plan;
    std::vector<CoverageSource> inputs;
    for (auto const &source : sources) {
        inputs.push_back({source.name, source.schema});
    }
    check_waived(plan, inputs);
    auto const suspects = undeclared::suspects(plan, inputs, target);
    StagedColumns const staged(staging, mapping);
    auto const tallies = measure(
        plan, inputs, suspects,
        [&](auto source, auto const &table, auto const &columns, auto which, auto const &sink) {
            staged.read(source, table, columns, which, sink);
        },
        job.rules.finder_of);
    staging::DecisionWriter writer(staging);
    std::set<model::KeyColumn> found;
    for (auto const &column : undeclared::uncovered(plan, inputs, suspects, tallies)) {
        if (column.harmless) {
            continue;
        }
        model::ConflictFact conflict;
        conflict.kind = "uncovered";
        conflict.table = column.table;
        conflict.claimants = column.table + "." + column.column + (column.inside.empty() ? "" : " " + column.inside) +
                             beside_entries(plan, column);
        conflict.evidence = column.evidence;
        conflict.proposal = column.likely ? with_waiver(column) : column.waive;
        answers.left_to_plan(conflict, "[[reference]] or [[waive]]");
        if (column.inside.empty() && column.likely) {
            found.insert({column.table, column.column});
        }
        writer.conflict(std::move(conflict));
    }
    return found;
}

} // namespace tributary::undeclared
