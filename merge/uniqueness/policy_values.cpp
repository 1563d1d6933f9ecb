#include "merge/uniqueness/policy_values.hpp"

#include "merge/identity/survivorship.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary::uniqueness {
namespace {

using model::UniquePolicy;
using staging::DuplicateRow;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True if a suffix, with or without a number after it, could have made this value.
bool may_be_made(std::string_view value, plan::Affixes const &around)
{
    if (!value.starts_with(around.before)) {
        return false;
    }
    while (!value.ends_with(around.after)) {
        if (value.empty() || !is_digit(value.back())) {
            return false;
        }
        value.remove_suffix(1);
    }
    return true;
}

} // namespace

PolicyValues::PolicyValues(plan::Plan const &plan, staging::Staging const &staging, staging::DecisionWriter &writer,
                           KeyRows const &rows, std::string rule)
    : m_staging(staging), m_writer(writer), m_rows(rows), m_rule(std::move(rule))
{
    if (m_rule.empty()) {
        m_rule = fmt::format("{} ({})", rows.rule.policy.name, rows.rule.key.name);
    }
    if (auto const *const column = model::find_column(rows.table.target, rows.rule.column)) {
        m_column = *column;
    }
    for (auto const &source : plan.sources) {
        m_affixes.push_back(plan::affixes(plan, source.name));
    }
}

model::RivalVerdict PolicyValues::verdict(Group const &group)
{
    std::function<bool(std::size_t, std::string_view)> const taken = [&](std::size_t i, std::string_view value) {
        return is_taken(group[i], value);
    };
    return m_rows.rule.policy.settle(rivals(group), {m_column.max_length, identity::compared_as(m_column), &taken});
}

std::vector<model::Rival> PolicyValues::rivals(Group const &group) const
{
    std::vector<model::Rival> result;
    for (auto const &row : group) {
        auto const &source = m_rows.source_of(row);
        model::Rival rival;
        if (!m_column.name.empty()) {
            auto const gives = m_rows.rule.policy.way == UniquePolicy::Way::gives && row.assigned;
            rival.value = gives ? value_before(row) : m_rows.value_of(row, m_column.name);
        }
        rival.source = source.source_name;
        rival.before = m_affixes[source.source].before;
        rival.after = m_affixes[source.source].after;
        result.push_back(std::move(rival));
    }
    return result;
}

/// What the row had before a policy gave it a value.
model::Value PolicyValues::value_before(DuplicateRow const &row) const
{
    return staging::values_of_row(m_staging, m_rows.table, m_rows.source_of(row), row.row, {m_column.name},
                                  m_rows.exceptions)
        .front();
}

/// Whether a row that agrees with this one in the rest of the key has the value; as bytes, so that what the target
/// takes for equal beyond that comes back in the next round.
bool PolicyValues::is_taken(DuplicateRow const &row, std::string_view value)
{
    if (row.assigned && m_rows.value_of(row, m_column.name).bytes == value) {
        return true;
    }
    if (m_rows.rule.policy.column != UniquePolicy::Column::text) {
        return false;
    }
    if (!m_taken) {
        read_taken();
    }
    return m_taken->contains(m_rows.values_with(row, model::Cell::of(value)));
}

void PolicyValues::read_taken()
{
    m_taken.emplace(m_staging);
    auto const position = m_rows.position_of(m_column.name);
    staging::for_each_merged_row(
        m_staging, m_rows.table, m_rows.columns, m_rows.exceptions, [&](std::size_t, std::int64_t, model::Row cells) {
            auto const possible = std::any_of(m_affixes.begin(), m_affixes.end(), [&](auto const &around) {
                return may_be_made(cells[position].bytes, around);
            });
            if (possible) {
                m_taken->add(cells);
            }
        });
}

void PolicyValues::give(Group const &group, model::RivalVerdict const &verdict)
{
    for (std::size_t i = 0; i < verdict.values.size(); ++i) {
        if (verdict.values[i]) {
            assign(group[i], *verdict.values[i]);
        }
    }
}

void PolicyValues::assign(DuplicateRow const &row, model::Value const &value)
{
    auto const &has = m_rows.value_of(row, m_column.name);
    if (model::same(has, value)) {
        return;
    }
    auto const &source = m_rows.source_of(row);
    auto const old = row.assigned ? value_before(row) : has;
    m_writer.assign(source.table_id, row.row, staging::primary_key_of(m_staging, m_rows.table, source, row.row),
                    m_column.name, model::cell_of(value), model::cell_of(old), m_rule);
    m_has_given = true;
    if (m_taken) {
        m_taken->add(m_rows.values_with(row, model::cell_of(value)));
    }
}

void PolicyValues::list_owner(DuplicateRow const &row)
{
    if (!m_owners) {
        m_owners.emplace(m_staging);
    }
    m_owners->add(m_rows.rest_of_key(row));
}

void PolicyValues::renumber()
{
    staging::DuplicateSearch search;
    search.nulls_agree = true;
    search.shown = m_rows.columns;
    search.where = m_rows.rule.where;
    for (auto const &part : m_rows.rule.key.parts) {
        if (part.column != m_column.name) {
            search.key.push_back(part.column);
        }
    }
    search.only = search.key.empty() || !m_owners ? nullptr : &*m_owners;
    staging::for_each_duplicate(m_staging, m_rows.table, search, m_rows.exceptions, [&](Group const &group) {
        give(group, m_rows.rule.policy.settle(rivals(group), {0, identity::compared_as(m_column), nullptr}));
    });
}

} // namespace tributary::uniqueness
