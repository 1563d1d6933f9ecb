#pragma once

#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/settling.hpp"

#include <string>

namespace tributary::uniqueness {

/// What settling a key has changed.
struct Settled {
    bool folded = false;
    bool folded_different = false; ///< rows that are not equal: what they differ in is to be recorded
    bool assigned = false;         ///< rows have other values now
};

/// Lets equal rows that share the key fold, unless they may be two things (AlikeRows); does with different ones what
/// the operator has answered, or what the plan's policy says; or asks. `no_policy`: empty, or why the plan's policy
/// does not apply; then it becomes a question.
///
/// Decides from what is decided when it is called, and writes its decisions: call it again until nothing changes. O(n
/// log n) time in the rows of the table, bounded memory.
Settled settle(Settling const &with, model::MappedTable const &table, KeyRule const &rule,
               std::string const &no_policy = {});

} // namespace tributary::uniqueness
