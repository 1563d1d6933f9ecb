#include "tools/take_over.hpp"

#include "merge/model/error.hpp"
#include "merge/model/facts.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/steps/steps.hpp"
#include "tools/answers_file.hpp"
#include "tools/conflicts_file.hpp"
#include "tools/replace_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace tributary::tools {
namespace {

namespace fs = std::filesystem;
using plan::Answer;

bool are_about_one(Answer const &a, Answer const &b)
{
    return a.id.empty() && b.id.empty() ? a.kind == b.kind && a.account == b.account && a.table == b.table &&
                                              a.row == b.row && a.claimants == b.claimants
                                        : a.id == b.id;
}

/// Two answers to one question, as the last resolve recorded them.
std::string key_of(std::string const &id, std::string const &kind, std::string const &account,
                   std::string const &decision)
{
    return id.empty() ? kind + '\0' + account + '\0' + decision : id + '\0' + decision;
}

/// What the last resolve has left: the questions that are open, by their ids, and the answers that were not obeyed.
struct LastResolve {
    std::map<std::string, model::ConflictFact> open;
    std::set<std::string> not_obeyed;
    std::map<std::string, std::vector<std::string>> columns; ///< of the target's tables
};

LastResolve last_resolve(plan::Plan const &plan)
{
    LastResolve result;
    try {
        auto const facts = steps::facts(plan);
        facts->conflicts([&](model::ConflictFact const &one) { result.open[one.id] = one; });
        facts->overrides([&](model::OverrideFact const &one) {
            if (one.state != "obeyed") {
                result.not_obeyed.insert(key_of(one.id, one.kind, one.account, one.decision));
            }
        });
        result.columns = steps::target_columns(plan);
    } catch (model::Error const &) { // nothing is resolved: nothing is known
        return {};
    }
    return result;
}

[[noreturn]] void refuse(Answer const &answer, std::string const &sentence, std::string const &next)
{
    throw model::Error(model::Exit::plan,
                       fmt::format("{}:{}:{}: {}", answer.file, answer.line, answer.column, sentence), next);
}

/// True if the question is about accounts or values of that source.
bool concerns(model::ConflictFact const &question, std::string const &source)
{
    auto const text = " " + question.claimants;
    auto const names = [&](std::string const &word) { return text.find(word) != std::string::npos; };
    return names(" " + source + "/") || names(" " + source + "=") || names(" more ("); // not all are named then
}

/// A column after `set:` that the question's table does not have.
void refuse_unknown_column(Answer const &answer, std::string const &label, LastResolve const &last)
{
    auto const column = answer.word.substr(0, answer.word.find('='));
    auto const table = last.columns.find(label);
    if (table != last.columns.end() &&
        std::find(table->second.begin(), table->second.end(), column) == table->second.end()) {
        auto const nearest = model::did_you_mean(column, table->second);
        refuse(answer, fmt::format("`set`: table \"{}\" has no column \"{}\"", label, column),
               nearest.empty() ? fmt::format("its columns: {}", fmt::join(table->second, ", ")) : nearest);
    }
}

/// What its own question does not take, as far as that is known, is not moved to where it counts.
void refuse_what_does_not_answer(plan::Plan const &plan, Answer const &answer, LastResolve const &last)
{
    auto const found = answer.id.empty() ? last.open.end() : last.open.find(answer.id);
    auto const is_known = found != last.open.end();
    auto const &allowed = is_known ? found->second.allowed : answer.allowed;
    auto const says_nothing = !is_known && (answer.id.empty() || allowed.empty());
    if (!says_nothing && !plan::allows(allowed, answer)) {
        refuse(answer, fmt::format("\"{}\" does not answer this question", answer.decision_text()),
               "allowed here: " + (allowed.empty() ? "nothing, as only the plan or the source answers it" : allowed));
    }
    if (answer.decision == plan::Decision::set) {
        refuse_unknown_column(answer, is_known ? found->second.table : answer.table, last);
    }
    if (answer.decision != plan::Decision::survivor) {
        return;
    }
    std::vector<std::string> sources;
    for (auto const &source : plan.sources) {
        if (!is_known || concerns(found->second, source.name)) {
            sources.push_back(source.name);
        }
    }
    if (std::find(sources.begin(), sources.end(), answer.word) == sources.end()) {
        refuse(answer, fmt::format("`survivor`: this question is not about a source \"{}\"", answer.word),
               fmt::format("allowed here: {}", fmt::join(sources, ", ")));
    }
}

/// True if it takes the place of an answer that is known not to be obeyed. Where nothing says so, the two contradict
/// each other: a conflicts file may be an older one.
bool may_replace(Answer const &known, LastResolve const &last)
{
    auto const is_open = known.id.empty() || last.open.contains(known.id);
    return is_open && last.not_obeyed.contains(key_of(known.id, known.kind, known.account, known.decision_text()));
}

/// The decisions of the conflicts file beside the answers that there are.
class TakingOver {
public:
    TakingOver(plan::Plan const &plan, std::filesystem::path const &conflicts)
        : m_plan(plan), m_known(plan.answers), m_last(last_resolve(plan)),
          m_answers(plan.answers_file, plan.overrides ? plan::read_text(*plan.overrides) : ""),
          m_asked(conflicts, plan::read_text(conflicts))
    {
    }

    void take(Answer const &answer)
    {
        refuse_what_does_not_answer(m_plan, answer, m_last);
        m_asked.clear(answer.line);
        auto const same =
            std::find_if(m_known.begin(), m_known.end(), [&](auto const &one) { return are_about_one(one, answer); });
        if (same == m_known.end()) {
            m_answers.add(answer);
            m_known.push_back(answer);
        } else if (plan::decide_alike(*same, answer)) {
            return;
        } else if (may_replace(*same, m_last)) {
            m_answers.replace(same->line, answer);
            *same = answer;
        } else {
            refuse(answer,
                   fmt::format("decides \"{}\", and {} says \"{}\" of the same question", answer.decision_text(),
                               same->place(), same->decision_text()),
                   "take one of them out");
        }
        ++m_count;
    }

    std::size_t count() const { return m_count; }
    /// All answers as they will be.
    std::vector<Answer> const &all() const { return m_known; }
    std::string answers() const { return m_answers.text(); }
    std::string asked() const { return m_asked.text(); }

private:
    plan::Plan const &m_plan;
    std::vector<Answer> m_known;
    LastResolve m_last;
    AnswersFile m_answers;
    AnswersFile m_asked;
    std::size_t m_count = 0;
};

} // namespace

bool take_over_decisions(Options const &options, plan::Plan const &plan, plan::Choices const &choices,
                         job::Progress const &progress)
{
    require_conflicts_file(options, plan);
    auto const conflicts = conflicts_path(options, plan);
    std::error_code ignored;
    if (!fs::exists(conflicts, ignored)) {
        return false;
    }
    auto const decided = plan::read_overrides(conflicts);
    TakingOver taking(plan, conflicts);
    for (auto const &answer : decided) {
        taking.take(answer);
    }
    auto const count = taking.count();
    if (count > 0) {
        auto with_all = plan;
        with_all.answers = taking.all();
        plan::with_lines_of(with_all, std::vector<bool>(with_all.answers.size(), true), choices); // or it throws
        replace_file(plan.answers_file, "the decisions are still in " + conflicts.string(),
                     [&](std::ostream &out) { out << taking.answers(); });
        progress.say(fmt::format("{}: {} taken over from {} into {}", options.command,
                                 model::counted(count, "decision is", "decisions are"), conflicts.string(),
                                 plan.answers_file.string()));
    }
    if (!decided.empty()) { // a decision stands in one file, where it can be changed
        replace_file(conflicts, "the decisions are in " + plan.answers_file.string(),
                     [&](std::ostream &out) { out << taking.asked(); });
    }
    return count > 0;
}

} // namespace tributary::tools
