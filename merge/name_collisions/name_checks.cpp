#include "merge/name_collisions/name_checks.hpp"

#include "merge/mapping/map_sources.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/staging/merged_where.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/scratch.hpp"

#include <algorithm>

namespace tributary::name_collisions {
namespace {

/// What a constraint demands, in its brackets: without CHECK, and without NOT VALID behind it.
std::string demanded(std::string const &definition)
{
    auto const begin = definition.find('(');
    auto const end = definition.rfind(')');
    return begin == std::string::npos || end == std::string::npos ? "(TRUE)"
                                                                  : definition.substr(begin, end + 1 - begin);
}

/// What a domain says of VALUE, said of the column.
std::string said_of(std::string const &column, std::string const &definition)
{
    auto result = demanded(definition);
    auto const tokens = model::sql_tokens(result);
    std::for_each(tokens.rbegin(), tokens.rend(), [&](model::SqlToken const &token) {
        if (token.kind == model::SqlToken::Kind::word && token.text == "value") {
            result.replace(token.begin, token.end - token.begin, model::sql_name(column));
        }
    });
    return result;
}

/// SQLite wants the schema before the index's name, and PostgreSQL before the table's.
std::string index_of(model::Table const &scratch)
{
    switch (scratch.engine) {
    case model::Engine::postgresql: return "CREATE INDEX ON " + model::sql_name(scratch);
    case model::Engine::sqlite:
        return "CREATE INDEX " + scratch.schema + ".tributary_named ON " + model::sql_name(scratch.name);
    }
    return {};
}

} // namespace

NameChecks::NameChecks(job::Job const &job, staging::Staging const &staging, model::MappedTable const &users,
                       identity::Accounts const &accounts)
    : m_job(job), m_staging(staging), m_users(users), m_accounts(accounts)
{
    std::vector<std::string> columns;
    for (auto const &column : users.target.columns) {
        columns.push_back(column.name);
    }
    auto const changes_too = [&](std::string const &name) {
        auto const &follows = job.plan.users.follows;
        return model::expect_named(users.target.columns, name, "column").generated ||
               std::any_of(follows.begin(), follows.end(), [&](auto const &one) { return one.column == name; });
    };
    for (auto const &check : users.target.checks) {
        auto used = model::columns_in(check.definition, columns);
        if (std::erase(used, users.name_column) == 0 || std::any_of(used.begin(), used.end(), changes_too)) {
            continue;
        }
        demand(demanded(check.definition));
        std::copy_if(used.begin(), used.end(), std::back_inserter(m_columns), [&](auto const &name) {
            return std::find(m_columns.begin(), m_columns.end(), name) == m_columns.end();
        });
    }
    auto const &name = model::expect_named(users.target.columns, users.name_column, "column");
    for (auto const &condition : name.conditions) {
        demand(said_of(name.name, condition.definition));
    }
    m_type = name.type.empty() || !name.conditions.empty() ? "text" : name.type;
}

void NameChecks::demand(std::string const &condition)
{
    m_condition += (m_condition.empty() ? "(" : " AND (") + condition + ") IS NOT FALSE";
}

bool NameChecks::accepts(std::string_view name, model::AccountIndex account)
{
    if (m_condition.empty()) {
        return true;
    }
    auto const [known, is_new] = m_known.try_emplace({std::string(name), m_columns.empty() ? 0 : account}, true);
    if (is_new) {
        known->second = ask(known->first.first, account);
    }
    return known->second;
}

void NameChecks::open()
{
    if (m_trial) {
        return;
    }
    m_trial.emplace(target::try_target(m_job.plan, mapping::staged_sources(m_job.plan, m_staging)));
    try {
        if (!m_job.plan.target.create.empty()) {
            refuse_code();
        }
        if (!m_columns.empty()) {
            write_rows();
        }
    } catch (model::Error const &) { // a value that its column does not take is asked about, or refused, by others
        m_trial.reset();
        m_condition.clear();
    }
}

/// What `create` copies may call code of its source, which a dry run does not evaluate.
void NameChecks::refuse_code()
{
    auto row = "SELECT CAST(NULL AS " + m_type + ") AS " + model::sql_name(m_users.name_column);
    for (auto const &column : m_columns) {
        auto const &type = model::find_column(m_users.target, column)->type;
        row += ", CAST(NULL AS " + (type.empty() ? "text" : type) + ") AS " + model::sql_name(column);
    }
    target::refuse_calls(*m_trial->target, "SELECT 1 FROM (" + row + ") AS " + model::sql_name(m_users.target.name) +
                                               " WHERE " + m_condition);
}

void NameChecks::write_rows()
{
    auto &target = *m_trial->target;
    auto const scratch = target.scratch_table(m_users.target, m_columns);
    for (std::size_t place = 0; place < m_users.sources.size(); ++place) {
        auto const filled = target::filled_columns(m_users.sources[place], m_columns);
        target::write_scratch(
            target, scratch, m_staging, m_users, place, filled,
            staging::merged_where(m_users, m_users.sources[place], filled, {}, {}, staging::Rows::rewritten), {});
    }
    target.execute(index_of(scratch) + " (\"tributary.source\", \"tributary.row\")");
    m_rows = model::sql_name(scratch);
}

bool NameChecks::ask(std::string const &name, model::AccountIndex account)
{
    open();
    if (m_condition.empty()) {
        return true;
    }
    auto row =
        "SELECT CAST(" + model::sql_literal(name) + " AS " + m_type + ") AS " + model::sql_name(m_users.name_column);
    if (!m_columns.empty()) {
        auto const &one = m_accounts.list()[account];
        auto const place = std::find_if(m_users.sources.begin(), m_users.sources.end(),
                                        [&](auto const &source) { return source.source == one.source; });
        for (auto const &column : m_columns) {
            row += ", " + model::sql_name(column);
        }
        row += " FROM " + m_rows + " WHERE \"tributary.source\" = " + std::to_string(place - m_users.sources.begin()) +
               " AND \"tributary.row\" = " + std::to_string(one.row);
    }
    auto const answer = m_trial->target->query("SELECT CASE WHEN " + m_condition + " THEN 1 ELSE 0 END FROM (" + row +
                                               ") AS " + model::sql_name(m_users.target.name));
    return answer.empty() || answer.front().front() == "1";
}

} // namespace tributary::name_collisions
