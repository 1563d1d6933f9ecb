#include "merge/references/inside_values.hpp"

#include "merge/model/bytea.hpp"
#include "merge/model/words.hpp"
#include "merge/references/array_ids.hpp"
#include "merge/references/counted_strings.hpp"
#include "merge/references/inside_complaints.hpp"
#include "merge/references/json_ids.hpp"
#include "merge/references/nested_ids.hpp"
#include "merge/references/new_ids.hpp"
#include "merge/staging/dangling_values.hpp"
#include "merge/staging/rewritten.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>

namespace tributary::references {
namespace {

using Holds = model::DeclaredReference::Holds;

std::vector<Step> const every_element = {{Step::Kind::every_element_below, {}, 0}};

/// A reference, ready to be looked for.
struct Inner {
    model::DeclaredReference const *declared = nullptr;
    plan::ReferencePlan const *plan = nullptr;
    std::vector<Step> path;
    job::TextFinder find;
    NewIds ids;
    staging::DanglingCounter dangling;
};

/// An id in the row that no row has, and that the plan keeps or makes NULL.
struct DanglingId {
    std::size_t inner; ///< the reference, by its position
    std::string id;
    std::optional<std::string> becomes;

    auto operator<=>(DanglingId const &) const = default;
};

class Column {
public:
    Column(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
           staging::Exceptions const &exceptions, model::MappedTable const &table, model::MappedSource const &source,
           model::MappedColumn const &column, staging::DecisionWriter &writer)
        : m_staging(staging), m_exceptions(exceptions), m_table(table), m_source(source), m_column(column),
          m_writer(writer), m_rewritten(staging, source.table_id, column.name),
          m_complaints(table, source.source_name, column.name)
    {
        auto const *const own = own_column();
        m_is_bytea = own != nullptr && own->type == "bytea" && source.table->engine == model::Engine::postgresql;
        for (auto const &reference : column.declared) {
            if (reference.holds == Holds::value) {
                continue;
            }
            Inner inner{&reference,
                        &job.plan.references[reference.position],
                        {},
                        {},
                        NewIds(staging, mapping, exceptions, model::ids_of(reference, source.source), reference),
                        {staging, source.table_id, column.name, reference.chain.front(),
                         policy(job.plan.references[reference.position]) == plan::Dangling::null ? "null" : "keep"}};
            if (reference.holds == Holds::path || reference.holds == Holds::keys) {
                inner.path = read_path(reference.pattern);
            }
            if (!inner.plan->regex.empty()) {
                inner.find = job.rules.finder_of(inner.plan->regex);
            }
            refuse_null(job.plan, *inner.plan);
            m_complaints.add_reference(*inner.plan);
            m_inner.push_back(std::move(inner));
        }
    }

    bool run()
    {
        if (m_inner.empty()) {
            return false;
        }
        std::string list = model::sql_name(m_table.target.label) + ".\"#\", " + m_column.value + ", " +
                           staging::primary_key_in_sql(m_staging, m_table, m_source);
        for (auto const &inner : m_inner) {
            list += ", " + (inner.declared->when.empty() ? "1" : "(" + inner.declared->when + ") IS TRUE");
        }
        auto rows =
            m_staging.database().prepare("SELECT " + list + staging::staged_rows(m_table, m_source, m_exceptions) +
                                         " AND " + m_column.value + " IS NOT NULL");
        while (rows.step()) {
            m_row = rows.integer(0);
            m_row_key = rows.text(2);
            std::vector<bool> holds;
            for (std::size_t i = 0; i < m_inner.size(); ++i) {
                holds.push_back(rows.integer(static_cast<int>(i) + 3) != 0);
            }
            auto const value = rows.text(1);
            m_value = value;
            rewrite(m_is_bytea ? model::bytes_of_bytea(value) : value, rows.cell(1).type, holds);
        }
        for (auto &inner : m_inner) {
            inner.dangling.flush();
        }
        m_complaints.ask(m_writer);
        return m_left_out;
    }

private:
    plan::Dangling policy(plan::ReferencePlan const &reference) const
    {
        return reference.dangling.in(m_source.source_name)
            .value_or(reference.regex.empty() ? plan::Dangling::stop : plan::Dangling::keep);
    }

    /// A value as a whole can only become NULL where the target takes that.
    void refuse_null(plan::Plan const &plan, plan::ReferencePlan const &reference) const
    {
        auto const *const target = model::find_column(m_table.target, m_column.name);
        if (reference.invalid.in(m_source.source_name) == plan::Dangling::null && target != nullptr &&
            target->not_null) {
            throw plan::plan_error(plan, reference.position,
                                   fmt::format("`invalid`: column \"{}.{}\" of the target cannot be NULL",
                                               m_table.target.label, m_column.name),
                                   "allowed here: stop, keep, drop-row");
        }
    }

    /// 0 and less, and the empty text, are what others write as NULL.
    bool is_none(plan::ReferencePlan const &reference, std::string const &id) const
    {
        auto const number = plain_integer(id);
        return plan::leaves_none(reference.dangling.in(m_source.source_name)) && reference.regex.empty() &&
               (id.empty() || (number && *number < 1));
    }

    Spots spots_of(Inner const &inner, std::string const &text) const
    {
        Spots result;
        switch (inner.declared->holds) {
        case Holds::path: result = ids_at(inner.declared->format, text, inner.path, false); break;
        case Holds::keys: return ids_at(inner.declared->format, text, inner.path, true);
        case Holds::array:
            return text.starts_with('{') || is_array() ? array_ids(text) : json_ids(text, every_element, false);
        case Holds::text: result.list = found_in(inner, text); return result;
        case Holds::value: return result;
        }
        if (inner.find) {
            search_texts(inner, result.list);
        }
        return result;
    }

    static std::vector<Spot> found_in(Inner const &inner, std::string const &text)
    {
        std::vector<Spot> result;
        for (auto const &[begin, end] : inner.find(text)) {
            auto &spot = result.emplace_back();
            spot.begin = begin;
            spot.end = end;
            spot.id = text.substr(begin, end - begin);
        }
        return result;
    }

    /// What the path led to is not the id, but a text in which it is.
    static void search_texts(Inner const &inner, std::vector<Spot> &spots)
    {
        for (auto &spot : spots) {
            if (!spot.inside.empty()) {
                search_texts(inner, spot.inside);
            } else if (!spot.is_number) {
                spot.inside = found_in(inner, spot.id);
            }
        }
        std::erase_if(spots, [](Spot const &spot) { return spot.inside.empty(); });
    }

    model::Column const *own_column() const { return model::find_column(*m_source.table, m_column.name); }

    bool is_array() const
    {
        auto const *const own = own_column();
        return own != nullptr && own->type.ends_with("[]");
    }

    void rewrite(std::string const &text, model::Cell::Type type, std::vector<bool> const &holds)
    {
        std::vector<Spot> found;
        auto searched = false;
        std::vector<std::size_t> used;
        m_dangling_here.clear();
        for (std::size_t i = 0; i < m_inner.size(); ++i) {
            if (!holds[i]) {
                continue;
            }
            auto spots = spots_of(m_inner[i], text);
            if (!spots.problem.empty()) {
                if (is_given_up(spots.problem, {i})) {
                    return;
                }
                continue;
            }
            if (!decide(i, spots.list)) {
                return; // the row is left out
            }
            searched = searched || m_inner[i].find;
            used.push_back(i);
            std::move(spots.list.begin(), spots.list.end(), std::back_inserter(found));
        }
        put_in_order(found);
        if (two_keys_become_one(found)) {
            is_given_up("has two keys that would become equal", used);
            return;
        }
        auto const result = put_back(text, found);
        if (searched && result != text && !lengths_are_right(text, result)) {
            is_given_up(length_broken, used);
            return;
        }
        count_dangling();
        if (result != text) {
            write(text, result, type);
        }
    }

    /// What the plan says of a value in which these references cannot be found or replaced: it stops the run, or the
    /// value stays as it is, or becomes NULL, or its row is left out. True if nothing of it is left to be looked at.
    bool is_given_up(std::string const &problem, std::vector<std::size_t> const &positions)
    {
        auto const policy_of = [&](std::size_t i) {
            return m_inner[i].plan->invalid.in(m_source.source_name).value_or(plan::Dangling::stop);
        };
        auto const stops = std::any_of(positions.begin(), positions.end(),
                                       [&](auto i) { return policy_of(i) == plan::Dangling::stop; });
        if (stops) {
            m_complaints.add_problem(positions, problem, m_row_key);
            return false;
        }
        auto const has = [&](plan::Dangling policy) {
            return std::any_of(positions.begin(), positions.end(), [&](auto i) { return policy_of(i) == policy; });
        };
        if (has(plan::Dangling::drop_row)) {
            m_left_out |= m_writer.leave_out(m_source.table_id, m_row, "invalid", m_column.name + " " + problem);
            return true;
        }
        if (has(plan::Dangling::null)) {
            m_rewritten.write(m_row, model::Cell{}, m_value, m_row_key);
            return true;
        }
        return false;
    }

    /// False if the row is left out.
    bool decide(std::size_t position, std::vector<Spot> &spots)
    {
        return std::all_of(spots.begin(), spots.end(), [&](Spot &spot) {
            spot.owner = spot.owner * m_inner.size() + position; // objects of one reference are not those of another
            return spot.inside.empty() ? decide(position, spot) : decide(position, spot.inside);
        });
    }

    /// False if the row is left out.
    bool decide(std::size_t position, Spot &found)
    {
        auto &inner = m_inner[position];
        auto const &id = found.id;
        found.becomes = inner.ids.of(id);
        if (found.becomes) {
            if (*found.becomes == id) {
                found.becomes.reset();
            }
            return true;
        }
        if (is_none(*inner.plan, id)) {
            if (inner.ids.kept(id)) {
                return true;
            }
            if (!inner.plan->dangling.in(m_source.source_name)) {
                m_complaints.add_beyond_range(position, inner.declared->chain.front().table, id, m_row_key);
                return true;
            }
        }
        switch (policy(*inner.plan)) {
        case plan::Dangling::keep:
            found.becomes = inner.ids.kept(id);
            if (!found.becomes) {
                m_complaints.add_beyond_range(position, inner.declared->chain.front().table, id, m_row_key);
                return true;
            }
            m_dangling_here.push_back({position, id, found.becomes});
            if (*found.becomes == id) {
                found.becomes.reset();
            }
            return true;
        case plan::Dangling::null:
            m_dangling_here.push_back({position, id, std::nullopt});
            found.is_null = true;
            return true;
        case plan::Dangling::drop_row:
            m_left_out |= m_writer.leave_out(m_source.table_id, m_row, "dangling",
                                             fmt::format("{} refers to {} {}, which does not exist", m_column.name,
                                                         inner.declared->chain.front().table, id));
            return false;
        case plan::Dangling::stop: break;
        }
        m_complaints.add_dangling(position, inner.declared->chain.front().table, id, m_row_key);
        return true;
    }

    /// Once for each row, however often it has the id.
    void count_dangling()
    {
        std::sort(m_dangling_here.begin(), m_dangling_here.end());
        m_dangling_here.erase(std::unique(m_dangling_here.begin(), m_dangling_here.end()), m_dangling_here.end());
        for (auto const &one : m_dangling_here) {
            m_inner[one.inner].dangling.count(one.id, one.becomes);
        }
    }

    void write(std::string const &old, std::string const &value, model::Cell::Type type)
    {
        if (m_is_bytea) {
            auto const text = model::bytea_of_bytes(value);
            m_rewritten.write(m_row, model::Cell::of(std::string_view(text)), model::bytea_of_bytes(old), m_row_key);
            return;
        }
        auto const number = type == model::Cell::Type::integer ? plain_integer(value) : std::nullopt;
        auto const cell = number                            ? model::Cell::of(*number)
                          : type == model::Cell::Type::blob ? model::Cell{model::Cell::Type::blob, 0, 0, value}
                                                            : model::Cell::of(std::string_view(value));
        m_rewritten.write(m_row, cell, old, m_row_key);
    }

    staging::Staging const &m_staging;
    staging::Exceptions const &m_exceptions;
    model::MappedTable const &m_table;
    model::MappedSource const &m_source;
    model::MappedColumn const &m_column;
    staging::DecisionWriter &m_writer;
    staging::RewrittenWriter m_rewritten;
    std::vector<DanglingId> m_dangling_here; ///< in the row
    std::vector<Inner> m_inner;
    bool m_is_bytea = false;
    std::int64_t m_row = 0;
    std::string m_row_key;
    std::string m_value; ///< of the column in the row
    bool m_left_out = false;
    Complaints m_complaints;
};

} // namespace

bool rewrite_inside(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                    staging::Exceptions const &exceptions, model::MappedTable const &table,
                    model::MappedSource const &source, model::MappedColumn const &column,
                    staging::DecisionWriter &writer)
{
    if (column.declared.empty()) {
        return false;
    }
    return Column(job, staging, mapping, exceptions, table, source, column, writer).run();
}

} // namespace tributary::references
