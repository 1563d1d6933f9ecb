#include "merge/steps/check_limits.hpp"

#include "merge/model/words.hpp"
#include "merge/schema_diff/exceeded.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::steps {

void settle_limits(std::vector<model::Limit> const &limits,
                   std::function<trial::LiveSource &(std::string const &source)> const &live_of,
                   std::vector<model::Drift> &drifts)
{
    for (auto const &limit : limits) {
        auto const drift = std::find_if(drifts.begin(), drifts.end(), [&](auto const &candidate) {
            return candidate.weight == model::Weight::by_values && candidate.source == limit.source &&
                   candidate.table == limit.table && candidate.column == limit.column &&
                   candidate.kind == model::drift_kind(limit);
        });
        if (drift == drifts.end()) {
            continue;
        }
        std::int64_t count = 0;
        live_of(limit.source).read(limit.table, {limit.column}, [&](model::Row row) {
            count += schema_diff::breaks(limit, row[0]) ? 1 : 0;
        });
        drift->weight = count == 0 ? model::Weight::harmless : model::Weight::answerable;
        if (limit.of == model::Limit::Of::zone && count > 0) {
            continue;
        }
        drift->means = count == 0 ? "no current value is affected"
                                  : fmt::format("{} {}: `resolve` asks what becomes of {} (kind `value`)",
                                                model::counted(count, "of its values is", "of its values are"),
                                                schema_diff::describe(limit), model::plural(count, "it", "them"));
    }
}

} // namespace tributary::steps
