#include "merge/staging/referred.hpp"

#include "merge/model/references.hpp"

#include <algorithm>
#include <iterator>

namespace tributary::staging {
namespace {

using model::sql_name;
using Holds = model::DeclaredReference::Holds;

/// The place of a source in the table's list; nullopt: it has no such table.
std::optional<std::size_t> place_of(model::MappedTable const &table, std::uint32_t source)
{
    auto const found = std::find_if(table.sources.begin(), table.sources.end(),
                                    [&](auto const &candidate) { return candidate.source == source; });
    return found == table.sources.end() ? std::nullopt
                                        : std::optional(static_cast<std::size_t>(found - table.sources.begin()));
}

} // namespace

ReferredRows::ReferredRows(Staging const &staging, model::MappedTable const &table)
    : m_staging(staging), m_table(table), m_exceptions(read_exceptions(staging))
{
    staging.database().execute("DROP TABLE IF EXISTS temp.in_question; CREATE TEMP TABLE in_question "
                               "(source INTEGER, row INTEGER, referred INTEGER NOT NULL DEFAULT 0, "
                               "PRIMARY KEY (source, row)) WITHOUT ROWID");
    m_insert.emplace(staging.database(), "INSERT INTO temp.in_question (source, row)", 2);
}

void ReferredRows::add(std::size_t source, std::int64_t row)
{
    m_insert->add({model::Cell::of(static_cast<std::int64_t>(source)), model::Cell::of(row)});
    ++m_rows;
}

void ReferredRows::find(model::Mapping const &mapping)
{
    m_insert->finish();
    for (auto const &child : mapping) {
        for (auto const &from : child.sources) {
            find_by_value(child, from);
            find_inside_values(child, from);
        }
    }
}

bool ReferredRows::contains(std::size_t source, std::int64_t row)
{
    if (!m_find) {
        m_find.emplace(
            m_staging.database().prepare("SELECT 1 FROM temp.in_question WHERE source = ?1 AND row = ?2 AND referred"));
    }
    auto const found = m_find->bind(1, static_cast<std::int64_t>(source)).bind(2, row).step();
    m_find->reset();
    return found;
}

void ReferredRows::find_by_value(model::MappedTable const &child, model::MappedSource const &from)
{
    auto all = referring_by_key(from);
    std::ranges::move(referring_as_declared(from), std::back_inserter(all));
    for (auto const &referring : all) {
        if (referring.table == m_table.target.label) {
            follow(child, from, referring);
        }
    }
}

/// All in question of the source count, where there is a reference inside a value.
void ReferredRows::find_inside_values(model::MappedTable const &child, model::MappedSource const &from)
{
    for (auto const &column : from.columns) {
        for (auto const &reference : column.declared) {
            auto const source = place_of(m_table, model::ids_of(reference, from.source));
            if (!source || reference.holds == Holds::value || reference.chain.front().table != m_table.target.label) {
                continue;
            }
            auto const condition = model::condition_of(column, reference);
            m_staging.database().execute(
                "UPDATE temp.in_question SET referred = 1 WHERE source = " + std::to_string(*source) +
                " AND EXISTS (SELECT 1" + staged_rows(child, from, m_exceptions) +
                (condition.empty() ? "" : " AND " + condition) + " AND (" + column.value + ") IS NOT NULL)");
            note(child.target.label + "." + column.name);
        }
    }
}

/// Marks the rows that the child's rows refer to.
void ReferredRows::follow(model::MappedTable const &child, model::MappedSource const &from, Referring const &referring)
{
    auto const source = place_of(m_table, referring.whose);
    if (!source) {
        return;
    }
    auto const &parent = m_table.sources[*source];
    std::string wanted;
    std::string values;
    std::string names;
    std::string equal;
    for (std::size_t i = 0; i < referring.values.size(); ++i) {
        auto const *const column = model::find_filled(parent, referring.referenced[i]);
        if (column == nullptr) {
            return;
        }
        auto const name = "v" + std::to_string(i);
        auto const separator = i == 0 ? "" : ", ";
        wanted += ", " + column->value + " AS " + name;
        values += separator + referring.values[i] + " AS " + name;
        names += separator + name;
        equal += std::string(i == 0 ? "" : " AND ") + "\"tributary.wanted\"." + name + " = \"tributary.child\"." + name;
    }
    auto const &database = m_staging.database();
    auto const label = sql_name(m_table.target.label);
    database.execute(
        "DROP TABLE IF EXISTS temp.wanted; CREATE TEMP TABLE wanted AS SELECT \"tributary.asked\".row AS row" + wanted +
        " FROM temp.in_question AS \"tributary.asked\" JOIN " + sql_name(parent.staged) + " AS " + label + " ON " +
        label + ".\"#\" = \"tributary.asked\".row WHERE \"tributary.asked\".source = " + std::to_string(*source) +
        " AND NOT \"tributary.asked\".referred; CREATE INDEX temp.wanted_value ON wanted (" + names + ")");
    database.execute("UPDATE temp.in_question SET referred = 1 WHERE source = " + std::to_string(*source) +
                     " AND row IN (SELECT \"tributary.wanted\".row FROM (SELECT " + values +
                     staged_rows(child, from, m_exceptions) + referring.condition +
                     ") AS \"tributary.child\" CROSS JOIN temp.wanted AS \"tributary.wanted\" ON " + equal + ")");
    note(child.target.label + "." + referring.columns.front());
}

/// Of a column whose rows have just been followed: whether any row in question was marked.
void ReferredRows::note(std::string const &column)
{
    auto const known = std::find(m_by.begin(), m_by.end(), column) != m_by.end();
    if (m_staging.database().changes() > 0 && !known) {
        m_by.push_back(column);
    }
}

} // namespace tributary::staging
