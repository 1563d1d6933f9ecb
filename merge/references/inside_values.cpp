#include "merge/references/inside_values.hpp"

#include "merge/model/words.hpp"
#include "merge/references/array_ids.hpp"
#include "merge/references/json_ids.hpp"
#include "merge/references/new_ids.hpp"
#include "merge/staging/dangling_values.hpp"
#include "merge/staging/rewritten.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <map>
#include <set>

namespace tributary::references {
namespace {

using Holds = model::DeclaredReference::Holds;

/// A reference, ready to be looked for.
struct Inner {
    model::DeclaredReference const *declared = nullptr;
    plan::ReferencePlan const *plan = nullptr;
    std::vector<JsonStep> path;
    job::TextFinder const *find = nullptr;
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

/// A problem of some rows of the column, reported once.
struct Complaint {
    std::int64_t rows = 0;
    std::string example;
};

class Column {
public:
    Column(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
           staging::Exceptions const &exceptions, model::MappedTable const &table, model::MappedSource const &source,
           model::MappedColumn const &column, staging::DecisionWriter &writer)
        : m_staging(staging), m_exceptions(exceptions), m_table(table), m_source(source), m_column(column),
          m_writer(writer), m_rewritten(staging, source.table_id, column.name)
    {
        for (auto const &reference : column.declared) {
            if (reference.holds == Holds::value) {
                continue;
            }
            Inner inner{&reference,
                        &job.plan.references[reference.position],
                        {},
                        nullptr,
                        NewIds(staging, mapping, exceptions, model::ids_of(reference, source.source), reference),
                        {staging, source.table_id, column.name, reference.chain.front(),
                         policy(job.plan.references[reference.position]) == plan::Dangling::null ? "null" : "keep"}};
            if (reference.holds == Holds::path || reference.holds == Holds::keys) {
                inner.path = json_path(reference.pattern);
            }
            if (reference.holds == Holds::text) {
                inner.find = &job.rules.finders.at(reference.position);
            }
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
            rewrite(rows.text(1), rows.cell(1).type, holds);
        }
        for (auto &inner : m_inner) {
            inner.dangling.flush();
        }
        complain();
        return m_left_out;
    }

private:
    static plan::Dangling policy(plan::ReferencePlan const &reference)
    {
        return reference.dangling.value_or(reference.regex.empty() ? plan::Dangling::stop : plan::Dangling::keep);
    }

    Spots spots_of(Inner const &inner, std::string const &text) const
    {
        switch (inner.declared->holds) {
        case Holds::path: return json_ids(text, inner.path, false);
        case Holds::keys: return json_ids(text, inner.path, true);
        case Holds::array:
            return text.starts_with('{') || is_array()
                       ? array_ids(text)
                       : json_ids(text, {{JsonStep::Kind::every_element_below, {}, 0}}, false);
        case Holds::text: break;
        case Holds::value: return {};
        }
        Spots result;
        for (auto const &[begin, end] : (*inner.find)(text)) {
            result.list.push_back({begin, end, text.substr(begin, end - begin), false, false, 0});
        }
        return result;
    }

    bool is_array() const
    {
        auto const *const own = model::find_column(*m_source.table, m_column.name);
        return own != nullptr && own->type.ends_with("[]");
    }

    /// An id found in the value, and what it becomes; none: it stays.
    struct Found {
        Spot spot;
        std::optional<std::string> becomes;
        bool is_null = false;
        bool is_array_element = false;
        bool is_json = false;
    };

    void rewrite(std::string const &text, model::Cell::Type type, std::vector<bool> const &holds)
    {
        std::vector<Found> found;
        m_dangling_here.clear();
        for (std::size_t i = 0; i < m_inner.size(); ++i) {
            if (!holds[i]) {
                continue;
            }
            auto spots = spots_of(m_inner[i], text);
            if (!spots.problem.empty()) {
                note(m_problems[spots.problem]);
                continue;
            }
            auto const array = m_inner[i].declared->holds == Holds::array && text.starts_with('{');
            auto const json = !array && m_inner[i].declared->holds != Holds::text;
            for (auto &spot : spots.list) {
                spot.owner = spot.owner * m_inner.size() + i; // objects of one reference are not those of another
                Found one{std::move(spot), {}, false, array, json};
                if (!decide(i, one)) {
                    return; // the row is left out
                }
                found.push_back(std::move(one));
            }
        }
        count_dangling();
        std::stable_sort(found.begin(), found.end(),
                         [](auto const &a, auto const &b) { return a.spot.begin < b.spot.begin; });
        if (two_names_are_one(found)) {
            note(m_problems["has two keys that would become equal"]);
            return;
        }
        auto const result = put_back(text, found);
        if (result != text) {
            write(text, result, type);
        }
    }

    /// False if the row is left out.
    bool decide(std::size_t position, Found &found)
    {
        auto &inner = m_inner[position];
        auto const &id = found.spot.id;
        found.becomes = inner.ids.of(id);
        if (found.becomes) {
            if (*found.becomes == id) {
                found.becomes.reset();
            }
            return true;
        }
        switch (policy(*inner.plan)) {
        case plan::Dangling::keep:
            found.becomes = inner.ids.kept(id);
            if (!found.becomes) {
                note(m_beyond[inner.declared->chain.front().table], id);
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
        note(m_dangling[inner.declared->chain.front().table], id);
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

    static bool two_names_are_one(std::vector<Found> const &found)
    {
        std::set<std::pair<std::size_t, std::string>> before;
        std::set<std::pair<std::size_t, std::string>> after;
        for (auto const &one : found) {
            if (one.spot.is_name) {
                before.emplace(one.spot.owner, one.spot.id);
                after.emplace(one.spot.owner, one.becomes.value_or(one.spot.id));
            }
        }
        return after.size() < before.size();
    }

    static std::string put_back(std::string const &text, std::vector<Found> const &found)
    {
        std::string result;
        std::size_t from = 0;
        for (auto const &one : found) {
            if ((!one.becomes && !one.is_null) || one.spot.begin < from) {
                continue; // it stays, or another reference has replaced it
            }
            result += text.substr(from, one.spot.begin - from);
            if (one.is_null) {
                result += one.is_array_element ? "NULL" : "null";
            } else if (one.is_array_element) {
                result += array_element(*one.becomes);
            } else {
                result += one.is_json && !(one.spot.is_number && plain_integer(*one.becomes))
                              ? json_string(*one.becomes)
                              : *one.becomes;
            }
            from = one.spot.end;
        }
        return result + text.substr(from);
    }

    void write(std::string const &old, std::string const &value, model::Cell::Type type)
    {
        auto const number = type == model::Cell::Type::integer ? plain_integer(value) : std::nullopt;
        auto const cell = number                            ? model::Cell::of(*number)
                          : type == model::Cell::Type::blob ? model::Cell{model::Cell::Type::blob, 0, 0, value}
                                                            : model::Cell::of(std::string_view(value));
        m_rewritten.write(m_row, cell, old, m_row_key);
    }

    void note(Complaint &complaint, std::string const &what = {}) const
    {
        auto const example =
            (what.empty() ? "" : what + " in ") + m_source.source_name + "/" + m_table.target.label + "#" + m_row_key;
        complaint.example = ++complaint.rows == 1 ? example : std::min(complaint.example, example);
    }

    void complain()
    {
        auto const table_name = m_source.source_name + "." + m_table.target.label;
        auto const say = [&](char const *kind, std::string const &claimants, std::string const &evidence,
                             char const *proposal) {
            m_writer.add_to_conflict({{}, kind, "", m_table.target.label, "", claimants, evidence, proposal});
        };
        for (auto const &[table, complaint] : m_dangling) {
            say("dangling", model::reference_label(table_name, {m_column.name}, table),
                fmt::format("{} to rows of {} that do not exist, such as {}",
                            model::counted(complaint.rows, "id refers", "ids refer"), table, complaint.example),
                "fix the source, or set `dangling` of this [[reference]]");
        }
        for (auto const &[table, complaint] : m_beyond) {
            say("dangling", model::reference_label(table_name, {m_column.name}, table),
                fmt::format("{} that no row of {} has {} beyond the source's id range, such as {}",
                            model::counted(complaint.rows, "id", "ids"), table,
                            model::plural(complaint.rows, "is", "are"), complaint.example),
                "fix the source, or set `dangling` of this [[reference]] to \"null\" or \"drop-row\"");
        }
        for (auto const &[problem, complaint] : m_problems) {
            say("reference", fmt::format("{} ({})", table_name, m_column.name),
                fmt::format("{} {}, such as {}", model::counted(complaint.rows, "value", "values"), problem,
                            complaint.example),
                "fix the source, or `set` the column in the plan");
        }
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
    std::int64_t m_row = 0;
    std::string m_row_key;
    bool m_left_out = false;
    std::map<std::string, Complaint> m_dangling; ///< by the table referred to
    std::map<std::string, Complaint> m_beyond;
    std::map<std::string, Complaint> m_problems;
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
