#pragma once

#include "merge/staging/staging.hpp"

#include <set>
#include <string>

/// Which answers of the operator answer questions that were really asked, in this run: in this staging file, or in the
/// one in whose place a new snapshot has put it.
namespace tributary::staging {

/// What was written of each.
std::set<std::string> asked_answers(Staging const &staging);

void write_asked_answers(Staging const &staging, std::set<std::string> const &answers);

/// What `earlier` knows goes over into `later`, which knows of none yet.
void keep_asked_answers(Staging const &earlier, Staging const &later);

} // namespace tributary::staging
