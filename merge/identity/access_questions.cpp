#include "merge/identity/access_questions.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/row_digest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::identity {
namespace {

using model::ConflictFact;

constexpr char const *kind_of_access = "widened_access";
constexpr char const *proposed = "allow";
constexpr std::size_t most_named = 20;

} // namespace

ConflictFact about_merge(model::Identity const &identity, std::vector<WidenedAccess> const &widened,
                         Accounts const &accounts, std::string const &users)
{
    auto const yields = identity.accounts.back();
    std::string all;
    std::string opened;
    for (std::size_t i = 0; i < widened.size(); ++i) {
        auto const one = fmt::format("{} with {} of {}", accounts.label_of(widened[i].gains), widened[i].by,
                                     accounts.label_of(widened[i].origin));
        all += one + '\n';
        if (i < most_named) {
            opened += (i == 0 ? "" : ", ") + one;
        }
    }
    if (widened.size() > most_named) {
        opened += fmt::format(" and {} more", widened.size() - most_named);
    }
    return {{},
            kind_of_access,
            accounts.label_of(yields),
            users,
            accounts.list()[yields].id,
            fmt::format("{} ({})", accounts.label_of(identity.accounts), staging::sha256(all).substr(0, 8)),
            "as one person they can be opened with what they could not be opened with before: " + opened,
            proposed,
            {},
            accounts.rows_in_question(identity.accounts)};
}

ConflictFact about_all_merges(std::vector<ConflictFact> const &open, std::string const &users)
{
    std::string merges;
    for (std::size_t i = 0; i < std::min(open.size(), most_named); ++i) {
        auto const &labels = open[i].claimants;
        merges += (i == 0 ? "" : ", ") + labels.substr(0, labels.rfind(" ("));
    }
    if (open.size() > most_named) {
        merges += fmt::format(" and {} more", open.size() - most_named);
    }
    auto const by_themselves = open.size() > most_merges_asked
                                   ? fmt::format(" the first {} have rows of their own, and", most_merges_asked)
                                   : std::string();
    ConflictFact question;
    question.kind = kind_of_access;
    question.table = users;
    question.claimants = "all merges";
    question.evidence = fmt::format(
        "{} login keys or other credentials to accounts that did not have them: {}; `allow` carries them over, `hold` "
        "leaves out those that the account which stays did not have, and an answer about one merge counts more:{} "
        "`tributary report PLAN --what widened_access` lists them all; if each service let nobody add a key that they "
        "cannot sign in with, `widened_access = \"allow\"` in [users] says so for good",
        model::counted(open.size(), "merge hands", "merges hand"), merges, by_themselves);
    question.proposal = proposed;
    return question;
}

} // namespace tributary::identity
