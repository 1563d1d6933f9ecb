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
    std::string lines;   ///< of the plan, which it chooses of its proposal; empty: it chooses none
    std::string allowed; ///< what its row says that the question takes; empty: it does not say
    std::string file;    ///< in which it stands
    int line = 0;
    int column = 1; ///< of the decision, in the line in which that stands

    /// `pico.answers.csv:3`
    std::string place() const { return file + ":" + std::to_string(line); }

    /// As the file says it: `rename:bob2`.
    std::string decision_text() const;
};

} // namespace tributary::plan
