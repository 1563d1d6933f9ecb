#pragma once

#include "merge/model/rule.hpp"

/// What each file in this folder offers to the lists in rules.cpp.
namespace tributary::rules {

extern model::MatchRule const same_name_and_key;
extern model::MatchRule const same_key;
extern model::MatchRule const same_name_and_key_set;
extern model::MatchRule const same_key_set;

extern model::NamePolicy const suffix;
extern model::NamePolicy const refuse;

extern model::KeyFormat const ssh_key;
extern model::KeyFormat const text_key;

} // namespace tributary::rules
