#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::audit {

/// Which table of the target has the users.
struct UsersTable {
    std::string schema; ///< empty in SQLite
    std::string table;
    std::string id_column;
    std::string name_column;
};

struct LoadedTable {
    std::string table;  ///< its label
    std::string source; ///< empty: the rows are derived
    std::int64_t rows = 0;
    std::string digest; ///< of the rows as they were sent, in any order
};

/// What the target was before the load, as far as undoing the load needs it.
struct Before {
    std::vector<databases::Object> objects;
    std::vector<model::Sequence> sequences;
};

/// Complexity: linear in what the target has.
Before look_before(databases::Target &target);

/// What a load knows of itself when its rows are there.
struct LoadRecord {
    std::string version; ///< of this program
    std::string plan;    ///< its text, without urls
    UsersTable users;
    std::vector<LoadedTable> tables;
};

/// Writes the record into the target: the last part of a load, in its transaction. Complexity: linear in the record and
/// in the target's objects.
void write_record(databases::Target &target, model::Engine engine, model::Facts const &facts, Before const &before,
                  LoadRecord const &load);

} // namespace tributary::audit
