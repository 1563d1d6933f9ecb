#pragma once

#include "merge/plan/answer.hpp"
#include "merge/plan/plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::plan {

/// One of the things that a proposal offers: lines of the plan.
struct ProposedLines {
    std::string lines;         ///< TOML
    bool is_commented = false; ///< the proposal does not recommend it
    bool is_waiver = false;
    bool leaves_out = false; ///< rows stay behind: it is never meant by `accept` alone
    std::string word = {};   ///< a decision that means it, beside its number: keep, drop; empty: none
};

/// What a proposal offers, in its order: what stands in it, and what stands in comments behind "or". Sentences in
/// comments are passed over. Behind a [[reference]] a waiver of the same place is offered too. Empty if nothing in it
/// is TOML.
std::vector<ProposedLines> proposed_lines(std::string const &proposal);

/// The decisions that choose one of them: `accept, accept:2, waive`.
std::string decisions_for(std::vector<ProposedLines> const &all);

/// The lines that an answer chooses; nothing if it chooses none: its decision is not one of decisions_for(), or a
/// waiver has neither a reason nor a note.
std::optional<std::string> chosen_lines(Answer const &answer, std::vector<ProposedLines> const &all);

/// The same for an answer about a question that lines of the plan answer, which has a proposal: nothing if it is not
/// meant to choose any. Throws model::Error 78 at the place of the decision in its file if it is, and no line is such.
std::string required_lines(Answer const &answer, std::vector<ProposedLines> const &all, Position const &position);

} // namespace tributary::plan
