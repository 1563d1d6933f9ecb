#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::discovery {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list);

/// True if one of the words is in the list.
bool has_one_of(std::vector<std::string> const &words, std::initializer_list<std::string_view> list);

} // namespace tributary::discovery
