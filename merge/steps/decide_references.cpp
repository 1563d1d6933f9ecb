#include "merge/steps/decide_references.hpp"

#include "merge/model/words.hpp"
#include "merge/resolve/references.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/steps/composite_references.hpp"
#include "merge/steps/dangling_words.hpp"
#include "merge/steps/inner_references.hpp"
#include "merge/steps/new_ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tributary::steps {
namespace {

using model::MappedSource;
using model::MappedTable;
using model::sql_name;

constexpr char const *mend = "mend the source, or set the column in the plan";
constexpr char const *mend_or_say =
    "mend the source, set the column in the plan, or say `dangling` of this [[reference]]: keep, null, drop-row";

/// Columns of one source's table that refer to columns of another, in some of its rows or in all.
struct Link {
    std::vector<std::string> columns; ///< the target's names
    std::vector<std::string> values;  ///< SQL for what refers
    std::string table;
    std::vector<std::string> referenced;
    std::string condition;                     ///< SQL; empty: every row
    bool vouched = false;                      ///< the source does for every row, however the value is spelt
    bool enforced = false;                     ///< the source vouches for every row, and values are spelt alike
    plan::ReferencePlan const *said = nullptr; ///< what the plan says of it, if anything
    model::DeclaredReference const *declared = nullptr;
};

class Decider {
public:
    Decider(Job const &job, staging::Staging const &staging, model::Mapping const &mapping, MappedTable const &table)
        : m_job(job), m_staging(staging), m_mapping(mapping), m_table(table),
          m_exceptions(staging::read_exceptions(staging)), m_writer(staging)
    {
    }

    bool run()
    {
        for (auto const *const kind : {"dangling", "reference"}) {
            m_writer.forget_conflicts(kind, m_table.target.label);
        }
        auto const together = digest_of_composites(m_staging, m_table);
        for (auto const &source : m_table.sources) {
            m_staging.database().execute("DELETE FROM rewritten WHERE table_id = " + std::to_string(source.table_id));
            for (auto const &key : source.references) {
                look(source, key);
            }
            for (auto const &column : source.columns) {
                look_at_declared(source, column);
                look_for_lost_values(source, column);
                m_left_out |=
                    rewrite_inside(m_job, m_staging, m_mapping, m_exceptions, m_table, source, column, m_writer);
            }
        }
        if (m_left_out) {
            staging::leave_out_with_survivors(m_staging);
        }
        return m_left_out || digest_of_composites(m_staging, m_table) != together;
    }

private:
    void look(MappedSource const &source, model::ForeignKey const &key)
    {
        Link link{key.columns, {}, key.table, key.referenced, {}, key.enforced, key.enforced, nullptr, nullptr};
        for (auto const &name : key.columns) {
            auto const *const column = model::find_filled(source, name);
            if (column == nullptr) {
                return; // the column takes its default, which the target checks
            }
            link.vouched = link.vouched && !column->computed;
            link.enforced = link.enforced && !column->computed && follows_as_text(source, *column);
            link.values.push_back(column->value);
        }
        for (auto const &said : m_job.plan.references) {
            auto const about = said.from.table == m_table.target.label && said.to.table == key.table &&
                               std::find(key.columns.begin(), key.columns.end(), said.from.column) != key.columns.end();
            link.said = about && link.said == nullptr ? &said : link.said;
        }
        look(source, link);
    }

    void look_at_declared(MappedSource const &source, model::MappedColumn const &column)
    {
        std::string before; // the first that holds counts
        for (auto const &reference : column.declared) {
            if (reference.holds != model::DeclaredReference::Holds::value) {
                continue;
            }
            auto const holds = reference.when.empty() ? "1" : "(" + reference.when + ") IS TRUE";
            Link link{{column.name},
                      {reference.as_text ? staging::number_in_text(column.value) : column.value},
                      reference.chain.front().table,
                      {reference.chain.front().column},
                      holds + before,
                      false,
                      false,
                      &m_job.plan.references[reference.place],
                      &reference};
            before += " AND NOT " + holds;
            look(source, link);
        }
    }

    void look(MappedSource const &source, Link const &link)
    {
        auto const *const parent = model::find_table(m_mapping, link.table);
        auto const *const owner = parent == nullptr ? nullptr : model::find_source(*parent, source.source);
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
            auto const place = "value" + std::to_string(i);
            selected += ", " + column->value + " AS " + place;
            auto const *const own = model::find_column(*owner->table, link.referenced[i]);
            // SQLite compares a reference under the collation of what it refers to
            auto const collation = owner->table->schema.empty() && own != nullptr && !own->collation.empty()
                                       ? " COLLATE " + own->collation
                                       : std::string();
            collated = collated || !collation.empty();
            exact += " AND " + link.values[i] + " = \"tributary.parent\"." + place;
            equal += (i == 0 ? "" : " AND ") + link.values[i] + " = \"tributary.parent\"." + place + collation;
        }
        if (owner != nullptr && link.columns.size() > 1 && has_exceptions(source, link)) {
            follow_together(m_staging, m_exceptions, {m_table, source, *parent, *owner, link.columns, link.referenced});
        }
        if (whole && (link.enforced || all_numbers_are_there(source, *owner, link))) {
            return;
        }
        std::string there = "0";
        auto from = staging::staged_rows(m_table, source, m_exceptions);
        if (owner != nullptr) {
            auto const where = from.rfind(" WHERE ");
            from.insert(where, " LEFT JOIN (SELECT 1 AS there" + selected +
                                   staging::staged_rows(*parent, *owner, m_exceptions) +
                                   ") AS \"tributary.parent\" ON " + equal);
            there = "\"tributary.parent\".there IS NOT NULL";
        }
        for (auto const &name : link.columns) {
            from += " AND " + model::find_filled(source, name)->value + " IS NOT NULL";
        }
        from += link.condition.empty() ? "" : " AND " + link.condition;
        obey(source, link, from + " AND NOT (" + there + ")", whole);
        if (collated && has_exceptions(source, link)) {
            stop(source, link, from + " AND " + there + " AND NOT (" + exact + ")", spelt_otherwise);
        }
    }

    /// True if some values of what it refers to change.
    bool has_exceptions(MappedSource const &source, Link const &link) const
    {
        return std::any_of(link.referenced.begin(), link.referenced.end(), [&](auto const &name) {
            return m_exceptions.keys.contains({source.source, model::KeyColumn{link.table, name}});
        });
    }

    /// `from` are the rows that refer to nothing.
    void obey(MappedSource const &source, Link const &link, std::string const &from, bool whole)
    {
        auto const respelt = link.vouched && !link.enforced; // the source itself calls these rows valid
        auto const policy =
            respelt || link.said == nullptr ? plan::Dangling::stop : link.said->dangling.value_or(plan::Dangling::stop);
        switch (policy) {
        case plan::Dangling::stop:
            stop(source, link, from, !whole ? are_left_out : respelt ? spelt_otherwise : do_not_exist);
            break;
        case plan::Dangling::keep: keep(source, link, from); break;
        case plan::Dangling::null: set_null(source, link, from); break;
        case plan::Dangling::drop_row: drop_rows(source, link, from); break;
        }
    }

    static std::string shown(MappedSource const &source, Link const &link)
    {
        std::string result;
        for (auto const &name : link.columns) {
            result += (result.empty() ? "" : " || ', ' || ") + model::find_filled(source, name)->value;
        }
        return result;
    }

    std::string place(MappedSource const &source, Link const &link) const
    {
        return fmt::format("{}.{} ({}){}", source.source_name, m_table.target.label, fmt::join(link.columns, ", "),
                           link.declared == nullptr ? "" : " to " + link.table);
    }

    void conflict(std::string const &about, std::string const &evidence, char const *proposal)
    {
        m_writer.conflict({{}, "dangling", "", m_table.target.label, "", about, evidence, proposal});
    }

    void stop(MappedSource const &source, Link const &link, std::string const &from, Complaint const &complaint)
    {
        auto found = m_staging.database().prepare("SELECT count(*), min(" + shown(source, link) + "), min(" +
                                                  staging::primary_key_in_sql(m_staging, m_table, source) + ")" + from);
        if (found.step() && found.integer(0) > 0) {
            auto const respelt = &complaint == &spelt_otherwise;
            conflict(
                place(source, link) + (respelt && !link.vouched ? " spelt otherwise" : ""),
                model::counted(found.integer(0), complaint.one, complaint.several) + " " +
                    fmt::format(fmt::runtime(complaint.rest), link.table, found.text(1)) +
                    fmt::format("; the first row is {}/{}#{}", source.source_name, m_table.target.label, found.text(2)),
                link.said != nullptr && !respelt ? mend_or_say : mend);
        }
    }

    /// Numbers move with their source's range of ids, where no row of another source is; 0 and less are nobody's id.
    void keep(MappedSource const &source, Link const &link, std::string const &from)
    {
        auto const &name = link.said->from.column;
        auto const &column = *model::find_filled(source, name);
        auto const &chain = link.declared != nullptr ? link.declared->chain : column.chain;
        auto const offset = link.declared != nullptr ? link.declared->offset : column.offset;
        auto const end = chain.empty() ? std::numeric_limits<std::int64_t>::max()
                                       : end_of_range(m_staging, chain.back(), source.source);
        auto const value =
            link.declared != nullptr && link.declared->as_text ? staging::number_in_text(column.value) : column.value;
        if (end == std::numeric_limits<std::int64_t>::max()) {
            return;
        }
        if (link.declared != nullptr && link.declared->as_text) {
            // 01 and 2.00: numbers to some, and then those of another service's rows
            auto const written = "CAST(" + column.value + " AS TEXT)";
            stop(source, link,
                 from + " AND (" + value + ") IS NULL AND (CAST(" + written + " AS REAL) <> 0 OR trim(" + written +
                     ", ' +-0.') = '')",
                 written_otherwise);
        }
        auto const least = least_of_all(m_staging, chain.back());
        auto const others =
            offset != 0 && least < 1 ? " OR " + value + " BETWEEN " + std::to_string(least) + " AND 0" : std::string();
        auto beyond = m_staging.database().prepare("SELECT count(*), min(" + value + ")" + from + " AND (" + value +
                                                   " > " + std::to_string(end - offset) + others + ")");
        if (beyond.step() && beyond.integer(0) > 0) {
            conflict(place(source, link) + " beyond the range",
                     fmt::format("{} ids of no row of {} are beyond the source's range of ids, such as {}",
                                 beyond.integer(0), link.table, beyond.text(1)),
                     "mend the source, or let `dangling` of this [[reference]] be \"null\" or \"drop-row\"");
        }
        if (offset != 0) {
            write(source, name, column.value, from + " AND " + value + " < 1");
        }
    }

    void set_null(MappedSource const &source, Link const &link, std::string const &from)
    {
        auto const &name = link.said->from.column;
        auto const *const primary = model::primary_key(m_table.target);
        auto const demanded = model::find_column(m_table.target, name)->not_null ||
                              (primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(),
                                                               name) != primary->columns.end());
        if (demanded) {
            throw plan::plan_error(
                m_job.plan, link.said->place,
                fmt::format("`dangling`: column \"{}.{}\" of the target cannot be NULL", m_table.target.label, name),
                "allowed here: stop, keep, drop-row");
        }
        write(source, name, "NULL", from);
    }

    void write(MappedSource const &source, std::string const &name, std::string const &value, std::string const &from)
    {
        m_staging.database().execute("INSERT OR REPLACE INTO rewritten SELECT " + std::to_string(source.table_id) +
                                     ", " + sql_name(m_table.target.label) + ".\"#\", " + model::sql_literal(name) +
                                     ", " + value + ", 'dangling', " + model::find_filled(source, name)->value + ", " +
                                     staging::primary_key_in_sql(m_staging, m_table, source) + from);
    }

    void drop_rows(MappedSource const &source, Link const &link, std::string const &from)
    {
        if (!m_table.name_column.empty()) {
            throw plan::plan_error(
                m_job.plan, link.said->place, "`dangling`: accounts are not dropped for a reference",
                fmt::format("[table.{}] `where` says which accounts are merged", m_table.target.label));
        }
        auto rows = m_staging.database().prepare("SELECT " + sql_name(m_table.target.label) + ".\"#\", " +
                                                 shown(source, link) + from);
        while (rows.step()) {
            m_left_out |= m_writer.leave_out(source.table_id, rows.integer(0), "dangling",
                                             fmt::format("{} refers to {} {}, which does not exist",
                                                         fmt::join(link.columns, ", "), link.table, rows.text(1)));
        }
    }

    /// True if the parent has every number from its least to its greatest, and the child no other: no row has to be
    /// read.
    bool all_numbers_are_there(MappedSource const &child, MappedSource const &parent, Link const &link) const
    {
        if (link.columns.size() != 1 || link.declared != nullptr ||
            model::find_filled(child, link.columns.front())->computed ||
            model::find_filled(parent, link.referenced.front())->computed ||
            !resolve::unique_in_source(*parent.table, link.referenced)) {
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

    /// A value that somebody's references use, and that nobody has after the merge: a name that was given up for none.
    void look_for_lost_values(MappedSource const &source, model::MappedColumn const &column)
    {
        auto keys = column.chain;
        for (auto const &reference : column.declared) {
            keys.insert(keys.end(), reference.chain.begin(), reference.chain.end());
        }
        for (auto const &key : keys) {
            auto const changed = m_exceptions.keys.find({source.source, key});
            if (changed == m_exceptions.keys.end() || column.value.empty()) {
                continue;
            }
            auto found = m_staging.database().prepare(
                "SELECT count(*), min(" + column.value + ") FROM " + sql_name(source.staged) + " AS " +
                sql_name(m_table.target.label) +
                " JOIN (SELECT old AS \"tributary.old\" FROM crosswalk INDEXED BY given_up WHERE key_id = " +
                std::to_string(changed->second) + " AND new IS NULL) ON \"tributary.old\" = " + column.value);
            if (found.step() && found.integer(0) > 0) {
                conflict(fmt::format("{}.{} ({})", source.source_name, m_table.target.label, column.name),
                         fmt::format("{} to {}.{} by a value that is given up for none, such as {}",
                                     model::counted(found.integer(0), "row refers", "rows refer"), key.table,
                                     key.column, found.text(1)),
                         mend);
            }
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

    Job const &m_job;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    MappedTable const &m_table;
    staging::Exceptions m_exceptions;
    staging::DecisionWriter m_writer;
    bool m_left_out = false;
};

} // namespace

void leave_out_by_plan(staging::Staging const &staging, model::Mapping const &mapping)
{
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            if (!source.left_out_unless.empty()) {
                staging.database().execute(
                    "INSERT INTO decision SELECT " + std::to_string(source.table_id) +
                    ", \"#\", 'leave_out', NULL, NULL, NULL, 'where', 'the plan''s `where`' FROM " +
                    sql_name(source.staged) + " AS " + sql_name(table.target.label) + " WHERE (" +
                    source.left_out_unless + ") IS NOT TRUE");
            }
        }
    }
}

bool decide_references(Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                       MappedTable const &table)
{
    return Decider(job, staging, mapping, table).run();
}

} // namespace tributary::steps
