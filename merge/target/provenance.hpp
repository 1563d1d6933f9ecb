#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/schema.hpp"

#include <functional>
#include <optional>
#include <string>

namespace tributary::target {

struct RecordedRun {
    std::string name; ///< empty, as all is: the line of the run is gone, or a view stands where its table was
    std::string digest;
    std::string loaded_at; ///< `2026-11-28 22:14:03 UTC`
};

/// The run that a target holds, by what tributary wrote into it; nothing if it never loaded into it.
std::optional<RecordedRun> recorded_run(databases::Target &target, model::Engine engine);

/// The same, asked by `query`.
using Query = std::function<databases::Answer(std::string const &sql)>;
std::optional<RecordedRun> recorded_run(Query const &query, model::Engine engine);

/// A table of the record: in schema `tributary` in PostgreSQL, with the prefix tributary_ in SQLite.
model::Table record_table(model::Engine engine, std::string const &name);

} // namespace tributary::target
