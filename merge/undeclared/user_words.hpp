#pragma once

#include "merge/undeclared/name_words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {

/// How sure a column's name makes it that the column is about users.
enum class Hint {
    none,
    role,         ///< a role that users have (author, created_by), or that other things have too (account_id)
    unmistakable, ///< the users' own word (user_id, username)
};

/// What the name of a column says about users. `users` is what the plan calls their table. The words are in one list in
/// the .cpp, for every rule that goes by names.
struct NameHints {
    Hint id = Hint::none;   ///< that it holds one user's id
    Hint name = Hint::none; ///< that it holds one user's name
    Hint ids = Hint::none;  ///< that it holds the ids of several
    bool own_word = false;  ///< its last word is the users table's own, and it ends as an id: from_account_id
    bool bare = false;      ///< without `_id`: it might be a flag or a count as well
    bool doer = false;      ///< a noun for somebody who does something, or to whom it is done: updater, blockee_id
    bool done_by = false;   ///< it ends in `by`: created_by
    bool measure = false;   ///< a limit or a count (`max_per_user`), which refers to nothing
    bool itself = false;    ///< bare, and a number that may mean itself though a table has the same name: order
    std::string thing;      ///< what it is the id of, in the singular: `bank_account` of bank_account_id
};
NameHints hints_of(std::string_view column, std::string_view users);

/// What a column of the id of one thing or another would be called for each of them, that of users first: `user_id` and
/// `group_id` of group_or_user_id. The name alone if it is of one thing.
std::vector<std::string> alternatives_in(std::string const &column, std::string_view users);

/// For one half of a pair of kind and id of a row (`subject_id`), the possible names of the other half
/// (`subject_type`); empty if it is not such a half.
std::vector<std::string> kind_columns_for(std::string_view id_column);

/// True if a column of this name may say of what kind a row elsewhere is: `kind`, `table_name`, `RecordType`.
bool says_kind(std::string_view column);

/// True if a column of this name says of which kind the rows are whose ids are in `column`: `object_kind` of `object`,
/// `objtype` of `obj`.
bool says_kind_of(std::string_view kind_column, std::string_view column);

/// `project` of project_no. Empty: the name is not that of something's number.
std::string thing_of_number(std::string_view column);

/// True if a word of the name says that it holds ids: `traversal_ids`, `user_ids_ints`.
bool has_ids(std::string_view column);

/// The table that such a kind names: `App\Models\BlogPost` is table blog_posts, `res.partner` is res_partner. Empty if
/// it is not one of `tables`; the users table also matches its last word.
std::string table_of_kind(std::string_view kind, std::vector<std::string> const &tables, std::string_view users);

} // namespace tributary::undeclared
