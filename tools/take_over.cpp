#include "tools/take_over.hpp"

#include "merge/model/error.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/steps/steps.hpp"
#include "tools/answers_file.hpp"
#include "tools/conflicts_file.hpp"
#include "tools/replace_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
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
    auto const &known = plan.answers;
    AnswersFile answers(plan.answers_file, plan.overrides ? plan::read_text(*plan.overrides) : "");
    AnswersFile asked(conflicts, plan::read_text(conflicts));
    std::optional<std::set<std::string>> obeyed;
    std::size_t count = 0;
    for (auto const &answer : decided) {
        asked.clear(answer.line);
        auto const same =
            std::find_if(known.begin(), known.end(), [&](auto const &one) { return are_about_one(one, answer); });
        if (same == known.end()) {
            answers.add(answer);
        } else if (plan::decide_alike(*same, answer)) {
            continue;
        } else {
            if (!obeyed) {
                obeyed = obeyed_answers(plan);
            }
            if (obeyed->contains(same->id + " " + same->decision_text())) {
                throw model::Error(model::Exit::plan,
                                   fmt::format("{}:{}:1: decides \"{}\", and {}:{} says \"{}\" of the same question",
                                               conflicts.string(), answer.line, answer.decision_text(),
                                               plan.answers_file.string(), same->line, same->decision_text()),
                                   "take one of them out");
            }
            answers.replace(same->line, answer);
        }
        ++count;
    }
    if (count > 0) {
        replace_file(plan.answers_file, "the decisions are still in " + conflicts.string(),
                     [&](std::ostream &out) { out << answers.text(); });
        progress.say(fmt::format("{}: {} taken over from {} into {}", options.command,
                                 model::counted(count, "decision is", "decisions are"), conflicts.string(),
                                 plan.answers_file.string()));
    }
    if (!decided.empty()) { // a decision stands in one file, where it can be changed
        replace_file(conflicts, "the decisions are in " + plan.answers_file.string(),
                     [&](std::ostream &out) { out << asked.text(); });
    }
    return count > 0;
}

} // namespace tributary::tools
