#include "merge/model/booleans.hpp"

#include <algorithm>
#include <cctype>

namespace tributary::model {

bool is_boolean(Column const &column)
{
    auto type = column.type;
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return type.starts_with("bool");
}

} // namespace tributary::model
