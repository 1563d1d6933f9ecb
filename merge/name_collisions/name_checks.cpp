#include "merge/name_collisions/name_checks.hpp"

#include "merge/mapping/map_sources.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/sql_tokens.hpp"

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

} // namespace

NameChecks::NameChecks(job::Job const &job, staging::Staging const &staging, model::MappedTable const &users)
    : m_job(job), m_staging(staging), m_users(users)
{
    std::vector<std::string> columns;
    for (auto const &column : users.target.columns) {
        columns.push_back(column.name);
    }
    for (auto const &check : users.target.checks) {
        if (model::columns_in(check.definition, columns) == std::vector{users.name_column}) {
            m_condition += (m_condition.empty() ? "(" : " AND (") + demanded(check.definition) + ") IS NOT FALSE";
        }
    }
}

bool NameChecks::accepts(std::string_view name)
{
    if (m_condition.empty()) {
        return true;
    }
    if (auto const known = m_known.find(name); known != m_known.end()) {
        return known->second;
    }
    if (!m_trial) {
        m_trial.emplace(target::try_target(m_job.plan, mapping::staged_sources(m_job.plan, m_staging)));
    }
    auto const &type = model::expect_named(m_users.target.columns, m_users.name_column, "column").type;
    auto const answer = m_trial->target->query(
        "SELECT CASE WHEN " + m_condition + " THEN 1 ELSE 0 END FROM (SELECT CAST(" +
        model::sql_literal(std::string(name)) + " AS " + (type.empty() ? "text" : type) + ") AS " +
        model::sql_name(m_users.name_column) + ") AS " + model::sql_name(m_users.target.name));
    auto const accepted = answer.at(0).at(0) == "1";
    m_known.emplace(name, accepted);
    return accepted;
}

} // namespace tributary::name_collisions
