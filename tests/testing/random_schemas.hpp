#pragma once

#include "tests/testing/database.hpp"
#include "tests/testing/random_services.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tributary::testing {

/// What the generator may use. One that is off changes which cases a seed stands for.
struct SchemaFeatures {
    bool renames = true;       ///< tables and columns that a source calls otherwise
    bool users_renamed = true; ///< those of the users table and the keys, too
    bool dropped = true;       ///< `drop`
    bool unloaded = true;      ///< `load = false`
    bool where = true;         ///< rows that the plan leaves out
    bool soft = true;          ///< [[reference]]: a column, polymorphic pairs, names
    bool inside = true;        ///< [[reference]]: `path`, `keys`, `array`
    bool mentions = true;      ///< [[reference]]: `regex`
    bool dangling = true;      ///< soft references that are dangling
    bool policies = true;      ///< `on_conflict`
    bool application = true;   ///< [[unique]]
    bool lookalikes = true;    ///< columns that look like references and are none: [[waive]]
    bool undeclared =
        false; ///< references that the first plan leaves out, and columns beside them that refer to nothing
};

/// What the program can do today: all of it.
inline constexpr SchemaFeatures landed{};

/// Schemas of which declarations are left out. All sources use the target's names, as `init` has no plan to read.
inline constexpr SchemaFeatures undeclared{
    .renames = false, .dropped = false, .unloaded = false, .mentions = false, .lookalikes = false, .undeclared = true};

enum class Type { integer, text, uuid, json, integers };

/// What a column says that refers to nothing and stands beside those that do.
enum class Decoy { no, limit, count, place, size, external, code, measure };

struct SchemaColumn {
    std::string name;
    Type type = Type::text;
    bool required = false;
    Decoy decoy = Decoy::no;
};

enum class Form {
    declared, ///< a foreign key
    plain,    ///< the column holds the key, as only the plan says
    path,     ///< keys in JSON at `path`
    keys,     ///< keys of the JSON object at `path`
    array,    ///< an array of keys
    mention,  ///< @name in a text
};

struct SchemaReference {
    std::string role; ///< what `trail` calls it
    Form form = Form::declared;
    std::vector<std::string> columns;
    std::string table;
    std::vector<std::string> to;
    bool required = false;
    bool back = false;       ///< to a later table, or to its own: never part of a key
    std::string when;        ///< what `<role>_type` says then; empty: always
    std::string when_column; ///< the column that says it
    std::string path;
    std::string dangling;   ///< policy; empty: the plan does not say, which is `stop`
    std::size_t astray = 0; ///< percent of values that are dangling
    bool left_out = false;  ///< neither a foreign key nor the first plan declares it
    bool by_values = false; ///< of left_out: the column's name does not say to which table it refers
    bool bare = false;      ///< of by_values: nor that it is an id
    bool zero = false;      ///< 0 is written for NULL
};

struct SchemaKey {
    std::vector<std::string> columns;
    bool primary = false;
    bool declared = true; ///< false: only the application knows, and the plan ([[unique]])
    std::string policy;   ///< empty: the plan does not say
    std::string column;   ///< what the policy works on
    std::vector<std::string> ignore;
};

struct SchemaTable {
    std::string name; ///< in the target
    std::vector<SchemaColumn> columns;
    std::vector<SchemaReference> references;
    std::vector<SchemaKey> keys; ///< the primary key first, if there is one
    std::vector<std::string> match;
    bool bare = false;                       ///< neither origin nor trail: nothing but references
    bool numbered = false;                   ///< `id` is an integer that the database hands out
    bool drafts = false;                     ///< rows whose `state` is draft are left out by the plan
    std::map<std::string, std::string> from; ///< by source: its name there
    std::map<std::string, std::map<std::string, std::string>> columns_from; ///< by source and column
    std::map<std::string, std::string> legacy; ///< by source: a column that only it has, and the plan drops

    std::string name_in(std::string const &source) const;
    std::string name_in(std::string const &source, std::string const &column) const;
};

using SchemaValues = std::map<std::string, std::optional<std::string>>;

/// Some services with tables, keys and references of their own, their rows, and the plan to merge them: all of it made
/// from one number.
///
/// The tables stand parents first; `users` and `keys` are the first two. Each row that is not bare says in `origin`
/// where it came from (`lists.posts#17`), and in `trail` for each role what it refers to: `author=lists.users#3`,
/// several with commas between them, `-` for NULL, `!` for what is dangling.
struct RandomSchema {
    RandomSchema(std::uint64_t seed, Engine on, SchemaFeatures const &features);

    Engine engine = Engine::sqlite;
    std::vector<std::string> sources; ///< in the order of precedence
    std::vector<SchemaTable> tables;
    bool create = true;      ///< the target's tables are made as the first source has them; else by `before`
    bool match_names = true; ///< same-name-and-key; else same-key
    std::optional<long long> headroom;
    bool large = false;   ///< rows by the dozen, in which ids can be recognised
    std::string unloaded; ///< a source with a table that is not loaded; empty: none
    std::map<std::string, std::map<std::string, std::vector<SchemaValues>>> rows; ///< by source and table

    SchemaTable const &table(std::string const &name) const;

    /// With ${<source>}, ${target} and ${staging} for what is where, and before.sql beside it.
    std::string plan() const;
    /// The same without what is left out: the references, and that decoys are none.
    std::string first_plan() const;
    /// Tables, rows and keys of a source.
    std::string sql(std::string const &source) const;
    /// What `before` runs.
    std::string target_sql() const;
};

/// "posts" or, where SQL would stumble over it, quoted.
std::string quoted(std::string const &name);

} // namespace tributary::testing
