#pragma once

#include "merge/databases/sqlite/bulk_insert.hpp"
#include "merge/model/error.hpp"
#include "merge/model/interrupt.hpp"
#include "merge/model/schema.hpp"
#include "merge/staging/file_lock.hpp"
#include "merge/staging/load_record.hpp"
#include "merge/staging/row_digest.hpp"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::staging {

using databases::sqlite::Failure;
using databases::sqlite::is_busy;
using databases::sqlite::is_changed_page;
using databases::sqlite::is_of_statement;
using databases::sqlite::Savepoint;
using databases::sqlite::Transaction;

/// A source's table as it lies in the staging file.
struct StagedTable {
    std::int64_t id = 0;
    std::uint32_t source = 0;
    std::string label;
    std::string staged;               ///< its name in the file
    std::vector<std::string> columns; ///< their names in the file, in the catalogue's order, generated ones left out
    std::int64_t rows = 0;
    std::string digest;
};

struct StagedSource {
    std::string name;
    model::Schema schema;
    model::CreateScript create; ///< empty unless the target is made from it
    std::vector<StagedTable> tables;
};

/// The integers that a column holds.
struct Extent {
    std::int64_t least = 0;
    std::int64_t greatest = 0;
    std::int64_t count = 0;  ///< how many
    std::int64_t others = 0; ///< values that are neither integers nor NULL
};

/// The staging file. Exclusive for writers: a second one fails with 75, try again.
class Staging {
public:
    /// A new file beside `path`, which replaces it when publish() is called, and is deleted otherwise.
    static Staging begin(std::filesystem::path const &path, std::string const &run);

    /// An existing file. Throws model::Error 1 if there is none, if it is another run's, or if it is not a staging
    /// file.
    static Staging open(std::filesystem::path const &path, std::string const &run, bool for_writing);

    Staging(Staging &&other) noexcept;
    Staging(Staging const &) = delete;
    Staging &operator=(Staging const &) = delete;
    Staging &operator=(Staging &&) = delete;
    ~Staging();

    /// Puts the new file in the old one's place, in one step that a crash cannot halve. An old file that records an
    /// executed load stays under another name (place_of_record()), which is returned.
    std::optional<std::filesystem::path> publish();

    /// Before decisions are made again: a copy of this file if it records an executed load, under the returned name. To
    /// be called outside of a transaction.
    std::optional<std::filesystem::path> keep_executed_load() const;

    databases::sqlite::Database const &database() const { return m_database; }

    std::optional<std::string> property(std::string const &key) const;
    void set_property(std::string const &key, std::string const &value) const;

    void add_source(std::uint32_t id, std::string const &name, model::Schema const &schema,
                    model::CreateScript const &create) const;
    /// Everything in the sources' own words.
    std::vector<StagedSource> sources() const;
    /// Keeps the labels that these tables have by now: those of the plan.
    void call_tables(std::vector<StagedSource> const &sources) const;
    /// Nothing if the column holds no integer.
    std::optional<Extent> extent(std::int64_t table, std::string const &column) const;

    std::filesystem::path const &path() const { return m_path; }

private:
    Staging(databases::sqlite::Database database, std::filesystem::path path, FileLock lock);

    FileLock m_lock;     ///< of the file; before m_database, so that it outlives it
    FileLock m_replaced; ///< of the file that publish() replaces
    databases::sqlite::Database m_database;
    std::filesystem::path m_path;
    bool m_unpublished = false;
    model::RemovedIfInterrupted m_removed;
    std::optional<ExecutedLoad> m_replaced_load;
};

/// 5: a page of the file is not as it was written.
model::Error changed_by_another(std::filesystem::path const &path);
/// What a failure of the file itself means: 5 where it was changed, 75 where it is in use or memory lacks, 73
/// otherwise; of the folder of temporary files where it was one of these.
model::Error refusal(Failure const &failure, std::filesystem::path const &path);

/// Copies one table's rows into the staging file. finish() writes what is known of them; without it they are not
/// listed.
class TableWriter {
public:
    TableWriter(Staging const &staging, std::uint32_t source, std::string const &source_name, model::Table const &table,
                std::vector<model::Column> const &columns);
    void write(model::Row row);
    StagedTable finish();

private:
    Staging const &m_staging;
    StagedTable m_table;
    std::vector<std::string> m_names;
    std::optional<databases::sqlite::BulkInsert> m_insert;
    std::vector<model::Cell> m_cells; ///< a row after its number
    std::vector<Extent> m_extents;
    RowSetDigest m_digest;
};

/// SQLite compares names without case (A to Z): a second "ID" becomes "ID~2". `taken` holds the names in lower case.
std::string free_name(std::string const &wanted, std::set<std::string> &taken);

/// A step that was begun. Recorded at once; its outcome when finish() or fail() is called. Without either it reads like
/// one that was killed.
class StepRecord {
public:
    StepRecord(Staging const &staging, std::string const &name, std::string const &arguments);
    void finish(std::string const &outcome) const;
    /// The outcome is `failed: why; what to do`. Nothing happens where the file cannot be written now.
    void fail(std::string const &why, std::string const &next_step) const noexcept;

    /// Runs `work`; what it throws is the outcome, and goes on its way. To be called outside of a transaction.
    template <typename Work> auto record(Work const &work) const -> decltype(work())
    {
        try {
            return work();
        } catch (model::Error const &error) {
            fail(error.what(), error.next_step);
            throw;
        } catch (std::exception const &error) {
            fail(error.what(), {});
            throw;
        }
    }

private:
    Staging const &m_staging;
    std::int64_t m_id;
};

/// With what the outcome of a step that failed begins.
constexpr std::string_view failed_step = "failed";

/// Of the files that this program writes and reads.
std::int64_t file_format();

} // namespace tributary::staging
