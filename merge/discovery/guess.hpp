#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a first plan can say about unknown databases: pure functions over catalogues and over counts of the rows.
/// Tables and columns have the names of the *shape*, which is the catalogue that the target has or will get.
namespace tributary::discovery {

using model::KeyColumn;

/// A source, and where its names differ from the shape's.
struct SeenSource {
    std::string name;
    model::Schema schema;
    std::map<std::string, std::string> tables = {}; ///< the shape's label → its own
    std::map<KeyColumn, std::string> columns = {};  ///< the shape's table and column → its own column
};

/// Null if the source has none.
model::Table const *own_table(SeenSource const &source, std::string const &label);
model::Column const *own_column(SeenSource const &source, KeyColumn const &column);
/// Those of one table, in this order; nothing if the source lacks one.
std::optional<std::vector<model::Column>> own_columns(SeenSource const &source, std::string const &table,
                                                      std::vector<std::string> const &columns);

/// The source of this engine whose tables and columns cover the most of what the others have; of several, the first.
/// Null if there is none of this engine.
SeenSource const *best_to_create(std::span<SeenSource const> sources, model::Engine engine);

/// True if any source declares a foreign key on this column, alone or with others.
bool is_declared(model::Schema const &shape, std::span<SeenSource const> sources, KeyColumn const &column);

/// A guess, and why.
struct GuessedColumn {
    std::string name; ///< empty: none was found
    std::string why;
};

struct UsersGuess {
    std::string table;
    std::string why;
    std::string id;
    bool id_is_primary = true; ///< it needs no entry in the plan
    GuessedColumn name;
    bool named_by_email = false;         ///< there is nothing else to call them by
    std::vector<std::string> unique_too; ///< other columns in which no two users may agree
    std::string email;                   ///< empty: none
    std::string verified;                ///< condition that the e-mail is verified; empty: no column says so
};

/// Finds the users table and what belongs to it, and enters into `sources` where one has a different name for it.
/// `wanted` is what the operator gave: TABLE or TABLE.NAME, prefixed with SOURCE= for one source; usually empty.
///
/// Throws model::Error 65 with the candidates where no table stands out or a source has none, 64 if what is `wanted`
/// does not exist.
UsersGuess guess_users(model::Schema const &shape, std::span<SeenSource> sources, std::span<std::string const> wanted);

/// The condition that an e-mail of the table is verified, by its column's name; empty if no column says so.
std::string verified_condition(model::Table const &table);

/// A table that may hold login keys. Its values show whether it does.
struct KeysGuess {
    std::string table;
    std::string column;
    std::string user;      ///< whose key it is
    bool declared = false; ///< by a foreign key
    int score = 0;
    std::int64_t values = 0; ///< read
    std::int64_t ssh = 0;    ///< of them begin as an ssh key does
};

/// A table of users' addresses, with a column that says which of them are verified.
struct AddressesGuess {
    std::string table;
    std::string column;
    std::string user;     ///< whose address it is, by its foreign key
    std::string verified; ///< condition; never empty
};

/// The first such table that every source has; nothing if none has one. Addresses that nobody verified are no evidence.
std::optional<AddressesGuess> guess_addresses(model::Schema const &shape, std::span<SeenSource const> sources,
                                              UsersGuess const &users);

std::vector<KeysGuess> keys_candidates(model::Schema const &shape, std::span<SeenSource const> sources,
                                       UsersGuess const &users);

/// True of ssh-…, ecdsa-… and sk-…, options of an authorized_keys line before it included.
bool begins_like_ssh(std::string_view value);

/// The best of the candidates, now that their values were looked at; nothing if none is convincing.
std::optional<KeysGuess> best_keys(std::vector<KeysGuess> const &candidates);

/// Tables of sessions, password resets and one-time codes.
std::vector<std::string> short_lived_tables(model::Schema const &shape, UsersGuess const &users);

/// A column by which rows of one table refer to those of another.
struct Link {
    std::string from;
    std::string column;
    std::string to;
};

/// A lookup table: rows of a few words that others refer to, and that belong to no user. Its parents may be in another
/// lookup table.
struct LookupGuess {
    std::string table;
    std::vector<std::string> match;
    bool evident = false; ///< it has no columns but those that identify its rows
    bool counted = false; ///< two sources have counted up the values that identify them
    std::string joins;    ///< a table that joins its rows to users: equal ones may be two things; empty: none
    std::string chosen;   ///< the users' table, or one beyond which it is, if each user has one of its rows; empty: no
    bool offered = false; ///< of `chosen`: the sources offer the same rows, which are there before anybody chooses one
    std::string why;

    /// What the plan can say without asking.
    bool is_certain() const { return evident && !counted && joins.empty() && (chosen.empty() || offered); }
};

/// `links` are the references between the shape's tables, declared or not.
std::vector<LookupGuess> lookups(model::Schema const &shape, std::span<SeenSource const> sources,
                                 UsersGuess const &users, std::span<Link const> links);

/// True of what is a lookup table by its name: tags, countries, roles.
bool is_called_lookup(std::string const &table);

/// A unique constraint that rows of two sources can meet in, and a policy that would answer for all of them.
struct UniqueGuess {
    std::string table;
    std::vector<std::string> columns;
    std::string policy;
    std::string column; ///< empty: the policy needs none
};

/// A key over expressions goes by the columns that they are made of. No policy is proposed that would change a column
/// which refers to something, by a key or as one of `references`, which nothing declares.
std::vector<UniqueGuess> uniques(model::Schema const &shape, std::span<SeenSource const> sources,
                                 UsersGuess const &users, std::optional<KeysGuess> const &keys,
                                 std::vector<LookupGuess> const &lookups, std::span<KeyColumn const> references);

/// What each source has one of, and the target would have several of.
struct SingleGuess {
    std::string evidence;
    std::string proposal; ///< lines for the plan
};

/// Where a source and the shape differ.
struct DriftGuess {
    enum class Kind { extra_table, extra_column, missing_value, other_type };
    Kind kind = Kind::extra_table;
    std::string source;
    KeyColumn subject;   ///< no column: the table
    std::string looks;   ///< what of the shape it may be under another name; empty: nothing
    std::string set;     ///< missing_value: an evident expression; empty: it cannot be guessed
    std::string details; ///< other_type: both types
};

std::vector<DriftGuess> drifts(model::Schema const &shape, std::span<SeenSource const> sources);

} // namespace tributary::discovery
