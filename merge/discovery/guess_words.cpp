#include "merge/discovery/guess_words.hpp"

#include <algorithm>

namespace tributary::discovery {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_one_of(std::vector<std::string> const &words, std::initializer_list<std::string_view> list)
{
    return std::any_of(words.begin(), words.end(), [&](auto const &word) { return is_one_of(word, list); });
}

} // namespace tributary::discovery
