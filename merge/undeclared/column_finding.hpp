#pragma once

#include "merge/model/coverage.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/kind_pairs.hpp"
#include "merge/undeclared/suspects.hpp"

#include <memory>
#include <optional>
#include <span>

namespace tributary::undeclared {

/// One column over all sources: whether it is asked about, what it is taken for, and what is proposed.
class ColumnFinding {
public:
    /// `pair` says by its values of which kinds the values are; without a column: none does. The plan and the sources
    /// must outlive it.
    ColumnFinding(plan::Plan const &plan, std::span<CoverageSource const> sources, Suspect const &first, KindPair pair);
    ~ColumnFinding();
    ColumnFinding(ColumnFinding &&) noexcept;
    ColumnFinding &operator=(ColumnFinding &&) = delete;
    ColumnFinding(ColumnFinding const &) = delete;
    ColumnFinding &operator=(ColumnFinding const &) = delete;

    /// What was counted in one source. The suspect must outlive it.
    void add(Suspect const &suspect, Tally const &tally);
    /// When all sources are added, once. Nothing: it is not asked about.
    std::optional<model::UncoveredColumn> finding();
    /// After finding(): copies of names that no reference can hold.
    bool is_folded() const;

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

} // namespace tributary::undeclared
