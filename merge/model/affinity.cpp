#include "merge/model/affinity.hpp"

#include <algorithm>
#include <string_view>

namespace tributary::model {

Affinity affinity_of(Column const &column)
{
    auto const holds = [&](std::string_view word) {
        auto const same = [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; };
        return std::search(column.type.begin(), column.type.end(), word.begin(), word.end(), same) != column.type.end();
    };
    if (column.kind != Kind::other) {
        return column.kind == Kind::text ? Affinity::text : Affinity::integer;
    }
    if (column.type.empty() || holds("BLOB")) {
        return Affinity::blob;
    }
    return holds("REAL") || holds("FLOA") || holds("DOUB") ? Affinity::real : Affinity::numeric;
}

} // namespace tributary::model
