#pragma once

#include "merge/databases/source.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::databases {

/// A value that the target's column does not take: which row of the stream it was in, counted from 0.
struct RowRefused : std::runtime_error {
    RowRefused(std::int64_t at, std::string const &message) : std::runtime_error(message), row(at) {}
    std::int64_t row;
};

/// Rows on their way into one table. Without finish() nothing arrives.
class RowWriter {
public:
    RowWriter() = default;
    RowWriter(RowWriter const &) = delete;
    RowWriter &operator=(RowWriter const &) = delete;
    virtual ~RowWriter() = default;

    /// Throws RowRefused, here or in finish().
    virtual void write(model::Row row) = 0;
    /// How many rows the database took.
    virtual std::int64_t finish() = 0;
};

/// Which database a target is, as it may be shown: without a password.
struct Location {
    std::string
        url; ///< `postgresql://user@host:port/database` as libpq resolved it, or `sqlite:` and the absolute path
    bool is_new_file = false; ///< an SQLite file that does not exist yet
};

/// Something in a database that DDL made: `table` `public.users`, `table column` `public.users.name`.
struct Object {
    std::string kind;
    std::string name; ///< in quotes where SQL needs them; in SQLite a column always, anything else never

    auto operator<=>(Object const &) const = default;
};

/// An expression in the schemas of the target that runs when rows are written, indexed or refreshed, and calls more
/// than functions that touch nothing but their arguments.
struct ForeignCode {
    std::string kind;   ///< check, domain, default, generated, index, partition key, view, type
    std::string object; ///< in words: `CHECK price of table public.posts`
    std::string schema; ///< of its table; empty: it has none
    std::string table;
    std::string name;    ///< of the constraint, the index or the column
    std::string calls;   ///< the functions, with commas
    std::string without; ///< SQL that takes the expression away; empty: nothing does
};

/// What a trial table asks of its rows.
enum class Asks {
    types,  ///< that the types of these columns take each value
    values, ///< that these columns take each value: by type, domain, and CHECK over nothing else
    rows,   ///< the whole row: what is demanded, every CHECK and unique key too; other columns have their defaults
};

/// A change to the target, in one transaction. Nothing is visible to other sessions until commit(); leaving the scope
/// without it rolls back. Used for the dry run too, which never commits.
///
/// Calls come in the order of the declarations. Failures are model::Error: 69 unreachable, 75 locked, 78 for a script
/// of the operator that does not run (file:line), 65 for rows that the target's constraints refuse.
class Target {
public:
    Target() = default;
    Target(Target const &) = delete;
    Target &operator=(Target const &) = delete;
    virtual ~Target() = default;

    virtual Location location() const = 0;
    virtual Identity identity() = 0;
    /// Another tributary works on it: loads it, or tries something out. SQLite says so only by refusing to be read.
    virtual bool is_in_use() = 0;

    /// A schema from a source's CreateScript, first part.
    virtual void create(model::CreateScript const &script) = 0;
    /// The operator's own SQL; `file` is for messages. It cannot leave the transaction: COMMIT and the like in it are
    /// refused.
    virtual void run_script(std::string const &file, std::string const &text) = 0;
    /// The catalogue as it is inside the transaction.
    virtual model::Schema schema() = 0;
    /// Everything that was made in the database, in all schemas, columns of tables too; neither what extensions own nor
    /// tributary's record. Complexity: linear in what is there.
    virtual std::vector<Object> objects() = 0;

    /// What came with the CreateScript, or was there, and would run with this role's rights. SQLite: nothing.
    virtual std::vector<ForeignCode> foreign_code() = 0;
    /// Rights of this role over its server, in words; empty: none.
    virtual std::string powers() = 0;
    /// For a trial, when the catalogue has been read: what the CreateScript brought does not run from here on.
    /// Functions of it return NULL, and what foreign_code() lists is taken away.
    virtual void disarm() = 0;
    /// What the query would call that is more than functions which touch nothing but their arguments, and which
    /// relations it reads beside temporary ones, with commas. Nothing is evaluated. SQLite: nothing.
    virtual std::string calls_of(std::string const &select) = 0;

    /// Takes off what slows rows down or changes them: foreign keys, plain indexes, triggers of these tables.
    virtual void before_rows(std::span<model::Table const> tables) = 0;
    virtual std::unique_ptr<RowWriter> write(model::Table const &table, std::vector<std::string> const &columns) = 0;
    /// Puts back what before_rows() took off, exactly as it was.
    virtual void after_rows() = 0;
    /// Second part of the CreateScript. Materialised views in it stay empty.
    virtual void complete(model::CreateScript const &script) = 0;
    /// Fills materialised views: those that were made by complete(), and those that are not empty. Their queries are
    /// whoever's they are: for a load alone.
    virtual void refresh_views(bool made) = 0;

    /// A table that refuses what `table` would refuse in these columns, except for foreign keys and triggers, and that
    /// is dropped with the transaction. There is one at a time. For trials only: an SQLite table may be its own trial.
    virtual model::Table trial_table(model::Table const &table, std::vector<std::string> const &columns, Asks asks) = 0;

    virtual void read(model::Table const &table, std::vector<std::string> const &columns,
                      model::RowSink const &sink) = 0;
    /// A temporary table for rows that are only looked at: an integer "tributary.source", an integer "tributary.row",
    /// and these columns as they are in `table`: type, collation, generated or not, and the default if it is a
    /// constant; but without any constraint. One at a time: replaces the one before.
    virtual model::Table scratch_table(model::Table const &table, std::vector<std::string> const &columns) = 0;
    /// A query with `columns` columns, all of them text, row by row: one is in memory. `sink` asks for nothing
    /// meanwhile.
    virtual void read_query(std::string const &sql, std::size_t columns, model::RowSink const &sink) = 0;
    virtual Answer query(std::string const &sql) = 0;
    /// A query that keeps no lock, waits a second at most for one, and may fail without harm: then nothing.
    virtual std::optional<Answer> try_query(std::string const &sql) = 0;
    virtual void execute(std::string const &sql) = 0;
    /// As the server says it: 15.8.
    virtual std::string version() = 0;
    /// What this role may not do and a load has to: fill these tables, take off and put back what slows rows down, and
    /// keep the run's record.
    virtual std::vector<model::MissingRight> missing_rights(std::span<model::Table const> tables) = 0;

    /// Constraints and indexes that do not hold for every row, each as a sentence; empty is the proof.
    virtual std::vector<std::string> broken_constraints(std::span<model::Table const> tables) = 0;
    /// Upwards only: the next value is beyond `value`. Last before commit(), as it is not undone by a rollback.
    virtual void advance(model::Sequence const &sequence, std::int64_t value) = 0;

    virtual void commit() = 0;
};

/// What a target is opened for.
enum class Use {
    load,
    trial,   ///< commit() is not allowed
    reading, ///< nothing can be changed, and no other program is kept out or kept waiting
};

/// Connects and begins the transaction. An SQLite file that does not exist is made only by commit().
std::unique_ptr<Target> open_target(Address const &address);

/// As open_target(), for trying things out: commit() is not allowed.
std::unique_ptr<Target> open_target_for_trial(Address const &address);

/// As open_target_for_trial(), for looking only.
std::unique_ptr<Target> open_target_for_reading(Address const &address);

} // namespace tributary::databases
