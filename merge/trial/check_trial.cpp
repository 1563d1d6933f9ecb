#include "merge/trial/check_trial.hpp"

namespace tributary::trial {

CheckTrial::CheckTrial(plan::Plan const &plan, std::span<staging::StagedSource const> sources)
    : m_plan(plan), m_sources(sources)
{
}

databases::Target &CheckTrial::target()
{
    if (!m_trial) {
        m_trial.emplace(target::try_target(m_plan, m_sources));
    }
    return *m_trial->target;
}

std::optional<model::Error> CheckTrial::attempt(std::function<void(databases::Target &)> const &work)
{
    auto &on = target();
    on.execute("SAVEPOINT tributary_check");
    try {
        work(on);
        on.execute("ROLLBACK TO SAVEPOINT tributary_check; RELEASE SAVEPOINT tributary_check");
    } catch (model::Error const &error) {
        m_trial.reset();
        return error;
    }
    return std::nullopt;
}

} // namespace tributary::trial
