#pragma once

#include "merge/databases/target.hpp"
#include "merge/target/provenance.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tributary::target {

/// What a target holds. Tables of extensions and tributary's own are not counted.
struct Contents {
    bool is_new_file = false;           ///< an SQLite file that does not exist yet
    bool is_readable = true;            ///< false: nothing below is known
    std::optional<RecordedRun> run;     ///< then nothing below is counted
    std::size_t tables = 0;             ///< in the address's schemas
    std::int64_t others = 0;            ///< in other schemas
    std::optional<std::int64_t> filled; ///< tables with rows, of `tables`; none: some cannot be read
};

/// Reads only, keeps no lock, and waits a second at most for a table that is locked. Throws only if the connection is
/// lost: what this role may not read is not counted.
Contents contents_of(databases::Target &target, databases::Address const &address);

/// `4 tables, without rows`; or `empty`, `a new file`, `holds run "pico", loaded at …`.
std::string in_words(Contents const &contents);

/// Which database the target is, and what it holds: `postgresql://merge@db1:5432/pico: 4 tables, without rows`. As
/// contents_of() otherwise.
std::string name_and_contents(databases::Target &target, databases::Address const &address);

} // namespace tributary::target
