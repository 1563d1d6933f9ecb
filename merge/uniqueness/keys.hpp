#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/model/rule.hpp"
#include "merge/staging/staging.hpp"

#include <string>
#include <vector>

namespace tributary::uniqueness {

/// A unique key of the target, or one that only the application knows, with what the plan says of rows that would share
/// it.
struct KeyRule {
    model::UniqueKey key;
    model::UniquePolicy policy;
    std::string column;               ///< what the policy works on; empty: nothing
    std::vector<std::string> ignore;  ///< columns that may differ in rows that count as identical
    std::vector<plan::SetColumn> set; ///< what rows that yield get; empty unless the policy sets columns
    std::string where;       ///< the plan's condition over the merged row: those that the key is about; empty: all
    bool stated = false;     ///< the plan says so of this key; otherwise `policy` is the default
    std::string own_id = {}; ///< as own_id() has it
    std::vector<std::string> computed = {}; ///< columns that follow from the rows that stay, and may differ as well
};

/// All unique keys of the table but those over the users' name alone, which has its own rules: first those of the
/// target, as the catalogue orders them, then its exclusion constraints, then the keys of the plan.
std::vector<KeyRule> key_rules(job::Job const &job, staging::Staging const &staging, model::MappedTable const &table);

/// True if the key is over the users' name alone, as it is written, or as lower and upper case make it one: final
/// names, which differ under the fold in force, cannot violate it. Of any other key over the name (trim, another
/// collation) only the target can decide.
bool says_no_more_than_case(model::MappedTable const &users, model::UniqueKey const &key);

/// Throws model::Error 78 where [[unique]] or `on_conflict` names what is not there, or a policy that cannot apply.
void check_unique_keys(job::Job const &job, model::Mapping const &mapping);

/// The first column of the key that a policy which works on a text can change, for every source; empty: no column is.
std::string text_for_policy(job::Job const &job, model::Mapping const &mapping, model::MappedTable const &table,
                            model::UniqueKey const &key, model::UniquePolicy const &policy);

/// The columns in which rows have to agree to be identical, whatever key they share: all but an id that says nothing,
/// those that agree anyway, and those that the plan ignores or computes.
std::vector<std::string> columns_that_must_agree(model::MappedTable const &table, KeyRule const &rule);

} // namespace tributary::uniqueness
