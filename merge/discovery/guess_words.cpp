#include "merge/discovery/guess_words.hpp"

#include "merge/undeclared/user_words.hpp"

#include <algorithm>

namespace tributary::discovery {

std::vector<std::string> thing_of(std::string_view table)
{
    auto words = undeclared::words_of(undeclared::singular_of(table));
    while (words.size() > 1 &&
           is_one_of(words.front(), {"app", "auth", "site", "core", "tbl", "public", "main", "t"})) {
        words.erase(words.begin());
    }
    return words;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_one_of(std::vector<std::string> const &words, std::initializer_list<std::string_view> list)
{
    return std::any_of(words.begin(), words.end(), [&](auto const &word) { return is_one_of(word, list); });
}

} // namespace tributary::discovery
