#pragma once

#include "merge/model/engine.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// What tributary itself must know about a type. Everything else goes through unread.
enum class Kind { integer, text, other };

/// A condition that every row meets (CHECK).
struct Check {
    std::string name;       ///< may be empty in SQLite
    std::string definition; ///< as the database prints it

    bool operator==(Check const &) const = default;
};

struct Column {
    std::string name;
    std::string type; ///< as the database prints it, schema-qualified where needed: valid in DDL there
    Kind kind = Kind::other;
    bool not_null = false;
    bool generated = false;             ///< computed by the database: never read, never written
    bool identity = false;              ///< GENERATED … AS IDENTITY
    std::string default_expression;     ///< empty: none
    std::int64_t max_length = 0;        ///< in characters; 0: no limit
    std::int64_t max_integer = 0;       ///< the greatest value an integer column can hold; 0: not an integer column
    std::string sequence;               ///< label of the sequence that feeds it, owned or bare nextval; empty: none
    std::string refused;                ///< why its values mean nothing elsewhere; empty: they do
    std::string collation;              ///< under which its texts compare, as SQL; empty: its type's own
    std::string read_as;                ///< SQL that a source reads in its place; empty: the column as it is
    std::vector<Check> conditions = {}; ///< what its domain, and those beneath it, say of VALUE
    std::string generated_as = {};      ///< the expression that gives its values, where the database computes them

    bool operator==(Column const &) const = default;
};

/// What a unique key compares: a column, or an expression over the row.
struct KeyPart {
    std::string expression; ///< SQL of the database that has the key, collation included
    std::string column;     ///< empty where it is more than a column

    bool operator==(KeyPart const &) const = default;
};

/// A primary key, unique constraint or unique index.
struct UniqueKey {
    std::string name;
    std::vector<std::string> columns; ///< empty where the index is over expressions
    std::vector<std::string> nocase;  ///< columns that an SQLite index compares under the collation NOCASE
    bool primary = false;
    bool nulls_not_distinct = false;
    std::string predicate;  ///< of a partial index; empty: over all rows
    std::string definition; ///< as the database prints it
    std::vector<KeyPart> parts;
    std::vector<std::string> uses; ///< the columns that its parts and its predicate are made of
    bool spelling_tells = false;   ///< over columns only, and no collation or operator class makes other texts equal
    std::vector<std::string> operators; ///< of an exclusion constraint, one for each part; empty: parts are equal
    std::string index;                  ///< of an exclusion constraint: USING …, without the table

    /// True if it says of plain columns that no two rows of the whole table agree in them.
    bool plain() const { return !columns.empty() && predicate.empty(); }
    bool operator==(UniqueKey const &) const = default;
};

/// Rows of which no two may overlap, or whatever its operators say (EXCLUDE). One whose operators are all equality is a
/// UniqueKey.
struct Exclusion {
    std::string name;
    std::string definition; ///< as the database prints it
    std::string predicate;
    std::vector<KeyPart> parts;
    std::vector<std::string> operators; ///< one for each part, as SQL
    std::vector<std::string> uses;
    std::string index; ///< USING …, without the table

    bool operator==(Exclusion const &) const = default;
};

struct ForeignKey {
    std::string name;
    std::vector<std::string> columns;
    std::string table; ///< label of the table referred to
    std::vector<std::string> referenced;
    bool enforced = false; ///< true: the database guarantees it for every row
    std::string definition;

    bool operator==(ForeignKey const &) const = default;
};

struct Table {
    Engine engine = Engine::sqlite; ///< that of its Schema
    std::string schema;             ///< empty in SQLite
    std::string name;
    std::string label; ///< as plan, staging and reports say it: the name, or schema.name where several schemas are read
    std::vector<Column> columns;
    std::vector<UniqueKey> unique_keys;
    std::vector<ForeignKey> foreign_keys;
    std::vector<Exclusion> exclusions;
    std::vector<Check> checks;

    bool operator==(Table const &) const = default;
};

struct Sequence {
    std::string schema;
    std::string name;
    std::string label;
    std::int64_t last = 0; ///< last value given out; meaningless unless called
    bool called = false;
    std::int64_t increment = 1;
    std::int64_t max = 0;

    bool operator==(Sequence const &) const = default;
};

/// A domain, or a type that is made of others.
struct CompoundType {
    std::string name;               ///< as Column::type says it
    bool domain = false;            ///< it is what is beneath it, with conditions
    std::vector<std::string> parts; ///< types, as a column's; of a domain the one beneath it
    std::vector<std::string> names; ///< of the fields of a composite type

    bool operator==(CompoundType const &) const = default;
};

struct EnumType {
    std::string name; ///< as Column::type says it
    std::vector<std::string> labels;

    bool operator==(EnumType const &) const = default;
};

/// What a database has besides tables and their keys: a view, a trigger, a function, a type, a policy.
struct Routine {
    std::string kind;            ///< `view`, `trigger`, `function`, `domain`, `policy`, `table option`, …
    std::string name;            ///< with its schema where several are read; of a function its arguments' types too
    std::string table;           ///< label, of what belongs to a table
    std::string definition = {}; ///< as the database prints it, normalised (normalised_sql()); empty: the name says all

    bool operator==(Routine const &) const = default;
};

/// What the live catalogue says of one database. Tables and columns are in a fixed order:
/// tables by label (bytewise), columns as the table has them.
struct Schema {
    Engine engine = Engine::sqlite;
    std::vector<Table> tables;
    std::vector<Sequence> sequences;
    std::vector<EnumType> enums;
    std::vector<Routine> routines; ///< in a fixed order
    std::vector<CompoundType> types = {};

    bool operator==(Schema const &) const = default;
};

/// Null if there is none of that name. Names are compared exactly. O(n).
Table const *find_table(Schema const &schema, std::string_view label);
Column const *find_column(Table const &table, std::string_view name);
Sequence const *find_sequence(Schema const &schema, std::string_view label);
UniqueKey const *primary_key(Table const &table);
/// char(n), whose values PostgreSQL pads with blanks: trailing ones are not part of them.
bool is_padded(Column const &column);

/// DDL that makes a schema elsewhere, in two parts: the rows go in between, so that indexes and keys are built after
/// them.
struct CreateScript {
    std::string before_rows;
    std::string after_rows;
};

/// The name as SQL writes it, in double quotes, whatever it holds. Right for PostgreSQL and SQLite.
std::string sql_name(std::string_view identifier);

/// The value as an SQL string literal, for the rare place that takes no bound value (view definitions).
std::string sql_literal(std::string_view value);

/// The table as SQL names it: "schema"."name", or "name" where it has no schema.
std::string sql_name(Table const &table);
std::string sql_name(Sequence const &sequence);

} // namespace tributary::model
