#pragma once

#include "merge/model/error.hpp"
#include "merge/model/format.hpp"
#include "merge/plan/answer.hpp"
#include "merge/plan/column_name.hpp"
#include "merge/plan/dangling.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::plan {

/// A position in the plan file, counted from 1.
struct Position {
    int line = 0;
    int column = 0;
};

/// A column whose value is an SQLite expression over the staged row.
struct SetExpression {
    std::string table;
    std::string column;
    std::string expression;
    Position position;
};

struct SourcePlan {
    std::string name;
    std::string url; ///< ${VAR} replaced: may hold a password
    std::vector<std::string> schemas = {"public"};
    std::string encoding = {}; ///< by its name in merge/encodings; empty: as the database says
    std::vector<SetExpression> set;
    Position position;
};

/// The operator's own SQL. What was read with the plan is what runs, whatever becomes of the file meanwhile.
struct Script {
    std::filesystem::path file;
    std::string text;
};

struct TargetPlan {
    std::string url;                  ///< ${VAR} replaced: may hold a password
    std::vector<std::string> schemas; ///< empty: the source's own
    std::string create;               ///< source whose schema is made; empty: the tables exist, or `before` makes them
    std::optional<Script> before;
    std::optional<Script> after;
    Position position;
    Position create_position;
};

struct KeysPlan {
    std::string table;
    std::string column;
    std::string user;   ///< of `via`, or of `table` without it; empty: the foreign key to users
    std::string format; ///< name of a key format
    std::string where;  ///< SQLite expression over the staged row; empty: every row
    Position position;
    bool shared = false; ///< ids and references in `column` are the same in every source
    std::string via;     ///< table that says whose key is whose; empty: `table` does
};

/// A match rule as the plan uses it.
struct MatchPlan {
    std::string rule;   ///< name of a match rule
    std::string column; ///< of the users table; empty unless the rule compares a column
    std::string fold;   ///< name of a folding; empty: that of names
    std::string where;  ///< SQLite condition over the staged user; empty: every account
    Position position;
    bool shared = false;  ///< ids and references in `column` are the same in every source
    bool same_id = false; ///< it is `same_id`: ids that each source hands out mean something beside an equal name only
};

/// A column whose values are names that no account may be given.
struct TakenPlan {
    ColumnName column;
    Position position;
};

/// What names have to respect.
struct NamesPlan {
    std::int64_t max_length = 0; ///< in characters; 0: the column's own
    std::string pattern;         ///< regular expression; empty: any
    std::vector<std::string> reserved;
    std::string fold;             ///< name of a folding; empty: none, or what unique indexes ask for
    std::optional<bool> unique;   ///< whether no two accounts may have one name; none: as the target's keys say
    std::vector<TakenPlan> taken; ///< names of other things than accounts
    Position position;
    Position unique_position;
};

/// Who keeps a contested name where `yields` does not decide.
struct TiePlan {
    enum class By { precedence, oldest, most_rows };
    By by = By::precedence;
    std::string word; ///< oldest: the column, empty: the one that looks like it; most_rows: the table
    Position position;
};

struct SurvivorshipPlan {
    std::string column;
    std::string rule;
    std::string source; ///< of `source:<name>`; empty otherwise
    std::string by;     ///< the column of `newest(column)` and `oldest(column)`; empty otherwise
    Position position;
};

/// A column of the users that is a function of the name, and follows it (`follows`).
struct FollowsPlan {
    std::string column;
    std::string expression; ///< SQLite, over the name
    Position position;
};

struct UsersPlan {
    enum class OnAmbiguous { refuse, split, allow };
    enum class OnWidenedAccess { ask, allow, hold };
    std::string table;
    std::string id; ///< empty: the primary key
    std::string name;
    std::vector<KeysPlan> keys;   ///< none: accounts have no keys
    std::vector<MatchPlan> match; ///< in order; never empty
    std::string on_collision = "suffix";
    std::string suffix = "tmp";      ///< or a template with {name} and {source}
    std::vector<std::string> yields; ///< first to yield first; sources that are not in it yield last
    TiePlan tie;
    NamesPlan names;
    std::vector<FollowsPlan> follows;
    std::vector<SurvivorshipPlan> survivorship;
    std::optional<std::vector<std::string>> privileges; ///< none: recognised by name and type
    OnAmbiguous on_ambiguous = OnAmbiguous::refuse;
    OnWidenedAccess widened_access = OnWidenedAccess::ask;
    std::string require_equal_keys_for; ///< SQLite condition over the staged user; empty: no account
    Position position;
    Position name_position;
    Position id_position;
    Position on_collision_position;
    Position suffix_position;
    Position privileges_position;
    Position equal_keys_position;
};

/// A reference that no catalogue knows ([[reference]]).
struct ReferencePlan {
    ColumnName from;
    ColumnName to;                              ///< an id, or the users' name
    std::string when;                           ///< SQLite condition over the staged row; empty: every row
    std::string path;                           ///< to the ids in the value; empty: the value is the id
    model::Format format = model::Format::json; ///< of the value that has them at `path`
    bool keys = false;                          ///< the ids are the keys of the object at `path`
    bool array = false;                         ///< the value is an array of ids
    std::string regex;     ///< whose one group is the id or name; empty: the whole value, or what is at `path`
    std::string source;    ///< whose ids these are; empty: those of the row's own source
    DanglingPlan dangling; ///< nothing: stop, in a text that is searched by `regex` keep
    DanglingPlan invalid;  ///< the same of a value in which ids cannot be found or replaced; nothing: stop
    std::set<std::string> dangling_by_answer; ///< sources of which accepted lines say `dangling`, and not the plan
    std::set<std::string> invalid_by_answer;
    Position position;
    Position from_position;
    Position to_position;
    Position source_position;
};

/// A column that looks like a reference and is not one ([[waive]]).
struct WaivePlan {
    ColumnName column;
    std::string reason;
    std::string when;                           ///< condition: the rows in which it is no reference; empty: all
    std::string path;                           ///< only this place in a document
    model::Format format = model::Format::json; ///< of the document
    bool keys = false;                          ///< only the keys of the object there
    std::string regex;                          ///< only this place in a text
    Position position;
};

/// Tables that no service needs to bring along, or a unique key of a source that the target may do without ([[waive]]).
struct WaivedName {
    std::string name; ///< as the plan writes it: of tables, `*` stands for any characters
    std::string reason;
    Position position;
};

/// In which time zone a source means times that do not say so ([[zone]]).
struct ZonePlan {
    ColumnName column;
    std::string source;
    std::string zone;  ///< as the database knows it
    std::string until; ///< times before this one; empty: all that no entry before it is about
    Position position;
    Position source_position;
    Position zone_position;
    Position until_position;
};

/// Ids that the plan calls by their table, or by table and column ([ids]).
struct IdsPlan {
    std::string name; ///< as the plan writes it
    Position position;
};

/// A column and the SQLite expression over the merged row that gives its value.
struct SetColumn {
    std::string column;
    std::string expression;
    Position position;
};

/// What happens to different rows that would share a unique key.
struct OnConflictPlan {
    std::string section;             ///< where the plan says it, for messages
    std::vector<std::string> unique; ///< the key's columns, or its name; empty: every key of the table
    std::string policy;              ///< name of a unique policy
    std::string column;              ///< what the policy works on; empty unless it needs one
    std::vector<std::string> ignore; ///< columns that may differ in rows that count as identical
    std::vector<SetColumn> set;      ///< what rows that yield get; empty unless the policy sets columns
    Position position;
};

/// Columns in which no two rows may agree, as only the application knows ([[unique]]).
struct UniquePlan {
    std::string table;
    std::vector<std::string> columns;
    std::string where;                  ///< SQLite condition over the merged row; empty: every row
    std::optional<bool> nulls_equal;    ///< whether NULL equals NULL; not in the plan: asked where it matters
    std::optional<OnConflictPlan> rule; ///< for this key only
    Position position;

    /// What the key is called where keys of the target have their names in the database.
    std::string name() const;
};

/// What happens to a row that a merge makes refer to itself, or twice to one row.
enum class OnSelf {
    ask,      ///< it becomes a question
    keep,     ///< it is loaded as it is
    drop_row, ///< it is left out, and counted
    null,     ///< its reference to itself becomes NULL
};

/// What the plan says of one column of the target.
struct ColumnPlan {
    std::string name;
    std::map<std::string, std::string> from; ///< by source: its name there
    std::string value;                       ///< SQLite expression over the merged rows; empty: the sources' own
    Position position;
    Position value_position;
};

/// What the plan says of one table of the target.
struct TablePlan {
    std::string name;
    std::vector<std::string> match;  ///< natural key: rows that agree in it are one row; empty: none
    bool shared = false;             ///< the services share the numbers in `match`
    std::optional<bool> nulls_equal; ///< in `match`; not in the plan: asked where it matters
    std::vector<SurvivorshipPlan> survivorship;
    std::vector<OnConflictPlan> on_conflict;
    std::map<std::string, std::string> from; ///< by source: its name there
    std::vector<ColumnPlan> columns;
    std::string where;                           ///< SQLite condition over the staged row; empty: every row is loaded
    std::map<std::string, std::string> where_in; ///< the same of one source; beside `where` never
    std::vector<std::string> drop;               ///< columns of the sources that are not loaded
    bool load = true;
    bool says_load = false;              ///< `load` is in the plan
    std::map<std::string, bool> load_of; ///< by source; those that are not here are loaded
    std::optional<OnSelf> on_self;
    Position position;
    Position match_position;
    Position where_position;
    Position drop_position;
    Position load_position;
    Position on_self_position;
};

/// Rows of a target table that no source has ([derive.NAME]).
struct DerivePlan {
    std::string table;
    std::string sql; ///< SELECT over the views of the merged tables
    Position position;
};

struct Plan {
    std::filesystem::path file;
    std::string text; ///< the file, byte for byte: part of the digest
    std::string name;
    std::filesystem::path staging;
    std::filesystem::path answers_file;             ///< of the operator: `overrides`, or beside the plan
    std::optional<std::filesystem::path> overrides; ///< the same, if the file exists
    std::vector<Answer> answers;                    ///< what it holds
    std::vector<SourcePlan> sources;                ///< order is precedence
    TargetPlan target;
    UsersPlan users;
    std::vector<ReferencePlan> references;
    std::vector<WaivePlan> waived;
    std::vector<WaivedName> waived_tables;
    std::vector<WaivedName> waived_keys;
    std::vector<ZonePlan> zones;
    std::vector<UniquePlan> uniques;
    std::vector<TablePlan> tables;
    std::vector<DerivePlan> derived;
    std::optional<std::int64_t> headroom; ///< none: 1000000, or less where the column's type has less room
    std::vector<IdsPlan> kept_ids;        ///< ids that are the same in every source, or that no two sources share
    std::vector<IdsPlan> shifted_ids;     ///< ids that mean nothing elsewhere, whatever they look like
};

/// The rules for unique keys of a table: those of its [[unique]] entries, then its `on_conflict`.
std::vector<OnConflictPlan const *> conflict_rules(Plan const &plan, std::string const &table);

/// True if the plan's name for ids is that of this column.
bool is_about(IdsPlan const &ids, std::string const &table, std::string const &column);

/// True if the ids of this column keep their numbers: the plan says so, or makes them a part of the natural key.
bool keeps_ids(Plan const &plan, std::string const &table, std::string const &column);

/// True if the plan says that these ids are shifted.
bool shifts_ids(Plan const &plan, std::string const &table, std::string const &column);

/// True if the text fits the pattern, in which `*` stands for any characters.
bool fits_pattern(std::string_view pattern, std::string_view text);

/// What the plan says of a table of the target; nullptr if nothing.
TablePlan const *find_table(Plan const &plan, std::string const &name);

/// The expression that fills a column of the target from this source; nullptr if none does.
SetExpression const *find_set(SourcePlan const &source, std::string const &table, std::string const &column);
SetExpression const *find_set(Plan const &plan, std::string const &source, std::string const &table,
                              std::string const &column);

/// What the plan says of a column that it computes from the merged rows; nullptr if it does not.
ColumnPlan const *find_value(Plan const &plan, std::string const &table, std::string const &column);

/// True if the plan takes login keys, or whose they are, from the table.
bool has_keys(Plan const &plan, std::string const &table);

/// True if a row of the table is one key of one account, and nothing else: accounts do not share it (`via`), and no
/// other `keys` reads the same table.
bool is_one_key_a_row(Plan const &plan, KeysPlan const &keys);

/// False for a table of which the plan says `load = false`, for all sources; with a source, also for that one alone.
bool loads(Plan const &plan, std::string const &table);
bool loads(Plan const &plan, std::string const &table, std::string const &source);

/// The plan's `where` for the rows of this source; empty: every row is loaded.
std::string condition_of(TablePlan const &table, std::string const &source);

/// True if the plan's `drop` names the column.
bool drops(Plan const &plan, std::string const &table, std::string const &column);

/// True if the plan does not load the column from this source: by `drop`, or its table by `load`.
bool leaves_out(Plan const &plan, std::string const &source, std::string const &table, std::string const &column);

/// What a name in the plan may be, for the keys that choose from a list that others keep.
struct Choices {
    std::vector<std::string> match_rules;
    std::vector<std::string> column_rules; ///< those of match_rules that need a column
    std::vector<std::string> name_policies;
    std::vector<std::string> key_formats;
    std::vector<std::string> foldings;
    std::vector<std::string> survivorships; ///< but `source:<name>`, which each plan may use
    std::vector<std::string> unique_policies;
    std::vector<std::string> column_policies;  ///< those of unique_policies that need a column
    std::vector<std::string> setting_policies; ///< those that need `set`
};

/// Reads and checks the plan file. Paths in it are made relative to its folder; `${VAR}` in URLs and paths is replaced
/// by the environment variable. Throws model::Error 78 `file:line:column: sentence` for anything that is not as
/// documented, unknown keys included, and 64 if there is no file. Accepted lines are read as if they stood in it.
Plan read_plan(std::filesystem::path const &file, Choices const &choices);

/// The same from a text; `file` is where it is from.
Plan read_plan(std::string const &text, std::filesystem::path const &file, Choices const &choices);

/// The same plan with the lines of those answers only whose place in Plan::answers is true in `applied`.
Plan with_lines_of(Plan const &plan, std::vector<bool> const &applied, Choices const &choices);

/// The whole file, byte for byte. Throws model::Error 78 if it cannot be read.
std::string read_text(std::filesystem::path const &file);

/// An error that points into the plan file.
model::Error plan_error(Plan const &plan, Position position, std::string const &sentence, std::string const &next = {});

} // namespace tributary::plan
