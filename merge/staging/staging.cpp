#include "merge/staging/staging.hpp"

#include "merge/databases/sqlite/refusal.hpp"
#include "merge/files/new_file.hpp"
#include "merge/model/error.hpp"
#include "merge/staging/asked.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/reviewed.hpp"
#include "merge/staging/unpublished.hpp"
#include "sql/schema.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace tributary::staging {
namespace {

using databases::sqlite::Database;
using databases::sqlite::Open;
using databases::sqlite::Pages;

constexpr std::int64_t version = 11;

constexpr char const *name_another = "name another file in the plan's `staging`";

model::Error cannot_write(std::filesystem::path const &path, std::error_code const &error)
{
    return {model::Exit::cannot_write, path.string() + ": cannot write: " + error.message(), name_another};
}

} // namespace

std::string free_name(std::string const &wanted, std::set<std::string> &taken)
{
    auto const folded = [](std::string name) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return name;
    };
    auto name = wanted;
    for (int i = 2; !taken.insert(folded(name)).second; ++i) {
        name = wanted + "~" + std::to_string(i);
    }
    return name;
}

model::Error changed_by_another(std::filesystem::path const &path)
{
    return {model::Exit::refused,
            path.string() + ": it is not as tributary wrote it: the disk damaged it, or another program wrote to it",
            "if it is the record of a load, restore it from a copy; if not, run `tributary snapshot PLAN` and "
            "`tributary resolve PLAN` again\nto read it with sqlite3 does no harm; to change it, copy it first"};
}

model::Error refusal(Failure const &failure, std::filesystem::path const &path)
{
    if (is_changed_page(failure) || is_not_a_database(failure)) {
        return changed_by_another(path);
    }
    if (is_busy(failure)) {
        return {model::Exit::busy, path.string() + ": another program is using it", "try again when it has finished"};
    }
    return databases::sqlite::refusal(failure, path.string());
}

Staging::Staging(Database database, std::filesystem::path path, FileLock lock)
    : m_lock(std::move(lock)), m_database(std::move(database)), m_path(std::move(path))
{
}

Staging::Staging(Staging &&other) noexcept
    : m_lock(std::move(other.m_lock)), m_replaced(std::move(other.m_replaced)), m_database(std::move(other.m_database)),
      m_path(std::move(other.m_path)), m_unpublished(std::exchange(other.m_unpublished, false)),
      m_removed(std::move(other.m_removed)), m_replaced_load(std::move(other.m_replaced_load))
{
}

Staging::~Staging()
{
    if (m_unpublished) {
        std::error_code ignored;
        std::filesystem::remove(unpublished_path(m_path), ignored);
    }
}

Staging Staging::begin(std::filesystem::path const &path, std::string const &run)
{
    auto const file = unpublished_path(path);
    refuse_foreign(path);
    std::optional<Staging> old;
    std::optional<ExecutedLoad> load;
    if (std::filesystem::exists(path)) {
        old.emplace(open(path, run, true)); // refuses another run's file, and one that is in use
        load = executed_load(old->database());
    }
    FileLock lock(file, FileLock::File::made_empty);
    Staging staging(Database(file.string(), Open::read_write, Pages::checked), path, std::move(lock));
    staging.m_database.begin_checksums();
    staging.m_unpublished = true;
    staging.m_removed = model::RemovedIfInterrupted(file.string());
    staging.m_replaced_load = std::move(load);
    if (old) {
        staging.m_replaced = std::move(old->m_lock);
    }
    // nothing of it survives a crash, so nothing of it needs a journal; pages of 16 kB cost 9 % less than those of 4 kB
    staging.m_database.execute(
        "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; "
        "PRAGMA locking_mode = EXCLUSIVE");
    staging.m_database.execute(sql::schema);
    staging.set_property("run", run);
    if (old) {
        keep_reviewed(*old, staging);
        keep_asked_answers(*old, staging);
    }
    return staging;
}

Staging Staging::open(std::filesystem::path const &path, std::string const &run, bool for_writing)
{
    if (!std::filesystem::exists(path)) {
        throw model::Error(model::Exit::refused, path.string() + ": there is no staging file yet",
                           "run `tributary snapshot PLAN` first");
    }
    auto const foreign = path.string() + ": this is not a tributary staging file";
    try {
        // a killed step leaves a journal, which only a connection that may write can play back
        auto const writable = for_writing || ::access(path.c_str(), W_OK) == 0;
        FileLock lock;
        if (for_writing) {
            lock = FileLock(path, FileLock::File::exists);
        }
        Staging staging(Database(path.string(), writable ? Open::read_write : Open::read_only, Pages::checked), path,
                        std::move(lock));
        auto const &database = staging.m_database;
        if (database.integer("PRAGMA application_id") != application_id) {
            throw model::Error(model::Exit::refused, foreign, "name another file in the plan's `staging`");
        }
        if (database.integer("PRAGMA user_version") != version) {
            throw model::Error(model::Exit::refused,
                               path.string() + ": this staging file was written by another version of tributary",
                               "that version reads it: keep it if it is the record of a load\n"
                               "for a new load move it away, or name another file in the plan's `staging`, and run "
                               "`tributary snapshot PLAN`");
        }
        if (!database.has_checksums()) {
            throw changed_by_another(path);
        }
        if (auto const owner = staging.property("run"); owner != run) {
            throw model::Error(model::Exit::refused,
                               path.string() + ": this is the staging file of run \"" + owner.value_or("") +
                                   "\", not of \"" + run + "\"",
                               "name another file in the plan's `staging`, or restore the plan's old `name`");
        }
        database.execute("PRAGMA cache_size = -65536; PRAGMA temp_store = FILE");
        if (for_writing) {
            database.execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL");
        }
        return staging;
    } catch (Failure const &failure) {
        if (is_not_a_database(failure)) {
            throw model::Error(model::Exit::refused, foreign, "name another file in the plan's `staging`");
        }
        throw refusal(failure, path);
    }
}

std::optional<std::filesystem::path> Staging::publish()
{
    m_database.execute("PRAGMA locking_mode = NORMAL");
    m_database = Database(":memory:", Open::create);
    auto const file = unpublished_path(m_path);
    std::error_code none;
    std::filesystem::remove(m_path.string() + "-journal", none); // it must never be played into the new file
    files::write_to_disk(file);
    std::error_code error;
    std::optional<KeptRecord> kept;
    if (m_replaced_load) {
        kept = place_of_record(m_path, *m_replaced_load);
        if (!kept->is_there) {
            std::filesystem::create_hard_link(m_path, kept->path, error);
        }
    }
    if (!error) {
        std::filesystem::rename(file, m_path, error);
        m_removed = {};
    }
    if (error) {
        throw cannot_write(m_path, error);
    }
    m_unpublished = false;
    return kept ? std::optional(kept->path) : std::nullopt;
}

std::optional<std::filesystem::path> Staging::keep_executed_load() const
{
    auto const load = executed_load(m_database);
    if (!load) {
        return std::nullopt;
    }
    auto const kept = place_of_record(m_path, *load);
    if (!kept.is_there) {
        std::ifstream record(m_path, std::ios::binary);
        files::NewFile copy(kept.path, "free space on the disk, or let this user write in the folder");
        copy.out() << record.rdbuf();
        if (!record) {
            throw model::Error(model::Exit::cannot_write, m_path.string() + ": cannot read it to keep a copy");
        }
        copy.publish(files::Existing::kept);
    }
    return kept.path;
}

std::optional<std::string> Staging::property(std::string const &key) const
{
    auto statement = m_database.prepare("SELECT value FROM property WHERE key = ?1");
    statement.bind(1, std::string_view(key));
    return statement.step() ? statement.optional_text(0) : std::nullopt;
}

void Staging::set_property(std::string const &key, std::string const &value) const
{
    m_database
        .prepare(
            "INSERT INTO property (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .bind(1, std::string_view(key))
        .bind(2, std::string_view(value))
        .run();
}

void Staging::add_source(std::uint32_t id, std::string const &name, model::Schema const &schema,
                         model::CreateScript const &create) const
{
    auto const catalogue = to_json(schema);
    m_database
        .prepare(
            "INSERT INTO source (id, name, catalogue, create_before_rows, create_after_rows) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(1, static_cast<std::int64_t>(id))
        .bind(2, std::string_view(name))
        .bind(3, std::string_view(catalogue))
        .bind(4, std::string_view(create.before_rows))
        .bind(5, std::string_view(create.after_rows))
        .run();
}

std::vector<StagedSource> Staging::sources() const
{
    std::vector<StagedSource> result;
    auto source =
        m_database.prepare("SELECT name, catalogue, create_before_rows, create_after_rows FROM source ORDER BY id");
    while (source.step()) {
        result.push_back({source.text(0), from_json(source.text(1)), {source.text(2), source.text(3)}, {}});
    }
    auto table =
        m_database.prepare("SELECT id, source, own_label, staged, columns, rows, digest FROM staged_table ORDER BY id");
    while (table.step()) {
        auto const owner = static_cast<std::uint32_t>(table.integer(1));
        result.at(owner).tables.push_back({table.integer(0), owner, table.text(2), table.text(3),
                                           words_from_json(table.text(4)), table.integer(5), table.text(6)});
    }
    return result;
}

void Staging::call_tables(std::vector<StagedSource> const &sources) const
{
    auto update = m_database.prepare("UPDATE staged_table SET label = ?1 WHERE id = ?2");
    for (auto const &source : sources) {
        for (auto const &table : source.tables) {
            update.bind(1, std::string_view(table.label)).bind(2, table.id).run();
        }
    }
}

std::optional<Extent> Staging::extent(std::int64_t table, std::string const &column) const
{
    auto statement = m_database.prepare(
        "SELECT least, greatest, integers, others FROM extent WHERE table_id = ?1 AND \"column\" = ?2");
    statement.bind(1, table).bind(2, std::string_view(column));
    if (!statement.step()) {
        return std::nullopt;
    }
    return Extent{statement.integer(0), statement.integer(1), statement.integer(2), statement.integer(3)};
}

TableWriter::TableWriter(Staging const &staging, std::uint32_t source, std::string const &source_name,
                         model::Table const &table, std::vector<model::Column> const &columns)
    : m_staging(staging), m_extents(columns.size())
{
    auto const &database = staging.database();
    std::set<std::string> taken;
    auto tables = database.prepare("SELECT lower(staged) FROM staged_table");
    while (tables.step()) {
        taken.insert(tables.text(0));
    }
    m_table.source = source;
    m_table.label = table.label;
    m_table.staged = free_name(source_name + "." + table.label, taken);

    taken = {"#"};
    std::string definitions = "\"#\" INTEGER PRIMARY KEY";
    std::string names = "\"#\"";
    for (auto const &column : columns) {
        m_names.push_back(column.name);
        m_table.columns.push_back(free_name(column.name, taken));
        auto const name = model::sql_name(m_table.columns.back());
        definitions += ", " + name; // without a type: values stay as they are
        names += ", " + name;
    }
    database.execute("CREATE TABLE " + model::sql_name(m_table.staged) + " (" + definitions + ")");
    m_cells.resize(columns.size() + 1); // the number is NULL: SQLite counts
    m_insert.emplace(database, "INSERT INTO " + model::sql_name(m_table.staged) + " (" + names + ")", m_cells.size());
}

void TableWriter::write(model::Row row)
{
    std::copy(row.begin(), row.end(), m_cells.begin() + 1);
    m_insert->add(m_cells);
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto &extent = m_extents[i];
        if (row[i].type == model::Cell::Type::integer) {
            auto const value = row[i].integer;
            extent.least = extent.count == 0 ? value : std::min(extent.least, value);
            extent.greatest = extent.count == 0 ? value : std::max(extent.greatest, value);
            ++extent.count;
        } else if (row[i].type != model::Cell::Type::null) {
            ++extent.others;
        }
    }
    m_digest.add(row);
}

StagedTable TableWriter::finish()
{
    auto const &database = m_staging.database();
    m_insert->finish();
    m_table.rows = m_digest.rows();
    m_table.digest = m_digest.hexadecimal();
    auto const columns = to_json(m_table.columns);
    database
        .prepare(
            "INSERT INTO staged_table (source, own_label, label, staged, columns, rows, digest) VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, static_cast<std::int64_t>(m_table.source))
        .bind(2, std::string_view(m_table.label))
        .bind(3, std::string_view(m_table.staged))
        .bind(4, std::string_view(columns))
        .bind(5, m_table.rows)
        .bind(6, std::string_view(m_table.digest))
        .run();
    m_table.id = database.integer("SELECT last_insert_rowid()");
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        if (m_extents[i].count > 0) {
            database
                .prepare(
                    "INSERT INTO extent (table_id, \"column\", least, greatest, integers, others) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                .bind(1, m_table.id)
                .bind(2, std::string_view(m_names[i]))
                .bind(3, m_extents[i].least)
                .bind(4, m_extents[i].greatest)
                .bind(5, m_extents[i].count)
                .bind(6, m_extents[i].others)
                .run();
        }
    }
    return m_table;
}

std::int64_t file_format() { return version; }

} // namespace tributary::staging
