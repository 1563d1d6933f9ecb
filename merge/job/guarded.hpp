#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/error.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::job {

/// Runs a step, and says of a failure of the staging file itself (disk full, not writable, damaged) which file it was,
/// and of a query that SQLite refuses that it is not the file's fault.
template <typename Work> auto guarded(plan::Plan const &plan, Work const &work) -> decltype(work())
{
    try {
        return work();
    } catch (databases::RowRefused const &refused) {
        throw model::Error(model::Exit::data, std::string("target: ") + refused.what(),
                           "the target is unchanged; fix the value in the source, or `set` the column in the plan");
    } catch (staging::Failure const &failure) {
        if (staging::is_of_statement(failure)) {
            throw model::Error(model::Exit::failed, plan.staging.string() + ": a query failed: " + failure.what(),
                               "the target is unchanged; if no `when`, `where`, `set` or `value` of the plan explains "
                               "this, it is a bug");
        }
        throw staging::refusal(failure, plan.staging);
    }
}

} // namespace tributary::job
