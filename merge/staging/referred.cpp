#include "merge/staging/referred.hpp"

#include "merge/model/references.hpp"

#include <algorithm>

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

/// The value of a column of the staged row; empty: the source does not fill it.
std::string value_in(model::MappedSource const &source, std::string const &column)
{
    auto const *const filled = model::find_filled(source, column);
    return filled == nullptr ? "" : filled->value;
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
            for (auto const &reference : foreign_keys(from)) {
                if (auto const source = place_of(m_table, from.source)) {
                    follow(child, from, *source, reference);
                }
            }
            for (auto const &column : from.columns) {
                for (auto const &reference : column.declared) {
                    auto const source = place_of(m_table, model::ids_of(reference, from.source));
                    if (source && reference.chain.front().table == m_table.target.label) {
                        follow(child, from, *source, declared(*source, column, reference));
                    }
                }
            }
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

std::vector<ReferredRows::Reference> ReferredRows::foreign_keys(model::MappedSource const &from) const
{
    std::vector<Reference> result;
    auto const *const to = model::find_source(m_table, from.source);
    for (auto const &key : from.references) {
        if (to == nullptr || key.table != m_table.target.label) {
            continue;
        }
        Reference reference;
        for (std::size_t i = 0; i < key.columns.size(); ++i) {
            reference.from.push_back(value_in(from, key.columns[i]));
            reference.to.push_back(value_in(*to, key.referenced[i]));
        }
        auto const is_empty = [](auto const &value) { return value.empty(); };
        if (std::none_of(reference.from.begin(), reference.from.end(), is_empty) &&
            std::none_of(reference.to.begin(), reference.to.end(), is_empty)) {
            reference.column = key.columns.front();
            result.push_back(std::move(reference));
        }
    }
    return result;
}

ReferredRows::Reference ReferredRows::declared(std::size_t source, model::MappedColumn const &column,
                                               model::DeclaredReference const &declared) const
{
    auto const to = value_in(m_table.sources[source], declared.chain.front().column);
    auto const there = "(" + column.value + ") IS NOT NULL";
    auto const condition = model::condition_of(column, declared);
    Reference reference{{}, {}, condition.empty() ? there : condition + " AND " + there, column.name};
    if (declared.holds == Holds::value && !to.empty()) {
        reference.from.push_back(declared.as_text ? number_in_text(column.value) : column.value);
        reference.to.push_back(to);
    }
    return reference;
}

/// Marks the rows that the child's rows refer to; all in question of the source where the reference has no columns to
/// compare.
void ReferredRows::follow(model::MappedTable const &child, model::MappedSource const &from, std::size_t source,
                          Reference const &reference)
{
    auto const &database = m_staging.database();
    auto const label = sql_name(m_table.target.label);
    std::string wanted;
    std::string referring;
    std::string values;
    std::string equal = "1";
    for (std::size_t i = 0; i < reference.from.size(); ++i) {
        auto const name = "v" + std::to_string(i);
        values += (i == 0 ? "" : ", ") + name;
        wanted += ", " + reference.to[i] + " AS " + name;
        referring += (i == 0 ? "" : ", ") + reference.from[i] + " AS " + name;
        equal += " AND \"tributary.wanted\"." + name + " = \"tributary.child\"." + name;
    }
    database.execute(
        "DROP TABLE IF EXISTS temp.wanted; CREATE TEMP TABLE wanted AS SELECT \"tributary.asked\".row AS row" + wanted +
        " FROM temp.in_question AS \"tributary.asked\" JOIN " + sql_name(m_table.sources[source].staged) + " AS " +
        label + " ON " + label + ".\"#\" = \"tributary.asked\".row WHERE \"tributary.asked\".source = " +
        std::to_string(source) + " AND NOT \"tributary.asked\".referred");
    if (!reference.from.empty()) {
        database.execute("CREATE INDEX temp.wanted_value ON wanted (" + values + ")");
    }
    database
        .prepare("UPDATE temp.in_question SET referred = 1 WHERE source = " + std::to_string(source) +
                 " AND row IN (SELECT \"tributary.wanted\".row FROM (SELECT " + (referring.empty() ? "1" : referring) +
                 staged_rows(child, from, m_exceptions) +
                 (reference.when.empty() ? "" : " AND (" + reference.when + ")") +
                 (reference.from.empty() ? " LIMIT 1" : "") +
                 ") AS \"tributary.child\" CROSS JOIN temp.wanted AS \"tributary.wanted\" ON " + equal + ")")
        .run();
    auto const name = child.target.label + "." + reference.column;
    auto const known = std::find(m_by.begin(), m_by.end(), name) != m_by.end();
    if (database.changes() > 0 && !known) {
        m_by.push_back(name);
    }
}

} // namespace tributary::staging
