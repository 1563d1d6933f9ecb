#pragma once

#include "merge/undeclared/member_name.hpp"
#include "merge/undeclared/text_marks.hpp"

#include <span>
#include <string>

namespace tributary::undeclared {

/// The word that a sign joins to a number: `usr` of usr_17, `partner` of res.partner,17. Empty: no sign joins one.
std::string word_of_number(TextMark const &mark);

/// What stands before a mark in a text says of its value. `names`: as of read_member_name(), those of the text.
MemberName read_mark(TableNames const &table_names, model::Table const &table, std::string const &users,
                     TextMark const &mark, std::span<std::string const> names);

/// True if it is a word that may be a user's name, and no id.
bool may_be_name(TextMark const &mark);

/// In words.
std::string where_in_text(TextMark const &mark);

/// `user:7`, /user/7: the word is that of one thing, and may be anything.
bool is_weak(TextMark const &mark, std::string const &users);

} // namespace tributary::undeclared
