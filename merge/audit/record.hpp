#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/schema.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a load writes into its target for the years after it: who was renamed or merged, which ids changed, and what it
/// takes to undo it. docs/provenance.md has the tables.
namespace tributary::audit {

enum class Type { text, number, time };

struct RecordColumn {
    std::string name;
    Type type = Type::text;
};

struct RecordTable {
    std::string name;
    std::vector<RecordColumn> columns;
    std::string key; ///< columns, separated by commas

    std::vector<std::string> column_names() const;
    /// In the target.
    model::Table in(model::Engine engine) const;
};

/// What the digests of a step cover: all but `event`, which has a chain of hashes, `step` and `recorded_table`.
std::span<RecordTable const> covered_tables();

/// One of these. Throws std::out_of_range for another name.
RecordTable const &covered_table(std::string_view name);

RecordTable const &event_table();
RecordTable const &step_table();
RecordTable const &recorded_table();

/// What one table of the record holds, in any order.
struct Contents {
    std::int64_t rows = 0;
    std::string digest;
};

/// Complexity: linear in the rows, of which one is in memory.
Contents contents_of(databases::Target &target, model::Engine engine, RecordTable const &table);

/// A line of `step`, without its digest: the values as texts.
struct Step {
    std::string number; ///< from 1, without gaps
    std::string at;
    std::string step;
    std::string rows;
    std::string last_event; ///< the number of the event with which it ended
};

/// The digest of a step: SHA-256 of the digest of the step before, its own line, the hash of its last event and what
/// each table held.
std::string digest_of_step(std::string const &previous, Step const &step, std::string const &last_hash,
                           std::vector<std::pair<std::string, Contents>> const &tables);

} // namespace tributary::audit
