#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/coverage.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace tributary::undeclared {

/// Of the users all count: an id is one also where its user is left out. Of a suspect those rows that are loaded.
enum class WhichRows { all, loaded };

/// Passes on these columns of the rows of a source's table, under the target's names. Staged rows are filtered by the
/// plan's `where`; the rows of a live source are not.
using ColumnReader =
    std::function<void(std::uint32_t source, std::string const &table, std::vector<std::string> const &columns,
                       WhichRows which, model::RowSink const &sink)>;

/// What the values of each suspect say, in the same order. Each table with a suspect is read once, and the ids of each
/// table that suspects may refer to. Linear time. In memory are, of one source at a time: of each of these tables its
/// ids (IdSet); of the users 40 bytes more each for their names; and of each suspect of one table the first values, at
/// most a megabyte. `finder_of` is for what the plan declares by `regex`.
std::vector<Tally> measure(plan::Plan const &plan, std::span<CoverageSource const> sources,
                           std::span<Suspect const> suspects, ColumnReader const &read,
                           job::FinderOf const &finder_of = {});

/// Lists as conflicts (`uncovered`) the columns that can hold a user's id or name and that the plan does not declare.
/// They are answered in the plan: an override for one is refused. Returns the columns that most probably refer, so that
/// nothing else is asked of them. Throws model::Error 78 for a [[waive]] of a column that does not exist.
std::set<model::KeyColumn> find_uncovered(job::Job const &job, staging::Staging const &staging,
                                          std::vector<staging::StagedSource> const &sources,
                                          model::Schema const &target, model::Mapping const &mapping,
                                          answers::Answers &answers);

} // namespace tributary::undeclared
