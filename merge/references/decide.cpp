#include "merge/references/decide.hpp"

#include "merge/model/references.hpp"
#include "merge/references/composite.hpp"
#include "merge/references/dangling.hpp"
#include "merge/references/inside_values.hpp"
#include "merge/references/references.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/dangling_values.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/rewritten.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace tributary::references {
namespace {

using model::MappedSource;
using model::MappedTable;

struct Together {
    Link link;
    CompositeReference reference;
    bool moves = false; ///< some values of what it refers to change
};

/// SQLite compares a reference under the collation of the column that it refers to.
std::string collation_of_references(model::Table const &parent, model::Column const &column)
{
    switch (parent.engine) {
    case model::Engine::postgresql: return {};
    case model::Engine::sqlite: return column.collation.empty() ? std::string() : " COLLATE " + column.collation;
    }
    return {};
}

class Decider {
public:
    Decider(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
            MappedTable const &table)
        : m_job(job), m_staging(staging), m_mapping(mapping), m_table(table),
          m_exceptions(staging::read_exceptions(staging)), m_writer(staging), m_dangling(job, staging, table, m_writer)
    {
    }

    bool run()
    {
        for (auto const *const kind : {"dangling", "reference"}) {
            m_writer.forget_conflicts(kind, m_table.target.label);
        }
        auto const composites = digest_of_composites(m_staging, m_table);
        for (auto const &source : m_table.sources) {
            staging::clear_rewritten(m_staging, source.table_id);
            staging::clear_dangling(m_staging, source.table_id);
            m_together.clear();
            for (auto const &key : source.references) {
                look(source, key);
            }
            look_for_torn_rows(source);
            for (auto const &column : source.columns) {
                if (follows_from_rows(column.name)) {
                    continue;
                }
                look_at_declared(source, column);
                look_for_lost_values(source, column);
                m_left_out |=
                    rewrite_inside(m_job, m_staging, m_mapping, m_exceptions, m_table, source, column, m_writer);
            }
        }
        if (m_left_out) {
            staging::leave_out_with_survivors(m_staging);
        }
        return m_left_out || digest_of_composites(m_staging, m_table) != composites;
    }

private:
    /// True if the plan computes the column from the merged rows: the source's own value is ignored.
    bool follows_from_rows(std::string const &column) const
    {
        return plan::find_value(m_job.plan, m_table.target.label, column) != nullptr;
    }

    void look(MappedSource const &source, model::ForeignKey const &key)
    {
        Link link{key.columns, {}, key.table, key.referenced, {}, key.enforced, key.enforced, nullptr, nullptr};
        for (auto const &name : key.columns) {
            auto const *const column = model::find_filled(source, name);
            if (column == nullptr || follows_from_rows(name)) {
                return; // it takes its default, which the target checks, or what the merged rows say
            }
            link.vouched = link.vouched && !column->computed;
            link.enforced = link.enforced && !column->computed && follows_as_text(source, *column);
            link.values.push_back(column->value);
        }
        for (auto const &reference_plan : m_job.plan.references) {
            auto const about =
                reference_plan.from.table == m_table.target.label && reference_plan.to.table == key.table &&
                (!reference_plan.dangling.is_said() || reference_plan.dangling.in(source.source_name)) &&
                std::find(key.columns.begin(), key.columns.end(), reference_plan.from.column) != key.columns.end();
            link.reference_plan = about && link.reference_plan == nullptr ? &reference_plan : link.reference_plan;
        }
        look(source, link);
    }

    void look_at_declared(MappedSource const &source, model::MappedColumn const &column)
    {
        for (auto const &reference : column.declared) {
            if (reference.holds != model::DeclaredReference::Holds::value) {
                continue;
            }
            Link link{{column.name},
                      {reference.as_text ? staging::number_in_text(column.value) : column.value},
                      reference.chain.front().table,
                      {reference.chain.front().column},
                      model::condition_of(column, reference),
                      false,
                      false,
                      &m_job.plan.references[reference.position],
                      &reference};
            look(source, link);
        }
    }

    void look(MappedSource const &source, Link const &link)
    {
        auto const *const parent = model::find_table(m_mapping, link.table);
        auto const *const owner = parent == nullptr ? nullptr : model::find_source(*parent, whose(source, link));
        auto const whole = owner != nullptr && !m_exceptions.left_out.contains(owner->table_id);
        std::string equal;
        std::string exact = "1";
        std::string selected;
        bool collated = false;
        for (std::size_t i = 0; owner != nullptr && i < link.referenced.size(); ++i) {
            auto const *const column = model::find_filled(*owner, link.referenced[i]);
            if (column == nullptr) {
                return; // the default of what it refers to, which the target checks
            }
            auto const place = "\"tributary.value" + std::to_string(i) + "\"";
            selected += ", " + column->value + " AS " + place;
            auto const *const own = model::find_column(*owner->table, link.referenced[i]);
            auto const collation = own == nullptr ? std::string() : collation_of_references(*owner->table, *own);
            collated = collated || !collation.empty();
            exact += " AND " + link.values[i] + " = \"tributary.parent\"." + place;
            equal += (i == 0 ? "" : " AND ") + link.values[i] + " = \"tributary.parent\"." + place + collation;
        }
        if (owner != nullptr && link.columns.size() > 1) {
            m_together.push_back({link,
                                  {m_table, source, *parent, *owner, link.columns, link.referenced},
                                  has_exceptions(source, link)});
            if (m_together.back().moves) {
                follow_together(m_staging, m_exceptions, m_together.back().reference);
            }
        }
        if (whole && (link.enforced || all_numbers_are_there(source, *owner, link))) {
            return;
        }
        std::string there = "0";
        auto from = staging::staged_rows(m_table, source, m_exceptions);
        if (owner != nullptr) {
            auto const where = from.rfind(" WHERE ");
            from.insert(where, " LEFT JOIN (SELECT 1 AS \"tributary.there\"" + selected +
                                   staging::staged_rows(*parent, *owner, m_exceptions) +
                                   ") AS \"tributary.parent\" ON " + equal);
            there = "\"tributary.parent\".\"tributary.there\" IS NOT NULL";
        }
        for (auto const &name : link.columns) {
            from += " AND " + model::find_filled(source, name)->value + " IS NOT NULL";
        }
        from += link.condition.empty() ? "" : " AND " + link.condition;
        m_left_out |= m_dangling.obey(source, link, from + " AND NOT (" + there + ")", whole);
        if (collated && has_exceptions(source, link)) {
            m_dangling.stop_written_differently(source, link, from + " AND " + there + " AND NOT (" + exact + ")");
        }
    }

    /// A reference that moved a column moved it for the others that have it too.
    void look_for_torn_rows(MappedSource const &source)
    {
        std::optional<staging::Exceptions> now;
        for (auto const &one : m_together) {
            auto const &columns = one.link.columns;
            auto const shares = [&](Together const &other) {
                return &other != &one && other.moves &&
                       std::find_first_of(columns.begin(), columns.end(), other.link.columns.begin(),
                                          other.link.columns.end()) != columns.end();
            };
            auto const other = std::find_if(m_together.begin(), m_together.end(), shares);
            if (other != m_together.end()) {
                now = now ? now : staging::read_exceptions(m_staging);
                m_dangling.stop_torn(source, one.link, other->link.table, torn_apart(m_staging, *now, one.reference));
            }
        }
    }

    /// True if some values of what it refers to change.
    bool has_exceptions(MappedSource const &source, Link const &link) const
    {
        return std::any_of(link.referenced.begin(), link.referenced.end(), [&](auto const &name) {
            return m_exceptions.keys.contains({whose(source, link), model::KeyColumn{link.table, name}});
        });
    }

    /// The source to whose rows the link leads.
    static std::uint32_t whose(MappedSource const &source, Link const &link)
    {
        return link.declared == nullptr ? source.source : model::ids_of(*link.declared, source.source);
    }

    /// True if the parent has every number from its least to its greatest, and the child no other: no row has to be
    /// read.
    bool all_numbers_are_there(MappedSource const &child, MappedSource const &parent, Link const &link) const
    {
        if (link.columns.size() != 1 || link.declared != nullptr ||
            model::find_filled(child, link.columns.front())->computed ||
            model::find_filled(parent, link.referenced.front())->computed ||
            !unique_in_source(*parent.table, link.referenced)) {
            return false;
        }
        auto const held = m_staging.extent(child.table_id, model::find_filled(child, link.columns.front())->staged);
        auto const there =
            m_staging.extent(parent.table_id, model::find_filled(parent, link.referenced.front())->staged);
        return held && there && held->others == 0 && there->others == 0 && held->least >= there->least &&
               held->greatest <= there->greatest &&
               static_cast<std::uint64_t>(there->count) ==
                   static_cast<std::uint64_t>(there->greatest) - static_cast<std::uint64_t>(there->least) + 1;
    }

    /// A value that references use and that no row has after the merge: a name that was given up without a replacement.
    void look_for_lost_values(MappedSource const &source, model::MappedColumn const &column)
    {
        std::vector<std::pair<std::uint32_t, model::KeyColumn>> keys;
        for (auto const &key : column.chain) {
            keys.emplace_back(source.source, key);
        }
        for (auto const &reference : column.declared) {
            for (auto const &key : reference.chain) {
                keys.emplace_back(model::ids_of(reference, source.source), key);
            }
        }
        for (auto const &of_source : keys) {
            auto const &key = of_source.second;
            auto const changed = m_exceptions.keys.find(of_source);
            if (changed == m_exceptions.keys.end() || column.value.empty()) {
                continue;
            }
            auto const lost =
                staging::count_rows_without_value(m_staging, m_table, source, column.value, changed->second);
            m_dangling.stop_lost(source, column.name, key, lost.rows, lost.example);
        }
    }

    /// Integers and uuids print in one way only.
    bool follows_as_text(MappedSource const &source, model::MappedColumn const &column) const
    {
        auto const &target = *model::find_column(m_table.target, column.name);
        auto const changed = std::any_of(column.chain.begin(), column.chain.end(), [&](auto const &key) {
            return m_exceptions.keys.contains({source.source, key});
        });
        return !changed || target.kind == model::Kind::integer || target.type == "uuid";
    }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    MappedTable const &m_table;
    staging::Exceptions m_exceptions;
    staging::DecisionWriter m_writer;
    DanglingRows m_dangling;
    std::vector<Together> m_together; ///< of one source
    bool m_left_out = false;
};

} // namespace

void leave_out_by_plan(staging::Staging const &staging, model::Mapping const &mapping)
{
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            if (!source.left_out_unless.empty()) {
                staging::leave_out_unless(staging, {source.table_id, source.staged, table.target.label},
                                          source.left_out_unless);
            }
        }
    }
}

bool decide_references(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                       MappedTable const &table)
{
    return Decider(job, staging, mapping, table).run();
}

} // namespace tributary::references
