#pragma once

#include "merge/plan/answer.hpp"
#include "merge/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::plan {

/// Reads `rename:bob2` and the like into decision and word; the decision in any case. False, and nothing is changed, if
/// it is not a decision.
bool read_decision(std::string const &decision, Answer &answer);

/// True if `allowed`, such as `accept, rename:<new>`, lists what the answer decides.
bool allows(std::string const &allowed, Answer const &answer);

/// True if two answers to one question mean the same: what they accept, and why they waive, is part of it.
bool decide_alike(Answer const &a, Answer const &b);

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
