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

/// What a first plan can say of databases that nobody has described: pure functions over catalogues, and over what was
/// counted in the rows. Tables and columns go by the names that they have in the *shape*, which is the catalogue that
/// the target has or will get.
namespace tributary::discovery {

using model::KeyColumn;

/// A source, and what it calls things otherwise than the shape.
struct SeenSource {
    std::string name;
    model::Schema schema;
    std::map<std::string, std::string> tables = {}; ///< the shape's label → its own
    std::map<KeyColumn, std::string> columns = {};  ///< the shape's table and column → its own column
};

/// Null if the source has none.
model::Table const *own_table(SeenSource const &source, std::string const &label);
model::Column const *own_column(SeenSource const &source, KeyColumn const &column);

/// The source of this engine whose tables and columns leave out the least of what the others have; of several, the
/// first. Null if there is none of this engine.
SeenSource const *best_to_create(std::span<SeenSource const> sources, model::Engine engine);

/// True if somebody declares a foreign key of this column, be it one of several.
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
    bool id_is_primary = true; ///< nothing needs to be said of it
    GuessedColumn name;
    bool named_by_email = false;         ///< there is nothing else to call them by
    std::vector<std::string> unique_too; ///< other columns in which no two users may agree
    std::string email;                   ///< empty: none
    std::string verified;                ///< condition that the e-mail is verified; empty: no column says so
};

/// Finds the users table and what belongs to it, and enters into `sources` what each calls it otherwise. `wanted` is
/// what the operator said: TABLE or TABLE.NAME, with SOURCE= before it where it is one source's own; mostly nothing.
///
/// Throws model::Error 65 with the candidates where no table stands out or a source has none, 64 if what is `wanted` is
/// not there.
UsersGuess guess_users(model::Schema const &shape, std::span<SeenSource> sources, std::span<std::string const> wanted);

/// A table that may hold login keys. Whether it does, its values tell.
struct KeysGuess {
    std::string table;
    std::string column;
    std::string user;      ///< whose key it is
    bool declared = false; ///< by a foreign key
    int score = 0;
    std::int64_t values = 0; ///< read
    std::int64_t ssh = 0;    ///< of them begin as an ssh key does
};

std::vector<KeysGuess> keys_candidates(model::Schema const &shape, std::span<SeenSource const> sources,
                                       UsersGuess const &users);

/// True of ssh-…, ecdsa-… and sk-…, options of an authorized_keys line before it included.
bool begins_like_ssh(std::string_view value);

/// The best of the candidates, now that their values were looked at; nothing if none is convincing.
std::optional<KeysGuess> best_keys(std::vector<KeysGuess> const &candidates);

/// A column that is called like the id of another table than users (`post_id`, `postid`, `id_post`, `post_ids`), or
/// like that table (`post`, `first_post`), and has no foreign key. What may hold users is for the coverage gate to say.
struct SoftReference {
    KeyColumn from;
    bool array = false;        ///< of ids
    bool bare = false;         ///< nothing in its name says that it is an id: its values have to
    std::vector<KeyColumn> to; ///< what it may refer to; empty: it is called like an id, and nobody knows of what
    std::int64_t values = 0;   ///< not NULL, in all sources
    std::vector<std::int64_t> hits = {}; ///< of them that are there, for each of `to`
};

/// With nothing counted yet.
std::vector<SoftReference> soft_references(model::Schema const &shape, std::span<SeenSource const> sources,
                                           UsersGuess const &users, std::optional<KeysGuess> const &keys);

/// What the counts make of it.
struct Verdict {
    enum class Kind { reference, ask, nothing };
    Kind kind = Kind::nothing;
    std::size_t to = 0; ///< which of SoftReference::to
    std::string why;    ///< such as "998 of 1000 values are there"
};

/// 99 of 100. False of no values.
bool is_nearly_all(std::int64_t hits, std::int64_t values);

/// A reference is what 99 of 100 values say, or the name alone where there are no values; if fewer say so it is to be
/// asked, if none does it is nothing. A bare name alone says nothing, and one that may be a position or a sort
/// (`order`, `status`) is asked about even then.
Verdict verdict(SoftReference const &reference);

/// A lookup table: rows of a few words that others refer to, and that belong to nobody. Its parents may be in another
/// one.
struct LookupGuess {
    std::string table;
    std::vector<std::string> match;
    bool evident = false; ///< there is nothing in it but what tells its rows apart
    std::string why;
};

std::vector<LookupGuess> lookups(model::Schema const &shape, std::span<SeenSource const> sources,
                                 UsersGuess const &users);

/// A unique constraint that rows of two sources can meet in, and a policy that would answer for all of them.
struct UniqueGuess {
    std::string table;
    std::vector<std::string> columns;
    std::string policy;
    std::string column; ///< empty: the policy needs none
};

/// A key over expressions goes by the columns that they are made of. No policy is proposed that would change a column
/// which refers to something.
std::vector<UniqueGuess> uniques(model::Schema const &shape, std::span<SeenSource const> sources,
                                 UsersGuess const &users, std::optional<KeysGuess> const &keys,
                                 std::vector<LookupGuess> const &lookups, std::span<SoftReference const> references);

/// Where a source and the shape differ.
struct DriftGuess {
    enum class Kind { extra_table, extra_column, missing_value, other_type };
    Kind kind = Kind::extra_table;
    std::string source;
    KeyColumn place;     ///< no column: the table
    std::string looks;   ///< what of the shape it may be under another name; empty: nothing
    std::string set;     ///< missing_value: an expression that is evident; empty: nobody can guess it
    std::string details; ///< other_type: both types
};

std::vector<DriftGuess> drifts(model::Schema const &shape, std::span<SeenSource const> sources);

} // namespace tributary::discovery
