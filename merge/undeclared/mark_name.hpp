#pragma once

#include "merge/undeclared/member_name.hpp"
#include "merge/undeclared/text_marks.hpp"

#include <span>
#include <string>

namespace tributary::undeclared {

/// What stands before a mark in a text says of its value. `names`: as of read_member_name(), those of the text.
MemberName read_mark(TableNames const &table_names, model::Table const &table, std::string const &users,
                     TextMark const &mark, std::span<std::string const> names);

/// `user:7`, /user/7: the word is that of one thing, and may be anything.
bool is_weak(TextMark const &mark, std::string const &users);

} // namespace tributary::undeclared
