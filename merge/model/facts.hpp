#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tributary::model {

/// Values one after the other, in a fixed order that depends on nothing but the inputs.
template <typename Fact> using Stream = std::function<void(std::function<void(Fact const &)> const &)>;

/// The account book of one table of one source. read = loaded + folded + left_out, always.
struct Book {
    std::string source;
    std::string table;
    std::int64_t read = 0;
    std::int64_t loaded = 0;
    std::int64_t folded = 0;
    std::int64_t left_out = 0;
};

/// A table whose rows no source has.
struct DerivedFact {
    std::string table;
    std::int64_t rows = 0;
};

/// Accounts are written source/name, or source/#id for one without a name.
struct AccountFact {
    std::string account;
    std::string source;
    std::string old_id;
    std::string new_id;
    std::optional<std::string> old_name;
    std::optional<std::string> new_name;
    std::string action;
    std::string survivor; ///< the account itself unless it was folded
};

struct MatchFact {
    std::string first;
    std::string second;
    std::string rule;
    std::string evidence;
};

struct MergeFact {
    std::string account;
    std::string source;
    std::string old_id;
    std::string new_id;
    std::string survivor;
    std::string survivor_source;
    std::string survivor_old_id;
    std::string rule;
    std::string evidence;
    std::optional<std::string> name_given_up;         ///< none where the survivor has the same name
    std::optional<std::string> name = {};             ///< in the source
    std::optional<std::string> name_of_survivor = {}; ///< in the target
};

struct RenameFact {
    std::string account;
    std::string source;
    std::string old_id;
    std::string new_id;
    std::string old_name;
    std::string new_name;
    std::string rule;
    std::string reason;
};

/// One name, two or more identities, and the name of each in the target.
struct CollisionFact {
    std::string name;
    std::string keeps;    ///< the account that keeps it
    std::string gives_up; ///< the account that gives it up
    std::string new_name; ///< empty: not decided
};

/// A staged row that a question is about.
struct ClaimantRow {
    std::size_t claimant = 0; ///< from 0, that which would stay; of several rows the first gives the claimant its name
    std::int64_t table = 0;   ///< in staging
    std::int64_t row = 0;
};

/// Something undecided.
struct ConflictFact {
    std::string id; ///< the same over all snapshots
    std::string kind;
    std::string account;
    std::string table;
    std::string row;
    std::string claimants;
    std::string evidence;
    std::string proposal;
    std::string allowed = {}; ///< the decisions that it takes: `accept, rename:<new>`
    /// Of the claimants, where the question is about few rows. Known while it is asked, and not read back.
    std::vector<ClaimantRow> rows = {};
};

/// A login key that a merge gives to an account which did not have it.
struct WidenedAccessFact {
    std::string account;
    std::string survivor;
    std::string key;    ///< fingerprint, as `ssh-keygen -lf` prints it
    std::string origin; ///< the account that has it
};

/// A login key of an account that ends without any.
struct LostKeyFact {
    std::string account;
    std::string survivor;
    std::string key;
    std::string rule;   ///< why its row is not loaded
    std::string holder; ///< the account whose row stays; empty: none
};

struct SourceFact {
    std::string source;
};

/// Two accounts that share keys and are not one identity.
struct PossibleMatchFact {
    std::string first;
    std::string second;
    std::string evidence;
};

/// Two accounts that stay, whose names are equal under a fold that is stricter than the one in force, or that were
/// beside each other in one service already.
struct LookAlikeFact {
    std::string account;
    std::string name; ///< in the target
    std::string like;
    std::string like_name; ///< in the target
    std::string fold;      ///< the weakest that makes the names equal
};

struct MalformedKeyFact {
    std::string account;
    std::string key; ///< as it is stored
};

/// A value of a merged row that is not loaded.
struct DroppedValueFact {
    std::string source;
    std::string table;
    std::string row; ///< its old id, or its number in staging where it has none
    std::string column;
    std::optional<std::string> dropped;
    std::optional<std::string> kept;
    std::string rule;
};

/// A value with references inside that changed, or one that referred to nothing.
struct RewriteFact {
    std::string source;
    std::string table;
    std::string row; ///< its old id, or its number in staging where it has none
    std::string column;
    std::optional<std::string> old_value;
    std::optional<std::string> new_value;
};

/// A value that is given to a row: by the policy for a unique key, by `follows`, or by an expression of the plan.
struct AssignedValueFact {
    std::string source;
    std::string table;
    std::string row; ///< as above
    std::string column;
    std::optional<std::string> old_value;
    std::optional<std::string> new_value;
    std::string rule;
};

/// A value of a source that an expression of the plan replaces.
struct ComputedValueFact {
    std::string source;
    std::string table;
    std::string row; ///< as above
    std::string column;
    std::optional<std::string> old_value;
    std::optional<std::string> new_value; ///< as the expression gives it: references in it are then rewritten
};

/// A value that refers to no row of its source, and that the plan keeps or makes NULL.
struct DanglingValueFact {
    std::string source;
    std::string table;
    std::string column;
    std::string refers_to; ///< table.column
    std::string value;
    std::optional<std::string> becomes;
    std::string rule;
    std::int64_t rows = 0; ///< that hold it
    std::string now;       ///< the account or row of the target that has this id or name; empty if neither does
};

/// A row, not of the users table, that is not loaded because another stands for it.
struct FoldedRowFact {
    std::string source;
    std::string table;
    std::string row;      ///< as above
    std::string survivor; ///< source/table#row
    std::string rule;
    std::string reason;
    std::string referring;    ///< how many rows of which columns refer to it; empty if none do
    bool is_numbered = false; ///< its table has no key: `row` is its number in staging
};

/// A row that is not loaded, by a rule of the plan; or all rows of a table.
struct LeftOutFact {
    std::string source;
    std::string table;
    std::string row; ///< as above; empty: all of them
    std::string rule;
    std::string reason;
    std::int64_t rows = 1;
    bool is_numbered = false; ///< its table has no key: `row` is its number in staging
};

/// Something that a source holds besides the tables that are read.
struct NotCarriedFact {
    std::string source;
    std::string kind;
    std::string name;
    std::optional<std::int64_t> rows; ///< none: not counted
    std::string remark;               ///< what it has to do with what is merged, and what the plan says
};

/// What became of an operator's answer.
struct OverrideFact {
    std::string id;
    std::string kind;
    std::string account;
    std::string decision;
    std::string state;
    std::string note;
};

/// A row that the target does not take as it is.
struct RefusedValueFact {
    std::string constraint;
    std::string source;
    std::string table;
    std::string row;
    std::string values; ///< in the columns that the constraint is about; nothing of a secret
};

struct RangeFact {
    std::string source;
    std::string table;
    std::string column;
    std::int64_t offset = 0;   ///< new id = old id + offset
    std::int64_t first = 0;    ///< smallest new id; greater than last where the table is empty
    std::int64_t last = 0;     ///< greatest new id in use, or handed out by the sequence
    std::int64_t headroom = 0; ///< ids left free after `last`
};

/// An id whose new value is not old id + offset.
struct CrosswalkFact {
    std::string source;
    std::string table;
    std::string column;
    std::string old_id;
    std::string new_id;
};

struct Summary {
    std::string name;           ///< of the run
    std::string digest;         ///< of plan, schemas and snapshots
    std::string loaded_at = {}; ///< of a target that says so
    std::int64_t sources = 0;
    std::int64_t tables = 0;
    std::int64_t rows = 0;
    std::int64_t derived = 0; ///< rows
    std::int64_t accounts = 0;
    std::int64_t identities = 0;
    std::int64_t merged = 0;
    std::int64_t contested_names = 0;
    std::int64_t renamed = 0;
    std::int64_t widened_access = 0;
    std::int64_t possible_matches = 0;
    std::int64_t key_tables = 0; ///< that the plan names; 0: who shares a key was not looked at
    std::int64_t lost_keys = 0;  ///< accounts that had a login key and have none
    std::int64_t malformed_keys = 0;
    std::int64_t dropped_values = 0;
    std::int64_t rewritten_values = 0;
    std::int64_t computed_values = 0;  ///< values of sources that `set` replaces
    std::int64_t values_from_rows = 0; ///< values that `value` computes from the merged rows, and changes
    std::int64_t dangling_values = 0;  ///< rows with a value that refers to no row, in each column
    std::int64_t dangling_as_rows = 0; ///< those of them whose value is a row's in the target
    std::int64_t folded_rows = 0;      ///< of tables other than the users
    std::int64_t left_out = 0;         ///< rows
    std::int64_t refused_values = 0;   ///< rows and constraints that do not take them
    std::int64_t overrides = 0;
    std::int64_t overrides_not_obeyed = 0;
    std::int64_t undecided = 0;
};

/// All facts of a resolved run. The streams read from the staging file when they are called.
struct Facts {
    Summary summary;
    Stream<Book> books;
    Stream<DerivedFact> derived;
    Stream<AccountFact> accounts;
    Stream<MatchFact> matches;
    Stream<MergeFact> merges;
    Stream<RenameFact> renames;
    Stream<CollisionFact> collisions;
    Stream<ConflictFact> conflicts;
    Stream<WidenedAccessFact> widened_access;
    Stream<PossibleMatchFact> possible_matches;
    Stream<LostKeyFact> lost_keys;
    Stream<SourceFact> sources;
    Stream<LookAlikeFact> look_alikes;
    Stream<MalformedKeyFact> malformed_keys;
    Stream<DroppedValueFact> dropped_values;
    Stream<RewriteFact> rewrites;
    Stream<AssignedValueFact> assigned_values;
    Stream<ComputedValueFact> computed_values;
    Stream<DanglingValueFact> dangling_values;
    Stream<FoldedRowFact> folded_rows;
    Stream<LeftOutFact> left_out;
    Stream<RefusedValueFact> refused_values;
    Stream<OverrideFact> overrides;
    Stream<RangeFact> ids;
    Stream<NotCarriedFact> not_carried;
    Stream<CrosswalkFact> crosswalk;
    /// The id in its source of the account with this name; empty if none has it, or several do.
    std::function<std::string(std::string const &source, std::string const &name)> id_of_account;
    /// The accounts that have this word as their name or id, in their source or in the target. O(n).
    std::function<std::vector<AccountFact>(std::string const &word)> accounts_with;
};

} // namespace tributary::model
