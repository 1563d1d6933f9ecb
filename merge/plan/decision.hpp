#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The closed lists of what can be undecided, and of what an operator may say of it.
namespace tributary::plan {

enum class Decision {
    accept,   ///< the proposal; `accept:2` the second of several
    merge,    ///< the accounts are one person
    separate, ///< they are not
    rename,   ///< the account gets the given name
    survivor, ///< what the given source has, stays
    keep,     ///< the account, row or value stays as it is
    drop,     ///< the row is not loaded
    waive,    ///< the [[waive]] of the proposal
    set,      ///< the row gets the given value in the given column
    suffix,   ///< the row gets the plan's suffix in a text of its key
    allow,    ///< the merge is made, and hands over all login keys and credentials
    hold,     ///< the merge is made, and leaves out those that the survivor did not have
};

/// As the operator writes it, without what follows the colon.
std::string_view name_of(Decision decision);

/// With what follows the colon: `rename:<new>`.
std::string form_of(Decision decision);

/// What a kind of question is about. Answers about what comes first decide what is asked about what comes later.
enum class Subject {
    tables,   ///< what tables and columns mean
    people,   ///< who is who
    names,    ///< what they are called
    rows,     ///< which rows there are, and what they refer to
    contents, ///< what stands in the rows that will be loaded
};

/// A kind of question, and the decisions that some question of this kind takes.
struct QuestionKind {
    std::string_view name;
    std::vector<Decision> takes;
    Subject about;
    bool adds_lines = false; ///< an accepted proposal consists of lines of the plan
};

/// Every kind, those first that are about accounts.
std::span<QuestionKind const> question_kinds();

/// Null if there is no such kind.
QuestionKind const *find_question_kind(std::string_view name);

/// Of the question that an answer is given to: by its `kind`, or where that is empty by the beginning of its id. Null
/// if neither says it.
QuestionKind const *find_question_kind(std::string_view name, std::string_view id);

/// `accept, separate, rename:<new>`.
std::string allowed_text(std::span<Decision const> decisions);

} // namespace tributary::plan
