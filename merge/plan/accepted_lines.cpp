#include "merge/plan/accepted_lines.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/proposed_lines.hpp"

#include <utility>

namespace tributary::plan {
namespace {

/// Why an answer chooses none of the lines that were proposed.
std::pair<std::string, std::string> why_nothing(Answer const &answer)
{
    auto const all = proposed_lines(*answer.proposal);
    if (all.empty()) {
        return {"the proposal has no lines for the plan", "answer this question in the plan"};
    }
    auto without_note = answer;
    without_note.note = "a note";
    if (answer.note.empty() && chosen_lines(without_note, *answer.proposal)) {
        return {"a waiver needs a reason", "write it into `note`"};
    }
    return {"\"" + answer.decision_text() + "\" chooses none of the proposed lines",
            "allowed here: " + decisions_for(all)};
}

/// Moves `from` into `into`; the name of the first key for which both have a value, empty if there is none.
std::string merge_tables(toml::table &into, toml::table &from)
{
    for (auto &&[key, value] : from) {
        auto *const there = into.get(key.str());
        if (there == nullptr) {
            into.insert(key, std::move(value));
        } else if (there->is_table() && value.is_table()) {
            if (auto clash = merge_tables(*there->as_table(), *value.as_table()); !clash.empty()) {
                return clash;
            }
        } else if (there->is_array_of_tables() && value.is_array_of_tables()) {
            for (auto &&one : *value.as_array()) {
                there->as_array()->push_back(std::move(*one.as_table()));
            }
        } else if (toml::node_view<toml::node>(*there) != toml::node_view<toml::node>(value)) {
            return std::string(key.str());
        }
    }
    return {};
}

} // namespace

std::vector<AcceptedLines> accepted_lines(Plan const &plan)
{
    std::vector<AcceptedLines> result;
    if (!plan.overrides) {
        return result;
    }
    auto const file = plan.overrides->string();
    for (auto const &answer : read_overrides(*plan.overrides)) {
        if (!adds_lines(answer) || !answer.proposal || answer.proposal->empty()) {
            continue;
        }
        auto lines = chosen_lines(answer, *answer.proposal);
        if (!lines) {
            auto const [sentence, next] = why_nothing(answer);
            fail(file, {answer.line, 1}, sentence, next);
        }
        result.push_back({file, answer.line, std::move(*lines)});
    }
    return result;
}

void add_lines(toml::table &plan, AcceptedLines const &accepted)
{
    auto table = parse_toml(accepted.lines, accepted.file);
    if (auto const clash = merge_tables(plan, table); !clash.empty()) {
        fail(accepted.file, {accepted.line, 1}, "the plan has another `" + clash + "` than the accepted lines",
             "take the answer out, or the line in the plan");
    }
}

void refuse_lines(AcceptedLines const &accepted, model::Error const &error)
{
    std::string const sentence = error.what();
    fail(accepted.file, {accepted.line, 1}, "the accepted lines do not fit the plan: " + sentence, error.next_step);
}

} // namespace tributary::plan
