#pragma once

#include "merge/model/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::mapping {

/// A source's table as mapping() needs to know it.
struct SourceTable {
    std::int64_t id = 0; ///< in staging
    std::string label;
    std::string staged;
    std::vector<std::string> columns; ///< in the staging file, one for each column that is not generated
    std::int64_t rows = 0;
};

struct MappingSource {
    std::string name;
    model::Schema const &schema;
    std::vector<SourceTable> tables;
};

} // namespace tributary::mapping
