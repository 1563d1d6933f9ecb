#pragma once

#include "merge/discovery/guess.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

/// Which table may be that of the users.
namespace tributary::discovery {

/// A table that users could be in, as one catalogue has it.
struct UsersCandidate {
    std::string table;
    std::string id;
    bool id_is_primary = false;
    std::string name; ///< column; empty: nothing looks like one
    bool unique_name = false;
    std::set<std::string> referring; ///< tables whose foreign keys lead here
    int score = 0;
};

bool is_text(model::Column const &column);

/// Alone in a unique key; one over lower(column) counts.
bool is_unique(model::Table const &table, std::string const &column);

/// Unique together with other columns (a tenant's number), or among some of the rows.
bool is_kept_apart(model::Table const &table, std::string const &column);

bool is_email(std::string const &column);

/// The first text column named like an e-mail address; empty if the table has no such column.
std::string email_of(model::Table const &table);

/// What the table would be as that of the users, however unlikely. O(tables * keys).
UsersCandidate users_candidate(model::Schema const &schema, model::Table const &table);

/// Those that can be written into a plan, the best first.
std::vector<UsersCandidate> users_candidates(model::Schema const &schema);

/// The same of the target's tables, with what the sources say of them, and public accounts before those who log in.
std::vector<UsersCandidate> weighed_candidates(model::Schema const &shape, std::span<SeenSource const> sources);

/// True if the first is clearly the users table.
bool stands_out(std::vector<UsersCandidate> const &list);

} // namespace tributary::discovery
