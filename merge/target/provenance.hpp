#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/facts.hpp"

#include <functional>
#include <optional>
#include <string>

namespace tributary::target {

struct RecordedRun {
    std::string name;
    std::string digest;
    std::string loaded_at; ///< `2026-11-28 22:14:03 UTC`
};

/// The run that a target holds, by what tributary wrote into it; nothing if it never loaded into it.
std::optional<RecordedRun> recorded_run(databases::Target &target, model::Engine engine);

/// The same, asked by `query`.
using Query = std::function<databases::Answer(std::string const &sql)>;
std::optional<RecordedRun> recorded_run(Query const &query, model::Engine engine);

/// Writes what must be known for years: schema `tributary` in PostgreSQL, tables tributary_… in SQLite, with
///   run (name, digest, loaded_at)
///   id_range (source, table_name, column_name, id_offset, first_id, last_id, headroom)
///   crosswalk (source, table_name, column_name, old_id, new_id): only what is not old id + offset
///   renamed_account (source, old_id, new_id, old_name, new_name, rule, reason)
///   merged_account (source, old_id, new_id, survivor_source, survivor_old_id, rule, evidence)
void write_provenance(databases::Target &target, model::Engine engine, model::Facts const &facts);

} // namespace tributary::target
