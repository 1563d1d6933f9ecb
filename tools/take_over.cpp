#include "tools/take_over.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/error.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/csv.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/proposed_lines.hpp"
#include "merge/steps/steps.hpp"
#include "reports/report.hpp"
#include "tools/conflicts_file.hpp"
#include "tools/replace_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::tools {
namespace {

namespace fs = std::filesystem;
using plan::Answer;

using Field = std::pair<char const *, std::string>;

/// What the file of answers has of each.
std::vector<Field> fields_of(Answer const &answer)
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

bool are_about_one(Answer const &a, Answer const &b)
{
    return a.id.empty() && b.id.empty() ? a.kind == b.kind && a.account == b.account && a.table == b.table &&
                                              a.row == b.row && a.claimants == b.claimants
                                        : a.id == b.id;
}

/// The ids of the answers that the last resolve obeyed.
std::set<std::string> obeyed_answers(plan::Plan const &plan)
{
    std::set<std::string> result;
    try {
        steps::facts(plan)->overrides([&](model::OverrideFact const &one) {
            if (one.state == "obeyed") {
                result.insert(one.id + " " + one.decision);
            }
        });
    } catch (model::Error const &) { // nothing is resolved
        result.clear();
    }
    return result;
}

/// A table of answers as its file has it, whatever its columns.
class AnswersTable {
public:
    explicit AnswersTable(std::string const &text) : m_records(plan::read_csv(text))
    {
        if (m_records.empty()) {
            m_records.emplace_back();
        }
    }

    void add(Answer const &answer)
    {
        m_records.emplace_back();
        set(m_records.back(), answer);
    }

    void replace(int line, Answer const &answer)
    {
        auto const found =
            std::find_if(m_records.begin(), m_records.end(), [&](auto const &record) { return record.line == line; });
        if (found != m_records.end()) {
            set(*found, answer);
        }
    }

    /// Takes a decision, and its note, out of its row.
    void clear(int line)
    {
        auto const found =
            std::find_if(m_records.begin(), m_records.end(), [&](auto const &record) { return record.line == line; });
        auto const &heads = m_records.front().fields;
        for (std::size_t i = 0; found != m_records.end() && i < std::min(heads.size(), found->fields.size()); ++i) {
            auto const head = name_of(heads[i]);
            if (head == "decision" || head == "note") {
                found->fields[i].clear();
            }
        }
    }

    std::string text() const
    {
        std::string text;
        for (auto const &record : m_records) {
            for (std::size_t i = 0; i < m_records.front().fields.size(); ++i) {
                text += (i == 0 ? "" : ",") + (i < record.fields.size() ? reports::csv_field(record.fields[i]) : "");
            }
            text += '\n';
        }
        return text;
    }

private:
    /// As it is read, in any case and with blanks around.
    static std::string name_of(std::string const &head)
    {
        auto const begin = std::min(head.find_first_not_of(" \t\r\n"), head.size());
        return model::in_lower_case(head.substr(begin, head.find_last_not_of(" \t\r\n") + 1 - begin));
    }

    void set(plan::CsvRecord &record, Answer const &answer)
    {
        for (auto const &field : fields_of(answer)) {
            std::string const head = field.first;
            auto &heads = m_records.front().fields;
            auto const found =
                std::find_if(heads.begin(), heads.end(), [&](auto const &one) { return name_of(one) == head; });
            auto const place = static_cast<std::size_t>(found - heads.begin());
            if (found == heads.end()) {
                heads.emplace_back(head);
            }
            record.fields.resize(std::max(record.fields.size(), place + 1));
            record.fields[place] = field.second;
        }
    }

    std::vector<plan::CsvRecord> m_records;
};

std::string in_toml(Answer const &answer)
{
    std::string text = "\n[[answer]]\n";
    for (auto const &[head, value] : fields_of(answer)) {
        text += value.empty() ? "" : fmt::format("{:<9} = {}\n", head, plan::toml_text(value));
    }
    return text;
}

} // namespace

bool take_over_decisions(Options const &options, plan::Plan const &plan, job::Progress const &progress)
{
    require_conflicts_file(options, plan);
    auto const conflicts = conflicts_path(options, plan);
    std::error_code ignored;
    if (!fs::exists(conflicts, ignored)) {
        return false;
    }
    auto const decided = plan::read_overrides(conflicts);
    auto const known = plan.overrides ? plan::read_overrides(*plan.overrides) : std::vector<Answer>{};
    auto text = plan.overrides ? plan::read_text(*plan.overrides) : std::string();
    auto const is_toml = plan.answers_file.extension() == ".toml";
    AnswersTable table(is_toml ? "" : text);
    std::optional<std::set<std::string>> obeyed;
    auto const is_csv = conflicts.extension() != ".toml";
    AnswersTable asked(is_csv ? plan::read_text(conflicts) : "");
    std::size_t count = 0;
    for (auto const &answer : decided) {
        plan::require_lines(answer, conflicts.string());
        asked.clear(answer.line);
        auto const same =
            std::find_if(known.begin(), known.end(), [&](auto const &one) { return are_about_one(one, answer); });
        if (same == known.end()) {
            table.add(answer);
            text += is_toml ? in_toml(answer) : "";
        } else if (plan::decide_alike(*same, answer)) {
            continue;
        } else {
            if (!obeyed) {
                obeyed = obeyed_answers(plan);
            }
            if (is_toml || obeyed->contains(same->id + " " + same->decision_text())) {
                throw model::Error(model::Exit::plan,
                                   fmt::format("{}:{}:1: decides \"{}\", and {}:{} says \"{}\" of the same question",
                                               conflicts.string(), answer.line, answer.decision_text(),
                                               plan.answers_file.string(), same->line, same->decision_text()),
                                   "take one of them out");
            }
            table.replace(same->line, answer);
        }
        ++count;
    }
    if (count > 0) {
        replace_file(plan.answers_file, "the decisions are still in " + conflicts.string(),
                     [&](std::ostream &out) { out << (is_toml ? text : table.text()); });
        progress.say(fmt::format("{}: {} taken over from {} into {}", options.command,
                                 model::counted(count, "decision is", "decisions are"), conflicts.string(),
                                 plan.answers_file.string()));
    }
    if (is_csv && !decided.empty()) { // a decision stands in one file, where it can be changed
        replace_file(conflicts, "the decisions are in " + plan.answers_file.string(),
                     [&](std::ostream &out) { out << asked.text(); });
    }
    return count > 0;
}

} // namespace tributary::tools
