#include "merge/uniqueness/questions.hpp"

#include "merge/identity/shown_value.hpp"
#include "merge/staging/accounts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tributary::uniqueness {
namespace {

constexpr std::size_t named_claimants = 10;
constexpr std::size_t shown_columns = 8;

/// The part as its owner wrote it, without the brackets and the collation that it needs elsewhere.
std::string text_of(model::KeyPart const &part)
{
    if (!part.column.empty()) {
        return part.column;
    }
    auto text = part.expression.substr(0, part.expression.rfind(") COLLATE ") + 1);
    text = text.empty() ? part.expression : text;
    return text.size() > 2 && text.front() == '(' && text.back() == ')' ? text.substr(1, text.size() - 2) : text;
}

} // namespace

Questions::Questions(staging::Staging const &staging, KeyRows const &rows)
    : m_staging(staging), m_rows(rows), m_columns(columns_that_must_agree(rows.table, rows.rule))
{
}

std::string Questions::name_of(staging::DuplicateRow const &row) const
{
    return staging::row_in_words(m_staging, m_rows.table, m_rows.source_of(row), row.row);
}

model::ClaimantRow Questions::row_in_question(staging::DuplicateRow const &row, std::size_t claimant) const
{
    return {claimant, m_rows.source_of(row).table_id, row.row};
}

/// The account's name where the rows are accounts.
std::string Questions::account(staging::DuplicateRow const &row) const
{
    if (m_rows.table.name_column.empty()) {
        return {};
    }
    auto const &source = m_rows.source_of(row);
    auto const name = staging::account_name(m_staging, source.source, row.row);
    return name ? source.source_name + "/" + *name : "";
}

model::ConflictFact Questions::about(Group const &group, std::size_t position) const
{
    model::ConflictFact question;
    question.kind = "unique";
    question.account = account(group[position]);
    question.table = m_rows.table.target.label;
    question.row = name_of(group[position]);
    for (std::size_t i = 0; i < std::min(group.size(), named_claimants); ++i) {
        question.claimants += (i == 0 ? "" : " ") + name_of(group[i]);
    }
    question.rows = {row_in_question(group.front(), 0), row_in_question(group[position], 1)};
    if (group.size() > named_claimants) {
        question.claimants += fmt::format(" and {} more", group.size() - named_claimants);
    }
    return question;
}

std::string Questions::evidence(Group const &group, std::size_t position) const
{
    std::vector<std::string> names;
    for (auto const &part : m_rows.rule.key.parts) {
        names.push_back(text_of(part));
    }
    if (!m_rows.rule.key.operators.empty()) {
        return fmt::format("{} does not take both ({}); they differ in {}", m_rows.rule.key.name,
                           m_rows.rule.key.definition, differences(group.front(), group[position]));
    }
    return fmt::format("equal in ({}) under {}{}, different in {}", fmt::join(names, ", "), m_rows.rule.key.name,
                       shared_values(group[position]), differences(group.front(), group[position]));
}

std::string Questions::differences(staging::DuplicateRow const &a, staging::DuplicateRow const &b) const
{
    auto const first = values(a, m_columns);
    auto const second = values(b, m_columns);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (!model::same(first[i], second[i])) {
            texts.push_back(fmt::format("{} ({} / {})", m_columns[i],
                                        identity::shown_value(m_rows.table, m_columns[i], first[i]),
                                        identity::shown_value(m_rows.table, m_columns[i], second[i])));
        }
    }
    auto const more = texts.size() > shown_columns ? fmt::format(", and {} more", texts.size() - shown_columns) : "";
    texts.resize(std::min(texts.size(), shown_columns));
    return texts.empty() ? "their own ids" : fmt::format("{}{}", fmt::join(texts, ", "), more);
}

/// Of plain columns: what stands in them; not of those that the database computes.
std::string Questions::shared_values(staging::DuplicateRow const &row) const
{
    auto const &columns = m_rows.rule.key.columns;
    auto const &read = m_rows.columns;
    auto const is_read = [&](auto const &name) { return std::find(read.begin(), read.end(), name) != read.end(); };
    if (columns.empty() || !std::all_of(columns.begin(), columns.end(), is_read)) {
        return {};
    }
    auto const all = values(row, columns);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        texts.push_back(identity::shown_value(m_rows.table, columns[i], all[i]));
    }
    return fmt::format(" ({})", fmt::join(texts, ", "));
}

std::vector<model::Value> Questions::values(staging::DuplicateRow const &row,
                                            std::vector<std::string> const &columns) const
{
    return staging::values_of_row(m_staging, m_rows.table, m_rows.source_of(row), row.row, columns, m_rows.exceptions);
}

} // namespace tributary::uniqueness
