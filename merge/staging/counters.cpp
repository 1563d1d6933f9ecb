#include "merge/staging/counters.hpp"

#include "merge/model/times.hpp"

#include <array>
#include <functional>
#include <map>
#include <optional>

namespace tributary::staging {
namespace {

using model::sql_name;

constexpr std::size_t first_rows = 2000;
constexpr std::size_t candidates_at_once = 300; // SQLite takes 2000 result columns
constexpr char const *children_name = "\"tributary.children\"";
constexpr char const *key_name = "\"tributary.key\"";
constexpr char const *now_name = "\"tributary.now\"";

/// How a column of the child is read; empty: it is not there.
using Read = std::function<std::string(std::string const &column)>;

/// As many rows of a staged table as `first_rows`, in steps from the first to the last: what newer rows hold counts
/// too.
std::string spread_rows(std::string const &staged, std::int64_t rows)
{
    auto const most = static_cast<std::int64_t>(first_rows);
    if (rows <= most) {
        return sql_name(staged);
    }
    auto const step = std::to_string(rows / most);
    return "(WITH RECURSIVE \"tributary.pick\" (n) AS (SELECT 1 UNION ALL SELECT n + " + step +
           " FROM \"tributary.pick\" WHERE n + " + step + " <= " + std::to_string(rows) +
           ") SELECT s.* FROM \"tributary.pick\" JOIN " + sql_name(staged) + " AS s ON s.\"#\" = n)";
}

std::string name_of(char const *what, std::size_t measure)
{
    return "\"tributary." + std::string(what) + std::to_string(measure) + "\"";
}

/// `SELECT key, what each measure says, and what makes it telling, … GROUP BY key`; empty where a column is not there.
/// With `keys`, a query, only of these.
std::string grouped(Relation const &relation, std::span<Measure const> measures, Read const &read,
                    std::string const &from, std::string const &keys = {})
{
    auto const key = read(relation.reference);
    if (key.empty()) {
        return {};
    }
    std::string list = key + " AS " + key_name;
    for (std::size_t i = 0; i < measures.size(); ++i) {
        auto const &measure = measures[i];
        auto const value = measure.column.empty() ? "1" : read(measure.column);
        auto const filter = measure.filter.empty() ? std::string() : read(measure.filter);
        std::string says = "NULL";
        std::string against = "NULL";
        if (!value.empty() && (measure.filter.empty() || !filter.empty())) {
            switch (measure.what) {
            case Measure::What::count:
                says = filter.empty() ? "count(*)" : "sum(" + filter + " " + measure.filter_sql + ")";
                against = "count(*)";
                break;
            case Measure::What::sum:
                says = "CAST(total(" + value + ") AS INTEGER)"; // sum() fails beyond 2^63
                against = "count(*)";
                break;
            case Measure::What::greatest:
                says = "max(" + value + ")";
                against = "min(" + value + ")";
                break;
            }
        }
        list += ", " + says + " AS " + name_of("says", i) + ", " + against + " AS " + name_of("against", i);
    }
    return "SELECT " + list + " FROM " + from + " WHERE " + key + " IS NOT NULL" +
           (keys.empty() ? "" : " AND " + key + " IN (" + keys + ")") + " GROUP BY 1";
}

Read read_staged(model::MappedSource const &child)
{
    return [&child](std::string const &column) {
        auto const *const filled = model::find_filled(child, column);
        return filled == nullptr ? std::string() : filled->value;
    };
}

/// Of which rows of the table it is looked up what their children say.
enum class Of : std::uint8_t { first, all };

std::string first_of(model::MappedSource const &source)
{
    return "(SELECT * FROM " + sql_name(source.staged) + " LIMIT " + std::to_string(first_rows) + ")";
}

/// The same over the staged rows of one source; empty where it lacks something.
std::string grouped_in_source(Relation const &relation, std::span<Measure const> measures,
                              model::MappedSource const &source, Of rows)
{
    auto const *const child = model::find_source(relation.child, source.source);
    auto const *const key = model::find_filled(source, relation.key);
    if (child == nullptr || key == nullptr) {
        return {};
    }
    return grouped(relation, measures, read_staged(*child),
                   sql_name(child->staged) + " AS " + sql_name(relation.child.target.label),
                   rows == Of::all ? ""
                                   : "SELECT " + key->value + " FROM " + first_of(source) + " AS " +
                                         sql_name(relation.table.target.label));
}

/// What is said of a row, also where no row of the child belongs to it.
std::string says(Measure const &measure, std::size_t number, std::string const &alias)
{
    auto const value = alias + "." + name_of("says", number);
    return measure.what == Measure::What::greatest ? value : "coalesce(" + value + ", 0)";
}

/// Five numbers: those of Agreement, in its order.
std::string compared(Measure const &measure, std::size_t number, std::string const &value)
{
    auto const said = says(measure, number, children_name);
    auto const nothing = std::string(measure.what == Measure::What::greatest ? "NULL" : "0");
    auto const equal = "(" + said + " IS NOT " + nothing + " AND " + value + " IS " + said + ")";
    auto const if_equal = " THEN " + said + " END)";
    return "sum(" + equal + "), sum(NOT " + equal + " AND NOT (" + value + " IS " + nothing + " AND " + said + " IS " +
           nothing + ")), sum(" + equal + " AND " + children_name + "." + name_of("against", number) + " IS NOT " +
           said + "), min(CASE WHEN " + equal + if_equal + ", max(CASE WHEN " + equal + if_equal;
}

class ChildrenSay {
public:
    ChildrenSay(Staging const &staging, Relation const &relation, model::MappedSource const &source,
                std::span<Measure const> measures, Of rows)
        : m_staging(staging), m_relation(relation), m_source(source), m_measures(measures)
    {
        auto const children = grouped_in_source(relation, measures, source, rows);
        m_is_there = !children.empty();
        if (m_is_there) {
            std::string columns;
            for (std::size_t i = 0; i < measures.size(); ++i) {
                columns += ", " + name_of("says", i) + ", " + name_of("against", i);
            }
            staging.database().execute(std::string("DROP TABLE IF EXISTS temp.") + children_name +
                                       "; CREATE TEMP TABLE " + children_name + " (" + key_name + " PRIMARY KEY" +
                                       columns + ") WITHOUT ROWID; INSERT INTO temp." + children_name + " " + children);
        }
    }
    ChildrenSay(ChildrenSay const &) = delete;
    ChildrenSay &operator=(ChildrenSay const &) = delete;
    ~ChildrenSay()
    {
        if (m_is_there) {
            try {
                m_staging.database().execute(std::string("DROP TABLE temp.") + children_name);
            } catch (Failure const &) { // it ends with the connection, or the next one drops it
            }
        }
    }

    std::vector<Agreement> read(std::span<Candidate const> candidates) const
    {
        std::vector<Agreement> result(candidates.size());
        for (std::size_t begin = 0; m_is_there && begin < candidates.size(); begin += candidates_at_once) {
            auto const part = candidates.subspan(begin, std::min(candidates_at_once, candidates.size() - begin));
            read_part(part, std::span(result).subspan(begin, part.size()));
        }
        return result;
    }

    /// Of the first rows, and only Agreement::equal and different: one short query, however many candidates there are.
    std::vector<Agreement> try_first(std::span<Candidate const> candidates) const
    {
        std::vector<Agreement> result(candidates.size());
        if (!m_is_there) {
            return result;
        }
        std::string list;
        for (std::size_t i = 0; i < m_measures.size(); ++i) {
            list += (i == 0 ? "" : ", ") + says(m_measures[i], i, children_name);
        }
        std::map<std::string, int> places;
        for (auto const &candidate : candidates) {
            auto const *const column = model::find_filled(m_source, candidate.column);
            if (column != nullptr &&
                places.emplace(candidate.column, static_cast<int>(m_measures.size() + places.size())).second) {
                list += ", " + column->value;
            }
        }
        auto rows = m_staging.database().prepare("SELECT " + list + from(first_of(m_source)));
        while (rows.step()) {
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                auto const place = places.find(candidates[i].column);
                if (place == places.end()) {
                    continue;
                }
                auto const measure = candidates[i].measure;
                auto const said = rows.cell(static_cast<int>(measure));
                auto const value = rows.cell(place->second);
                auto const equal = !says_nothing(m_measures[measure], said) && is_same(value, said);
                result[i].equal += equal ? 1 : 0;
                result[i].different +=
                    !equal && !(says_nothing(m_measures[measure], value) && says_nothing(m_measures[measure], said))
                        ? 1
                        : 0;
            }
        }
        return result;
    }

private:
    static bool says_nothing(Measure const &measure, model::Cell const &cell)
    {
        return measure.what == Measure::What::greatest ? cell.type == model::Cell::Type::null
                                                       : is_same(cell, model::Cell::of(std::int64_t{0}));
    }

    /// As SQLite's IS has it.
    static bool is_same(model::Cell const &a, model::Cell const &b)
    {
        using Type = model::Cell::Type;
        if (a.type != b.type && (a.type == Type::real || b.type == Type::real)) {
            auto const &number = a.type == Type::real ? b : a;
            return number.type == Type::integer &&
                   static_cast<double>(number.integer) == (a.type == Type::real ? a : b).real;
        }
        return a.type == b.type && a.integer == b.integer && a.real == b.real && a.bytes == b.bytes;
    }

    /// The rows of the table, or these of them, each with what its children say.
    std::string from(std::string const &rows) const
    {
        return " FROM " + rows + " AS " + sql_name(m_relation.table.target.label) + " LEFT JOIN temp." + children_name +
               " AS " + children_name + " ON " + children_name + "." + key_name + " = " +
               model::find_filled(m_source, m_relation.key)->value;
    }

    void read_part(std::span<Candidate const> candidates, std::span<Agreement> result) const
    {
        std::string list;
        std::vector<std::size_t> read;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            auto const *const column = model::find_filled(m_source, candidates[i].column);
            if (column != nullptr) {
                auto const number = candidates[i].measure;
                list += (list.empty() ? "" : ", ") + compared(m_measures[number], number, column->value);
                read.push_back(i);
            }
        }
        if (list.empty()) {
            return;
        }
        auto found = m_staging.database().prepare("SELECT " + list + from(sql_name(m_source.staged)));
        if (!found.step()) {
            return;
        }
        int at = 0;
        for (auto const i : read) {
            auto const is_number = m_measures[candidates[i].measure].what != Measure::What::greatest;
            result[i] = {found.integer(at), found.integer(at + 1), found.integer(at + 2),
                         is_number ? found.integer(at + 3) : 0, is_number ? found.integer(at + 4) : 0};
            at += 5;
        }
    }

    Staging const &m_staging;
    Relation const &m_relation;
    model::MappedSource const &m_source;
    std::span<Measure const> m_measures;
    bool m_is_there = false;
};

} // namespace

std::vector<Agreement> agreements(Staging const &staging, Relation const &relation, model::MappedSource const &source,
                                  std::span<Measure const> measures, std::span<Candidate const> candidates)
{
    std::vector<Agreement> result(candidates.size());
    if (candidates.empty()) {
        return result;
    }
    auto const first = ChildrenSay(staging, relation, source, measures, Of::first).try_first(candidates);
    std::vector<Candidate> left;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        result[i] = first[i];
        auto const decided = first[i].equal == 0 && source.rows <= static_cast<std::int64_t>(first_rows);
        if (!decided && first[i].different <= first[i].equal) {
            left.push_back(candidates[i]);
            places.push_back(i);
        }
    }
    auto const all =
        left.empty() ? std::vector<Agreement>() : ChildrenSay(staging, relation, source, measures, Of::all).read(left);
    for (std::size_t i = 0; i < left.size(); ++i) {
        result[places[i]] = all[i];
    }
    return result;
}

std::set<std::string> time_columns(Staging const &staging, model::MappedTable const &table)
{
    constexpr std::size_t first_values = 20;
    std::set<std::string> result;
    for (auto const &column : table.target.columns) {
        bool says_time = false;
        bool says_else = false;
        for (auto const &source : table.sources) {
            auto const *const filled = model::find_filled(source, column.name);
            if (filled == nullptr || !filled->chain.empty() || model::is_time(column)) {
                continue;
            }
            auto rows = staging.database().prepare("SELECT " + filled->value + " FROM " + sql_name(source.staged) +
                                                   " AS " + sql_name(table.target.label) + " WHERE " + filled->value +
                                                   " IS NOT NULL LIMIT " + std::to_string(first_values));
            while (!says_else && rows.step()) {
                says_time = model::says_time(rows.cell(0));
                says_else = !says_time;
            }
        }
        if (model::is_time(column) || (says_time && !says_else)) {
            result.insert(column.name);
        }
    }
    return result;
}

std::vector<Measure> filtered_counts(Staging const &staging, Relation const &relation,
                                     model::MappedSource const &source, std::set<std::string> const &times,
                                     std::size_t most)
{
    std::vector<Measure> result;
    auto const *const child = model::find_source(relation.child, source.source);
    for (auto const &column : relation.child.target.columns) {
        auto const *const filled = child == nullptr ? nullptr : model::find_filled(*child, column.name);
        if (filled == nullptr || column.name == relation.reference || !filled->chain.empty()) {
            continue;
        }
        auto const is_time = times.contains(column.name);
        auto const value = is_time ? "nullif(" + filled->value + " IS NULL, 0)" : filled->value;
        auto rows =
            staging.database().prepare("SELECT DISTINCT quote(value) FROM (SELECT " + value + " AS value FROM " +
                                       spread_rows(child->staged, child->rows) + " AS " +
                                       sql_name(relation.child.target.label) + ") LIMIT " + std::to_string(most + 1));
        std::vector<std::string> values;
        while (rows.step()) {
            values.push_back(rows.text(0));
        }
        if (values.size() < 2 || values.size() > most) {
            continue;
        }
        for (auto const &literal : is_time ? std::vector<std::string>{"NULL"} : values) {
            result.push_back({Measure::What::count, {}, column.name, "IS " + literal});
            if (is_time) {
                result.push_back({Measure::What::count, {}, column.name, "IS NOT " + literal});
            }
        }
    }
    return result;
}

Outdated outdated(Staging const &staging, Relation const &relation, Measure const &measure,
                  model::MappedSource const &source, std::string const &column, Exceptions const &exceptions)
{
    auto const one = std::span(&measure, 1);
    auto const children = grouped_in_source(relation, one, source, Of::all);
    auto const *const own = model::find_filled(source, column);
    if (children.empty() || own == nullptr) {
        return {};
    }
    auto const label = sql_name(relation.table.target.label);
    std::array<std::string, 2> const columns{relation.key, column};
    auto const right = "SELECT " + label + ".\"#\" AS \"tributary.row\" FROM " + sql_name(source.staged) + " AS " +
                       label + " LEFT JOIN (" + children + ") AS " + children_name + " ON " + children_name + "." +
                       key_name + " = " + model::find_filled(source, relation.key)->value + " WHERE " + own->value +
                       " IS " + says(measure, 0, children_name);
    auto const merged = grouped(
        relation, one, [](std::string const &name) { return sql_name(name); },
        sql_name("merged." + relation.child.target.label));
    auto const value = "m." + sql_name(column);
    auto const now = says(measure, 0, now_name);
    auto rows = staging.database().prepare(
        "SELECT count(*), min(m.\"#\"), " + value + ", " + now + " FROM (" +
        merged_select(relation.table, source, columns, exceptions, Origin::row) + ") AS m JOIN (" + right +
        ") AS r ON r.\"tributary.row\" = m.\"#\" LEFT JOIN (" + merged + ") AS " + now_name + " ON " + now_name + "." +
        key_name + " = m." + sql_name(relation.key) + " WHERE " + value + " IS NOT " + now);
    if (!rows.step() || rows.integer(0) == 0) {
        return {};
    }
    return {rows.integer(0), rows.integer(1), rows.optional_text(2).value_or("NULL"),
            rows.optional_text(3).value_or("NULL")};
}

} // namespace tributary::staging
