#pragma once

#include "merge/plan/decision.hpp"

#include <optional>
#include <string>

namespace tributary::plan {

/// One answered row of the overrides file.
struct Answer {
    std::string id; ///< of the conflict; empty: known by kind and account (and table and row) alone
    std::string kind;
    std::string account;
    std::string table;
    std::string row;
    std::string claimants;
    std::optional<std::string> proposal; ///< what the operator saw; none: the file has no such column
    Decision decision = Decision::accept;
    std::string word; ///< of rename: the name; of survivor: the source; of accept: which, if not the first
    std::string note;
    std::string lines; ///< of the plan, which it chooses of its proposal; empty: it chooses none
    int line = 0;

    /// As the file says it: `rename:bob2`.
    std::string decision_text() const;
};

} // namespace tributary::plan
