#pragma once

#include "merge/model/schema.hpp"

#include <string>
#include <vector>

namespace tributary::databases {

/// What Target::scratch_table() makes, as a table of the catalogue.
inline model::Table scratch_of(model::Table const &table, std::vector<std::string> const &columns)
{
    model::Table scratch;
    scratch.engine = table.engine;
    scratch.name = scratch.label = "tributary_scratch";
    for (char const *const name : {"tributary.source", "tributary.row"}) {
        auto &column = scratch.columns.emplace_back();
        column.name = name;
        column.kind = model::Kind::integer;
    }
    for (auto const &name : columns) {
        scratch.columns.push_back(*model::find_column(table, name));
    }
    return scratch;
}

} // namespace tributary::databases
