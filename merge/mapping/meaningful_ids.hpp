#pragma once

#include "merge/mapping/loose_sequences.hpp"
#include "merge/model/cell.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary::mapping {

/// A primary key of one integer that no database has to hand out, and that may mean something: 404, or 20240131.
struct MeaningfulIds {
    std::string table;
    std::string column;
    bool alike = false;   ///< rows of all sources say the same under the same ids, whatever deals these out
    std::string evidence; ///< in what they look as if they meant something, as a sentence
};

/// Reads these columns of all rows of a source's table, under the target's names.
using RowReader = std::function<void(model::MappedSource const &source, std::vector<std::string> const &columns,
                                     model::RowSink const &sink)>;

/// The ids of one source, and of each what else its row says, as a hash.
struct SeenIds {
    std::string source;
    std::unordered_map<std::int64_t, std::uint64_t> rows;
};

/// An installer makes no more.
inline constexpr std::int64_t most_rows_alike = 1000;

/// What says that an installer made the rows of all sources, so that programs may know their numbers even if a sequence
/// dealt them out: there are several ids that two sources share, all of them have rows that say the same, and they are
/// at least half of each source's, and no two rows of one source say the same (all of them "light": settings that no
/// user has touched). Nothing: it did not.
std::optional<std::string> why_alike(std::span<SeenIds const> sources);

/// Why these ids seem to mean something: most rows that share an id say the same (but not rows that belong to users),
/// or few of the numbers up to the greatest are in use. Nothing: they do not. O(n) for ids in any order.
std::optional<std::string> why_meaningful(std::span<SeenIds const> sources, bool of_users);

/// Why ids seem to be chosen by people: all sources have the same ones, at least three, from 0 on, or with gaps and
/// beyond their number, as no database counts. Nothing: they do not.
std::optional<std::string> why_enumerated(std::span<SeenIds const> sources);

/// Why nothing seems to have counted these ids up: those of every source that has rows are days (20240131), multiples
/// of five or more (10, 20, 30), or use fewer than one in ten of the numbers between them (of one or two ids one in a
/// hundred up to the greatest). Nothing: a counter may have made them. O(n) for each source.
std::optional<std::string> why_not_counted(std::span<SeenIds const> sources);

/// Ids that the plan neither keeps nor shifts, that refer to nothing, and that seem to mean something: no default,
/// sequence or identity hands them out in any source or the target; or SQLite would number new rows, but has not made
/// those that are there (why_not_counted(), why_enumerated()); or a database does, but the whole table is alike
/// everywhere. Accounts and what belongs to users are among the first only, tables with more rows than that not among
/// the last. Reads these tables; memory: 16 bytes and an entry of a hash table for each of their rows.
std::vector<MeaningfulIds> meaningful_ids(plan::Plan const &plan, model::Mapping const &mapping,
                                          std::span<LooseSequence const> sequences, RowReader const &read);

/// The lines for the plan, either of them: the ids stay (of rows that are alike, as the key by which they fold), or are
/// shifted.
std::string keep_or_shift(MeaningfulIds const &ids);

} // namespace tributary::mapping
