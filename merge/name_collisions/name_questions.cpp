#include "merge/name_collisions/name_questions.hpp"

#include "merge/name_collisions/contest.hpp"

#include <fmt/format.h>

namespace tributary::name_collisions {

model::ConflictFact NameQuestions::about(model::AccountIndex account, model::AccountIndex keeper) const
{
    auto const &list = accounts.list();
    auto const contested = account != keeper;
    auto const same = list[account].name == list[keeper].name;
    auto const row = [&](model::AccountIndex of, std::size_t claimant) {
        return accounts.row_in_question(of, claimant);
    };
    return {{},
            "name",
            accounts.label_of(account),
            users.target.label,
            list[account].id,
            contested ? accounts.label_of(keeper) + " " + accounts.label_of(account) : accounts.label_of(account),
            !contested ? fmt::format("the name is longer than {} characters", greatest_length(job, users))
            : same     ? list[account].name->empty() ? "both have an empty name, which a key of the target takes once"
                                                     : "both are named " + *list[account].name
                       : fmt::format("{} and {} are the same name ({})", *list[keeper].name, *list[account].name,
                                     accounts.folding.name),
            {},
            {},
            contested ? std::vector{row(keeper, 0), row(account, 1)} : std::vector{row(account, 0)}};
}

model::ConflictFact NameQuestions::about(NameDecision const &decision) const
{
    auto result = about(decision.account, decision.keeper);
    if (!decision.taken_in.empty()) {
        result.claimants = decision.taken_in + " " + result.claimants;
        result.evidence =
            fmt::format("{} is taken in {}{}", decision.contested, decision.taken_in,
                        decision.needs_answer && decision.refused.empty() ? ", of a source that comes later" : "");
    }
    if (!decision.refused.empty()) {
        result.evidence += "; a CHECK of the target refuses the name " + decision.refused;
    }
    return result;
}

void NameQuestions::add_merged(model::ConflictFact &question, std::span<model::AccountIndex const> keeper,
                               std::span<model::AccountIndex const> gives_up) const
{
    for (auto const account : keeper.subspan(1)) {
        question.rows.push_back(accounts.row_in_question(account, 0));
    }
    for (auto const account : gives_up.subspan(gives_up.front() == keeper.front() ? gives_up.size() : 1)) {
        question.rows.push_back(accounts.row_in_question(account, 1));
    }
}

std::string NameQuestions::reason(NameDecision const &decision) const
{
    if (!decision.taken_in.empty()) {
        return "the name is taken in " + decision.taken_in;
    }
    return decision.account == decision.keeper ? about(decision.account, decision.keeper).evidence
                                               : "the name is kept by " + accounts.label_of(decision.keeper);
}

std::vector<plan::Decision> allowed_for(NameDecision const &decision, bool has_new_name)
{
    using plan::Decision;
    std::vector<Decision> allowed{Decision::rename};
    if (has_new_name) {
        allowed = {Decision::accept, Decision::separate, Decision::rename};
    }
    if (!decision.taken_in.empty()) {
        allowed.push_back(Decision::keep);
    } else if (decision.account != decision.keeper) {
        allowed.push_back(Decision::keep);
        if (!decision.contested.empty()) {
            allowed.push_back(Decision::survivor); // else there is no name that the other one could be given
        }
        allowed.push_back(Decision::merge);
    }
    return allowed;
}

} // namespace tributary::name_collisions
