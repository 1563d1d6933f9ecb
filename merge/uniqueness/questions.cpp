#include "merge/uniqueness/questions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tributary::uniqueness {
namespace {

constexpr std::size_t named_claimants = 10;

/// The part as its owner wrote it, without the brackets and the collation that it needs elsewhere.
std::string in_words(model::KeyPart const &part)
{
    if (!part.column.empty()) {
        return part.column;
    }
    auto text = part.expression.substr(0, part.expression.rfind(") COLLATE ") + 1);
    text = text.empty() ? part.expression : text;
    return text.size() > 2 && text.front() == '(' && text.back() == ')' ? text.substr(1, text.size() - 2) : text;
}

} // namespace

UniqueQuestions::UniqueQuestions(staging::Staging const &staging, model::MappedTable const &table, KeyRule const &rule,
                                 staging::Exceptions const &exceptions)
    : m_staging(staging), m_table(table), m_rule(rule), m_exceptions(exceptions),
      m_columns(columns_that_must_agree(table, rule))
{
}

std::string UniqueQuestions::in_words(staging::DuplicateRow const &row) const
{
    return staging::row_in_words(m_staging, m_table, m_table.sources[row.source], row.row);
}

/// Accounts are called by their names.
std::string UniqueQuestions::account(staging::DuplicateRow const &row) const
{
    if (m_table.name_column.empty()) {
        return {};
    }
    auto const &source = m_table.sources[row.source];
    auto found = m_staging.database().prepare(
        "SELECT CASE WHEN coalesce(name, '') = '' THEN '#' || old_id ELSE name END FROM account WHERE source = ?1 AND row = ?2");
    found.bind(1, static_cast<std::int64_t>(source.source)).bind(2, row.row);
    return found.step() ? source.source_name + "/" + found.text(0) : "";
}

model::ConflictFact UniqueQuestions::about(std::vector<staging::DuplicateRow> const &rows, std::size_t place) const
{
    model::ConflictFact question;
    question.kind = "unique";
    question.account = account(rows[place]);
    question.table = m_table.target.label;
    question.row = in_words(rows[place]);
    for (std::size_t i = 0; i < std::min(rows.size(), named_claimants); ++i) {
        question.claimants += (i == 0 ? "" : " ") + in_words(rows[i]);
    }
    if (rows.size() > named_claimants) {
        question.claimants += fmt::format(" and {} more", rows.size() - named_claimants);
    }
    return question;
}

std::string UniqueQuestions::evidence(std::vector<staging::DuplicateRow> const &rows, std::size_t place) const
{
    std::vector<std::string> names;
    for (auto const &part : m_rule.key.parts) {
        names.push_back(uniqueness::in_words(part));
    }
    return fmt::format("equal in ({}) under {}, different in {}", fmt::join(names, ", "), m_rule.key.name,
                       differences(rows.front(), rows[place]));
}

std::string UniqueQuestions::differences(staging::DuplicateRow const &a, staging::DuplicateRow const &b) const
{
    auto const one = values(a);
    auto const other = values(b);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (one[i] != other[i]) {
            names.push_back(m_columns[i]);
        }
    }
    return names.empty() ? "their own ids" : fmt::format("{}", fmt::join(names, ", "));
}

std::vector<std::string> UniqueQuestions::values(staging::DuplicateRow const &row) const
{
    std::string list = "NULL";
    for (auto const &name : m_columns) {
        list += ", quote(" + model::sql_name(name) + ")";
    }
    auto found = m_staging.database().prepare("SELECT " + list + " FROM (" +
                                              staging::merged_select(m_table, m_table.sources[row.source], m_columns,
                                                                     m_exceptions, staging::Origin::row,
                                                                     staging::Rows::rewritten) +
                                              ") WHERE \"#\" = ?1");
    found.bind(1, row.row).step();
    std::vector<std::string> result;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        result.push_back(found.text(static_cast<int>(i) + 1));
    }
    return result;
}

} // namespace tributary::uniqueness
