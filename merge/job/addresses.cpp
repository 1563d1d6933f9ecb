#include "merge/job/addresses.hpp"

#include <filesystem>

namespace tributary::job {

databases::Address source_address(plan::Plan const &plan, plan::SourcePlan const &source)
{
    return {"source \"" + source.name + "\"", source.url, source.schemas,
            std::filesystem::absolute(plan.file).parent_path(), source.encoding};
}

databases::Address target_address(plan::Plan const &plan)
{
    databases::Address address{"target", plan.target.url, plan.target.schemas,
                               std::filesystem::absolute(plan.file).parent_path()};
    for (auto const &source : plan.sources) {
        auto const own = model::has_schemas(databases::engine_of(source_address(plan, source)));
        if (address.schemas.empty() && own && (plan.target.create.empty() || plan.target.create == source.name)) {
            address.schemas = source.schemas;
        }
    }
    if (address.schemas.empty()) {
        address.schemas = {"public"};
    }
    return address;
}

} // namespace tributary::job
