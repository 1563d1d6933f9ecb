#pragma once

#include <cstddef>
#include <string_view>

namespace tributary::model {

/// How many digits of ASCII there are from this place on.
inline std::size_t digits_at(std::string_view text, std::size_t from)
{
    auto at = from;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        ++at;
    }
    return at - from;
}

} // namespace tributary::model
