#pragma once

#include "merge/model/schema.hpp"

#include <set>
#include <string>
#include <vector>

namespace tributary::identity {

/// The words of a name, in lower case: is_admin, isAdmin, IsAdmin and isadmin are "is admin", or "admin" alone.
std::vector<std::string> words_of_name(std::string const &name);

/// True if one of the words of the name is wanted.
bool has_word(std::string const &name, std::set<std::string> const &wanted);

/// True if the name says of a row whether it can be used (deleted, locked, is_archived), and nothing else.
bool is_state_of_row(std::string const &name);

/// How a column of the users table must be compared before accounts become one.
enum class Concern {
    none,     ///< it says nothing about what an account may do, or what it is
    value,    ///< any difference counts
    presence, ///< a moment: it counts whether there is one (deleted_at, banned_at)
};

/// What the column's name and type say. It is about access if it says what an account may do (is_admin, role,
/// can_upload), whether it may be used (active, banned, deleted_at, status), or what kind of account it is (is_bot,
/// user_type). The name has to say so as a whole: neither `hide_default_role` nor `newsletter_status` does.
Concern concern_of(model::Table const &users, model::Column const &column);

/// True if the name says that the column holds what its owner likes, where they live, how they are reached, or what was
/// counted or happened last. A name that is missing here costs a question and loses nothing.
bool is_taste(std::string const &name);

} // namespace tributary::identity
