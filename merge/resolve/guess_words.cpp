#include "merge/resolve/guess_words.hpp"

#include <algorithm>
#include <cctype>

namespace tributary::resolve {

std::vector<std::string> words_in(std::string_view name)
{
    std::vector<std::string> words;
    bool open = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const c = static_cast<unsigned char>(name[i]);
        auto const part = std::isalnum(c) != 0 || c >= 0x80;
        auto const hump = std::isupper(c) != 0 && i > 0 && std::islower(static_cast<unsigned char>(name[i - 1])) != 0;
        if (part && (!open || hump)) {
            words.emplace_back();
        }
        open = part;
        if (part) {
            words.back() += static_cast<char>(std::tolower(c));
        }
    }
    return words;
}

std::string singular_word(std::string word)
{
    if (word == "people") {
        return "person";
    }
    auto const ends = [&](std::string_view end) { return word.size() > end.size() + 1 && word.ends_with(end); };
    if (ends("ies")) {
        return word.substr(0, word.size() - 3) + "y";
    }
    if (ends("sses") || ends("xes") || ends("ches") || ends("shes") || ends("uses")) {
        return word.substr(0, word.size() - 2);
    }
    if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) {
        word.pop_back();
    }
    return word;
}

std::string thing_of(std::string_view table)
{
    auto words = words_in(table);
    while (words.size() > 1 && is_one_of(words.front(), {"app", "auth", "site", "core", "tbl", "public", "main", "t"})) {
        words.erase(words.begin());
    }
    std::string thing;
    for (std::size_t i = 0; i < words.size(); ++i) {
        thing += (i == 0 ? "" : " ") + (i + 1 == words.size() ? singular_word(words[i]) : words[i]);
    }
    return thing;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_one_of(std::vector<std::string> const &words, std::initializer_list<std::string_view> list)
{
    return std::any_of(words.begin(), words.end(), [&](auto const &word) { return is_one_of(word, list); });
}

} // namespace tributary::resolve
