#include "merge/uniqueness/exclusions.hpp"

#include "merge/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::uniqueness {

bool has_rows(model::MappedTable const &table)
{
    return std::any_of(table.sources.begin(), table.sources.end(), [](auto const &source) { return source.rows > 0; });
}

void refuse_exclusions(model::Mapping const &mapping)
{
    for (auto const &table : mapping) {
        if (!has_rows(table) || table.target.exclusions.empty()) {
            continue;
        }
        auto const &one = table.target.exclusions.front();
        throw model::Error(
            model::Exit::data,
            fmt::format(
                "target: table \"{}\" has the exclusion constraint \"{}\": {}; which rows it rejects is not predicted",
                table.target.label, one.name, one.definition),
            exclusion_way_out);
    }
}

} // namespace tributary::uniqueness
