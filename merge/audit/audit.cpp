#include "merge/audit/audit.hpp"

#include "merge/audit/record.hpp"
#include "merge/model/digits.hpp"
#include "merge/model/error.hpp"
#include "merge/target/provenance.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace tributary::audit {
namespace {

using Text = std::optional<std::string>;

std::string table_in_sql(model::Engine engine, std::string const &name)
{
    return model::sql_name(target::record_table(engine, name));
}

/// The users table that the record names, in SQL.
std::string sql_name(model::Engine engine, UsersTable const &users)
{
    model::Table table;
    table.engine = engine;
    table.schema = users.schema;
    table.name = users.table;
    return model::sql_name(table);
}

/// `(id, name)` of the users today, both as text.
std::string users_today(model::Engine engine, UsersTable const &users)
{
    auto const text_of = [](std::string const &column) { return "CAST(" + model::sql_name(column) + " AS text)"; };
    return "(SELECT " + text_of(users.id_column) + " AS id, " + text_of(users.name_column) + " AS name FROM " +
           sql_name(engine, users) + ")";
}

std::string event_columns()
{
    std::string list;
    for (auto const &name : event_table().column_names()) {
        list += (list.empty() ? "e." : ", e.") + model::sql_name(name);
    }
    return list;
}

State state_of(Event const &event, bool exists, Text const &name_today)
{
    return !exists ? State::deleted : name_today == event.new_name ? State::as_given : State::renamed_since;
}

AuditedAccount audited(std::vector<Text> const &row, bool users_are_known)
{
    AuditedAccount account{event_of(row), {}, {}, State::unknown};
    account.what = account.event.what;
    if (users_are_known) {
        auto const columns = event_table().columns.size();
        account.name_today = row.at(columns + 1);
        account.state = state_of(account.event, row.at(columns).has_value(), account.name_today);
    }
    return account;
}

/// A word as somebody who asks writes it.
struct Subject {
    std::string source; ///< empty: of any
    std::string name;   ///< empty: it is an id
    std::string id;     ///< empty: it is a name
};

Subject subject_of(std::string const &word, std::set<std::string> const &sources)
{
    Subject subject;
    auto rest = word;
    if (auto const slash = word.find('/'); slash != std::string::npos && sources.contains(word.substr(0, slash))) {
        subject.source = word.substr(0, slash);
        rest = word.substr(slash + 1);
    }
    auto const is_id = rest.size() > 1 && rest.front() == '#';
    subject.id = is_id ? rest.substr(1) : subject.source.empty() ? rest : "";
    subject.name = is_id ? "" : rest;
    return subject;
}

bool is_about(AuditedAccount const &account, Subject const &subject)
{
    auto const &event = account.event;
    auto const is_name = [&](Text const &name) { return !subject.name.empty() && name == subject.name; };
    auto const is_id = [&](std::string const &id) { return !subject.id.empty() && id == subject.id; };
    if (!subject.source.empty()) {
        return (event.source == subject.source && (is_name(event.old_name) || is_id(event.old_id))) ||
               event.survivor == subject.source + "/" + (subject.name.empty() ? "#" + subject.id : subject.name);
    }
    return is_name(event.old_name) || is_name(event.new_name) || is_name(account.name_today) || is_id(event.old_id) ||
           is_id(event.new_id);
}

/// Finds accounts of which the record has no event.
class Unchanged {
public:
    Unchanged(databases::Target &target, model::Engine engine, RunRecord const &run)
        : m_target(target), m_engine(engine), m_users(run.users)
    {
    }

    /// Nothing if the users table cannot be read.
    std::optional<std::vector<AuditedAccount>> find(Subject const &subject)
    {
        std::string condition;
        auto const add = [&](std::string const &column, std::string const &value) {
            if (!value.empty()) {
                condition += (condition.empty() ? "u." : " OR u.") + column + " = " + model::sql_literal(value);
            }
        };
        add("name", subject.name);
        add("id", subject.source.empty() ? subject.id : new_id(subject));
        std::vector<AuditedAccount> found;
        if (condition.empty()) {
            return found;
        }
        auto const rows = m_target.try_query("SELECT u.id, u.name FROM " + users_today(m_engine, m_users) +
                                             " AS u WHERE " + condition + " ORDER BY u.id");
        if (!rows) {
            return std::nullopt;
        }
        for (auto const &row : *rows) {
            AuditedAccount account;
            account.event.new_id = row.at(0).value_or("");
            account.name_today = row.at(1);
            trace(account.event);
            if (subject.source.empty() || account.event.source.empty() || account.event.source == subject.source) {
                found.push_back(account);
            }
        }
        return found;
    }

private:
    /// Lines of `crosswalk` or `id_range` that are about the users' ids.
    std::string of_users() const
    {
        return "table_name IN (" + model::sql_literal(m_users.table) + ", " +
               model::sql_literal(m_users.schema + "." + m_users.table) +
               ") AND column_name = " + model::sql_literal(m_users.id_column);
    }

    databases::Answer lines(std::string const &columns, std::string const &table, std::string const &condition)
    {
        return m_target.query("SELECT " + columns + " FROM " + table_in_sql(m_engine, table) + " WHERE " + of_users() +
                              " AND " + condition + " ORDER BY 1");
    }

    /// In the target, of an id in a source; an id without a range is what it was.
    std::string new_id(Subject const &subject)
    {
        auto const in_source = "source = " + model::sql_literal(subject.source);
        if (subject.id.empty()) {
            return {};
        }
        auto const moved = lines("new_id", "crosswalk", in_source + " AND old_id = " + model::sql_literal(subject.id));
        if (!moved.empty()) {
            return moved.front().front().value_or("");
        }
        auto const ranges = lines("id_offset, first_id, last_id", "id_range", in_source);
        auto const number = model::whole_number(subject.id);
        auto const offset = ranges.empty() ? std::nullopt : model::whole_number(ranges.front().front().value_or(""));
        if (!number || !offset) {
            return ranges.empty() ? subject.id : std::string();
        }
        if (*number > std::numeric_limits<std::int64_t>::max() - *offset) {
            return {};
        }
        auto const id = *number + *offset;
        auto const is_in_range = model::whole_number(ranges.front().at(1).value_or("")).value_or(0) <= id &&
                                 id <= model::whole_number(ranges.front().at(2).value_or("")).value_or(0);
        return is_in_range ? std::to_string(id) : std::string(); // others are from after the load
    }

    /// Where an account is from, by its id: by the range that it is in.
    void trace(Event &event)
    {
        auto const number = model::whole_number(event.new_id);
        if (!number) {
            return;
        }
        auto const ranges =
            lines("source, id_offset", "id_range", "first_id <= " + event.new_id + " AND last_id >= " + event.new_id);
        if (ranges.size() == 1) {
            event.source = ranges.front().at(0).value_or("");
            event.old_id = std::to_string(*number - model::whole_number(ranges.front().at(1).value_or("")).value_or(0));
        }
    }

    databases::Target &m_target;
    model::Engine m_engine;
    UsersTable m_users;
};

} // namespace

std::string_view name_of(State state)
{
    switch (state) {
    case State::as_given: return "as given";
    case State::renamed_since: return "renamed since";
    case State::deleted: return "deleted";
    case State::unknown: return {};
    }
    return {};
}

RunRecord read_run(databases::Target &target, model::Engine engine)
{
    auto const recorded = target::recorded_run(target, engine);
    if (!recorded) {
        throw model::Error(model::Exit::refused, "target: it holds no run of tributary",
                           "`tributary audit --target URL` reads the database that `tributary load` has written");
    }
    auto const columns = target.try_query("SELECT users_schema, users_table, id_column, name_column FROM " +
                                          table_in_sql(engine, "run"));
    if (!columns || columns->empty()) {
        throw model::Error(model::Exit::refused,
                           "target: the record of run \"" + recorded->name + "\" has no events: it is from before 0.2",
                           "its tables are there: schema \"tributary\", in SQLite the tables tributary_…");
    }
    auto const &users = columns->front();
    return {recorded->name,
            recorded->digest,
            recorded->loaded_at,
            {users.at(0).value_or(""), users.at(1).value_or(""), users.at(2).value_or(""), users.at(3).value_or("")}};
}

std::vector<AuditedAccount> read_accounts(databases::Target &target, model::Engine engine, RunRecord const &run)
{
    auto const events = table_in_sql(engine, "event") + " AS e";
    // MATERIALIZED, so that SQLite makes an index of it
    auto rows = target.try_query("WITH u AS MATERIALIZED (SELECT * FROM " + users_today(engine, run.users) +
                                 " AS today) SELECT " + event_columns() + ", u.id, u.name FROM " + events +
                                 " LEFT JOIN u ON u.id = e.new_id ORDER BY e.number");
    auto const users_are_known = rows.has_value();
    if (!rows) {
        rows = target.query("SELECT " + event_columns() + " FROM " + events + " ORDER BY e.number");
    }
    std::vector<AuditedAccount> accounts;
    accounts.reserve(rows->size());
    for (auto const &row : *rows) {
        accounts.push_back(audited(row, users_are_known));
    }
    return accounts;
}

std::vector<AuditedAccount> find_accounts(databases::Target &target, model::Engine engine, RunRecord const &run,
                                          std::string const &word)
{
    auto const all = read_accounts(target, engine, run);
    std::set<std::string> sources;
    for (auto const &row : target.query("SELECT DISTINCT source FROM " + table_in_sql(engine, "loaded_table"))) {
        sources.insert(row.front().value_or(""));
    }
    auto const subject = subject_of(word, sources);
    std::set<std::string> ids;
    for (auto const &account : all) {
        if (is_about(account, subject)) {
            ids.insert(account.event.new_id);
        }
    }
    std::vector<AuditedAccount> found;
    std::set<std::string> with_events;
    for (auto const &account : all) {
        with_events.insert(account.event.new_id);
        if (ids.contains(account.event.new_id)) {
            found.push_back(account);
        }
    }
    auto const others = Unchanged(target, engine, run).find(subject);
    if (!others && found.empty()) {
        throw model::Error(model::Exit::failed,
                           "the record has no event of \"" + word + "\", and the users table \"" + run.users.table +
                               "\" cannot be read",
                           "let this user read it; a table that was renamed since has to get its name back");
    }
    for (auto const &account : others ? *others : std::vector<AuditedAccount>{}) {
        if (!subject.source.empty() && account.event.source != subject.source && !ids.empty()) {
            continue; // another's: whose it is, the record says
        }
        if (!with_events.contains(account.event.new_id)) {
            found.push_back(account);
        } else if (!ids.contains(account.event.new_id)) {
            std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                         [&](auto const &one) { return one.event.new_id == account.event.new_id; });
        }
    }
    // by account, in the order of their first events; those without events last
    std::map<std::string, std::int64_t> first;
    for (auto const &account : found) {
        auto const number = account.what ? account.event.number : std::numeric_limits<std::int64_t>::max();
        auto const [at, is_new] = first.emplace(account.event.new_id, number);
        at->second = std::min(at->second, number);
    }
    std::stable_sort(found.begin(), found.end(), [&](auto const &a, auto const &b) {
        return std::tuple(first.at(a.event.new_id), a.event.number) <
               std::tuple(first.at(b.event.new_id), b.event.number);
    });
    return found;
}

} // namespace tributary::audit
