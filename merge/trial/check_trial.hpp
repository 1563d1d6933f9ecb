#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/error.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/shape.hpp"

#include <functional>
#include <optional>
#include <span>

namespace tributary::trial {

/// A target as the load will leave it, on which conditions are tried, one after the other. It is opened when it is
/// first needed.
class CheckTrial {
public:
    /// What it is given must outlive it.
    CheckTrial(plan::Plan const &plan, std::span<staging::StagedSource const> sources);

    databases::Target &target();

    /// What `work` does to the target is undone. An error of it is returned, such as of a function that does not exist:
    /// PostgreSQL's transaction ends with it, so that the next attempt opens the target again.
    std::optional<model::Error> attempt(std::function<void(databases::Target &)> const &work);

private:
    plan::Plan const &m_plan;
    std::span<staging::StagedSource const> m_sources;
    std::optional<target::TargetTrial> m_trial;
};

} // namespace tributary::trial
