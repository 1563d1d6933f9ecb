#include "merge/uniqueness/suffixed.hpp"

#include "merge/identity/shown_value.hpp"
#include "merge/plan/decision.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::uniqueness {
namespace {

KeyRule under(KeyRule rule, model::UniquePolicy const &policy, std::string column)
{
    rule.policy = policy;
    rule.column = std::move(column);
    return rule;
}

} // namespace

Suffixed::Chosen::Chosen(Settling const &with, KeyRows const &all, model::UniquePolicy const &policy,
                         std::string column)
    : rule(under(all.rule, policy, std::move(column))), rows(all.table, rule, staging::read_exceptions(with.staging)),
      values(with.job.plan, with.staging, with.writer, rows, "override")
{
}

Suffixed::Suffixed(Settling const &with, KeyRows const &rows) : m_with(with), m_rows(rows) {}

/// True if there is a text in the key.
bool Suffixed::choose()
{
    if (!m_has_looked) {
        m_has_looked = true;
        auto const &policies = m_with.job.rules.unique_policies;
        auto const policy = std::find_if(policies.begin(), policies.end(), [](auto const &one) {
            return one.name == plan::name_of(plan::Decision::suffix);
        });
        auto column = policy == policies.end()
                          ? std::string()
                          : text_for_policy(m_with.job, m_with.mapping, m_rows.table, m_rows.rule.key, *policy);
        if (!column.empty()) {
            m_chosen = std::make_unique<Chosen>(m_with, m_rows, *policy, std::move(column));
        }
    }
    return m_chosen != nullptr;
}

/// The row that stays and this one, with the columns that are read for the key.
Group Suffixed::pair(Group const &group, std::size_t position) const
{
    Group result{group.front(), group[position]};
    for (auto &row : result) {
        row.shown.resize(m_chosen->rows.columns.size()); // the plan's policy may work on a column more
    }
    return result;
}

std::optional<std::string> Suffixed::value(Group const &group, std::size_t position)
{
    if (!choose()) {
        return std::nullopt;
    }
    auto const verdict = m_chosen->values.verdict(pair(group, position));
    auto const &value = verdict.values.at(1);
    return value ? std::optional(value->bytes) : std::nullopt;
}

void Suffixed::give(Group const &group, std::size_t position)
{
    auto const rows = pair(group, position);
    m_chosen->values.give(rows, m_chosen->values.verdict(rows));
}

std::string Suffixed::in_words(Group const &group, std::size_t position)
{
    auto const found = value(group, position);
    if (!found) {
        return {};
    }
    auto const &column = m_chosen->rule.column;
    model::Value const shown{model::Cell::Type::text, 0, 0, *found, 0};
    return fmt::format("; suffix: {} becomes {}", column, identity::shown_value(m_rows.table, column, shown));
}

} // namespace tributary::uniqueness
