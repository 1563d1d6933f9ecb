#include "tools/answers_file.hpp"

#include "merge/model/characters.hpp"
#include "merge/plan/overrides.hpp"
#include "reports/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary::tools {
namespace {

/// What the file of answers has of each.
plan::TomlFields fields_of(plan::Answer const &answer)
{
    return {{"id", answer.id},
            {"kind", answer.kind},
            {"account", answer.account},
            {"table", answer.table},
            {"row", answer.row},
            {"claimants", answer.claimants},
            {"proposal", answer.proposal.value_or("")},
            {"decision", answer.decision_text()},
            {"note", answer.note}};
}

} // namespace

std::string heading_of(std::string const &head)
{
    auto const begin = std::min(head.find_first_not_of(" \t\r\n"), head.size());
    return model::in_lower_case(head.substr(begin, head.find_last_not_of(" \t\r\n") + 1 - begin));
}

AnswersFile::AnswersFile(std::filesystem::path const &file, std::string text) : m_is_toml(file.extension() == ".toml")
{
    if (m_is_toml) {
        m_toml = std::move(text);
        return;
    }
    m_records = plan::read_csv(text);
    if (m_records.empty()) {
        m_records.emplace_back();
    }
}

void AnswersFile::add(plan::Answer const &answer)
{
    if (!m_is_toml) {
        m_records.emplace_back();
        set(m_records.back(), fields_of(answer));
        return;
    }
    m_added += "\n[[answer]]\n";
    for (auto const &[head, value] : fields_of(answer)) {
        m_added += value.empty() ? "" : fmt::format("{:<9} = {}\n", head, plan::toml_text(value));
    }
}

void AnswersFile::replace(int line, plan::Answer const &answer) { set(line, fields_of(answer)); }

void AnswersFile::clear(int line) { set(line, {{"decision", ""}, {"note", ""}}); }

std::string AnswersFile::text() const
{
    if (m_is_toml) {
        auto const changed = m_changed.empty() ? m_toml : plan::with_fields(m_toml, m_changed);
        return changed + (changed.empty() || changed.back() == '\n' || m_added.empty() ? "" : "\n") + m_added;
    }
    std::string text;
    for (auto const &record : m_records) {
        for (std::size_t i = 0; i < m_records.front().fields.size(); ++i) {
            text += (i == 0 ? "" : ",") + (i < record.fields.size() ? reports::csv_field(record.fields[i]) : "");
        }
        text += '\n';
    }
    return text;
}

void AnswersFile::set(int line, plan::TomlFields const &fields)
{
    if (m_is_toml) {
        m_changed[line] = fields;
        return;
    }
    auto const found =
        std::find_if(m_records.begin(), m_records.end(), [&](auto const &record) { return record.line == line; });
    if (found != m_records.end()) {
        set(*found, fields);
    }
}

void AnswersFile::set(plan::CsvRecord &record, plan::TomlFields const &fields)
{
    auto &heads = m_records.front().fields;
    for (auto const &field : fields) {
        auto const found =
            std::find_if(heads.begin(), heads.end(), [&](auto const &head) { return heading_of(head) == field.first; });
        auto const place = static_cast<std::size_t>(found - heads.begin());
        if (found == heads.end()) {
            heads.emplace_back(field.first);
        }
        record.fields.resize(std::max(record.fields.size(), place + 1));
        record.fields[place] = field.second;
    }
}

} // namespace tributary::tools
