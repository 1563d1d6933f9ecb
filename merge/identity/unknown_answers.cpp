#include "merge/identity/unknown_answers.hpp"

#include "merge/model/nearest.hpp"
#include "merge/staging/decisions.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace tributary::identity {
namespace {

[[noreturn]] void refuse(plan::Plan const &plan, plan::Answer const &answer, std::string const &sentence,
                         std::string const &nearest)
{
    throw model::Error(model::Exit::plan,
                       plan.overrides->string() + ":" + std::to_string(answer.line) + ":1: " + sentence, nearest);
}

/// Those that an answer without an id names by themselves.
std::vector<std::string> named_accounts(plan::Answer const &answer)
{
    std::vector<std::string> result;
    if (answer.id.empty() && !answer.account.empty()) {
        result.push_back(answer.account);
    }
    if (answer.id.empty() && answer.kind == "match" && !answer.claimants.empty()) {
        result.push_back(answer.claimants);
    }
    return result;
}

/// The id of the question that the answer's other fields are about.
std::string id_of(plan::Answer const &answer)
{
    model::ConflictFact question;
    question.kind = answer.kind;
    question.account = answer.account;
    question.table = answer.table;
    question.row = answer.row;
    question.claimants = answer.claimants;
    return staging::conflict_id(question);
}

} // namespace

void refuse_unknown_answers(plan::Plan const &plan, std::span<plan::Answer const> answers, KnownAccounts const &known)
{
    std::vector<std::string> sources;
    std::transform(plan.sources.begin(), plan.sources.end(), std::back_inserter(sources),
                   [](auto const &source) { return source.name; });
    for (auto const &answer : answers) {
        auto const is_source = std::find(sources.begin(), sources.end(), answer.word) != sources.end();
        if (answer.decision == plan::Decision::survivor && !is_source) {
            refuse(plan, answer, "the source \"" + answer.word + "\" does not exist",
                   model::did_you_mean(answer.word, sources));
        }
        if (!answer.lines.empty() && !answer.id.empty() && !answer.claimants.empty() && answer.id != id_of(answer)) {
            refuse(plan, answer, "the id \"" + answer.id + "\" is not that of the question about " + answer.claimants,
                   "copy the row from the conflicts file as it is");
        }
    }
    for (auto const &answer : answers) {
        for (auto const &account : named_accounts(answer)) {
            if (!known.has(account)) {
                refuse(plan, answer, "the account \"" + account + "\" does not exist",
                       model::did_you_mean(account, known.similar(account)));
            }
        }
    }
}

void refuse_unknown_answers(plan::Plan const &plan, std::span<plan::Answer const> answers, Accounts const &accounts)
{
    std::set<std::string> unknown;
    for (auto const &answer : answers) {
        for (auto &account : named_accounts(answer)) {
            unknown.insert(std::move(account));
        }
    }
    for (model::AccountIndex account = 0; account < accounts.list().size() && !unknown.empty(); ++account) {
        unknown.erase(accounts.label_of(account));
    }
    refuse_unknown_answers(plan, answers,
                           {[&](std::string const &account) { return !unknown.contains(account); },
                            [&](std::string const &) {
                                std::vector<std::string> all;
                                for (model::AccountIndex account = 0; account < accounts.list().size(); ++account) {
                                    all.push_back(accounts.label_of(account));
                                }
                                return all;
                            }});
}

} // namespace tributary::identity
