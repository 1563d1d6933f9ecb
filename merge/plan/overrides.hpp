#pragma once

#include "merge/plan/decision.hpp"
#include "merge/plan/plan.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    int line = 0;

    /// As the file says it: `rename:bob2`.
    std::string decision_text() const;
};

/// Reads `rename:bob2` and the like into decision and word; the decision in any case. False, and nothing is changed, if
/// it is not a decision.
bool read_decision(std::string const &decision, Answer &answer);

/// True if two answers to one question mean the same: what they accept, and why they waive, is part of it.
bool decide_alike(Answer const &a, Answer const &b);

/// True if the answer is about a question that lines of the plan answer.
bool adds_lines(Answer const &answer);

/// Reads answers from a CSV file (the conflicts file, filled in), or from a TOML file with an [[answer]] each. Rows
/// without a decision are passed over, as are columns that are not of the conflicts file; the order of rows means
/// nothing. Throws model::Error 78 `file:line: sentence` for an unknown decision, a row that does not identify a
/// question, and two different answers to one question.
std::vector<Answer> read_overrides(std::filesystem::path const &file);

/// The same from a text; `file` is for messages and its extension for the form.
std::vector<Answer> read_overrides(std::string const &text, std::filesystem::path const &file);

/// The text as a TOML string, in double quotes; in single ones where that saves escapes.
std::string toml_text(std::string const &text);

} // namespace tributary::plan
