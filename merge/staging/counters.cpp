#include "merge/staging/counters.hpp"

#include <array>

namespace tributary::staging {
namespace {

using model::sql_name;

constexpr char const *key_name = "\"tributary.key\"";
constexpr char const *children_name = "\"tributary.children\"";
constexpr char const *has_children = "\"tributary.children\".\"tributary.says\" IS NOT NULL";
constexpr char const *now_name = "\"tributary.now\"";

/// `SELECT key, rows, what is measured, the least …` over rows that are read from `from`.
std::string grouped(std::string const &key, std::string const &greatest, std::string const &from)
{
    auto const measured = greatest.empty() ? std::string("count(*)") : "max(" + greatest + ")";
    auto const least = greatest.empty() ? std::string("count(*)") : "min(" + greatest + ")";
    return std::string("SELECT ") + key + " AS " + key_name + ", " + measured + " AS \"tributary.says\", " + least +
           " AS \"tributary.least\" FROM " + from + " WHERE " + key + " IS NOT NULL GROUP BY 1";
}

struct SourceSql {
    std::string key;      ///< expression over the staged row of the table
    std::string children; ///< SELECT
};

/// Empty where the source lacks something.
SourceSql sql_in_source(Measure const &measure, model::MappedSource const &source)
{
    auto const *const child = model::find_source(measure.child, source.source);
    auto const *const key = model::find_filled(source, measure.key);
    auto const *const reference = child == nullptr ? nullptr : model::find_filled(*child, measure.reference);
    auto const *const greatest =
        child == nullptr || measure.greatest.empty() ? nullptr : model::find_filled(*child, measure.greatest);
    if (key == nullptr || reference == nullptr || (greatest == nullptr && !measure.greatest.empty())) {
        return {};
    }
    return {key->value, grouped(reference->value, greatest == nullptr ? "" : greatest->value,
                                sql_name(child->staged) + " AS " + sql_name(measure.child.target.label))};
}

/// What is said of a row to which nothing refers.
std::string value_from_rows(Measure const &measure, std::string const &alias)
{
    return measure.greatest.empty() ? "coalesce(" + alias + ".\"tributary.says\", 0)" : alias + ".\"tributary.says\"";
}

} // namespace

std::vector<Agreement> agreements(Staging const &staging, Measure const &measure, model::MappedSource const &source,
                                  std::vector<std::string> const &columns)
{
    std::vector<Agreement> result(columns.size());
    auto const sql = sql_in_source(measure, source);
    if (sql.children.empty()) {
        return result;
    }
    auto const says = value_from_rows(measure, children_name);
    auto const nothing = std::string(measure.greatest.empty() ? "0" : "NULL");
    std::string list;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto const *const column = model::find_filled(source, columns[i]);
        if (column == nullptr) {
            continue;
        }
        auto const equal = std::string("(") + has_children + " AND " + column->value + " IS " + says + ")";
        list += (list.empty() ? "" : ", ") +
                ("sum(" + equal + "), sum(NOT " + equal + " AND NOT (" + column->value + " IS " + nothing + " AND " +
                 says + " IS " + nothing + ")), sum(" + equal + " AND " + children_name +
                 ".\"tributary.least\" IS NOT " + children_name + ".\"tributary.says\"), min(" + "CASE WHEN " + equal +
                 " THEN " + says + " END), max(CASE WHEN " + equal + " THEN " + says + " END)");
        places.push_back(i);
    }
    if (list.empty()) {
        return result;
    }
    auto rows =
        staging.database().prepare("SELECT " + list + " FROM " + sql_name(source.staged) + " AS " +
                                   sql_name(measure.table.target.label) + " LEFT JOIN (" + sql.children + ") AS " +
                                   children_name + " ON " + children_name + "." + key_name + " = " + sql.key);
    if (rows.step()) {
        int at = 0;
        for (auto const place : places) {
            auto const &numbers = measure.greatest.empty();
            result[place] = {rows.integer(at), rows.integer(at + 1), rows.integer(at + 2),
                             numbers ? rows.integer(at + 3) : 0, numbers ? rows.integer(at + 4) : 0};
            at += 5;
        }
    }
    return result;
}

Outdated outdated(Staging const &staging, Measure const &measure, model::MappedSource const &source,
                  std::string const &column, Exceptions const &exceptions)
{
    auto const sql = sql_in_source(measure, source);
    auto const *const own = model::find_filled(source, column);
    if (sql.children.empty() || own == nullptr) {
        return {};
    }
    auto const label = sql_name(measure.table.target.label);
    std::array<std::string, 2> const columns{measure.key, column};
    auto const right = "SELECT " + label + ".\"#\" AS \"tributary.row\" FROM " + sql_name(source.staged) + " AS " +
                       label + " LEFT JOIN (" + sql.children + ") AS " + children_name + " ON " + children_name + "." +
                       key_name + " = " + sql.key + " WHERE " + own->value + " IS " +
                       value_from_rows(measure, children_name);
    auto const merged = grouped(sql_name(measure.reference), measure.greatest.empty() ? "" : sql_name(measure.greatest),
                                sql_name("merged." + measure.child.target.label));
    auto const value = "m." + sql_name(column);
    auto rows = staging.database().prepare(
        "SELECT count(*), min(m.\"#\"), " + value + ", " + value_from_rows(measure, now_name) + " FROM (" +
        merged_select(measure.table, source, columns, exceptions, Origin::row) + ") AS m JOIN (" + right +
        ") AS r ON r.\"tributary.row\" = m.\"#\" LEFT JOIN (" + merged + ") AS " + now_name + " ON " + now_name + "." +
        key_name + " = m." + sql_name(measure.key) + " WHERE " + value + " IS NOT " +
        value_from_rows(measure, now_name));
    if (!rows.step() || rows.integer(0) == 0) {
        return {};
    }
    return {rows.integer(0), rows.integer(1), rows.optional_text(2).value_or("NULL"),
            rows.optional_text(3).value_or("NULL")};
}

} // namespace tributary::staging
