#include "merge/steps/moot_answers.hpp"

#include "merge/model/mapping.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/staging/settled.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::steps {
namespace {

using plan::Decision;
using staging::SettledAccount;

bool is_same_person(SettledAccount const &a, SettledAccount const &b) { return a.identity == b.identity; }

std::string of_merge(std::vector<SettledAccount> const &accounts, std::string const &other)
{
    auto const are_one = std::all_of(accounts.begin(), accounts.end(),
                                     [&](auto const &one) { return is_same_person(one, accounts.front()); });
    return are_one ? "" : other + " keeps these accounts separate";
}

std::string of_separation(std::vector<SettledAccount> const &accounts, std::string const &by)
{
    for (auto one = accounts.begin(); one != accounts.end(); ++one) {
        auto const other =
            std::find_if(one + 1, accounts.end(), [&](auto const &later) { return is_same_person(*one, later); });
        if (other != accounts.end()) {
            return fmt::format("{} makes {} and {} one person", by, one->label, other->label);
        }
    }
    return {};
}

std::string of_new_name(std::vector<SettledAccount> const &accounts, std::string const &account,
                        std::string const &name, std::string const &other)
{
    auto const found =
        std::find_if(accounts.begin(), accounts.end(), [&](auto const &one) { return one.label == account; });
    if (found == accounts.end() || found->name == name) {
        return {};
    }
    return fmt::format("{} leaves {} the name {}", other, account, found->name);
}

std::string of_kept_name(std::vector<SettledAccount> const &accounts,
                         bool (*const is_keeper)(SettledAccount const &, std::string const &), std::string const &word,
                         std::string const &other)
{
    auto const found = std::find_if(accounts.begin(), accounts.end(),
                                    [&](auto const &one) { return is_keeper(one, word) && !one.keeps_name; });
    return found == accounts.end() ? "" : fmt::format("{} gives {} the name {}", other, found->label, found->name);
}

std::string of_survivor(std::vector<SettledAccount> const &accounts, std::string const &source, std::string const &by)
{
    auto const other =
        std::find_if(accounts.begin(), accounts.end(), [&](auto const &one) { return one.survivor != source; });
    return other == accounts.end() ? of_merge(accounts, by)
                                   : fmt::format("{} makes {} an account of {}", by, other->label, other->survivor);
}

std::string of_row(staging::Staging const &staging, model::Mapping const &mapping, plan::Answer const &answer,
                   model::ConflictFact const &question, SettledBy const &by)
{
    auto const *const table = model::find_table(mapping, question.table);
    if (table == nullptr || question.row.empty()) {
        return {};
    }
    auto const is_loaded = staging::is_loaded(staging, *table, question.row);
    switch (answer.decision) {
    case Decision::keep: return is_loaded ? "" : by.words + " leaves " + question.row + " out";
    // what it was to give way to is not there any more
    case Decision::drop: return is_loaded && by.may_keep_row ? by.words + " keeps " + question.row : "";
    case Decision::set: {
        auto const equals = answer.word.find('=');
        auto const column = answer.word.substr(0, equals);
        auto const value = answer.word.substr(equals + 1);
        return !is_loaded || staging::is_assigned(staging, *table, question.row, column, value)
                   ? ""
                   : fmt::format("{} settles what it is about, and {} keeps its {}", by.words, question.row, column);
    }
    default: return {};
    }
}

} // namespace

bool takes_new_name(plan::Answer const &answer)
{
    return answer.decision == Decision::accept || answer.decision == Decision::rename ||
           answer.decision == Decision::separate;
}

std::string contradiction(staging::Staging const &staging, model::Mapping const &mapping, plan::Answer const &answer,
                          model::ConflictFact const &question, SettledBy const &by)
{
    plan::Answer meant = answer;
    auto const accepts = answer.decision == Decision::accept && plan::read_decision(question.proposal, meant);
    auto const is_name = question.kind == "name";
    if (question.kind == "self" || (question.kind == "unique" && meant.decision != Decision::merge)) {
        return of_row(staging, mapping, meant, question, by);
    }
    auto const users = model::users_of(mapping).target.label;
    auto const accounts =
        staging::settled_accounts(staging, users, question.account + " " + question.claimants + " " + question.row);
    switch (meant.decision) {
    case Decision::merge: return question.kind == "privilege" ? "" : of_merge(accounts, by.words);
    case Decision::allow:
    case Decision::hold: return of_merge(accounts, by.words);
    case Decision::separate: return of_separation(accounts, by.words);
    case Decision::rename: return accepts ? "" : of_new_name(accounts, question.account, meant.word, by.words);
    case Decision::keep:
        return !is_name ? ""
                        : of_kept_name(
                              accounts, [](auto const &one, auto const &label) { return one.label == label; },
                              question.account, by.words);
    case Decision::survivor:
        return is_name ? of_kept_name(
                             accounts, [](auto const &one, auto const &source) { return one.source == source; },
                             meant.word, by.words)
               : question.kind == "ambiguous" ? of_survivor(accounts, meant.word, by.words)
                                              : "";
    default: return {};
    }
}

} // namespace tributary::steps
