#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace tributary::undeclared {

/// Last words that say of a column that it holds ids.
inline constexpr std::array id_endings = {"id", "uid", "uuid", "guid", "pk", "fk", "ref"};

template <typename List> bool is_in(List const &list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace tributary::undeclared
