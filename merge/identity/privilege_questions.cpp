#include "merge/identity/privilege_questions.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/write_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace tributary::identity {
namespace {

using model::ConflictFact;
using plan::Decision;

constexpr std::size_t most_shown = 20;
constexpr std::size_t many = 5; ///< who differ in the same way: they are asked about at once

/// The accounts that would yield, or, of rows, what each account has.
std::string list_of(std::vector<ConflictFact> const &questions, std::string ConflictFact::*what, std::size_t cut)
{
    std::string result;
    for (std::size_t i = 0; i < std::min(questions.size(), most_shown); ++i) {
        result += (i == 0 ? "" : ", ") + (questions[i].*what).substr(cut);
    }
    if (questions.size() > most_shown) {
        result += fmt::format(" and {} more", questions.size() - most_shown);
    }
    return result;
}

using Open = OpenPrivileges::Open;

ConflictFact about_rows(Open const &open)
{
    auto asked = open.of_all;
    asked.evidence = fmt::format(
        "{} rows of \"{}\" by one account that another of their accounts lacks: {}; {}as one person they have all of "
        "them, and what these allow or forbid: accept, separate the accounts, or leave rows out by `where` in "
        "[table.{}] of the plan; an answer here holds for all of them, and one that names the account for one",
        model::counted(open.one_by_one.size(), "person has", "people have"), open.rows_of,
        list_of(open.one_by_one, &ConflictFact::claimants, open.column.size() + 2),
        open.usual.empty() ? "" : open.usual + "; ", plan::toml_key(open.rows_of));
    return asked;
}

/// Of those who differ in a column in one way.
ConflictFact about_many(Open const &open)
{
    auto asked = open.of_all;
    asked.evidence =
        fmt::format("{} in {} in this way: {}; an answer here holds for all of them, `survivorship` of the column in "
                    "the plan as well, and an answer that names the account for one",
                    model::counted(open.one_by_one.size(), "person differs", "people differ"), open.column,
                    list_of(open.one_by_one, &ConflictFact::account, 0));
    return asked;
}

/// Of all columns of which only the values say that they may matter.
ConflictFact about_values(std::vector<Open> const &all)
{
    auto asked = all.front().of_all;
    asked.claimants.clear();
    asked.proposal = "keep";
    asked.evidence =
        "merged accounts differ in columns in which nearly all accounts have one value, so that they may say "
        "what an account may do: ";
    std::string const *last = nullptr;
    for (auto const &open : all) {
        auto const is_new = last == nullptr || *last != open.column;
        if (is_new) {
            asked.claimants += (last == nullptr ? "" : ", ") + open.column;
            asked.evidence += fmt::format("{}{} ({}): ", last == nullptr ? "" : "; ", open.column, open.usual);
        }
        asked.evidence += (is_new ? "" : ", ") + open.of_all.claimants.substr(open.column.size() + 2) + " (" +
                          list_of(open.one_by_one, &ConflictFact::account, 0) + ")";
        last = &open.column;
    }
    asked.evidence +=
        "; if they do not, accept: each account that stays keeps its own values. Otherwise `survivorship` "
        "says which value stays, or `privileges` names all columns that say what an account may do, each "
        "of which is then asked about by itself";
    return asked;
}

} // namespace

std::optional<Difference> difference_in(Privilege const &privilege, Accounts const &accounts,
                                        model::Identity const &identity)
{
    std::set<model::TextId> values;
    Difference result{&privilege, {}, {}, {}, {}, true};
    for (auto const account : identity.accounts) {
        auto const value = privilege.values[account];
        if (value == 0) {
            continue;
        }
        result.first = values.empty() ? account : result.first;
        result.yields = account;
        values.insert(privilege.compared(value));
        auto const separator = result.shown.empty() ? "" : " ";
        result.shown += separator + accounts.label_of(account) + "=" + std::string(privilege.texts.text(value));
        result.pattern +=
            separator + accounts.sources[accounts.list()[account].source] + "=" + privilege.pattern(value);
    }
    auto const &list = accounts.list();
    result.is_one_of_source = std::all_of(identity.accounts.begin(), identity.accounts.end(), [&](auto account) {
        auto const value = privilege.values[account];
        return value == 0 || list[account].source != list[result.first].source ||
               privilege.compared(value) == privilege.compared(privilege.values[result.first]);
    });
    return values.size() < 2 ? std::nullopt : std::optional(std::move(result));
}

ConflictFact about_person(Difference const &difference, Accounts const &accounts, std::string const &users)
{
    auto const &privilege = *difference.privilege;
    auto const &list = accounts.list();
    std::vector rows{accounts.row_in_question(difference.first, 0), accounts.row_in_question(difference.yields, 1)};
    if (!privilege.rows_of.empty()) {
        return {{},
                "privilege",
                accounts.label_of(difference.yields),
                privilege.rows_of,
                {},
                privilege.column + ": " + difference.shown,
                "the accounts are one person and differ in the rows that they have",
                "merge",
                {},
                std::move(rows)};
    }
    return {{},
            "privilege",
            accounts.label_of(difference.yields),
            users,
            list[difference.yields].id,
            privilege.column + ": " + difference.shown,
            "the accounts are one person and differ in " + privilege.column,
            difference.is_one_of_source ? "survivor:" + accounts.sources[list[difference.first].source] : "",
            {},
            std::move(rows)};
}

ConflictFact about_all_such(Difference const &difference, ConflictFact const &one)
{
    auto const &privilege = *difference.privilege;
    auto result = one;
    result.account.clear();
    result.row.clear();
    result.rows.clear();
    result.claimants = privilege.column + (privilege.rows_of.empty() ? ": " + difference.pattern : "");
    return result;
}

void OpenPrivileges::add(Privilege const &privilege, ConflictFact const &one, ConflictFact const &of_all)
{
    auto &open = m_open[of_all.claimants];
    if (open.one_by_one.empty()) {
        open = {privilege.column, privilege.usual, privilege.rows_of, privilege.by_values, of_all, {}};
    }
    open.one_by_one.push_back(one);
}

std::vector<ConflictFact> OpenPrivileges::questions(answers::Answers &answers)
{
    std::vector<ConflictFact> result;
    std::vector<Open> by_values;
    for (auto &[claimants, open] : std::exchange(m_open, {})) {
        if (!open.rows_of.empty()) {
            result.push_back(about_rows(open));
        } else if (open.by_values) {
            by_values.push_back(open);
        } else if (open.one_by_one.size() >= many) {
            result.push_back(about_many(open));
        } else {
            result.insert(result.end(), open.one_by_one.begin(), open.one_by_one.end());
        }
    }
    if (!by_values.empty()) {
        auto asked = about_values(by_values);
        if (!answers.to(asked, {Decision::accept, Decision::keep})) {
            result.push_back(std::move(asked));
        }
    }
    return result;
}

} // namespace tributary::identity
