#include "merge/trial/same_database.hpp"

#include "merge/job/addresses.hpp"

#include <algorithm>

namespace tributary::trial {
namespace {

bool have_a_schema_in_common(Reached const &a, Reached const &b)
{
    return a.schemas.empty() || std::any_of(a.schemas.begin(), a.schemas.end(), [&](auto const &schema) {
               return std::find(b.schemas.begin(), b.schemas.end(), schema) != b.schemas.end();
           });
}

std::vector<std::string> schemas_of(databases::Address const &address)
{
    return model::has_schemas(databases::engine_of(address)) ? address.schemas : std::vector<std::string>{};
}

} // namespace

Reached reach(plan::Plan const &plan, plan::SourcePlan const &source, databases::Source &database)
{
    auto const address = job::source_address(plan, source);
    return {address.what, schemas_of(address), database.identity(), source.position};
}

Reached reach_target(plan::Plan const &plan, databases::Target &target)
{
    auto const address = job::target_address(plan);
    return {address.what, schemas_of(address), target.identity(), plan.target.position};
}

void refuse_same_database(plan::Plan const &plan, std::vector<Reached> const &databases)
{
    for (auto later = databases.begin(); later != databases.end(); ++later) {
        auto const same = std::find_if(databases.begin(), later, [&](auto const &earlier) {
            return databases::is_same(earlier.identity, later->identity) && have_a_schema_in_common(earlier, *later);
        });
        if (same != later) {
            throw plan::plan_error(plan, later->position, later->what + " is the same database as " + same->what,
                                   "each `url` must lead to a database of its own, or `schema` to other schemas of it");
        }
    }
}

} // namespace tributary::trial
