#include "merge/answers/answers.hpp"

#include "merge/plan/proposed_lines.hpp"
#include "merge/staging/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace tributary::answers {
namespace {

/// An answer without an id says with its other fields what it is about.
bool is_about(plan::Answer const &answer, model::ConflictFact const &question)
{
    auto const fits = [](std::string const &wanted, std::string const &is) { return wanted.empty() || wanted == is; };
    return answer.id.empty() && answer.kind == question.kind && fits(answer.account, question.account) &&
           fits(answer.table, question.table) && fits(answer.row, question.row) &&
           fits(answer.claimants, question.claimants);
}

std::string describe(plan::Answer const &answer)
{
    auto const &about = !answer.account.empty() ? answer.account : !answer.row.empty() ? answer.row : answer.claimants;
    return fmt::format("{} ({})", answer.id.empty() ? answer.kind : answer.id,
                       about.empty() ? answer.decision_text() : about + ": " + answer.decision_text());
}

} // namespace

void allow(model::ConflictFact &question, std::vector<plan::Decision> decisions)
{
    plan::Answer proposed;
    auto const has_proposal = plan::read_decision(question.proposal, proposed);
    std::erase_if(decisions, [&](auto one) { return one == plan::Decision::accept && !has_proposal; });
    question.allowed = plan::allowed_text(decisions);
}

Answers::Answers(std::vector<plan::Answer> answers, std::vector<bool> const &applied)
{
    for (auto &answer : answers) {
        auto const place = m_entries.size();
        AnswerNumber const number{place};
        if (answer.id.empty()) {
            m_without_id.push_back(number);
        } else {
            m_by_id[answer.id] = number;
        }
        auto &one = m_entries.emplace_back();
        one.used = !answer.lines.empty() && (applied.empty() || applied[place]); // the plan was read with them
        one.answer = std::move(answer);
    }
}

std::vector<AnswerNumber> Answers::about(model::ConflictFact const &question) const
{
    std::vector<AnswerNumber> result;
    if (m_entries.empty()) {
        return result;
    }
    if (auto const found = m_by_id.find(staging::conflict_id(question)); found != m_by_id.end()) {
        result.push_back(found->second);
    }
    std::copy_if(m_without_id.begin(), m_without_id.end(), std::back_inserter(result),
                 [&](auto number) { return is_about(entry(number).answer, question); });
    return result;
}

std::vector<AnswerNumber> Answers::unused() const
{
    std::vector<AnswerNumber> result;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        auto const &one = m_entries[i];
        if (!one.used && (!one.same_as || !entry(*one.same_as).used)) {
            result.push_back(AnswerNumber{i});
        }
    }
    return result;
}

void Answers::hold_for(std::string const &id, AnswerNumber number) { m_by_id[id] = number; }

void Answers::settled_by_another(AnswerNumber number, std::string const &contradiction, std::string const &other)
{
    auto &one = entry(number);
    one.used = true;
    one.not_asked = true;
    one.not_needed = contradiction.empty();
    one.problem = contradiction;
    one.settled_by = other;
    one.same_as.reset();
}

std::optional<GivenAnswer> Answers::find(model::ConflictFact const &question)
{
    auto const all = about(question);
    if (all.empty()) {
        return std::nullopt;
    }
    for (auto const number : all) { // for the report on answers
        auto &answer = entry(number).answer;
        auto &claimants = entry(number).claimants;
        if (answer.account.empty() && !answer.id.empty()) {
            answer.account = question.account;
        }
        // whole words: lists/bob is listed beside lists/bobby
        if (!question.claimants.empty() &&
            (" " + claimants + " ").find(" " + question.claimants + " ") == std::string::npos) {
            claimants += (claimants.empty() ? "" : " ") + question.claimants;
        }
    }
    auto const first = all.front();
    auto const are_alike = std::all_of(all.begin(), all.end(), [&](auto other) {
        return plan::decide_alike(entry(other).answer, entry(first).answer);
    });
    if (!are_alike) {
        auto const sentence =
            fmt::format("the answers to {} contradict each other: {}", staging::conflict_id(question), in_words(all));
        std::for_each(all.begin(), all.end(), [&](auto number) { entry(number).contradicted = sentence; });
    }
    for (auto const number : all) {
        if (auto const &contradicted = entry(number).contradicted; !contradicted.empty()) {
            refuse(question, contradicted);
            return std::nullopt;
        }
        if (number != first) {
            entry(number).same_as = first;
        }
    }
    return given(first);
}

std::optional<GivenAnswer> Answers::to(model::ConflictFact &question, std::vector<plan::Decision> const &allowed)
{
    allow(question, allowed);
    auto answer = find(question);
    if (!answer) {
        return std::nullopt;
    }
    if (std::find(allowed.begin(), allowed.end(), answer->decision) == allowed.end()) {
        refuse(answer->number, fmt::format("\"{}\" does not answer this question; allowed here: {}",
                                           answer->decision_text(), question.allowed));
        return std::nullopt;
    }
    if (answer->decision == plan::Decision::accept) {
        if (plan::Answer proposed; !plan::read_decision(question.proposal, proposed)) {
            refuse(answer->number, "there is no proposal to accept");
            return std::nullopt;
        }
        if (answer->proposal && *answer->proposal != question.proposal) {
            refuse(answer->number,
                   fmt::format("the proposal is now \"{}\", not \"{}\"", question.proposal, *answer->proposal));
            return std::nullopt;
        }
        plan::read_decision(question.proposal, *answer);
    }
    obeyed(answer->number);
    return answer;
}

void Answers::refuse(model::ConflictFact const &question, std::string const &reason)
{
    for (auto const number : about(question)) {
        refuse(number, reason);
    }
}

void Answers::refuse(AnswerNumber number, std::string const &reason) { settle(number, reason); }

std::string Answers::why_not(model::ConflictFact const &question) const
{
    std::string words;
    for (auto const number : about(question)) {
        auto const &why = problem(number);
        words +=
            why.empty() ? "" : "; the override " + entry(number).answer.decision_text() + " cannot be obeyed: " + why;
    }
    return words;
}

void Answers::left_to_plan(model::ConflictFact &question, std::string const &how)
{
    question.allowed = plan::decisions_for(plan::proposed_lines(question.proposal));
    auto const answer = find(question);
    if (!answer) {
        return;
    }
    auto const has_lines = !answer->proposal.value_or("").empty();
    refuse(answer->number,
           has_lines ? "the lines that it accepted do not settle the question"
           : question.allowed.empty()
               ? "answer it in the plan, by " + how
               : "write it beside the question in the conflicts file, or answer it in the plan, by " + how);
    question.evidence += why_not(question);
}

std::vector<GivenAnswer> Answers::statements(std::string const &kind) const
{
    auto result = all_of(kind);
    std::erase_if(result, [](auto const &answer) { return !answer.id.empty(); });
    return result;
}

std::vector<GivenAnswer> Answers::all_of(std::string const &kind) const
{
    std::vector<GivenAnswer> result;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].answer.kind == kind) {
            result.push_back(given(AnswerNumber{i}));
        }
    }
    return result;
}

void Answers::look_again_at_survivors(std::string const &kind)
{
    for (auto &one : m_entries) {
        auto const accepts = one.answer.decision == plan::Decision::accept;
        auto const names_source = one.answer.decision == plan::Decision::survivor ||
                                  (accepts && one.answer.proposal.value_or("survivor:").starts_with("survivor:"));
        auto const of_kind = one.answer.kind == kind || one.answer.id.starts_with(kind + "-");
        if (of_kind && names_source) {
            one.used = false;
            one.problem.clear();
            one.same_as.reset();
        }
    }
}

/// `answers.csv:3 (drop) and answers.csv:8 (suffix)`
std::string Answers::in_words(std::vector<AnswerNumber> const &numbers) const
{
    std::string words;
    for (auto const number : numbers) {
        auto const &answer = entry(number).answer;
        words +=
            fmt::format("{}{}:{} ({})", words.empty() ? "" : " and ",
                        std::filesystem::path(answer.file).filename().string(), answer.line, answer.decision_text());
    }
    return words;
}

void Answers::obeyed(AnswerNumber number) { settle(number, ""); }

void Answers::settle(AnswerNumber number, std::string const &problem)
{
    auto &settled = entry(number);
    settled.used = true;
    settled.problem = problem;
    settled.same_as.reset();
}

std::string const &Answers::problem(AnswerNumber number) const { return entry(number).problem; }

std::string Answers::state_of(Entry const &leading, std::optional<plan::Subject> first_open)
{
    if (!leading.used) {
        auto const *const kind = plan::find_question_kind(leading.answer.kind, leading.answer.id);
        auto const waits = first_open && kind != nullptr && *first_open < kind->about;
        return waits ? "not asked yet" : "no longer applies";
    }
    return leading.not_needed        ? "no longer needed"
           : leading.problem.empty() ? "obeyed"
                                     : "cannot be obeyed: " + leading.problem;
}

std::vector<std::string> Answers::write(staging::Staging const &staging) const
{
    std::optional<plan::Subject> first_open;
    for (auto const &question : staging::open_questions(staging)) {
        if (auto const *const kind = plan::find_question_kind(question.kind)) {
            first_open = std::min(first_open.value_or(kind->about), kind->about);
        }
    }
    std::vector<std::string> sentences;
    for (auto const &given : m_entries) {
        auto const &answer = given.answer;
        auto const &leading = given.same_as ? entry(*given.same_as) : given;
        auto const words = state_of(leading, first_open);
        auto const waits = words == "not asked yet";
        auto const stops_load = (!leading.used && !waits) || (leading.not_asked && !leading.not_needed);
        staging::write_answer(staging,
                              {answer.id, answer.kind, answer.account, answer.decision_text(), words, answer.note},
                              given.claimants.empty() ? answer.claimants : given.claimants);
        if (words != "obeyed") {
            sentences.push_back("override " + describe(answer) + " " + words +
                                (leading.not_needed ? ": " + leading.settled_by + " settles its question"
                                 : waits      ? std::string(": it is kept until the questions before it are answered")
                                 : stops_load ? ", and stops a load"
                                              : ""));
        }
    }
    return sentences;
}

} // namespace tributary::answers
