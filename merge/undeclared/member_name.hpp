#pragma once

#include "merge/undeclared/named_after.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::undeclared {

/// What the names on the way to a value say of it.
struct MemberName {
    bool users = false;        ///< an id of a user, or a user's name
    bool unmistakable = false; ///< whatever its values are
    std::vector<NamedAfter> tables;
    bool of_any = false;     ///< it is named like an id, but after no table: its values show of which
    bool only_id = false;    ///< of of_any: `id`, of what is called after no table
    bool nameless = false;   ///< of of_any: only that it is a number; of users: only that it is a word of a path
    bool bare = false;       ///< of tables: named after one, but not as an id
    bool begun = false;      ///< named after a table by the beginning of its name
    bool vague = false;      ///< of begun: by a letter, as many words have
    bool any_member = false; ///< not its own name says it, but that of the object around it

    bool says() const { return users || !tables.empty(); }
};

/// `names` are those of the members that hold the value, the outermost first, the column's own before them; `several`:
/// it is one of several that the last name is for.
MemberName read_member_name(TableNames const &table_names, model::Table const &table, std::string const &users,
                            std::span<std::string const> names, bool several);

/// True if its last word is a plural that differs from the singular.
bool is_plural(std::string const &word);

/// What a word before a value in a text says: `users` of /users/7, `user` of user:7.
MemberName read_word(TableNames const &table_names, model::Table const &table, std::string const &users,
                     std::string const &word);

/// What a list says that is named after part of a table's name: `additional_groups` of membergroups, `labels` of
/// issue_labels.
MemberName read_part(TableNames const &table_names, model::Table const &table, std::string const &users,
                     std::string const &list);

/// What the beginning of a table's name before a value says: `t` of /t/57, `cat` of cat=3.
MemberName read_beginning(TableNames const &table_names, std::string const &users, std::string const &word);

} // namespace tributary::undeclared
