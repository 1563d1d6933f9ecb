#include "merge/mapping/refusals.hpp"

#include "merge/mapping/renames.hpp"

namespace tributary::mapping {

void refuse_unmovable(plan::Plan const &plan, std::string const &source, model::Schema const &schema)
{
    for (auto const &table : in_plan_names(plan, source, schema).tables) {
        for (auto const &column : table.columns) {
            if (!column.refused.empty() && !plan::leaves_out(plan, source, table.label, column.name)) {
                throw model::Error(
                    model::Exit::data,
                    "source \"" + source + "\": column \"" + table.label + "." + column.name + "\" " + column.refused,
                    "change its type in the source (bytea for large objects, text for names), or leave it out with `drop`");
            }
        }
    }
}

} // namespace tributary::mapping
