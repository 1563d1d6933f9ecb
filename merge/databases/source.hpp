#pragma once

#include "merge/databases/identity.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/check.hpp"
#include "merge/model/schema.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tributary::databases {

/// How a database is reached and how messages call it.
struct Address {
    std::string what;                 ///< `source "prose"` or `target`: how messages name it
    std::string url;                  ///< as in the plan file, ${VAR} replaced: may hold a password
    std::vector<std::string> schemas; ///< PostgreSQL only
    std::filesystem::path directory;  ///< relative sqlite: paths start here
    std::string encoding = {};        ///< of a source: how its texts are to be read, where it does not say so itself
};

/// sqlite:… is SQLite, everything else PostgreSQL.
model::Engine engine_of(Address const &address);

/// What a url says, without connecting.
struct AddressParts {
    std::string database;       ///< its name, of an SQLite file the name without folder and extension; empty: not given
    std::string password;       ///< that of the client's key too; empty: none. Never to be shown
    std::filesystem::path file; ///< of SQLite; empty: it is none
};

/// Throws model::Error 78 if the URL is invalid; the message never repeats it.
AddressParts parts_of(Address const &address);
using Answer = std::vector<std::vector<std::optional<std::string>>>;

/// Something that a database holds outside of what is read of it.
struct Unread {
    std::string kind; ///< `table`, `view`, `materialized view`, `foreign table`, `sequence`, `large objects`
    std::optional<std::int64_t> rows; ///< of a table that this role may read
    model::Table
        table; ///< its label is schema.name; of a table the columns and keys too. Foreign keys name what is read
    bool readable = false;
};

/// A database that is only read, in one snapshot from the first call to the last.
///
/// Every call throws model::Error: 69 if the database cannot be reached or goes away, 65 for what no answer makes
/// readable.
class Source {
public:
    Source() = default;
    Source(Source const &) = delete;
    Source &operator=(Source const &) = delete;
    virtual ~Source() = default;

    /// The live catalogue. Tables inherited by others, virtual tables and the like are refused here with their reason.
    virtual model::Schema schema() = 0;

    /// What the database holds in schemas that are not read, and its large objects; in a fixed order. Counts rows.
    virtual std::vector<Unread> unread() = 0;

    /// All rows of the table, in no particular order, one by one. Memory is bounded by one row.
    virtual void read(model::Table const &table, std::span<model::Column const> columns,
                      model::RowSink const &sink) = 0;

    /// A query over the snapshot.
    virtual Answer query(std::string const &sql) = 0;

    /// As the server says it: 15.8.
    virtual std::string version() = 0;

    /// What this role may not read of the schemas of the address.
    virtual std::vector<model::MissingRight> missing_rights() = 0;

    virtual Identity identity() = 0;

    /// Who else is connected and may write, as far as this role may see: `puma as prose (3)`. SQLite does not know.
    virtual std::vector<std::string> sessions() = 0;

    /// What written_since() needs to know of this snapshot.
    virtual std::string write_mark() = 0;
    /// What was written since the snapshot of that mark, a sentence for each table. For a warning: neither complete nor
    /// free of false alarms.
    virtual std::vector<std::string> written_since(std::string const &mark) = 0;

    /// DDL that makes this database's schema elsewhere, as it is in the snapshot.
    virtual model::CreateScript create_script() = 0;
};

/// Connects and begins the snapshot.
std::unique_ptr<Source> open_source(Address const &address);

} // namespace tributary::databases
