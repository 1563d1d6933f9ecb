#include "merge/job/guarded.hpp"
#include "merge/proof/prepared.hpp"
#include "merge/staging/reviewed.hpp"
#include "merge/steps/steps.hpp"

#include <fmt/format.h>

namespace tributary::steps {

Review review(job::Job const &job, std::function<void(Review const &)> const &show)
{
    constexpr std::int64_t most_shown = 20; // of each kind; the reports have the others
    return job::guarded(job.plan, [&] {
        auto const shown = facts(job.plan);
        auto const staging = staging::Staging::open(job.plan.staging, job.plan.name, true);
        Review result;
        std::string kind;
        std::int64_t of_kind = 0;
        auto const end_kind = [&] {
            if (of_kind > most_shown) {
                result.lines.push_back(fmt::format("  … {} more of kind {}", of_kind - most_shown, kind));
            }
        };
        auto const add = [&](staging::ReviewDifference const &one) {
            if (one.kind != kind) {
                end_kind();
                kind = one.kind;
                of_kind = 0;
            }
            ++result.differences;
            if (++of_kind <= most_shown) {
                result.lines.push_back(fmt::format("  {} {} {}{}", one.is_new ? '+' : '-', one.kind, one.what,
                                                   one.rows == 1 ? "" : fmt::format(" ({} rows)", one.rows)));
            }
        };
        staging::review(staging, *shown, add, [&] {
            end_kind();
            show(result);
        });
        return result;
    });
}

void refuse_answers_not_obeyed(plan::Plan const &plan)
{
    proof::refuse_answers_not_obeyed(plan, staging::Staging::open(plan.staging, plan.name, false));
}

} // namespace tributary::steps
