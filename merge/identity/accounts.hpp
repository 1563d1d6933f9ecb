#pragma once

#include "merge/identity/folded_names.hpp"
#include "merge/job/job.hpp"
#include "merge/model/account.hpp"
#include "merge/model/facts.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tributary::identity {

/// A column that a match rule compares.
struct ComparedColumn {
    std::uint32_t entry = 0; ///< of the plan's `match`, from 1
    std::string name;
    std::vector<model::TextId> folded; ///< of each account; 0: NULL, empty, or none in its source
    std::vector<model::TextId> as_is;
    model::Interner folded_texts;
    model::Interner texts; ///< as they are
};

/// The accounts of a run, and where they lie.
struct Accounts {
    model::Population population;
    FoldedNames names;
    model::Folding folding;                       ///< in force for names
    std::vector<std::string> sources;             ///< their names
    std::vector<staging::AccountColumns> columns; ///< of each source
    std::vector<std::int64_t> users;              ///< staged users table of each source
    std::vector<std::vector<std::int64_t>> keys;  ///< staged tables of their keys, in the plan's order
    std::vector<ComparedColumn> compared;         ///< by the plan's rules
    /// Of the entries of `match` that compare names, by number: the names as they fold there; empty: as `names`.
    std::map<std::uint32_t, std::vector<model::TextId>> names_of_entry;
    model::Folding key_folding = {}; ///< what the target's unique keys over the name make equal
    std::string folding_reason = {}; ///< why `folding` is in force

    std::vector<model::Account> const &list() const { return population.accounts; }
    /// source/name, or source/#id for an account without a name.
    std::string label_of(model::AccountIndex account) const;
    std::string label_of(std::vector<model::AccountIndex> const &all) const;
    /// The account as one of those that a question is about.
    model::ClaimantRow row_in_question(model::AccountIndex account, std::size_t claimant) const;
    /// The first ten of these, each a claimant.
    std::vector<model::ClaimantRow> rows_in_question(std::vector<model::AccountIndex> const &all) const;
    /// What the two accounts of a match have in common, in words: `name ann = Ann` where they differ and fold to one
    /// text, `email ann@x.org ~ bob@x.org` where the match's rule sees something in common that no fold does.
    std::string evidence(model::Match const &match) const;
    /// As `ssh-keygen -lf` prints it.
    std::string shown(model::KeyId key) const;
};

/// The staged users and keys of every source, as the plan names them.
std::vector<staging::AccountColumns> account_columns(job::Job const &job,
                                                     std::vector<staging::StagedSource> const &sources);

/// Reads accounts and folds their names: by the plan's folding, or by case where a unique index of the target or of a
/// source ignores case, whichever is stronger.
Accounts read_accounts(job::Job const &job, staging::Staging const &staging,
                       std::vector<staging::StagedSource> const &sources, model::Table const &users);

/// Each pair of accounts that some rule of the plan joins, once, under the first rule that does.
/// Adds the columns that were compared to `accounts`. Where each source hands out its users' ids itself, `same_id` asks
/// for equal names as well.
std::vector<model::Match> find_matches(job::Job const &job, staging::Staging const &staging, Accounts &accounts,
                                       bool ids_are_local = false);

/// The accounts for which the plan's condition is true. `place` is where the plan has it.
std::vector<bool> accounts_where(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                 std::string const &condition, plan::Position position);

} // namespace tributary::identity
