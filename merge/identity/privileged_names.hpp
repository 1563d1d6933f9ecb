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

/// True if a table of users is called after those who may do what others may not, after what they may, or after what is
/// done to an account: admins, forum_moderators, user_roles, bans. Its name has to say so as a whole, or at its end.
bool is_called_after_rights(model::Table const &users, model::Table const &table);

} // namespace tributary::identity
