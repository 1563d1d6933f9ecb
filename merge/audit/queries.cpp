#include "merge/audit/queries.hpp"

#include "merge/audit/record.hpp"
#include "merge/target/provenance.hpp"

namespace tributary::audit {
namespace {

std::string as_text(std::string const &expression) { return "CAST(" + expression + " AS text)"; }

/// True of no row for an empty list.
std::string is_in(std::string const &expression, std::vector<std::string> const &values)
{
    std::string list;
    for (auto const &value : values) {
        list += (list.empty() ? "" : ", ") + model::sql_literal(value);
    }
    return list.empty() ? "1 = 0" : expression + " IN (" + list + ")";
}

std::string any_of(std::vector<std::string> const &conditions)
{
    std::string text;
    for (auto const &condition : conditions) {
        text += (text.empty() ? "(" : " OR ") + condition;
    }
    return text + ")";
}

} // namespace

std::string Queries::record(std::string const &table) const
{
    return model::sql_name(target::record_table(m_engine, table));
}

/// `(id, name)`.
std::string Queries::users_today() const
{
    model::Table table;
    table.engine = m_engine;
    table.schema = m_users.schema;
    table.name = m_users.table;
    return "(SELECT " + as_text(model::sql_name(m_users.id_column)) + " AS id, " +
           as_text(model::sql_name(m_users.name_column)) + " AS name FROM " + model::sql_name(table) + ")";
}

/// Lines of `crosswalk` or `id_range` that are about the users' ids. A label has the schema where there are several.
std::string Queries::of_users() const
{
    return is_in("table_name", {m_users.table, m_users.schema + "." + m_users.table}) +
           " AND column_name = " + model::sql_literal(m_users.id_column);
}

std::string Queries::events(bool users, std::string const &condition) const
{
    std::string columns;
    for (auto const &name : event_table().column_names()) {
        columns += (columns.empty() ? "" : ", ") + as_text("e." + model::sql_name(name));
    }
    auto const of_events = record("event") + " AS e";
    auto const rest = (condition.empty() ? "" : " WHERE " + condition) + " ORDER BY e.number";
    if (!users) {
        return "SELECT " + columns + " FROM " + of_events + rest;
    }
    // MATERIALIZED, so that SQLite makes an index of it
    return "WITH u AS MATERIALIZED (SELECT * FROM " + users_today() + " AS today) SELECT " + columns +
           ", u.id, u.name FROM " + of_events + " LEFT JOIN u ON u.id = e.new_id" + rest;
}

std::size_t Queries::columns_of_events(bool users) { return event_table().columns.size() + (users ? 2 : 0); }

std::string Queries::of_ids(std::vector<std::string> const &new_ids) { return is_in("e.new_id", new_ids); }

std::string Queries::ids_in_record(Subject const &subject) const
{
    auto const is_old = any_of({is_in("e.old_name", subject.names), is_in("e.old_id", subject.ids)});
    auto const is_survivor = is_in("m.survivor_old_id", subject.ids);
    auto const select = [&](std::string const &of_event, std::string const &of_survivor) {
        return "SELECT e.new_id FROM " + record("event") + " AS e WHERE " + of_event + " UNION SELECT m.new_id FROM " +
               record("merged_account") + " AS m WHERE " + of_survivor;
    };
    if (subject.source.empty()) {
        return select(any_of({is_old, is_in("e.new_name", subject.names), is_in("e.new_id", subject.ids)}),
                      is_survivor);
    }
    std::vector<std::string> labels;
    for (auto const &name : subject.names) {
        labels.push_back(subject.source + "/" + name);
    }
    auto const source = " = " + model::sql_literal(subject.source);
    return select(any_of({"e.source" + source + " AND " + is_old, is_in("e.survivor", labels)}),
                  "m.survivor_source" + source + " AND " + is_survivor);
}

std::string Queries::users_with(std::vector<std::string> const &names, std::vector<std::string> const &ids) const
{
    return "SELECT u.id, u.name FROM " + users_today() + " AS u WHERE " +
           any_of({is_in("u.name", names), is_in("u.id", ids)}) + " ORDER BY u.id";
}

std::string Queries::any_user() const { return "SELECT u.id FROM " + users_today() + " AS u LIMIT 1"; }

std::string Queries::source_of(std::string const &new_id) const
{
    auto const is = " = " + model::sql_literal(new_id);
    return "SELECT source FROM " + record("renamed_account") + " WHERE new_id" + is +
           " UNION SELECT survivor_source FROM " + record("merged_account") + " WHERE new_id" + is;
}

std::string Queries::sources() const
{
    return "SELECT source, " +
           as_text("max(CASE WHEN " + is_in("table_name", {m_users.table, m_users.schema + "." + m_users.table}) +
                   " AND \"rows\" > 0 THEN 1 ELSE 0 END)") +
           " FROM " + record("loaded_table") + " WHERE source <> '' GROUP BY source ORDER BY source";
}

std::string Queries::ranges() const
{
    return "SELECT source, " + as_text("id_offset") + ", " + as_text("first_id") + ", " + as_text("last_id") +
           " FROM " + record("id_range") + " WHERE " + of_users() + " ORDER BY source";
}

std::string Queries::crosswalk(std::string const &source, std::string const &old_id) const
{
    return "SELECT new_id FROM " + record("crosswalk") + " WHERE " + of_users() +
           " AND source = " + model::sql_literal(source) + " AND old_id = " + model::sql_literal(old_id);
}

std::string Queries::moved_to(std::string const &new_id) const
{
    return "SELECT source, old_id FROM " + record("crosswalk") + " WHERE " + of_users() +
           " AND new_id = " + model::sql_literal(new_id) + " ORDER BY source, old_id";
}

std::string Queries::renamed_unlike_events() const
{
    return "SELECT r.source, r.old_id, " + as_text("e.number") + " FROM " + record("renamed_account") +
           " AS r LEFT JOIN " + record("event") +
           " AS e ON e.event = 'renamed' AND e.source = r.source AND e.old_id = r.old_id WHERE e.number IS NULL "
           "OR r.new_id IS DISTINCT FROM e.new_id OR r.old_name IS DISTINCT FROM e.old_name "
           "OR r.new_name IS DISTINCT FROM e.new_name OR r.rule IS DISTINCT FROM e.rule "
           "OR r.reason IS DISTINCT FROM e.reason ORDER BY e.number, r.source, r.old_id";
}

std::string Queries::merged_unlike_events() const
{
    auto const event = record("event");
    return "SELECT m.source, m.old_id, " + as_text("e.number") + " FROM " + record("merged_account") +
           " AS m LEFT JOIN " + event +
           " AS e ON e.event = 'merged' AND e.source = m.source AND e.old_id = m.old_id LEFT JOIN " + event +
           " AS g ON g.event = 'gave_up_name' AND g.source = m.source AND g.old_id = m.old_id WHERE e.number IS NULL "
           "OR m.new_id IS DISTINCT FROM e.new_id OR m.rule IS DISTINCT FROM e.rule "
           "OR m.evidence IS DISTINCT FROM e.evidence || coalesce('; gave up the name ' || g.old_name, '') "
           "ORDER BY e.number, m.source, m.old_id";
}

std::string Queries::events_without_line(std::string const &event, std::string const &table) const
{
    return "SELECT e.source, e.old_id FROM " + record("event") + " AS e LEFT JOIN " + record(table) +
           " AS r ON r.source = e.source AND r.old_id = e.old_id WHERE e.event = " + model::sql_literal(event) +
           " AND r.source IS NULL ORDER BY e.number";
}

} // namespace tributary::audit
