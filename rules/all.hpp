#pragma once

#include "merge/model/rule.hpp"

/// What each file in this folder offers to the lists in rules.cpp.
namespace tributary::rules {

extern model::MatchRule const same_name_and_key;
extern model::MatchRule const same_key;
extern model::MatchRule const same_name_and_key_set;
extern model::MatchRule const same_key_set;
extern model::MatchRule const same_column;

extern model::NamePolicy const suffix;
extern model::NamePolicy const refuse;

extern model::KeyFormat const ssh_key;
extern model::KeyFormat const text_key;

extern model::Folding const fold_none;
extern model::Folding const fold_case;
extern model::Folding const fold_nfkc_casefold;
extern model::Folding const fold_confusable;

extern model::Survivorship const keep_survivor;
extern model::Survivorship const first_non_null;
extern model::Survivorship const min;
extern model::Survivorship const max;
extern model::Survivorship const sum;
extern model::Survivorship const any_of;
extern model::Survivorship const all_of;
extern model::Survivorship const longest;
extern model::Survivorship const newest;
extern model::Survivorship const oldest;
extern model::Survivorship const from_source;

extern model::UniquePolicy const fold_identical;
extern model::UniquePolicy const unique_suffix;
extern model::UniquePolicy const keep_first;
extern model::UniquePolicy const keep_newest;
extern model::UniquePolicy const renumber;
extern model::UniquePolicy const reissue;
extern model::UniquePolicy const unique_set;
extern model::UniquePolicy const unique_refuse;

} // namespace tributary::rules
